import { allRows, type Rows } from './row-order.ts';
import type { TableDescription } from './table.ts';
import type { Cell, Table } from './table-data.ts';

/** A condition on rows that cannot be understood, and where in its text. */
export class RowFilterError extends Error {
  override readonly name = 'RowFilterError';
  readonly text: string;
  /** Characters before the mistake. */
  readonly at: number;

  constructor(text: string, at: number, expected: string) {
    super(`expected ${expected}`);
    this.text = text;
    this.at = at;
  }
}

type Test = (table: Table, row: number) => boolean;

/**
 * The rows that a condition holds for: `duration > 5ms and (comm ~ kworker or irq == 14)`. Comparisons are
 * `= == != < <= > >=`, `~` (contains) and `!~`; numbers may have a unit (`ns us ms s`, `K M G` for 1024s); what is not
 * known fulfils none. Throws a RowFilterError.
 */
export function filterRows(table: Table, condition: string): Rows {
  const test = new ConditionParser(condition, table.description).parse();
  return allRows(table).filter(row => test(table, row));
}

const token = /\s*(?:(&&|\|\||[<>!=]=|!~|[()<>=~])|"([^"]*)"|'([^']*)'|([^\s()<>=!~&|"']+))/y;
const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
};
const comparisons: readonly string[] = ['=', '==', '!=', '<', '<=', '>', '>=', '~', '!~'];
const deepest = 100;

interface Token {
  readonly at: number;
  readonly sign: string;
  readonly word: string;
}

class ConditionParser {
  readonly #text: string;
  readonly #description: TableDescription;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string, description: TableDescription) {
    this.#text = text;
    this.#description = description;
    this.#tokens = split(text);
  }

  parse(): Test {
    const test = this.#any();
    if (this.#next < this.#tokens.length) throw this.#wrong('and, or, or the end');
    return test;
  }

  #any(): Test {
    let left = this.#all();
    while (this.#take('||', 'or')) {
      const [before, right] = [left, this.#all()];
      left = (table, row) => before(table, row) || right(table, row);
    }
    return left;
  }

  #all(): Test {
    let left = this.#one();
    while (this.#take('&&', 'and')) {
      const [before, right] = [left, this.#one()];
      left = (table, row) => before(table, row) && right(table, row);
    }
    return left;
  }

  #one(): Test {
    if (this.#take('', 'not')) {
      const test = this.#within(() => this.#one());
      return (table, row) => !test(table, row);
    }
    if (!this.#take('(', '')) return this.#comparison();
    const test = this.#within(() => this.#any());
    if (!this.#take(')', '')) throw this.#wrong(')');
    return test;
  }

  #comparison(): Test {
    const { columns } = this.#description;
    const column = columns.findIndex(({ id }) => id === this.#tokens[this.#next]?.word);
    if (column < 0) throw this.#wrong(`a column (${columns.map(({ id }) => id).join(', ')})`);
    this.#next++;
    const sign = this.#tokens[this.#next]?.sign ?? '';
    if (!comparisons.includes(sign)) throw this.#wrong(`one of ${comparisons.join(' ')}`);
    this.#next++;
    const value = this.#tokens[this.#next];
    if (value === undefined || value.sign !== '') throw this.#wrong('a value');
    const wanted = columns[column]!.type === 'text' || sign.endsWith('~') ? value.word : numberIn(value.word);
    if (wanted === undefined) throw this.#wrong('a number');
    this.#next++;
    const holds = comparison(sign, wanted);
    return (table, row) => holds(table.cell(column, row));
  }

  /** What stands in brackets or after a not; those nest only so deep. */
  #within(parse: () => Test): Test {
    if (++this.#depth > deepest) throw this.#wrong('a simpler condition');
    const test = parse();
    this.#depth--;
    return test;
  }

  #take(sign: string, word: string): boolean {
    const found = this.#tokens[this.#next];
    const isIt =
      found !== undefined && (found.sign === '' ? word !== '' && found.word === word : found.sign === sign);
    if (isIt) this.#next++;
    return isIt;
  }

  #wrong(expected: string): RowFilterError {
    return new RowFilterError(this.#text, this.#tokens[this.#next]?.at ?? this.#text.length, expected);
  }
}

function split(text: string): readonly Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== '') {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (found === null) throw new RowFilterError(text, at, 'a column, a comparison or a value');
    const [, sign = '', double, single, bare] = found;
    tokens.push({ at, sign, word: double ?? single ?? bare ?? '' });
  }
  return tokens;
}

function numberIn(text: string): number | undefined {
  const found = /^(-?(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e\d+)?))(ns|us|µs|ms|s|K|M|G)?$/i.exec(text);
  return found === null ? undefined : Number(found[1]) * (units[found[2] ?? 'ns'] ?? 1);
}

function comparison(sign: string, wanted: string | number): (cell: Cell) => boolean {
  if (sign === '~') return cell => cell !== undefined && String(cell).includes(String(wanted));
  if (sign === '!~') return cell => cell !== undefined && !String(cell).includes(String(wanted));
  switch (sign) {
    case '<':
      return cell => cell !== undefined && cell < wanted;
    case '<=':
      return cell => cell !== undefined && cell <= wanted;
    case '>':
      return cell => cell !== undefined && cell > wanted;
    case '>=':
      return cell => cell !== undefined && cell >= wanted;
    case '!=':
      return cell => cell !== undefined && cell !== wanted;
    default:
      return cell => cell === wanted;
  }
}
