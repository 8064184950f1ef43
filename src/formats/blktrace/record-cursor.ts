import type { ByteSource } from '../../base/index.ts';
import type { ProblemList } from '../../store/index.ts';
import { byteOrder, layoutOf, magicBits, type RecordLayout } from './layout.ts';
import type { RecordWords } from './record-words.ts';

/** A stretch of a file in memory, in which whole records lie. */
export interface Piece {
  readonly view: DataView;
  /** The same as words, where somebody reads it so. */
  words: RecordWords | undefined;
  /** The runs that it is in the trace being made, by device; those of another trace where `epoch` is not the sink's. */
  runs: (number | undefined)[];
  epoch: number;
}

function makePiece(bytes: Uint8Array): Piece {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { view, words: undefined, runs: [], epoch: -1 };
}

/** Memory of at least this size, taken from what is spare. */
function takeSpare(spare: Uint8Array[], size: number): Uint8Array | undefined {
  const index = spare.findIndex(bytes => bytes.length >= size);
  return index < 0 ? undefined : spare.splice(index, 1)[0];
}

/** What the cursors of one recording share. */
export interface CursorContext {
  readonly problems: ProblemList;
  /** That of the recording's first record; every other must have it. */
  littleEndian: boolean | undefined;
  /** Bytes that were read so far. */
  bytesRead: number;
  /** Pieces that were gone through, where they can be of use again. */
  readonly retired: Piece[] | undefined;
  /** Memory to read into. */
  readonly spare: Uint8Array[];
}

/** What a step found: a record, the end, something that is no record (the step after it goes on behind), or too few bytes in memory. */
export type Step = 'record' | 'end' | 'broken' | 'refill';

const smallest = 48;
// The first events are wanted at once. Every record fits into a piece: its payload is below 64 KiB.
const firstPiece = 1 << 17;
const largestPiece = 1 << 20;

/** Goes through the records of one file, which is read piece by piece. */
export class RecordCursor {
  piece: Piece;
  /** Where the record starts in the piece, how long it is with its payload, and its layout. */
  place = 0;
  length = 0;
  layout: RecordLayout | undefined;

  readonly name: string;
  readonly #source: ByteSource;
  readonly #context: CursorContext;
  /** Where the source ends; less than its size where it could not be read to its end. */
  #end: number;
  #pieceBytes = firstPiece;
  /** File offset of the piece. */
  #offset = 0;
  /** Where the next record should start, and where the one before ended without its payload. */
  #next = 0;
  #before = 0;

  constructor(source: ByteSource, context: CursorContext) {
    this.#source = source;
    this.name = source.name;
    this.#end = source.size;
    this.#context = context;
    this.piece = makePiece(new Uint8Array(0));
  }

  /** Where in the piece the next step looks for a record. */
  get position(): number {
    return this.#next;
  }

  /** Says that whole records up to here were read without a step. */
  set position(next: number) {
    this.#next = next;
    this.#before = next;
  }

  /** Goes to the next record. After `refill`, `refill()` must be awaited before the next step. */
  step(): Step {
    const { view } = this.piece;
    const place = this.#next;
    if (place + smallest > view.byteLength) return this.#atEdge(view.byteLength - place);
    const { littleEndian } = this.#context;
    if (littleEndian === undefined) {
      const order = byteOrder(view, place);
      if (order !== undefined) this.#context.littleEndian = order === 'little';
      return order === undefined ? this.#skipBroken() : this.step();
    }
    const magic = view.getUint32(place, littleEndian);
    const layout = (magic & 0xffff_ff00) === magicBits ? layoutOf(magic & 0xff) : undefined;
    if (layout === undefined) return this.#skipBroken();
    if (place + layout.bytes > view.byteLength) return this.#atEdge(view.byteLength - place);
    const payload = view.getUint16(place + layout.payloadLengthOffset, littleEndian);
    if (place + layout.bytes + payload > view.byteLength) return this.#atEdge(view.byteLength - place);
    const length =
      layout.bytes + (payload < smallest ? payload : this.#believe(place + layout.bytes, payload));
    this.place = place;
    this.length = length;
    this.layout = layout;
    this.#before = place + layout.bytes;
    this.#next = place + length;
    return 'record';
  }

  /** Reads the piece that starts with the next record. */
  async refill(): Promise<void> {
    this.#offset += this.#next;
    this.#next = 0;
    this.#before = 0;
    const size = Math.max(0, Math.min(this.#pieceBytes, this.#source.size - this.#offset));
    this.#pieceBytes = Math.min(largestPiece, this.#pieceBytes * 4);
    this.#context.retired?.push(this.piece);
    const bytes = await this.#source.read(this.#offset, size, takeSpare(this.#context.spare, size));
    this.#context.bytesRead += bytes.length;
    this.piece = makePiece(bytes);
    if (bytes.length === size) return;
    this.#end = this.#offset + bytes.length;
    this.#report('blktrace.short-read', 'loss', this.#end, 'the file could not be read to its end');
  }

  /** The length of a payload: up to a record that starts in it, where its own length is wrong. */
  #believe(start: number, payload: number): number {
    const inner = this.#findRecord(start, start + payload) - start;
    if (inner + 4 > payload) return payload;
    this.#report(
      'blktrace.broken-length',
      'broken',
      this.#offset + start,
      'records say that they are longer than they are',
    );
    return inner;
  }

  #atEdge(rest: number): Step {
    if (this.#offset + this.piece.view.byteLength < this.#end) return 'refill';
    if (rest <= 0) return 'end';
    this.#report(
      'blktrace.truncated',
      'loss',
      this.#offset + this.#next,
      'the file ends in the middle of a record, which is left out',
    );
    // Unless it is the length of its payload that is wrong.
    this.#next = this.#findRecord(this.#next + 1);
    return 'broken';
  }

  /** What stands here is no record: looks for the next one, in the payload of the one before first, whose length may be wrong. */
  #skipBroken(): Step {
    const from = this.#next;
    this.#report(
      'blktrace.broken-record',
      'broken',
      this.#offset + from,
      'bytes that are no record of version 7 or 8 were left out',
    );
    const inPayload = this.#before > 0 ? this.#findRecord(this.#before, from + 4) : from;
    this.#before = 0;
    this.#next = inPayload < from ? inPayload : this.#findRecord(from + 1);
    return 'broken';
  }

  /** The first place from `at` on where a record may start; the end but for three bytes where there is none. */
  #findRecord(at: number, end = this.piece.view.byteLength): number {
    const { view } = this.piece;
    const { littleEndian } = this.#context;
    const last = Math.min(end, view.byteLength) - 4;
    let place = at;
    while (place <= last && !startsRecord(view, place, littleEndian)) place++;
    return place;
  }

  #report(name: string, severity: 'loss' | 'broken', offset: number, sentence: string): void {
    this.#context.problems.add({ name, severity, place: `${this.name}, byte ${offset}`, sentence });
  }
}

function startsRecord(view: DataView, at: number, littleEndian: boolean | undefined): boolean {
  const order = byteOrder(view, at);
  if (order === undefined || (littleEndian !== undefined && (order === 'little') !== littleEndian))
    return false;
  return layoutOf(view.getUint8(order === 'little' ? at : at + 3)) !== undefined;
}
