import type { EventFormat } from '../../store/index.ts';
import { type Evaluate, readField } from './evaluate.ts';
import type { OutputBytes } from './output-bytes.ts';
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
