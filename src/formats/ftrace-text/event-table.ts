import type { EventFormat } from '../../store/index.ts';
import { unknownEvent } from '../../store/index.ts';
import { ByteInterner } from './byte-interner.ts';
import { leftParenthesis } from './bytes.ts';
import { type EventText, textKind } from './event-text.ts';
import { systemOfEvent } from './known-events.ts';

const mostEvents = unknownEvent - 1;

/** Events whose names do not stand on their lines. */
const namedByKind: Readonly<Record<number, string>> = {
  [textKind.function]: 'function',
  [textKind.repeats]: 'func_repeats',
  [textKind.kernelStack]: 'kernel_stack',
  [textKind.userStack]: 'user_stack',
  [textKind.hwlat]: 'hwlat',
  [textKind.timerlat]: 'timerlat',
  [textKind.osnoise]: 'osnoise',
  [textKind.rawData]: 'raw_data',
  [textKind.contextSwitch]: 'context_switch',
  [textKind.contextWakeup]: 'wakeup',
  [textKind.block]: 'blk',
  [textKind.message]: 'bprint',
};

/** What else a line of an event may be. */
export const eventRole = {
  none: 0,
  /** A call of function_graph, in trace-cmd's words. */
  call: 1,
  /** A stack, the lines of which follow. */
  stack: 2,
} as const;

function roleOf(name: string): number {
  if (name === 'funcgraph_entry' || name === 'funcgraph_exit' || name === 'fgraph_retaddr_entry')
    return eventRole.call;
  return name === 'kernel_stack' || name === 'user_stack' ? eventRole.stack : eventRole.none;
}

/** The events of a text, in the order of their first appearance. */
export class EventTable {
  /** System and name of each. */
  readonly events: { readonly system: string; readonly name: string }[] = [];
  /** As `events`, once their fields are known. */
  readonly formats: EventFormat[] = [];
  /** What the lines of each event are beside an event's: one of `eventRole`. */
  readonly roles: number[] = [];
  readonly #names = new ByteInterner(mostEvents);
  readonly #ofName: number[] = [];
  readonly #known: boolean[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #byKind: number[] = [];

  /** The index of an event; unknownEvent where there are too many. */
  index(system: string, name: string): number {
    const key = `${system}:${name}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    if (this.events.length >= mostEvents) return unknownEvent;
    const index = this.events.length;
    this.events.push({ system, name });
    this.roles.push(roleOf(name));
    this.#indexes.set(key, index);
    return index;
  }

  /** The index of the event that a line's text is about. `end` is the line's. */
  ofText(bytes: Uint8Array, text: EventText, end: number): number {
    const { kind } = text;
    if (kind === textKind.unknown) return unknownEvent;
    if (kind !== textKind.named && kind < textKind.syscallEntry) return this.#ofKind(kind);
    if (kind === textKind.message && isMarker(bytes, text)) return this.index('ftrace', 'print');
    if (kind > textKind.syscallExit) return this.#ofKind(kind);
    // Names of system calls share the table: they can be told from events' names by their kind.
    const id = this.#names.intern(bytes, text.nameStart, text.nameEnd);
    if (id < 0) return unknownEvent;
    const slot = id * 3 + (kind === textKind.named ? 0 : kind - textKind.syscallEntry + 1);
    const known = this.#ofName[slot];
    if (known !== undefined) return known;
    const name = this.#names.text(id);
    const index =
      kind === textKind.named
        ? this.index(systemOf(name, bytes, text.start, end), this.#nameOf(name))
        : this.index('syscalls', `sys_${kind === textKind.syscallEntry ? 'enter' : 'exit'}_${name.slice(4)}`);
    this.#ofName[slot] = index;
    return index;
  }

  /** Whether the name that a text begins with is one of the kernel's events. */
  isKnown(bytes: Uint8Array, text: EventText): boolean {
    const id = this.#names.intern(bytes, text.nameStart, text.nameEnd);
    if (id < 0) return false;
    this.#known[id] ??= systemOfEvent(this.#names.text(id)) !== undefined;
    return this.#known[id];
  }

  #nameOf(name: string): string {
    return markers.has(name) ? 'print' : name;
  }

  #ofKind(kind: number): number {
    const index = this.#byKind[kind] ?? this.index('ftrace', namedByKind[kind]!);
    this.#byKind[kind] = index;
    return index;
  }
}

/** Functions that write what users put into trace_marker: their lines are ftrace's print events. */
const markers: ReadonlySet<string> = new Set(['tracing_mark_write', 'trace_marker_write', '0', 'print']);

/** Whether the symbol before a message is the function that writes what users put into trace_marker. */
function isMarker(bytes: Uint8Array, { nameStart, nameEnd }: EventText): boolean {
  return nameEnd - nameStart < 32 && markers.has(String.fromCharCode(...bytes.subarray(nameStart, nameEnd)));
}

/** The system of an event by its name, or, for probes that users defined, by how their text begins. */
function systemOf(name: string, bytes: Uint8Array, at: number, end: number): string {
  if (markers.has(name)) return 'ftrace';
  const known = systemOfEvent(name);
  if (known !== undefined) return known;
  if (at >= end || bytes[at] !== leftParenthesis) return 'ftrace';
  let place = at + 1;
  while (place < end && bytes[place] !== 41 && bytes[place] !== 32) place++;
  const first = String.fromCharCode(...bytes.subarray(at + 1, Math.min(place, at + 64)));
  // Addresses of programs have at most 47 bits on every machine that has uprobes.
  if (/^(0x)?[0-9a-f]{1,12}$/.test(first)) return 'uprobes';
  return /^(0x)?[0-9a-f]{16}$|\+0x[0-9a-f]+|^[A-Za-z_]/.test(first) ? 'kprobes' : 'ftrace';
}
