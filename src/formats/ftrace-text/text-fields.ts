import { encodeLatin1 } from '../../base/index.ts';
import type { FieldSource, FieldValue, Trace } from '../../store/index.ts';
import { callFields } from './call-fields.ts';
import { type EventTemplate, TemplateMatch } from './event-template.ts';
import { templatesOf } from './event-templates.ts';
import {
  type FieldKind,
  type FieldSpan,
  type Halves,
  parseHalves,
  spanText,
  toNumber,
  toValue,
} from './field-text.ts';
import { findKey } from './key-value.ts';
import { findArgument, findWord, isArgumentEvent, isWordEvent } from './other-fields.ts';
import { isPointerArgument } from './syscall-pointers.ts';
import { type CallNames, TextRows } from './text-rows.ts';

/** Reads one field of rows of one event. */
export interface TextField {
  /** The number in it; 0 where it is none. */
  halves(row: number, halves: Halves): void;
  text(row: number): string;
  value(row: number): FieldValue;
}

/** Finds a field's text in the present row. */
type Locate = (rows: TextRows, row: number, span: FieldSpan) => boolean;

/** One way to find a field, and what its text is then. */
interface Way {
  readonly kind: FieldKind;
  readonly locate: Locate;
}

/** Fields of events in words: parsed when they are asked for. */
export class TextFields implements FieldSource {
  readonly #trace: Trace;
  readonly #rows: TextRows;
  readonly #matches: (readonly RowMatch[] | undefined)[] = [];
  readonly #halves: Halves = { high: 0, low: 0, signed: false };

  constructor(trace: Trace, names: CallNames) {
    this.#trace = trace;
    this.#rows = new TextRows(trace, names);
  }

  /** Whether the trace begins where its stretch of the text does. */
  get hasBeginning(): boolean {
    return this.#rows.first === 0;
  }

  /** Whether it ends there. */
  get hasEnd(): boolean {
    return this.#rows.first >= 0 && this.#rows.first + this.#trace.count === this.#rows.total;
  }

  number(event: number, name: string): ((row: number) => number) | undefined {
    return this.#bind(event, name, toNumber);
  }

  low(event: number, name: string): ((row: number) => number) | undefined {
    return this.#bind(event, name, halves => halves.low);
  }

  high(event: number, name: string): ((row: number) => number) | undefined {
    return this.#bind(event, name, halves => halves.high);
  }

  text(event: number, name: string): ((row: number) => string) | undefined {
    const field = this.#field(event, name);
    return field && (row => field.text(row));
  }

  value(event: number, name: string): ((row: number) => FieldValue) | undefined {
    const field = this.#field(event, name);
    return field && (row => field.value(row));
  }

  #bind(
    event: number,
    name: string,
    take: (halves: Halves) => number,
  ): ((row: number) => number) | undefined {
    const field = this.#field(event, name);
    const halves = this.#halves;
    return (
      field &&
      (row => {
        field.halves(row, halves);
        return take(halves);
      })
    );
  }

  #field(event: number, name: string): TextField | undefined {
    const format = this.#trace.formats[event];
    if (format?.fields.some(field => field.name === name) !== true) return undefined;
    if (format.system === 'ftrace') {
      const field = callFields(this.#rows, format.name, name);
      if (field !== undefined) return field;
    }
    this.#matches[event] ??= templatesOf(format.system, format.name).map(template => new RowMatch(template));
    const matches = this.#matches[event];
    const fallback = locateOther(format.system, format.name, name);
    const ways = matches.map(match => match.wayTo(name)).filter(way => way !== undefined);
    return new SpanField(this.#rows, [...ways, fallback]);
  }
}

/** Names are text also where they look like numbers. */
function kindOfKey(name: string): FieldKind {
  if (name === 'accounted') return 'truth';
  return /(^|_)(comm|name|filename|function)$/.test(name) ? 'text' : 'any';
}

function locateOther(system: string, event: string, name: string): Way {
  const key = encodeLatin1(name);
  if (isArgumentEvent(event)) {
    return {
      kind: isPointerArgument(name) ? 'pointer' : 'hex',
      locate: ({ bytes, start, end }, _row, span) => findArgument(bytes, start, end, key, span),
    };
  }
  const byKey: Locate = ({ bytes, start, end }, _row, span) => findKey(bytes, start, end, key, span);
  if (!isWordEvent(system)) return { kind: kindOfKey(name), locate: byKey };
  const byWord: Locate = ({ bytes, start, end }, _row, span) => findWord(bytes, start, end, key, span);
  const kind = name === 'dev' ? 'device' : name === 'mode' ? 'octal' : kindOfKey(name);
  return { kind, locate: (rows, row, span) => byWord(rows, row, span) || byKey(rows, row, span) };
}

/** A template's match of the row that was asked about last: its fields are mostly asked for together. */
class RowMatch {
  readonly #match: TemplateMatch;
  #row = -1;
  #matches = false;

  constructor(template: EventTemplate) {
    this.#match = new TemplateMatch(template);
  }

  wayTo(name: string): Way | undefined {
    const index = this.#match.template.fields.findIndex(field => field.name === name);
    if (index < 0) return undefined;
    const { kind } = this.#match.template.fields[index]!;
    const locate: Locate = (rows, row, span) => {
      if (row !== this.#row) {
        this.#row = row;
        this.#matches = this.#match.match(rows.bytes, rows.start, rows.end);
      }
      if (!this.#matches) return false;
      span.start = this.#match.spans[index * 2]!;
      span.end = this.#match.spans[index * 2 + 1]!;
      return true;
    };
    return { kind, locate };
  }
}

class SpanField implements TextField {
  readonly #rows: TextRows;
  readonly #ways: readonly Way[];
  #kind: FieldKind = 'text';
  readonly #span: FieldSpan = { start: 0, end: 0 };
  readonly #halves: Halves = { high: 0, low: 0, signed: false };

  constructor(rows: TextRows, ways: readonly Way[]) {
    this.#rows = rows;
    this.#ways = ways;
  }

  halves(row: number, halves: Halves): void {
    this.#locate(row);
    if (parseHalves(this.#rows.bytes, this.#span, this.#kind, halves)) return;
    halves.high = 0;
    halves.low = 0;
  }

  text(row: number): string {
    this.#locate(row);
    return spanText(this.#rows.bytes, this.#span);
  }

  value(row: number): FieldValue {
    this.#locate(row);
    return toValue(this.#rows.bytes, this.#span, this.#kind, this.#halves);
  }

  #locate(row: number): void {
    this.#rows.use(row);
    this.#span.start = this.#span.end = this.#rows.start;
    for (const { kind, locate } of this.#ways) {
      this.#kind = kind;
      if (locate(this.#rows, row, this.#span)) return;
    }
  }
}
