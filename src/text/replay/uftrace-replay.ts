import {
  argumentText,
  baseName,
  eventData,
  eventId,
  eventName,
  type FunctionSymbol,
  frameFlag,
  isScheduledOut,
  type KernelEventText,
  type MergedRecords,
  recordType,
  type TaskReader,
  type UftraceRecord,
  type UftraceRecording,
} from '../../formats/uftrace/index.ts';
import { printable } from './printable.ts';
import { ReplayFields } from './replay-fields.ts';
import { type ShownOptions, ShownRecords } from './shown-records.ts';
import { timeUnit } from './time-unit.ts';
import type { UftraceFilters } from './uftrace-filters.ts';

/** What of a recording is replayed, and how it looks. */
export interface ReplayOptions extends ShownOptions {
  /** How kernel events tell their fields. */
  readonly kernelText?: KernelEventText;
  /** The columns in front, as uftrace names them. */
  readonly fields?: string;
  /** Without the function's name behind its closing brace. */
  readonly noComment?: boolean;
  /** Every call in two lines. */
  readonly noMerge?: boolean;
  /** Without arguments and returned values. */
  readonly noArguments?: boolean;
  /** An empty line where the task changes. */
  readonly taskNewline?: boolean;
  /** The library behind the name of a function that is called in one. */
  readonly libraryNames?: boolean;
  /** Tasks beside each other, so many levels apart. */
  readonly columnOffset?: number;
}

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

  readonly #fields: ReplayFields;
  readonly #options: ReplayOptions;
  readonly #shown: ShownRecords;
  readonly #columns = new Map<TaskReader, number>();
  readonly #usual: boolean;
  #newlineTask: TaskReader | undefined;

  constructor(recording: UftraceRecording, options: ReplayOptions, write: (line: string) => void) {
    this.#recording = recording;
    this.#options = options;
    this.#shown = new ShownRecords(recording, options);
    this.#merged = this.#shown.merged;
    this.#filters = this.#shown.filters;
    const { range, fields } = options;
    const isElapsed = range?.from?.elapsed === true || range?.to?.elapsed === true;
    const front = range === undefined ? undefined : isElapsed ? 'elapsed' : 'time';
    this.#fields = new ReplayFields(this.#merged, fields, front);
    this.#usual = fields === undefined && range === undefined;
    this.#kernelText = options.kernelText;
    this.#kernelFull = options.kernelFull === true;
    this.#write = write;
  }

  run(): void {
    if (this.#fields.head !== '') this.#write(this.#merged.peek() === undefined ? '' : this.#fields.head);
    let last = Number.NEGATIVE_INFINITY;
    for (let task = this.#merged.next(); task !== undefined; task = this.#merged.next()) {
      if (!this.#shown.isWanted(task)) continue;
      const { type, time } = task.current;
      if (type !== recordType.lost) {
        if (last > time) {
          this.#write(
            `${this.#fields.empty} ${'  '.repeat(task.displayDepth + 1)}/* inverted time: broken data? */`,
          );
        }
        last = time;
      }
      if (type !== recordType.lost) {
        if (this.#isLeftOut(task)) continue;
        if (!this.#usual) this.#fields.meet(task);
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
    this.#newline(task);
    const indent = indentOf(task.displayDepth + this.#column(task));
    const index = task.stackCount - 1;
    const { stack } = task;
    const call = `${name}${this.#library(task, record)}${this.#arguments(task, record, name)}`;
    const next = this.#options.noMerge === true ? undefined : this.#filters.skip(task, depth);
    const record2 = next?.current;
    if (next === task && record2?.depth === depth && record2.type === recordType.exit) {
      this.#merged.consume(task);
      const value = this.#tells(record2) ? this.#returned(task, record2) : ';';
      this.#line(task, stack.time[index]!, `${indent}${call}${value}`, index);
      this.#filters.leave(task);
      return;
    }
    this.#line(task, 0, `${indent}${call} {`, index);
    this.#filters.deepen(task, index);
  }

  #exit(task: TaskReader): void {
    const record = task.current;
    const index = task.stackCount;
    const { stack } = task;
    if (stack.has(index) && (stack.flags[index]! & frameFlag.unrecorded) === 0) {
      const depth = this.#filters.rise(task) + this.#column(task);
      this.#newline(task);
      const value = this.#tells(record) ? this.#returned(task, record) : '';
      const name = this.#name(task, record);
      const comment = this.#options.noComment === true ? '' : ` /* ${name}${this.#library(task, record)} */`;
      this.#line(task, stack.time[index]!, `${indentOf(depth)}}${value}${comment}`, index);
    }
    this.#filters.leave(task);
  }

  #lost(task: TaskReader): void {
    if (task.userStackCount === 0 && !this.#kernelFull) return;
    this.#newline(task);
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
    this.#newline(task);
    let depth = task.displayDepth + this.#column(task);
    let text = this.#eventText(task, record, id);
    if (isScheduledOut(id) && this.#options.noMerge !== true) {
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
    const duration = id === eventId.schedIn ? stack.time[index]! : 0;
    this.#line(task, duration, `${'  '.repeat(depth)}/* ${text} */`, duration === 0 ? undefined : index);
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

  /** `@libc.so.6` of a function that is called in a library. */
  #library(task: TaskReader, record: UftraceRecord): string {
    if (this.#options.libraryNames !== true) return '';
    const symbol = this.#filters.symbol(task, record);
    if (symbol?.plt !== true) return '';
    const session = this.#recording.sessions.at(task.task, record.time);
    const path = session === undefined ? undefined : this.#recording.symbols.libraryOf(session, symbol.name);
    return path === undefined ? '' : `@${printable(baseName(path))}`;
  }

  #arguments(task: TaskReader, record: UftraceRecord, name: string): string {
    if (this.#tells(record)) return printable(argumentText(this.#recording, task, record));
    return name.endsWith(')') && !record.more ? '' : '()';
  }

  #returned(task: TaskReader, record: UftraceRecord): string {
    return ` = ${printable(argumentText(this.#recording, task, record))};`;
  }

  /** Whether what a record carries is shown. */
  #tells(record: UftraceRecord): boolean {
    return record.more && this.#options.noArguments !== true;
  }

  #isLeftOut(task: TaskReader): boolean {
    if (this.#options.noLibcall !== true) return false;
    const { current } = task;
    return current.type !== recordType.event && this.#shown.isLeftOut(this.#filters.symbol(task, current));
  }

  #newline(task: TaskReader): void {
    if (this.#options.taskNewline !== true) return;
    if (this.#newlineTask !== undefined && this.#newlineTask !== task) this.#write(this.#fields.empty);
    this.#newlineTask = task;
  }

  /** Levels by which a task stands more to the right. */
  #column(task: TaskReader): number {
    const { columnOffset } = this.#options;
    if (columnOffset === undefined) return 0;
    let column = this.#columns.get(task);
    if (column === undefined) {
      column = this.#columns.size;
      this.#columns.set(task, column);
    }
    return column * columnOffset;
  }

  #line(task: TaskReader, duration: number, text: string, index?: number): void {
    if (!this.#usual) {
      this.#write(`${this.#fields.text(task, duration, index)}${text}`);
      return;
    }
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
