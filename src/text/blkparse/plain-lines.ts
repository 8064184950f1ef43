import { categories } from '../../formats/blktrace/layout.ts';
import { RecordWords, wordOf } from '../../formats/blktrace/record-words.ts';
import { rwbsOf } from '../../formats/blktrace/rwbs.ts';
import type { Trace } from '../../store/index.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import type { DeviceTotals } from './account.ts';
import { requestLetters } from './action-letters.ts';
import { deviceText } from './default-line.ts';
import type { IoStats } from './io-stats.ts';

/** What is the same for all events of a run, while their device's number and CPU are. */
interface RunOfLines {
  readonly records: RecordWords;
  readonly totals: DeviceTotals;
  device: number;
  cpu: number;
  stats: IoStats | undefined;
  prefix: Literal;
}

/** How the line of an event ends: with the task's name, with a place and an error, or with an extent and the name. */
type Shape = 'name' | 'place' | 'extent';

const shapes: readonly (Shape | undefined)[] = requestLetters.map(letters => {
  if (letters === 'C') return 'place';
  if (letters === 'P') return 'name';
  return letters !== undefined && 'QMFGSDIB'.includes(letters) ? 'extent' : undefined;
});
const asShapes = Uint8Array.from(shapes, shape =>
  shape === undefined ? 0 : shape === 'name' ? 1 : shape === 'place' ? 2 : 3,
);
const nameShape = 1;
const placeShape = 2;

// Room for any line of these: a name has 15 bytes at most.
const longestLine = 256;
const mostSmall = 0x7fff_ffff;
const smallCategories = 1 << 16;
const passedOrNote = categories.passThrough | categories.notify;
const nothing = new Literal('');
const noError = new Literal('[0]\n');
const zero = 48;
const space = 32;
const blanks = new DataView(new Uint8Array(8).fill(space).buffer).getFloat64(0, true);
const pairs = Uint16Array.from(
  { length: 100 },
  (_, n) => (zero + Math.floor(n / 10)) | ((zero + (n % 10)) << 8),
);
/** Three digits and a NUL. */
const triples = Int32Array.from(
  { length: 1000 },
  (_, n) => pairs[Math.floor(n / 10)]! | ((zero + (n % 10)) << 16),
);

/**
 * Prints what most lines are, the requests of file systems in blkparse's own format, straight into the bytes of the output:
 * millions of them are printed at a time.
 */
export class PlainLines {
  #trace: Trace | undefined;
  #runs: RunOfLines[] = [];
  /** blkparse's time 0 in the trace. */
  #zero = 0;
  readonly #prefixes = new Map<string, Literal>();
  /** ` ACTION RWBS `: which of the literals, by event, and by categories and whether there are bytes; 0 is not made yet. */
  readonly #middles: (Uint16Array | undefined)[] = [];
  readonly #literals: Literal[] = [nothing];
  readonly #names = new Map<number, Literal>();
  /** `SSSSS.` of the second that begins at `#second`, in nanoseconds. */
  #seconds: Literal = nothing;
  #second = Number.NEGATIVE_INFINITY;

  use(trace: Trace, zero: number, totalsOf: (device: number) => DeviceTotals): void {
    this.#zero = zero;
    this.#trace = trace;
    this.#runs = trace.runs.map(({ view, buffer }) => ({
      records: new RecordWords(view, trace.littleEndian),
      totals: totalsOf(buffer),
      device: -1,
      cpu: -1,
      stats: undefined,
      prefix: nothing,
    }));
  }

  /** Prints rows from `from` on until one that is none of these, `to`, or enough bytes; answers the row it stopped at. */
  print(
    from: number,
    to: number,
    out: OutputBytes,
    enough: number,
    nameOf: (row: number) => string | undefined,
  ): number {
    const trace = this.#trace!;
    const { time: times, pid: pids, cpu: cpus, event: events, run: runs, place: places } = trace;
    out.reserve(longestLine);
    let { bytes } = out;
    let into = new DataView(bytes.buffer);
    let at = out.length;
    const zero = this.#zero;
    let row = from;
    for (; row < to && at < enough; row++) {
      const event = events[row]!;
      const time = times[row]! - zero;
      const run = this.#runs[runs[row]!]!;
      const { records } = run;
      const layout = records.goTo(places[row]!);
      const { words, at: first } = records;
      const word = words[first + layout.action]!;
      const category = word >>> 16;
      const sequence = words[first + wordOf.sequence]!;
      const pid = pids[row]!;
      if (
        event >= asShapes.length ||
        asShapes[event] === 0 ||
        category === 0 ||
        (layout.actionHigh >= 0 && words[first + layout.actionHigh] !== 0) ||
        (category & passedOrNote) !== 0 ||
        time < 0 ||
        time >= 1e14 ||
        sequence > 99_999_999 ||
        pid < 0
      )
        break;
      let name = this.#names.get(pid);
      const shape = asShapes[event]!;
      if (name === undefined && shape !== placeShape) {
        const told = nameOf(row);
        if (told === undefined) break;
        name = new Literal(`[${told}]\n`);
        this.#names.set(pid, name);
      }
      if (at + longestLine > bytes.length - 64) {
        out.length = at;
        out.reserve(longestLine * 64);
        ({ bytes } = out);
        into = new DataView(bytes.buffer);
      }
      const device = words[first + layout.device]!;
      const cpu = cpus[row]!;
      if (device !== run.device || cpu !== run.cpu) this.#enter(run, device, cpu);
      const amount = words[first + wordOf.bytes]!;

      at = put(run.prefix, into, at);
      into.setFloat64(at, blanks, true);
      at += 8;
      putDigits(bytes, at, sequence);
      bytes[at++] = space;
      if (time < this.#second || time >= this.#second + 1e9) this.#enterSecond(time);
      at = put(this.#seconds, into, at);
      const nanoseconds = (time - this.#second) | 0;
      const millis = (nanoseconds / 1e6) | 0;
      const rest = nanoseconds - millis * 1_000_000;
      const micros = (rest / 1000) | 0;
      into.setInt32(at, triples[millis]!, true);
      into.setInt32(at + 3, triples[micros]!, true);
      into.setInt32(at + 6, triples[rest - micros * 1000]!, true);
      at += 9;
      into.setFloat64(at, blanks, true);
      at += pid < 100_000 ? 6 : 1 + digitsOf(pid);
      putDigits(bytes, at, pid);
      at = put(this.#middle(event, category, amount), into, at);

      if (shape !== nameShape) {
        if (amount >= 512 || shape === placeShape) {
          const sectorTop = words[first + wordOf.sectorHigh]!;
          const sector = words[first + wordOf.sectorLow]!;
          if (sectorTop === 0 && sector <= mostSmall) {
            at += digitsOf(sector);
            putDigits(bytes, at, sector);
          } else at = putLarge(bytes, at, sectorTop, sector);
          if (amount >= 512) {
            // ` + `
            into.setInt32(at, 0x20_2b20, true);
            const sectors = amount >>> 9;
            at += 3 + digitsOf(sectors);
            putDigits(bytes, at, sectors);
          }
          bytes[at++] = space;
        }
      }
      if (shape === placeShape) {
        const error = words[first + layout.error]! & 0xffff;
        at = put(error === 0 ? noError : new Literal(`[${error}]\n`), into, at);
      } else at = put(name!, into, at);

      const { totals } = run;
      totals.last = time;
      if (totals.events++ === 0) totals.first = time;
      const direction = (category >> 1) & 1;
      totals.follow(event, direction);
      run.stats!.byEvent[event]?.take(direction, amount);
    }
    out.length = at;
    return row;
  }

  #enterSecond(time: number): void {
    const second = Math.floor(time / 1e9);
    this.#second = second * 1e9;
    this.#seconds = new Literal(`${String(second).padStart(5)}.`);
  }

  #enter(run: RunOfLines, device: number, cpu: number): void {
    run.device = device;
    run.cpu = cpu;
    run.stats = run.totals.cpu(cpu);
    const key = `${device} ${cpu}`;
    const known = this.#prefixes.get(key);
    run.prefix = known ?? new Literal(`${deviceText(device)} ${String(cpu).padStart(2)} `);
    if (known === undefined) this.#prefixes.set(key, run.prefix);
  }

  #middle(event: number, category: number, amount: number): Literal {
    const middles = this.#middles[event] ?? new Uint16Array(2 * smallCategories);
    const key = 2 * category + (amount > 0 ? 1 : 0);
    const known = middles[key]!;
    if (known !== 0) return this.#literals[known]!;
    const made = new Literal(
      ` ${requestLetters[event]!.padStart(2)} ${rwbsOf(category, amount).padStart(3)} `,
    );
    this.#middles[event] = middles;
    // Where there are too many to be numbered they are made anew.
    if (this.#literals.length < 0xffff) middles[key] = this.#literals.push(made) - 1;
    return made;
  }
}

/** Puts a literal, and up to seven NUL behind it; answers where it ends. */
function put(literal: Literal, into: DataView, at: number): number {
  const { words, bytes, length } = literal;
  if (bytes !== undefined) {
    for (let i = 0; i < length; i++) into.setUint8(at + i, bytes[i]!);
    return at + length;
  }
  for (let i = 0; i < words.length; i++) into.setFloat64(at + 8 * i, words[i]!, true);
  return at + length;
}

/** Puts a number below 2^31 so that it ends before `end`. */
function putDigits(bytes: Uint8Array, end: number, value: number): void {
  let rest = value | 0;
  let at = end;
  do {
    const next = (rest / 10) | 0;
    bytes[--at] = zero + rest - next * 10;
    rest = next;
  } while (rest > 0);
}

function putLarge(bytes: Uint8Array, at: number, high: number, low: number): number {
  const text = ((BigInt(high) << 32n) | BigInt(low)).toString();
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function digitsOf(value: number): number {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  if (value < 100_000_000) return value < 1_000_000 ? (value < 100_000 ? 5 : 6) : value < 10_000_000 ? 7 : 8;
  return value < 1_000_000_000 ? 9 : 10;
}
