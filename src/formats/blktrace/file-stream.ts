import { grown } from './grown.ts';
import { actions, categories, magicBits } from './layout.ts';
import { ParsedRecord, type ReadContext } from './parsed-record.ts';
import { messageEvent } from './record.ts';
import type { Piece, RecordCursor } from './record-cursor.ts';
import { RecordWords, wordOf } from './record-words.ts';
import type { RowSink } from './row-sink.ts';

/** Records that blkparse reads of a file at once: it decides which names are known when an event is shown. */
export const batchRecords = 512;

// A file of nothing but messages is read in pieces too.
const mostReadAhead = 1 << 16;
const shortPayload = 32;
/** Bits of `action` that plain events do not have: the second byte of the number, and the mark of notes. */
const noteOrFlags = (categories.notify << 16) | 0xfe00;
const lastPlainEvent = actions.abort - 1;

/** The events of one CPU's file, read ahead by a batch. */
export class FileStream {
  /** The next one of the list in the order of their first events. */
  next: FileStream | undefined;
  at = 0;
  count = 0;
  time = new Float64Array(batchRecords);
  readonly device: number;
  readonly cpu: number;
  readonly #cursor: RecordCursor;
  readonly #context: ReadContext;
  readonly #record: ParsedRecord;
  pid = new Int32Array(batchRecords);
  event = new Uint16Array(batchRecords);
  place = new Uint32Array(batchRecords);
  length = new Uint32Array(batchRecords);
  lost = new Uint32Array(batchRecords);
  /** Where the batch's pieces begin: a batch may lie in several. */
  #pieces: { readonly piece: Piece; readonly from: number }[] = [];
  #ended = false;
  /** Time of the first event that blkparse shows; undefined where there is none so far. */
  firstShown: number | undefined;
  #sequence: number | undefined;

  constructor(cursor: RecordCursor, device: number, cpu: number, context: ReadContext) {
    this.#cursor = cursor;
    this.device = device;
    this.cpu = cpu;
    this.#context = context;
    this.#record = new ParsedRecord(context);
  }

  /** The time of its first event that was not shown yet. */
  get head(): number {
    return this.time[this.at]!;
  }

  /** Whether events that are still to be shown lie in a piece. */
  uses(piece: Piece): boolean {
    return this.at < this.count && this.#pieces.some(part => part.piece === piece);
  }

  /** Reads the next batch; answers whether there are events in it. `shown` events came before. */
  async prime(shown: number): Promise<boolean> {
    this.at = 0;
    this.count = 0;
    this.#pieces = [];
    // Counted as blkparse counts: records of another CPU, which are left out, but no messages of cgroups.
    let read = 0;
    while (read < batchRecords && !this.#ended && this.count < mostReadAhead) {
      read += this.#takePlain(batchRecords - read);
      if (read === batchRecords) break;
      const step = this.#cursor.step();
      if (step === 'refill') await this.#cursor.refill();
      else if (step === 'end') this.#ended = true;
      else if (step === 'record' && this.#record.read(this.#cursor, shown)) {
        if (!this.#record.cgroupMessage) read++;
        this.#take();
      }
    }
    return this.count > 0;
  }

  /** Shows events up to a time, as far as they were read ahead. */
  show(limit: number, start: number, sink: RowSink): void {
    const { time, count } = this;
    const pieces = this.#pieces;
    let { at } = this;
    let part = 0;
    while (at < count && time[at]! <= limit) {
      while (part + 1 < pieces.length && pieces[part + 1]!.from <= at) part++;
      const end = part + 1 < pieces.length ? pieces[part + 1]!.from : count;
      const from = at;
      while (at < end && time[at]! <= limit) at++;
      sink.addRows(this, from, at, start, pieces[part]!.piece);
    }
    this.at = at;
  }

  /**
   * Takes records in a row, as most are: events of this CPU with little payload and times that are near. Stops before the
   * first that is none of these, and answers how many it took.
   */
  #takePlain(most: number): number {
    const context = this.#context;
    const { littleEndian, layout, base } = context;
    if (littleEndian === undefined || base === undefined) return 0;
    const { piece, position } = this.#cursor;
    const { view } = piece;
    const magic = magicBits | layout.version;
    piece.words ??= new RecordWords(view, littleEndian);
    const records = piece.words;
    const { cpu } = this;
    const end = view.byteLength - layout.bytes;
    this.#reserve(most);
    const { time } = this;
    let sequence = this.#sequence ?? -1;
    let row = this.count;
    const lastRow = row + most;
    let at = position;
    while (row < lastRow && at <= end) {
      const places = records.goTo(at);
      const { words, at: first } = records;
      const payload = words[first + places.error]! >>> 16;
      const action = words[first + places.action]!;
      const event = (action & 0xff) - 1;
      const next = words[first + wordOf.sequence]!;
      const high = words[first + wordOf.timeHigh]! - base.high;
      if (
        words[first]! !== magic ||
        payload > shortPayload ||
        at + payload > end ||
        (action & noteOrFlags) !== 0 ||
        event < 0 ||
        event >= lastPlainEvent ||
        (next !== sequence + 1 && sequence >= 0) ||
        high < 0 ||
        high > 0xffff ||
        words[first + places.cpu] !== cpu
      )
        break;
      sequence = next;
      time[row] = high * 2 ** 32 + (words[first + wordOf.timeLow]! - base.low);
      this.pid[row] = words[first + places.pid]! | 0;
      this.event[row] = event;
      this.place[row] = at;
      this.length[row] = layout.bytes + payload;
      this.lost[row] = 0;
      row++;
      at += layout.bytes + payload;
    }
    const taken = row - this.count;
    if (taken === 0) return 0;
    this.#beginPiece(piece, this.count);
    this.firstShown ??= this.time[this.count];
    this.count = row;
    this.#sequence = sequence;
    this.#cursor.position = at;
    return taken;
  }

  /** Makes room for more rows than a batch has: messages of cgroups do not count. */
  #reserve(more: number): void {
    const { length } = this.time;
    if (this.count + more <= length) return;
    const capacity = Math.max(length * 2, this.count + more);
    this.time = grown(this.time, new Float64Array(capacity));
    this.pid = grown(this.pid, new Int32Array(capacity));
    this.event = grown(this.event, new Uint16Array(capacity));
    this.place = grown(this.place, new Uint32Array(capacity));
    this.length = grown(this.length, new Uint32Array(capacity));
    this.lost = grown(this.lost, new Uint32Array(capacity));
  }

  #beginPiece(piece: Piece, from: number): void {
    if (this.#pieces.at(-1)?.piece !== piece) this.#pieces.push({ piece, from });
  }

  #take(): void {
    const { piece, place, length, name } = this.#cursor;
    const record = this.#record;
    if (record.cpu !== this.cpu) {
      this.#context.problems.add({
        name: 'blktrace.wrong-cpu',
        severity: 'broken',
        place: name,
        sentence: 'records of other CPUs than their file’s were left out',
      });
      return;
    }
    this.#reserve(1);
    const row = this.count++;
    this.#beginPiece(piece, row);
    this.time[row] = record.time;
    if (!record.cgroupMessage) this.firstShown ??= record.time;
    this.pid[row] = record.pid;
    this.event[row] = record.event;
    this.place[row] = place;
    this.length[row] = length;
    // The kernel gives notes no sequence numbers.
    this.lost[row] = record.event === messageEvent ? 0 : this.#countLost(record.sequence);
  }

  #countLost(sequence: number): number {
    const expected = this.#sequence === undefined ? sequence : this.#sequence + 1;
    this.#sequence = sequence;
    if (sequence <= expected) return 0;
    const count = sequence - expected;
    this.#context.problems.add({
      name: 'blktrace.lost',
      severity: 'loss',
      place: this.#cursor.name,
      count,
      sentence: 'events are missing: their sequence numbers were skipped',
    });
    return count;
  }
}
