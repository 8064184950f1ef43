import { basicRegex } from './basic-regex.ts';

/** A filter that cannot be understood, and where in its text. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  readonly text: string;
  /** Characters before the mistake. */
  readonly at: number;
  /** What should stand there. */
  readonly expected: 'field' | 'value' | 'operator' | 'comparison' | 'closing' | 'pattern' | 'event';

  constructor(text: string, at: number, expected: FilterError['expected']) {
    super(`expected a ${expected} at character ${at + 1} of ${JSON.stringify(text)}`);
    this.text = text;
    this.at = at;
    this.expected = expected;
  }
}

export type Comparison = '==' | '!=' | '<' | '>' | '<=' | '>=' | '=~' | '!~';
export type Calculation = '+' | '-' | '*' | '/' | '%' | '<<' | '>>' | '&' | '|' | '^';

/** A field by its name, a number, or a text in quotes. */
export type FilterItem =
  | { readonly kind: 'field'; readonly name: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: bigint; readonly at: number }
  | { readonly kind: 'text'; readonly text: string; readonly at: number };

export type FilterTree =
  | { readonly kind: 'and' | 'or'; readonly left: FilterTree; readonly right: FilterTree }
  | { readonly kind: 'not'; readonly inner: FilterTree }
  | {
      readonly kind: 'compare';
      readonly op: Comparison;
      readonly left: FilterItem;
      readonly right: FilterItem;
    }
  | {
      readonly kind: 'calculate';
      readonly op: Calculation;
      readonly left: FilterItem;
      readonly right: FilterItem;
    };

/** `EVENTS : FILTER`, as `trace-cmd report -F` takes it. Without the second part all of these events are meant. */
export interface ParsedFilter {
  readonly text: string;
  readonly events: readonly {
    readonly system: string | undefined;
    readonly name: string;
    readonly at: number;
  }[];
  readonly tree: FilterTree | undefined;
}

/** Throws a FilterError. */
export function parseFilter(text: string): ParsedFilter {
  const colon = text.indexOf(':');
  const events: { system: string | undefined; name: string; at: number }[] = [];
  let at = 0;
  for (const part of (colon < 0 ? text : text.slice(0, colon)).split(',')) {
    const [first = '', second] = part.split('/').map(one => one.trim());
    if (first === '') throw new FilterError(text, at, 'event');
    events.push(
      second === undefined
        ? { system: undefined, name: first, at }
        : { system: first, name: second === '' ? '.*' : second, at },
    );
    at += part.length + 1;
  }
  if (colon < 0) return { text, events, tree: undefined };
  return { text, events, tree: new FilterParser(text, colon + 1).parse() };
}

const comparisons: readonly string[] = ['==', '!=', '<', '>', '<=', '>=', '=~', '!~'];
const calculations: readonly string[] = ['+', '-', '*', '/', '%', '<<', '>>', '&', '|', '^'];
const token = /\s*(?:(&&|\|\||<<|>>|[=!<>]=|[=!]~|[!<>()+\-*/%&|^])|([A-Za-z0-9_]+)|"([^"]*)"|'([^']*)')\s*/y;

/** Reads from left to right: `&&` and `||` bind alike, as they do for libtraceevent. */
class FilterParser {
  readonly #text: string;
  #at: number;
  #start = 0;
  #operator: string | undefined;
  #item: FilterItem | undefined;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
    this.#next();
  }

  parse(): FilterTree {
    const tree = this.#filter();
    if (this.#operator !== undefined || this.#item !== undefined) throw this.#error('operator');
    return tree;
  }

  #filter(): FilterTree {
    let left = this.#term();
    while (this.#operator === '&&' || this.#operator === '||') {
      const kind = this.#operator === '&&' ? 'and' : 'or';
      this.#next();
      left = { kind, left, right: this.#term() };
    }
    return left;
  }

  #term(): FilterTree {
    if (this.#operator === '!') {
      this.#next();
      return { kind: 'not', inner: this.#term() };
    }
    if (this.#operator === '(') {
      this.#next();
      const inner = this.#filter();
      this.#close();
      return inner;
    }
    const left = this.#takeItem('field');
    const operator = this.#operator;
    if (operator === undefined) throw this.#error('comparison');
    if (comparisons.includes(operator)) {
      if (left.kind !== 'field') throw new FilterError(this.#text, left.at, 'field');
      this.#next();
      return { kind: 'compare', op: operator as Comparison, left, right: this.#right(operator) };
    }
    if (!calculations.includes(operator)) throw this.#error('comparison');
    this.#next();
    return { kind: 'calculate', op: operator as Calculation, left, right: this.#takeItem('value') };
  }

  #close(): void {
    if (this.#operator !== ')') throw this.#error('closing');
    this.#next();
  }

  #right(operator: string): FilterItem {
    const right = this.#takeItem('value');
    const isPattern = operator.endsWith('~');
    if (isPattern ? right.kind !== 'text' : right.kind === 'text' && !/^[=!]=$/.test(operator)) {
      throw new FilterError(this.#text, right.at, isPattern ? 'pattern' : 'value');
    }
    if (isPattern && right.kind === 'text') {
      try {
        basicRegex(right.text);
      } catch {
        throw new FilterError(this.#text, right.at, 'pattern');
      }
    }
    return right;
  }

  #takeItem(expected: 'field' | 'value'): FilterItem {
    const item = this.#item;
    if (item === undefined) throw this.#error(expected);
    this.#next();
    return item;
  }

  #next(): void {
    this.#start = this.#at;
    this.#operator = undefined;
    this.#item = undefined;
    token.lastIndex = this.#at;
    const match = token.exec(this.#text);
    if (match === null) {
      if (this.#text.slice(this.#at).trim() !== '') throw this.#error('value');
      return;
    }
    this.#at = token.lastIndex;
    const at = this.#start + match[0].length - match[0].trimStart().length;
    this.#start = at;
    const [, operator, word, double, single] = match;
    this.#operator = operator;
    if (word !== undefined) {
      this.#item = /^\d/.test(word)
        ? { kind: 'number', value: readNumber(word), at }
        : { kind: 'field', name: word, at };
    } else if (double !== undefined || single !== undefined) {
      this.#item = { kind: 'text', text: double ?? single ?? '', at };
    }
  }

  #error(expected: FilterError['expected']): FilterError {
    return new FilterError(this.#text, this.#start, expected);
  }
}

/** As strtoull reads it: hexadecimal, octal or decimal, as far as there are digits. */
function readNumber(text: string): bigint {
  const hex = /^0[xX][\dA-Fa-f]+/.exec(text);
  if (hex !== null) return BigInt.asUintN(64, BigInt(hex[0]));
  const octal = /^0([0-7]*)/.exec(text);
  if (octal !== null) return BigInt.asUintN(64, BigInt(`0o0${octal[1]}`));
  return BigInt.asUintN(64, BigInt(/^\d+/.exec(text)![0]));
}
