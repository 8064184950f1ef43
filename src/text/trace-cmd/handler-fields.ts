import type { EventFormat } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import { type Evaluate, readField } from './evaluate.ts';
import { ownField } from './print-arguments.ts';
import { printerOf } from './print-numbers.ts';
import type { PrintContext, RecordState } from './record-state.ts';

/** Prints an event in its own way; true where the event's format shall print as well. */
export type Handler = (state: RecordState, out: OutputBytes) => boolean;

/** A field's value, read into `high` and `low`. */
export class FieldValue {
  high = 0;
  low = 0;
  readonly #read: Evaluate | undefined;
  readonly #complaint: string;

  constructor(read: Evaluate | undefined, complaint: string) {
    this.#read = read;
    this.#complaint = complaint;
  }

  /** False where there is no such field; the complaint about it is printed then. */
  read(state: RecordState, out: OutputBytes): boolean {
    if (this.#read === undefined) {
      out.text(this.#complaint);
      return false;
    }
    this.low = this.#read(state);
    this.high = state.high;
    return true;
  }
}

/** A numeric field of the event's own that is read in place, without a closure: for the events there are most of. */
export class NumberField {
  readonly #bytes: number;
  readonly #lowAt: number;
  readonly #highAt: number;
  readonly #end: number;
  readonly #complaint: string;
  readonly #littleEndian: boolean;

  constructor(format: EventFormat, name: string, { littleEndian }: PrintContext) {
    const field = ownField(format, name);
    const { offset, size } = field ?? { offset: 0, size: 0 };
    const known = [1, 2, 4, 8].includes(size);
    this.#bytes = known ? size : 0;
    this.#lowAt = size === 8 && !littleEndian ? offset + 4 : offset;
    this.#highAt = littleEndian ? offset + 4 : offset;
    this.#end = offset + size;
    this.#complaint = field === undefined ? `<CANT FIND FIELD ${name}>` : known ? '' : ` ${name}=INVALID`;
    this.#littleEndian = littleEndian;
  }

  /** False where there is no such field; the complaint about it is printed then. */
  isThere(out: OutputBytes): boolean {
    if (this.#bytes !== 0) return true;
    out.text(this.#complaint);
    return false;
  }

  /** Bits 0 to 31 as a signed number, which V8 keeps in a register; 0 where the record does not reach so far. */
  low({ view, offset, length }: RecordState): number {
    if (this.#end > length) return 0;
    const at = offset + this.#lowAt;
    const bytes = this.#bytes;
    if (bytes >= 4) return view.getInt32(at, this.#littleEndian);
    return bytes === 2 ? view.getUint16(at, this.#littleEndian) : view.getUint8(at);
  }

  /** Bits 32 to 63, likewise. */
  high({ view, offset, length }: RecordState): number {
    if (this.#bytes !== 8 || this.#end > length) return 0;
    return view.getInt32(offset + this.#highAt, this.#littleEndian);
  }
}

/** A numeric field of the event's own. */
export function fieldValue(
  format: EventFormat,
  name: string,
  context: PrintContext,
  complain = true,
): FieldValue {
  const field = ownField(format, name);
  if (field === undefined) return new FieldValue(undefined, complain ? `<CANT FIND FIELD ${name}>` : '');
  if (![1, 2, 4, 8].includes(field.size))
    return new FieldValue(undefined, complain ? ` ${name}=INVALID` : '');
  return new FieldValue(readField(field, context.littleEndian), '');
}

/** Prints a numeric field between two texts. */
export function numberField(
  format: EventFormat,
  name: string,
  conversion: string,
  before: string,
  context: PrintContext,
  complain: boolean,
  after = '',
): (state: RecordState, out: OutputBytes) => void {
  const field = ownField(format, name);
  if (field === undefined || ![1, 2, 4, 8].includes(field.size)) {
    const complaint = complain ? `CAN'T FIND FIELD "${name}"` : '';
    return (_state, out) => out.text(complaint);
  }
  const long = /l*(?=.$)/.exec(conversion)?.[0].length ?? 0;
  const print = printerOf(readField(field, context.littleEndian), conversion, Math.min(2, long), undefined);
  return (state, out) => {
    out.text(before);
    print(state, out);
    out.text(after);
  };
}
