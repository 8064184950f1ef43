import { say } from '../words/index.ts';

/** What a function that a lab names is in the kernel that ran it. */
export type SaidFate =
  | { readonly kind: 'same' | 'gone' }
  | { readonly kind: 'renamed'; readonly to: readonly string[] }
  | { readonly kind: 'inlined'; readonly into: readonly string[] }
  | { readonly kind: 'hidden'; readonly name: string };

/** What became of a function, to stand behind its name; empty where it is as the lab says. */
export function fateWords(fate: SaidFate, asked: string): string {
  switch (fate.kind) {
    case 'renamed':
      return ` → ${fate.to.join(', ')}  (${say('lab.step.renamed')})`;
    case 'inlined':
      return `  (${say('lab.step.inlined', { into: fate.into.join(', ') })})`;
    case 'hidden':
      return `${fate.name === asked ? '' : ` → ${fate.name}`}  (${say('lab.step.hidden')})`;
    case 'gone':
      return `  (${say('lab.step.gone')})`;
    default:
      return '';
  }
}

/** Whether no tracer can show it: it then counts neither as found nor as missing. */
export function isUnseen({ kind }: SaidFate): boolean {
  return kind === 'inlined' || kind === 'hidden';
}

/** The numbers of a finding in one line; those that lead to events are left out. */
export function valuesLine(values: Readonly<Record<string, string | number | boolean | null>>): string {
  return Object.entries(values)
    .filter(([name]) => !/(^|_)row$/.test(name))
    .map(([name, value]) => `${name} ${printed(value)}`)
    .join(' · ');
}

function printed(value: unknown): string {
  const text = String(value);
  return typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(6) : text.slice(0, 120);
}
