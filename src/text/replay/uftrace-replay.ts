import {
  argumentText,
  eventData,
  eventId,
  eventName,
  type FunctionSymbol,
  frameFlag,
  isScheduledOut,
  type KernelEventText,
  MergedRecords,
  recordType,
  type TaskReader,
  type UftraceRecord,
  type UftraceRecording,
} from '../../formats/uftrace/index.ts';
import { NameFilter } from './name-filter.ts';
import { printable } from './printable.ts';
import { timeUnit } from './time-unit.ts';
import { UftraceFilters } from './uftrace-filters.ts';

/** What of a recording is replayed. */
export interface ReplayOptions {
  /** Levels to show. */
  readonly depth?: number;
  /** Leave out functions that took less, in nanoseconds. */
  readonly threshold?: number;
  /** Only functions that match, and what they call; see `NameFilter`. */
  readonly filter?: readonly string[];
  /** Without functions that match, and what they call. */
  readonly notrace?: readonly string[];
  readonly tids?: ReadonlySet<number>;
  /** Kernel functions outside of the program's own are shown too. */
  readonly kernelFull?: boolean;
  /** How kernel events tell their fields. */
  readonly kernelText?: KernelEventText;
}

const emptyFields = `${' '.repeat(11)}${' '.repeat(9)} | `;
const usualDepth = 1024;

/**
 * Writes what `uftrace replay` (0.13) prints of a recording, byte for byte, line by line (without line ends).
 * Control characters in names are escaped, which is where it differs.
 */
export function replayAsUftrace(
  recording: UftraceRecording,
  options: ReplayOptions,
  write: (line: string) => void,
): void {
  new UftraceReplay(recording, options, write).run();
}

class UftraceReplay {
  readonly #recording: UftraceRecording;
  readonly #merged: MergedRecords;
  readonly #filters: UftraceFilters;
  readonly #write: (line: string) => void;
  readonly #kernelText: KernelEventText | undefined;
  readonly #kernelFull: boolean;
  // What a file says is made printable once, not line by line.
  readonly #names = new Map<FunctionSymbol, string>();
  #lastTask: TaskReader | undefined;
  #lastTid = '';

  constructor(recording: UftraceRecording, options: ReplayOptions, write: (line: string) => void) {
    this.#recording = recording;
    this.#merged = new MergedRecords(recording, {
      kernelReading: 'uftrace',
      threshold: options.threshold ?? 0,
      depth: options.depth ?? usualDepth,
      tids: options.tids,
    });
    const names = new NameFilter(options.filter ?? [], options.notrace ?? [], recording.symbols);
    this.#filters = new UftraceFilters(this.#merged, names, { kernelOutside: options.kernelFull === true });
    this.#kernelText = options.kernelText;
    this.#kernelFull = options.kernelFull === true;
    this.#write = write;
  }

  run(): void {
    this.#write(this.#merged.peek() === undefined ? '' : '# DURATION     TID     FUNCTION');
    let last = Number.NEGATIVE_INFINITY;
    for (let task = this.#merged.next(); task !== undefined; task = this.#merged.next()) {
      if (!this.#filters.isShown(task)) continue;
      const { type, time } = task.current;
      if (type !== recordType.lost) {
        if (last > time) {
          this.#write(
            `${emptyFields} ${'  '.repeat(task.displayDepth + 1)}/* inverted time: broken data? */`,
          );
        }
        last = time;
      }
      if (type === recordType.entry) this.#entry(task);
      else if (type === recordType.exit) this.#exit(task);
      else if (type === recordType.lost) this.#lost(task);
      else this.#event(task);
    }
    this.#remaining();
  }

  #entry(task: TaskReader): void {
    const record = task.current;
    const name = this.#name(task, record);
    if (!this.#filters.enter(task, record)) return;
    const { depth } = record;
    const indent = indentOf(task.displayDepth);
    const index = task.stackCount - 1;
    const { stack } = task;
    const call = `${name}${this.#arguments(task, record, name)}`;
    const next = this.#filters.skip(task, depth);
    const record2 = next?.current;
    if (next === task && record2?.depth === depth && record2.type === recordType.exit) {
      this.#merged.consume(task);
      const value = record2.more ? this.#returned(task, record2) : ';';
      this.#line(task, stack.time[index]!, `${indent}${call}${value}`);
      this.#filters.leave(task);
      return;
    }
    this.#line(task, 0, `${indent}${call} {`);
    this.#filters.deepen(task, index);
  }

  #exit(task: TaskReader): void {
    const record = task.current;
    const index = task.stackCount;
    const { stack } = task;
    if (stack.has(index) && (stack.flags[index]! & frameFlag.unrecorded) === 0) {
      const depth = this.#filters.rise(task);
      const value = record.more ? this.#returned(task, record) : '';
      const name = this.#name(task, record);
      this.#line(task, stack.time[index]!, `${indentOf(depth)}}${value} /* ${name} */`);
    }
    this.#filters.leave(task);
  }

  #lost(task: TaskReader): void {
    if (task.userStackCount === 0 && !this.#kernelFull) return;
    const count = task.current.address;
    const what = count > 0 ? `LOST ${count} records!!` : 'LOST some records!!';
    this.#line(task, 0, `${'  '.repeat(task.displayDepth + 1)}/* ${what} */`);
  }

  #event(task: TaskReader): void {
    const record = task.current;
    const { stack } = task;
    let id = record.address;
    const isSwitch = id === eventId.schedIn || id === eventId.schedOut;
    if (!this.#filters.allowsEvent(task)) return;
    if (isSwitch && !stack.has(task.stackCount - (id === eventId.schedOut ? 1 : 0))) return;
    let depth = task.displayDepth;
    let text = this.#eventText(task, record, id);
    if (isScheduledOut(id)) {
      const next = this.#filters.skip(task, 0);
      if (next === task && next.current.address === eventId.schedIn) {
        this.#merged.consume(task);
        const both = id === eventId.schedOut ? eventId.schedBoth : eventId.schedBothPreempt;
        text = printable(eventName(this.#recording, both));
        id = eventId.schedIn;
      }
    }
    if (id === eventId.extern) depth = 0;
    const index = task.stackCount;
    if (!stack.has(index) || (stack.flags[index]! & frameFlag.unrecorded) !== 0) return;
    this.#line(task, id === eventId.schedIn ? stack.time[index]! : 0, `${'  '.repeat(depth)}/* ${text} */`);
  }

  #eventText(task: TaskReader, record: UftraceRecord, id: number): string {
    const name = printable(eventName(this.#recording, id));
    const data = eventData(this.#recording, task, record, this.#kernelText);
    if (id === eventId.extern) return `${name}: ${printable(data ?? '')}`;
    return data === undefined || id >= eventId.user ? name : `${name} (${printable(data)})`;
  }

  #name(task: TaskReader, record: UftraceRecord): string {
    const symbol = this.#filters.symbol(task, record);
    return symbol === undefined ? `<${record.address.toString(16)}>` : this.#printableName(symbol);
  }

  #printableName(symbol: FunctionSymbol): string {
    let name = this.#names.get(symbol);
    if (name === undefined) {
      name = printable(symbol.name);
      this.#names.set(symbol, name);
    }
    return name;
  }

  #arguments(task: TaskReader, record: UftraceRecord, name: string): string {
    if (record.more) return printable(argumentText(this.#recording, task, record));
    return name.endsWith(')') ? '' : '()';
  }

  #returned(task: TaskReader, record: UftraceRecord): string {
    return ` = ${printable(argumentText(this.#recording, task, record))};`;
  }

  #line(task: TaskReader, duration: number, text: string): void {
    if (task !== this.#lastTask) {
      this.#lastTask = task;
      this.#lastTid = ` [${String(task.tid).padStart(6)}] | `;
    }
    this.#write(` ${timeUnit(duration)}${this.#lastTid}${text}`);
  }

  #remaining(): void {
    const left = this.#merged.tasks.map(task => ({ task, ...this.#left(task) }));
    if (left.every(({ counted }) => counted === 0)) return;
    this.#write('');
    this.#write('uftrace stopped tracing with remaining functions');
    this.#write('================================================');
    for (const { task, zeros, told } of left) {
      if (!told) continue;
      this.#write(`task: ${task.tid}`);
      const { stack } = task;
      for (let index = task.stackCount - 1; index >= zeros; index--) {
        if (!stack.has(index)) continue;
        const address = stack.address[index]!;
        const symbol = this.#recording.symbols.ofAddress(task.task, stack.time[index]!, address);
        this.#write(
          `[${index - zeros}] ${symbol === undefined ? scheduleName(address) || `<${hex(address)}>` : this.#printableName(symbol)}`,
        );
      }
      this.#write('');
    }
  }

  /** What a task was in at the end: how many places at the bottom of its stack are empty, and whether to tell it. */
  #left(task: TaskReader): { readonly zeros: number; readonly counted: number; readonly told: boolean } {
    const { stack, stackCount } = task;
    const nothing = { zeros: 0, counted: 0, told: false };
    if (!stack.has(0) || this.#isExiting(task) || stackCount === 0) return nothing;
    if (stackCount === 1 && isScheduledOut(stack.address[0]!)) return nothing;
    let zeros = 0;
    while (zeros < stackCount && !(stack.has(zeros) && stack.address[zeros] !== 0)) zeros++;
    return { zeros, counted: stackCount - zeros, told: zeros < stackCount };
  }

  // With kernel functions the last thing that is seen of every task is how it exits.
  #isExiting(task: TaskReader): boolean {
    const { recording } = this.#merged;
    const first = recording.sessions.first;
    if (recording.kernelHeader === undefined || task.userStackCount !== 0 || first === undefined)
      return false;
    const name = recording.symbols.inSession(first, Number.NEGATIVE_INFINITY, task.stack.address[0]!)?.name;
    return name !== undefined && (name.includes('sys_exit') || name === 'do_syscall_64');
  }
}

const indents: string[] = [];

function indentOf(depth: number): string {
  indents[depth] ??= '  '.repeat(depth);
  return indents[depth];
}

function scheduleName(address: number): string {
  if (address === eventId.schedOutPreempt) return 'linux:schedule (pre-empted)';
  return address === eventId.schedIn || address === eventId.schedOut ? 'linux:schedule' : '';
}

function hex(address: number): string {
  return BigInt.asUintN(64, BigInt(address)).toString(16);
}
