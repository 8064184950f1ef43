import { decodeLatin1 } from '../../base/index.ts';
import type { FieldValue } from '../../store/index.ts';
import { findText } from './bytes.ts';
import { EventText, scanEventText } from './event-text.ts';
import { type Halves, hexText } from './field-text.ts';
import { functionHigh, functionLow } from './function-names.ts';
import { GraphCall, scanCall } from './graph-call.ts';
import type { TextField } from './text-fields.ts';
import type { TextRows } from './text-rows.ts';

/** Fields of each event of ftrace itself that are no words of its text. */
export const fieldsOfCalls: Readonly<Record<string, readonly string[]>> = {
  funcgraph_entry: ['func', 'depth'],
  fgraph_retaddr_entry: ['func', 'depth'],
  funcgraph_exit: ['func', 'depth', 'calltime', 'rettime'],
  function: ['ip', 'parent_ip'],
  func_repeats: ['ip', 'parent_ip'],
  kernel_stack: ['caller'],
  user_stack: ['caller'],
  print: ['buf'],
  bprint: ['buf'],
};

/** How a field of such an event is read; undefined where it has another. */
export function callFields(rows: TextRows, event: string, name: string): TextField | undefined {
  switch (name) {
    case 'func':
    case 'ip':
      return new FunctionField(rows);
    case 'parent_ip':
      return new ParentField(rows);
    case 'depth':
      return new DepthField(rows);
    case 'calltime':
    case 'rettime':
      return new TimeField(rows, name === 'calltime');
    case 'caller':
      return new StackField(rows);
    case 'buf':
      return event === 'print' || event === 'bprint' ? new WholeField(rows) : undefined;
    default:
      return undefined;
  }
}

/** A function: as a number, the address made up for it; as a value, its name. */
class FunctionField implements TextField {
  readonly #rows: TextRows;

  constructor(rows: TextRows) {
    this.#rows = rows;
  }

  halves(row: number, halves: Halves): void {
    const id = this.#rows.functionOf(row);
    halves.signed = false;
    halves.high = id < 0 ? 0 : functionHigh;
    halves.low = id < 0 ? 0 : functionLow(id);
  }

  text(row: number): string {
    const id = this.#rows.functionOf(row);
    return id < 0 ? '' : this.#rows.functions.text(id);
  }

  value(row: number): FieldValue {
    return this.text(row);
  }
}

const arrow = Uint8Array.from([32, 60, 45]);

/** Who called: behind ` <-`. */
class ParentField implements TextField {
  readonly #rows: TextRows;

  constructor(rows: TextRows) {
    this.#rows = rows;
  }

  halves(row: number, halves: Halves): void {
    const { from, to } = this.#find(row);
    const id = to > from ? this.#rows.functions.intern(this.#rows.bytes, from, to) : -1;
    halves.signed = false;
    halves.high = id < 0 ? 0 : functionHigh;
    halves.low = id < 0 ? 0 : functionLow(id);
  }

  text(row: number): string {
    const { from, to } = this.#find(row);
    return decodeLatin1(this.#rows.bytes.subarray(from, to));
  }

  value(row: number): FieldValue {
    return this.text(row);
  }

  #find(row: number): { readonly from: number; readonly to: number } {
    const rows = this.#rows;
    rows.use(row);
    const at = findText(rows.bytes, rows.start, rows.end, arrow);
    if (at < 0) return { from: 0, to: 0 };
    const name = new EventText();
    scanEventText(rows.bytes, at + arrow.length, rows.end, name);
    return { from: name.nameStart, to: name.nameEnd };
  }
}

class DepthField implements TextField {
  readonly #rows: TextRows;
  readonly #call = new GraphCall();

  constructor(rows: TextRows) {
    this.#rows = rows;
  }

  halves(row: number, halves: Halves): void {
    const rows = this.#rows;
    rows.use(row);
    scanCall(rows.bytes, rows.start, rows.end, this.#call);
    halves.signed = false;
    halves.high = 0;
    halves.low = this.#call.depth;
  }

  text(row: number): string {
    return String(this.value(row));
  }

  value(row: number): number {
    const halves = { high: 0, low: 0, signed: false };
    this.halves(row, halves);
    return halves.low;
  }
}

const twoTo32 = 2 ** 32;

/** When a function returned, and that less its duration. A line without a duration has a call after its return. */
class TimeField implements TextField {
  readonly #rows: TextRows;
  readonly #isCall: boolean;
  readonly #startHigh: number;
  readonly #startLow: number;
  readonly #call = new GraphCall();

  constructor(rows: TextRows, isCall: boolean) {
    this.#rows = rows;
    this.#isCall = isCall;
    const { start } = rows.trace;
    this.#startHigh = Number(BigInt.asIntN(32, start >> 32n));
    this.#startLow = Number(start & 0xffff_ffffn);
  }

  halves(row: number, halves: Halves): void {
    const rows = this.#rows;
    let time = rows.trace.time[row]!;
    if (this.#isCall) {
      rows.use(row);
      scanCall(rows.bytes, rows.start, rows.end, this.#call);
      time -= this.#call.duration;
    }
    const sum = this.#startLow + time;
    const carry = Math.floor(sum / twoTo32);
    halves.signed = false;
    halves.low = (sum - carry * twoTo32) >>> 0;
    halves.high = (this.#startHigh + carry) >>> 0;
  }

  text(row: number): string {
    return String(this.value(row));
  }

  value(row: number): FieldValue {
    const halves = { high: 0, low: 0, signed: false };
    this.halves(row, halves);
    const number = halves.high * twoTo32 + halves.low;
    return Number.isSafeInteger(number) ? number : hexText(halves);
  }
}

/** The functions of a stack, the innermost first. */
class StackField implements TextField {
  readonly #rows: TextRows;

  constructor(rows: TextRows) {
    this.#rows = rows;
  }

  halves(_row: number, halves: Halves): void {
    halves.signed = false;
    halves.high = 0;
    halves.low = 0;
  }

  text(row: number): string {
    return this.value(row).join('\n');
  }

  value(row: number): readonly string[] {
    const rows = this.#rows;
    rows.use(row);
    const lines = decodeLatin1(rows.bytes.subarray(rows.start, rows.end)).split('\n').slice(1);
    return lines.map(line => line.replace(/^[ \t]?=> +/, '').trimEnd());
  }
}

/** The whole text. */
class WholeField implements TextField {
  readonly #rows: TextRows;

  constructor(rows: TextRows) {
    this.#rows = rows;
  }

  halves(_row: number, halves: Halves): void {
    halves.signed = false;
    halves.high = 0;
    halves.low = 0;
  }

  text(row: number): string {
    const rows = this.#rows;
    rows.use(row);
    return decodeLatin1(rows.bytes.subarray(rows.start, rows.end));
  }

  value(row: number): FieldValue {
    return this.text(row);
  }
}
