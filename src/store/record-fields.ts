import { type EventField, type EventFormat, findField } from './event-format.ts';
import { locateField, type NumberReader, readHigh, readLow, readNumber, type Span } from './field-reader.ts';
import type { FieldSource, FieldValue } from './field-source.ts';
import { KnownTexts } from './known-texts.ts';
import type { TraceRun } from './trace.ts';

/** What fields are read from: records as the kernel laid them out, described by formats. */
export interface RecordColumns {
  readonly littleEndian: boolean;
  readonly formats: readonly EventFormat[];
  readonly runs: readonly TraceRun[];
  readonly run: Uint16Array;
  readonly place: Uint32Array;
  readonly length: Uint32Array;
}

/** Fields of binary records, at the offsets that the events' formats name. */
export class RecordFields implements FieldSource {
  readonly #records: RecordColumns;
  #texts: KnownTexts | undefined;

  constructor(records: RecordColumns) {
    this.#records = records;
  }

  number(event: number, name: string): ((row: number) => number) | undefined {
    return this.#bind(event, name, readNumber);
  }

  low(event: number, name: string): ((row: number) => number) | undefined {
    return this.#bind(event, name, readLow);
  }

  high(event: number, name: string): ((row: number) => number) | undefined {
    return this.#bind(event, name, readHigh);
  }

  text(event: number, name: string): ((row: number) => string) | undefined {
    const field = this.#find(event, name);
    return field === undefined ? undefined : this.#textReader(field);
  }

  value(event: number, name: string): ((row: number) => FieldValue) | undefined {
    const field = this.#find(event, name);
    if (field === undefined) return undefined;
    if (field.array) return isText(field) ? this.#textReader(field) : this.#arrayReader(field);
    const low = this.#bound(field, readLow);
    const high = this.#bound(field, readHigh);
    return row => jsonNumber(high(row), low(row), field.signed, field.pointer);
  }

  #find(event: number, name: string): EventField | undefined {
    const format = this.#records.formats[event];
    return format === undefined ? undefined : findField(format, name);
  }

  #bind(
    event: number,
    name: string,
    make: (field: EventField, littleEndian: boolean) => NumberReader,
  ): ((row: number) => number) | undefined {
    const field = this.#find(event, name);
    return field === undefined ? undefined : this.#bound(field, make);
  }

  #bound(
    field: EventField,
    make: (field: EventField, littleEndian: boolean) => NumberReader,
  ): (row: number) => number {
    const { littleEndian, runs, run, place, length } = this.#records;
    const read = make(field, littleEndian);
    return row => read(runs[run[row]!]!.view, place[row]!, length[row]!);
  }

  #textReader(field: EventField): (row: number) => string {
    const { littleEndian, runs, run, place, length } = this.#records;
    const locate = locateField(field, littleEndian);
    const span: Span = { start: 0, length: 0 };
    this.#texts ??= new KnownTexts();
    const texts = this.#texts;
    return row => {
      const { view } = runs[run[row]!]!;
      locate(view, place[row]!, length[row]!, span);
      return texts.at(view, span.start, span.length);
    };
  }

  #arrayReader(field: EventField): (row: number) => FieldValue {
    const { littleEndian, runs, run, place, length } = this.#records;
    const locate = locateField(field, littleEndian);
    const span: Span = { start: 0, length: 0 };
    const size = field.elementSize;
    const element: EventField = { ...field, offset: 0, size, array: false, place: 'fixed' };
    const low = readLow(element, littleEndian);
    const high = readHigh(element, littleEndian);
    return row => {
      const { view } = runs[run[row]!]!;
      locate(view, place[row]!, length[row]!, span);
      const values: (number | string)[] = [];
      for (let at = 0; at + size <= span.length; at += size) {
        const start = span.start + at;
        values.push(jsonNumber(high(view, start, size), low(view, start, size), field.signed, field.pointer));
      }
      return values;
    };
  }
}

/** `__u8 saddr[4]` holds bytes, of which any may be 0; in a dynamic array of them many events have text. */
function isText({ string, place, type }: EventField): boolean {
  return string && !(place === 'fixed' && /u8/.test(type));
}

function jsonNumber(high: number, low: number, signed: boolean, pointer: boolean): number | string {
  const top = signed ? high | 0 : high;
  if (!pointer && top >= -0x20_0000 && top < 0x20_0000) return top * 2 ** 32 + low;
  return `0x${((BigInt(high) << 32n) | BigInt(low)).toString(16)}`;
}
