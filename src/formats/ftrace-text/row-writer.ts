import { decodeLatin1 } from '../../base/index.ts';
import { ProblemList, TaskNames, type TraceLoss, type TraceRun } from '../../store/index.ts';
import { colon, skipBlanks, space } from './bytes.ts';
import type { LineHead } from './line-head.ts';
import { TextColumns } from './text-columns.ts';

/** Puts rows into the columns, with what all lines share: the time of the start, names, instances and losses. */
export class RowWriter {
  columns = new TextColumns();
  readonly tasks = new TaskNames();
  readonly problems = new ProblemList();
  readonly buffers: string[] = [''];
  runs: TraceRun[] = [];
  losses: TraceLoss[] = [];
  /** Time 0 in the unit of the clock; undefined as long as no line had a time. */
  start: bigint | undefined;
  inSeconds = true;
  /** Whether times count from the start of the buffer. */
  isRelative = false;
  /** The largest CPU number and one. */
  cpuCount = 0;
  /** Time of the row that was added last. */
  now = 0;
  /** How often a line had an earlier time than the line before it, and at which byte of the text first. */
  stepsBack = 0;
  firstStepBack = 0;
  /** Byte of the text at which the present stretch begins. */
  base = 0;
  #blockStart = 0;
  #blockBytes = 0;
  #startSeconds = 0;
  #startRest = 0;
  #pendingLoss = 0;
  /** The bytes of the present stretch. */
  view: DataView = new DataView(new ArrayBuffer(0));
  /** The run of each instance in the present bytes; -1 where it has none yet. */
  #runOfBuffer: number[] = [];
  #run = 0;
  readonly #named = new Int32Array(4096).fill(-1);

  /** Rows from now on belong to the next trace, of `bytes` bytes from byte `start` of the text on. */
  beginBlock(start: number, bytes: number): void {
    this.#blockStart = start;
    this.#blockBytes = bytes;
    this.columns = new TextColumns();
    this.columns.grow(Math.ceil(Math.min(bytes, firstBytes) / usualLine));
    this.runs = [];
    this.losses = [];
  }

  /** The lines that follow lie in these bytes, which begin at byte `base` of the text. */
  beginRun(bytes: Uint8Array, base: number): void {
    this.base = base;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#runOfBuffer = [];
    this.setBuffer(0);
  }

  /** The lines that follow are of this instance. */
  setBuffer(buffer: number): void {
    let run = this.#runOfBuffer[buffer];
    if (run === undefined) {
      run = this.runs.length;
      this.runs.push({ buffer, cpu: 0, view: this.view });
      this.#runOfBuffer[buffer] = run;
    }
    this.#run = run;
  }

  /** A row of the present time. Answers its number. */
  add(time: number, cpu: number, pid: number, event: number, place: number, length: number): number {
    const { columns } = this;
    const row = columns.count++;
    if (row >= columns.capacity) columns.grow(this.#rowsToCome(row, place));
    columns.time[row] = time;
    columns.cpu[row] = cpu;
    columns.pid[row] = pid;
    columns.event[row] = event;
    columns.run[row] = this.#run;
    columns.place[row] = place;
    columns.length[row] = length;
    if (time < this.now && this.stepsBack++ === 0) this.firstStepBack = this.base + place;
    this.now = time;
    if (cpu >= this.cpuCount) this.cpuCount = cpu + 1;
    if (this.#pendingLoss !== 0) {
      this.losses.push({ row, count: this.#pendingLoss, atPageStart: true });
      this.#pendingLoss = 0;
    }
    return row;
  }

  /** How many rows there will be, if lines go on as they are: at least some more, at most four times as many. */
  #rowsToCome(row: number, place: number): number {
    const least = Math.ceil(row * 1.125) + 1024;
    const read = this.base - this.#blockStart + place;
    const all = read > 0 ? Math.ceil(((row * this.#blockBytes) / read) * 1.02) : 0;
    return Math.min(Math.max(least, all), 4 * least);
  }

  /** The time in a head since the start. */
  timeOf(head: LineHead): number {
    if (this.start === undefined) {
      this.start = BigInt(head.seconds) * 1_000_000_000n + BigInt(head.rest);
      this.inSeconds = head.inSeconds;
      this.isRelative = head.isRelative;
      this.#startSeconds = head.seconds;
      this.#startRest = head.rest;
    }
    return (head.seconds - this.#startSeconds) * 1e9 + head.rest - this.#startRest;
  }

  /** Remembers how the thread of a head is called, if it has no name so far. */
  nameTask(bytes: Uint8Array, head: LineHead): void {
    const { pid } = head;
    if (this.#named[pid & 4095] === pid) return;
    this.#named[pid & 4095] = pid;
    const { commStart, commEnd } = head;
    // `<...>` is what the kernel prints for a name that it has forgotten.
    if (commEnd - commStart === 5 && bytes[commStart] === 60 && bytes[commStart + 1] === 46) {
      this.#named[pid & 4095] = -1;
      return;
    }
    this.tasks.add(pid, decodeLatin1(bytes.subarray(commStart, Math.min(commEnd, commStart + 64))));
  }

  /**
   * The instance before a task's name: `NAME: ` or as many blanks, before a column of `width`. Moves the name's start
   * behind it.
   */
  takeInstance(bytes: Uint8Array, start: number, width: number, head: LineHead): void {
    const field = head.commEnd - width;
    const from = skipBlanks(bytes, start, field);
    const isPrefix =
      field > start && bytes[field - 1] === space && (from === field || bytes[field - 2] === colon);
    if (!isPrefix) {
      this.setBuffer(0);
      return;
    }
    head.commStart = skipBlanks(bytes, field, head.commEnd);
    let buffer = 0;
    if (from < field) {
      const name = decodeLatin1(bytes.subarray(from, field - 2));
      buffer = this.buffers.indexOf(name);
      if (buffer < 0 && this.buffers.length < mostBuffers) buffer = this.buffers.push(name) - 1;
    }
    this.setBuffer(Math.max(0, buffer));
  }

  /** Events were lost before the next row: so many, or -1. */
  lost(count: number, place: string): void {
    this.#pendingLoss = count;
    this.problems.add({
      name: 'tracer.lost-events',
      severity: 'loss',
      place,
      count,
      sentence:
        'The tracer overwrote or dropped events while it recorded; -1 where the kernel did not count them.',
    });
  }
}

/** Columns begin with room for the rows of so many bytes of lines of the usual length; then they are estimated. */
const firstBytes = 1 << 22;
const usualLine = 96;
const mostBuffers = 256;
