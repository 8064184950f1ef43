import { computed } from '@preact/signals';
import type { CallScope, FlameBy, Looked } from '../../views/index.ts';
import { go, param, selection, stretch } from '../app/place.ts';

/** How calls are shown. */
export const shapes = ['tree', 'flame', 'sandwich'] as const;
export type Shape = (typeof shapes)[number];

/** A function that is selected elsewhere is shown with what is around it. */
export const shape = computed<Shape>(
  () =>
    shapes.find(one => one === param('show')) ?? (selection.value?.kind === 'function' ? 'sandwich' : 'tree'),
);

/** Which calls are shown: all of it stands in the address. */
export const callScope = computed<CallScope>(() => {
  const [source, thread, call, cpu] = [param('source'), countIn('thread'), countIn('call'), param('cpu')];
  return {
    ...(source === undefined ? {} : { source }),
    ...(thread === undefined ? {} : { thread }),
    ...(call === undefined ? {} : { call }),
    ...(stretch.value ?? {}),
    ...(cpu === 'on' || cpu === 'off' ? { cpu } : {}),
  };
});

/** What is to be lit up: what is searched for, else the part of the kernel that is selected. */
export const lookedFor = computed<Looked>(() => {
  const [find, selected] = [param('find'), selection.value];
  if (find !== undefined) return { find };
  return selected?.kind === 'part' ? { part: layerOfPart(selected.part) } : {};
});

/** What frames and functions are measured by. */
export const measuredBy = computed<FlameBy>(() => (param('by') === 'calls' ? 'calls' : 'time'));

/** The function that callers and callees are shown of. */
export const functionAround = computed<string | undefined>(() => {
  const selected = selection.value;
  return selected?.kind === 'function' ? selected.name : param('function');
});

/** The depth to which a tree is open. */
export const openDepth = computed<number>(() => Math.min(99, countIn('depth') ?? 4));

export function countIn(name: string): number | undefined {
  const text = param(name);
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** The address of a function with its callers and callees. */
export function placeOfFunction(name: string) {
  return { view: 'calls', show: 'sandwich', function: name, select: `function:${name}` } as const;
}

/** Another scope begins with the whole of its flame graph. */
export function changeScope(changes: Readonly<Record<string, string | undefined>>): void {
  go({ ...changes, at: undefined });
}

/** The layer that calls of a part of the map are in. */
export function layerOfPart(part: string): string {
  if (part === 'syscall-entry') return 'syscall';
  return part === 'irq' || part === 'smp' ? 'interrupt' : part;
}

/** When a call was, as a stretch of time to look at with some air around it. */
export function stretchAround(start: number, end: number): { readonly from: string; readonly to: string } {
  const air = Math.max(10, (end - start) * 0.15);
  return { from: String(Math.max(0, Math.floor(start - air))), to: String(Math.ceil(end + air)) };
}
