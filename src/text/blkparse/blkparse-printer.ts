import { decodeLatin1, encodeUtf8 } from '../../base/index.ts';
import type { BlktraceReading } from '../../formats/blktrace/index.ts';
import { categories } from '../../formats/blktrace/layout.ts';
import type { ReadState } from '../../formats/blktrace/read-state.ts';
import { messageEvent } from '../../formats/blktrace/record.ts';
import type { Trace } from '../../store/index.ts';
import type { EventPrinter } from '../event-style.ts';
import { encode, type OutputBytes } from '../output-bytes.ts';
import { account, accountPassed, DeviceTotals, isCounted } from './account.ts';
import { CurrentEvent } from './current-event.ts';
import { DefaultLine, isPassed, lettersOf } from './default-line.ts';
import type { FormatPiece } from './format-string.ts';
import { printFormatted, type StartOfDay, startOfDay } from './formatted-line.ts';
import { printMessage } from './message-line.ts';
import { PlainLines } from './plain-lines.ts';
import { Program, programsText } from './programs.ts';
import { type DeviceReport, devicesText } from './totals-text.ts';
import { IoTracker, type Wait } from './track-ios.ts';
import type { BlkparseWishes } from './wishes.ts';

// blkparse prints the names of its files through a buffer of its own, which comes out behind everything else. What of
// them does not fit into it is written at once.
const standardBuffer = 4096;
// Compiled code is taken at the next call: long calls would go on in the interpreter.
const rowsAtOnce = 500;

/** What is printed: a recording of blktrace, or a text that was made of one. */
export interface BlktraceOrText {
  /** The files that blkparse reads; none where it reads a pipe. */
  readonly fileNames: readonly string[];
  readingOf(trace: Trace): BlktraceReading | undefined;
}

/** Events as `blkparse -i` prints them, with its totals behind them. */
export class BlkparsePrinter implements EventPrinter {
  readonly #recording: BlktraceOrText;
  readonly #wishes: BlkparseWishes;
  readonly #formats: ReadonlyMap<string, readonly FormatPiece[]>;
  readonly #mask: number;
  readonly #event = new CurrentEvent();
  readonly #line = new DefaultLine();
  readonly #plain = new PlainLines();
  /** Nothing is asked for that these lines do not know. */
  readonly #isPlain: boolean;
  readonly #totals: DeviceTotals[] = [];
  readonly #programs = new Map<number, Program>();
  readonly #trackers = new Map<number, IoTracker>();
  #state: ReadState | undefined;
  #start: StartOfDay = { seconds: 0, nanoseconds: 0 };

  constructor(recording: BlktraceOrText, wishes: BlkparseWishes) {
    this.#recording = recording;
    this.#wishes = wishes;
    this.#formats = wishes.formats ?? new Map();
    this.#mask = wishes.actionMask ?? -1;
    const { trackIos, perProgram } = wishes;
    this.#isPlain = this.#formats.size === 0 && this.#mask === -1 && trackIos !== true && perProgram !== true;
  }

  use(trace: Trace): void {
    const reading = this.#recording.readingOf(trace);
    this.#state = reading?.state;
    const zero = this.#wishes.messages === true ? 0 : (reading?.state.zero ?? 0);
    this.#event.use(trace, reading?.state, reading?.firstEvent ?? 0, zero);
    this.#plain.use(trace, zero, device => this.#totalsOf(device));
    this.#start = startOfDay(reading?.state.wallClock, trace.start + BigInt(zero), this.#readsPipe);
  }

  printRows(from: number, to: number, out: OutputBytes, enough: number): number {
    let row = from;
    while (row < to && out.length < enough) {
      const end = Math.min(to, row + rowsAtOnce);
      if (this.#isPlain) row = this.#plain.print(row, end, out, enough, this.#nameOf);
      if (row < end && out.length < enough) this.print(row++, out);
    }
    return row;
  }

  head(out: OutputBytes): void {
    const names = this.#fileNames();
    out.text(names.slice(0, wholeBuffers(names)));
  }

  print(row: number, out: OutputBytes): boolean {
    const event = this.#event;
    event.read(row);
    if (event.event === messageEvent && event.cgroup > 0 && this.#wishes.messages !== true) return false;
    const totals = this.#totalsOf(event.deviceIndex);
    totals.last = event.time;
    const stats = totals.cpu(event.cpu);
    if ((event.category & this.#mask) === 0) return false;
    if (totals.events++ === 0) totals.first = event.time;
    if (event.event === messageEvent) return printMessage(event, out);
    const letters = lettersOf(event);
    if (letters === undefined) return false;
    const passed = isPassed(event);
    const direction = (event.category & categories.write) === 0 ? 0 : 1;
    totals.follow(event.event, direction);
    if (this.#wishes.trackIos === true && !passed) this.#track(event, letters, direction);
    if (passed) accountPassed(stats, event.event, direction, event.bytes);
    else account(stats, event.event, direction, event.bytes);
    if (this.#wishes.perProgram === true) this.#accountProgram(event, passed, direction);
    const pieces = this.#formats.size === 0 ? undefined : this.#formats.get(letters.charAt(0));
    if (pieces === undefined) this.#line.print(event, letters, passed, out);
    else printFormatted(pieces, event, letters, passed, this.#start, out);
    return true;
  }

  tail(out: OutputBytes): void {
    if (this.#wishes.perProgram === true) out.text(programsText(this.#programs.values()));
    if (this.#wishes.quiet !== true) out.text(devicesText(this.#reports()));
    const names = this.#fileNames();
    out.write(encode(names.slice(wholeBuffers(names))));
    if (this.#state?.driverData === true) {
      out.text(
        '\ndiscarded traces containing low-level device driver specific data (only available in binary output)\n',
      );
    }
  }

  /** The name of a row's thread; undefined where none is known yet. */
  readonly #nameOf = (row: number): string | undefined => this.#event.toldName(row);

  get #readsPipe(): boolean {
    return this.#recording.fileNames.length === 0;
  }

  #fileNames(): string {
    return this.#recording.fileNames.map(name => `Input file ${toLatin1(name)} added\n`).join('');
  }

  #totalsOf(device: number): DeviceTotals {
    const known = this.#totals[device];
    if (known !== undefined) return known;
    const totals = new DeviceTotals();
    this.#totals[device] = totals;
    return totals;
  }

  #reports(): readonly DeviceReport[] {
    const devices = this.#state?.devices ?? [];
    return devices.map(({ name }, index) => ({
      name: toLatin1(name),
      totals: this.#totals[index] ?? new DeviceTotals(),
      // blkparse looks for gaps only where it reads a pipe.
      ...(this.#state?.gaps.of(index) ?? { gaps: 0, missing: 0 }),
    }));
  }

  #accountProgram(event: CurrentEvent, passed: boolean, direction: number): void {
    if (!isCounted(event.event, passed)) return;
    const { pid } = event;
    const program = this.#programs.get(pid) ?? new Program(pid, event.mustHaveName());
    this.#programs.set(pid, program);
    if (passed) accountPassed(program.stats, event.event, direction, event.bytes);
    else account(program.stats, event.event, direction, event.bytes);
  }

  #track(event: CurrentEvent, letters: string, direction: number): void {
    event.elapsed = undefined;
    const tracker = this.#tracker(event);
    const { sector, time, pid } = event;
    if (letters === 'G' || letters === 'I') event.mustHaveName();
    switch (letters) {
      case 'Q':
        tracker.queue(sector, pid, time);
        break;
      case 'G':
        tracker.allocate(sector, pid, time);
        break;
      case 'F':
        tracker.mergeFront(sector, event.sectors);
        break;
      case 'I':
        this.#waited(event, tracker.insert(sector, pid, time), 'allocationWait', direction);
        break;
      case 'D':
        if ((event.category & categories.fs) !== 0)
          this.#waited(event, tracker.issue(sector, time), 'dispatchWait', direction);
        break;
      case 'C':
        this.#waited(event, tracker.complete(sector, time), 'completionWait', direction);
        break;
    }
  }

  #waited(
    event: CurrentEvent,
    wait: Wait | undefined,
    which: 'allocationWait' | 'dispatchWait' | 'completionWait',
    direction: number,
  ): void {
    if (wait === undefined) return;
    event.elapsed = wait.nanoseconds;
    const longest = this.#programs.get(wait.pid)?.[which];
    if (longest !== undefined && wait.nanoseconds > longest[direction]!)
      longest[direction] = wait.nanoseconds;
  }

  #tracker(event: CurrentEvent): IoTracker {
    const known = this.#trackers.get(event.deviceIndex);
    if (known !== undefined) return known;
    // blkparse knows the numbers of devices only where it reads a pipe.
    const major = this.#readsPipe ? event.device >>> 20 : 0;
    const tracker = new IoTracker(major === 253 || major === 9);
    this.#trackers.set(event.deviceIndex, tracker);
    return tracker;
  }
}

/** How much of the names of files is written before the first event: whole buffers, but for one that is just full. */
function wholeBuffers(names: string): number {
  return names === '' ? 0 : Math.floor((names.length - 1) / standardBuffer) * standardBuffer;
}

/** The bytes of a text's UTF-8 as Latin-1 characters, which are printed as they are. */
function toLatin1(text: string): string {
  return decodeLatin1(encodeUtf8(text));
}
