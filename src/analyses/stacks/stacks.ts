import {
  type FieldValue,
  findField,
  type ProgramFrame,
  type RecordedStack,
  type Trace,
} from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { eventCounts, findEvents } from '../walk/index.ts';

/**
 * The stacks that were recorded with events: of ftrace, an event of its own that follows in the same buffer; of perf, in the
 * samples themselves. Equal stacks are one, found by their bytes, so that each is decoded once.
 */
export class Stacks {
  /** Whether any was recorded. */
  readonly some: boolean;
  readonly #trace: Trace;
  readonly #ofRow: Int32Array;
  readonly #userOfRow: Int32Array;
  readonly #frames: (readonly string[])[] = [];
  readonly #texts: string[] = [];
  readonly #programs = new Map<number, readonly ProgramFrame[]>();
  readonly #byText = new Map<string, number>();
  readonly #byBytes = new Map<number, SeenStack[]>();

  constructor(trace: Trace) {
    this.#trace = trace;
    const counts = eventCounts(trace);
    const recorded = (name: string): Set<number> =>
      new Set(findEvents(trace, name).filter(event => counts[event]! > 0));
    const [kernel, user] = [recorded('ftrace:kernel_stack'), recorded('ftrace:user_stack')];
    const { stacks } = trace;
    this.some = kernel.size + user.size > 0 || stacks !== undefined;
    const rows = this.some ? trace.count : 0;
    this.#ofRow = new Int32Array(kernel.size > 0 || stacks !== undefined ? rows : 0).fill(-1);
    this.#userOfRow = new Int32Array(user.size > 0 || stacks !== undefined ? rows : 0).fill(-1);
    if (kernel.size + user.size > 0) this.#readAll(kernel, user);
    if (stacks !== undefined) this.#takeAll(row => stacks.find(row));
  }

  /** The kernel's stack at an event; -1 where none was recorded. */
  ofRow(row: number): number {
    return this.#ofRow[row] ?? -1;
  }

  /** The program's stack at an event; -1 where none was recorded. */
  userOfRow(row: number): number {
    return this.#userOfRow[row] ?? -1;
  }

  /** Names of functions, the innermost first; addresses that no symbol covers as hex. */
  frames(stack: number): readonly string[] {
    return this.#frames[stack] ?? [];
  }

  /** What the frames of a stack are of, where its records say it of a program's. */
  programFrames(stack: number): readonly ProgramFrame[] | undefined {
    return this.#programs.get(stack);
  }

  /** The functions with `;` between them, the outermost first. */
  text(stack: number): string {
    return this.#texts[stack] ?? '';
  }

  /** By stack, for columns of codes. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  #readAll(kernel: ReadonlySet<number>, user: ReadonlySet<number>): void {
    const { count, event, pid, run, runs, cpu, buffers } = this.#trace;
    const readers = new Map<number, StackReader>();
    for (const one of [...kernel, ...user]) readers.set(one, this.#readerOf(one));
    const calls = new Set(callEvents.flatMap(name => findEvents(this.#trace, name)));
    const lacksStack = (owner: number): boolean =>
      (kernel.size > 0 && this.#ofRow[owner] === -1) || (user.size > 0 && this.#userOfRow[owner] === -1);
    // Stacks stand behind their event in its CPU's buffer; the kernel's and the program's may both. The functions that take
    // a stack may be traced too: then their calls stand between.
    const before: number[] = [];
    for (let row = 0; row < count; row++) {
      const reader = readers.get(event[row]!);
      const place = cpu[row]! * buffers.length + runs[run[row]!]!.buffer;
      const owner = before[place];
      if (reader === undefined) {
        const isBetween =
          owner !== undefined &&
          calls.has(event[row]!) &&
          !calls.has(event[owner]!) &&
          pid[row] === pid[owner] &&
          lacksStack(owner);
        if (!isBetween) before[place] = row;
        continue;
      }
      if (owner === undefined) continue;
      const found = this.#intern(row, reader);
      if (kernel.has(event[row]!)) this.#ofRow[owner] = found;
      else this.#userOfRow[owner] = found;
    }
  }

  /** Stacks that stand in the rows themselves. */
  #takeAll(find: (row: number) => RecordedStack | undefined): void {
    const seen = new Map<RecordedStack, { readonly kernel: number; readonly user: number }>();
    for (let row = 0; row < this.#trace.count; row++) {
      const stack = find(row);
      if (stack === undefined) continue;
      let found = seen.get(stack);
      if (found === undefined) {
        found = this.#addRecorded(stack);
        seen.set(stack, found);
      }
      this.#ofRow[row] = found.kernel;
      this.#userOfRow[row] = found.user;
    }
  }

  #addRecorded({ kernel, program }: RecordedStack): { readonly kernel: number; readonly user: number } {
    const user = program.length === 0 ? -1 : this.#add(program.map(({ name }) => name));
    if (user >= 0 && !this.#programs.has(user)) this.#programs.set(user, program);
    return { kernel: kernel.length === 0 ? -1 : this.#add(kernel), user };
  }

  #readerOf(event: number): StackReader {
    const { formats, fields } = this.#trace;
    const format = formats[event]!;
    const common = format.fields.filter(field => field.common);
    const headBytes = Math.max(0, ...common.map(({ offset, size }) => offset + size));
    const caller = findField(format, 'caller');
    return {
      headBytes,
      // The format of a binary record names eight callers; there are as many as the record has room for.
      callerOffset: headBytes > 0 ? (caller?.offset ?? 0) : 0,
      callers: fields.value(event, 'caller'),
    };
  }

  #intern(row: number, reader: StackReader): number {
    const { headBytes, callerOffset, callers } = reader;
    const { run, runs, place, length } = this.#trace;
    const { view } = runs[run[row]!]!;
    const start = place[row]! + headBytes;
    const end = Math.min(place[row]! + length[row]!, view.byteLength);
    const hash = hashBytes(view, start, end);
    const alike = this.#byBytes.get(hash) ?? [];
    const seen = alike.find(one => sameBytes(one.view, one.start, one.end, view, start, end));
    if (seen !== undefined) return seen.stack;
    const names =
      callerOffset > 0 ? this.#namesAt(view, place[row]! + callerOffset, end) : this.#namesOf(callers?.(row));
    const stack = this.#add(names);
    // Hostile bytes may all have one hash: then most are decoded anew.
    if (end > start && alike.length < 8) this.#byBytes.set(hash, [...alike, { view, start, end, stack }]);
    return stack;
  }

  #namesAt(view: DataView, start: number, end: number): readonly string[] {
    const { littleEndian, longBytes } = this.#trace;
    const names: string[] = [];
    for (let at = start; at + longBytes <= end; at += longBytes) {
      const first = view.getUint32(at, littleEndian);
      const second = longBytes === 8 ? view.getUint32(at + 4, littleEndian) : 0;
      const [low, high] = longBytes === 8 && !littleEndian ? [second, first] : [first, second];
      // kernel/trace/trace.c ends a stack that is shorter than its room with ULONG_MAX, a program's with 0.
      if (low === allOnes || (low === 0 && high === 0)) break;
      names.push(this.#nameOf(high, low));
    }
    return names;
  }

  #namesOf(callers: FieldValue | undefined): readonly string[] {
    if (!Array.isArray(callers)) return [];
    return (callers as readonly (string | number)[]).map(caller => {
      // Text that only begins as an address is what the file says, no more.
      if (typeof caller === 'string' && !/^0x[0-9a-f]{1,16}$/i.test(caller)) return caller;
      if (typeof caller === 'number' && !Number.isSafeInteger(caller)) return String(caller);
      const address = BigInt(caller);
      return this.#nameOf(Number((address >> 32n) & 0xffff_ffffn), Number(address & 0xffff_ffffn));
    });
  }

  #nameOf(high: number, low: number): string {
    const { symbols } = this.#trace;
    const symbol = symbols.find(high, low);
    if (symbol >= 0) return symbols.name(symbol);
    return `0x${((BigInt(high) << 32n) | BigInt(low)).toString(16)}`;
  }

  #add(frames: readonly string[]): number {
    const text = [...frames].reverse().join(';');
    const found = this.#byText.get(text);
    if (found !== undefined) return found;
    const stack = this.#frames.push(frames) - 1;
    this.#texts.push(text);
    this.#byText.set(text, stack);
    return stack;
  }
}

interface StackReader {
  /** Bytes of a record before those of the stack. */
  readonly headBytes: number;
  /** Where addresses stand in a binary record; 0 where names are asked for by the field. */
  readonly callerOffset: number;
  readonly callers: ((row: number) => FieldValue) | undefined;
}

interface SeenStack {
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
  readonly stack: number;
}

const allOnes = 0xffff_ffff;

const callEvents = ['ftrace:funcgraph_entry', 'ftrace:fgraph_retaddr_entry', 'ftrace:funcgraph_exit'];

/** FNV-1a over four bytes at a time. */
function hashBytes(view: DataView, start: number, end: number): number {
  let hash = 0x811c9dc5;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = Math.imul(hash ^ view.getUint32(at), 0x01000193);
  for (; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

function sameBytes(
  a: DataView,
  aStart: number,
  aEnd: number,
  b: DataView,
  start: number,
  end: number,
): boolean {
  if (aEnd - aStart !== end - start) return false;
  for (let at = start; at < end; at++) if (a.getUint8(aStart + at - start) !== b.getUint8(at)) return false;
  return true;
}

/** The stacks of a trace, found once. */
export function stacksOf(trace: Trace): Stacks {
  return derived(trace, makeStacks);
}

const makeStacks = (trace: Trace): Stacks => new Stacks(trace);
