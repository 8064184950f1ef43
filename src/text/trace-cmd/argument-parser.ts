import { assert } from '../../base/index.ts';
import type { EventFormat } from '../../store/index.ts';
import { constantText } from './constant-text.ts';
import { Argument, type ArgumentKind, anyField, ownField } from './print-arguments.ts';
import { TokenReader, type TokenType } from './print-tokens.ts';

/** The print format is one that libtraceevent does not understand either; it prints the fields instead. */
export class PrintFormatError extends Error {}

/** Functions that plugins of libtraceevent know, with how many arguments they take. */
export const pluginFunctions: Readonly<Record<string, number>> = {
  __le16_to_cpup: 1,
  is_writable_pte: 1,
  jbd2_dev_to_name: 1,
  jiffies_to_msecs: 1,
  scsi_trace_parse_cdb: 3,
  xen_hypercall_name: 1,
};

/**
 * Parses the arguments of a print format.
 *
 * Follows libtraceevent 1.7.1 (event-parse.c: process_arg, process_op and what they call) where it departs from C:
 * operators of equal priority group to the right, an operator in parentheses is rotated as if they were not there,
 * and nothing binds tighter than a whole `?:`. A byte-exact text needs the same trees, wrong ones included.
 */
export class ArgumentParser {
  readonly #format: EventFormat;
  readonly #longBytes: number;
  readonly #plugins: boolean;
  readonly #tokens: TokenReader;
  #depth = 0;

  constructor(format: EventFormat, longBytes: number, plugins = true) {
    this.#format = format;
    this.#longBytes = longBytes;
    this.#plugins = plugins;
    this.#tokens = new TokenReader(`${format.printFormat}\n`);
  }

  /** The format string and its arguments. */
  parse(): { readonly text: string; readonly args: readonly Argument[] } {
    if (this.#tokens.read() !== 'dquote') throw new PrintFormatError('no format string');
    let text = this.#tokens.token;
    let type = this.#tokens.readItem();
    while (type === 'dquote') {
      text += this.#tokens.token;
      type = this.#tokens.readItem();
    }
    if (type === 'none') return { text, args: [] };
    this.#expect(type, 'delim', ',');
    return { text, args: this.#arguments() };
  }

  #arguments(): Argument[] {
    const args: Argument[] = [];
    let type: TokenType = 'delim';
    do {
      if (type === 'newline') {
        type = this.#tokens.readItem();
        continue;
      }
      const argument = new Argument();
      args.push(argument);
      type = this.#argument(argument);
      if (type === 'op') type = this.#operator(argument);
      else if (type !== 'delim' || this.#tokens.token !== ',') break;
    } while (type !== 'none');
    return args;
  }

  #argument(into: Argument): TokenType {
    return this.#argumentFrom(into, this.#tokens.read());
  }

  #argumentFrom(into: Argument, first: TokenType): TokenType {
    if (++this.#depth > 200) throw new PrintFormatError('nested too deeply');
    try {
      return this.#primary(into, first);
    } finally {
      this.#depth--;
    }
  }

  #primary(into: Argument, first: TokenType): TokenType {
    const { token } = this.#tokens;
    if (first === 'item') {
      if (token === 'REC') return this.#field(into);
      let type = this.#tokens.readItem();
      if (type === 'delim' && this.#tokens.token === '(') return this.#function(into, token);
      let text = token;
      for (; type === 'item'; type = this.#tokens.readItem()) text += ` ${this.#tokens.token}`;
      into.kind = 'atom';
      into.text = text;
      return type;
    }
    if (first === 'dquote' || first === 'squote') {
      into.kind = 'atom';
      into.text = token;
      return this.#tokens.readItem();
    }
    if (first === 'delim' && token === '(') return this.#parentheses(into);
    if (first !== 'delim' && first !== 'op') throw new PrintFormatError(`unexpected ${first}`);
    into.kind = 'op';
    into.op = token;
    return this.#operator(into);
  }

  /** Goes on with the operator that is the present token; `into` is its left side, or an operator without one. */
  #operator(into: Argument): TokenType {
    if (++this.#depth > 200) throw new PrintFormatError('nested too deeply');
    try {
      return this.#operatorOf(into);
    } finally {
      this.#depth--;
    }
  }

  #operatorOf(into: Argument): TokenType {
    const { token } = this.#tokens;
    let right: Argument | undefined;
    let type: TokenType;
    if (into.kind === 'op' && into.left === undefined) {
      if (!['~', '!', '+', '-'].includes(token)) throw new PrintFormatError(`bad operator ${token}`);
      into.left = new Argument();
      right = new Argument();
      into.right = right;
      type = this.#argument(right);
    } else if (token === '?') {
      into.becomeOperator(token);
      type = this.#alternatives(into);
    } else if (token === '[') {
      into.becomeOperator(token);
      const index = new Argument();
      this.#expect(this.#argument(index), 'op', ']');
      into.right = index;
      type = this.#tokens.readItem();
    } else if (binaryOperators.has(token)) {
      const left = into.becomeOperator(token);
      into.priority = left.kind === 'null' ? 0 : priorityOf(token);
      type = this.#tokens.readItem();
      if (token === '*' && type === 'delim' && this.#tokens.token === ')') {
        // The name of a pointer type, inside a cast.
        if (left.kind !== 'atom') throw new PrintFormatError('bad pointer type');
        left.text += ' *';
        into.become(left);
        return type;
      }
      right = new Argument();
      type = this.#argumentFrom(right, type);
      this.#join(into, right);
    } else throw new PrintFormatError(`unknown operator ${token}`);
    if (type !== 'op' || this.#tokens.token === ':') return type;
    if (priorityOf(this.#tokens.token) > into.priority) return this.#operator(into);
    if (right === undefined) throw new PrintFormatError(`operator ${this.#tokens.token} after ?: or []`);
    return this.#operator(right);
  }

  #join(into: Argument, right: Argument): void {
    into.right = right;
    if (right.kind !== 'op' || priorityOf(into.op) >= priorityOf(right.op)) return;
    into.right = right.left;
    const lower = into.copy();
    into.become(right);
    right.become(lower);
    into.left = right;
  }

  /** `a : b` after a question mark. */
  #alternatives(question: Argument): TokenType {
    const either = new Argument();
    const left = new Argument();
    const right = new Argument();
    either.kind = 'op';
    either.op = ':';
    either.left = left;
    either.right = right;
    let type = this.#argument(left);
    while (type === 'op' && this.#tokens.token !== ':') type = this.#operator(left);
    this.#expect(type, 'op', ':');
    type = this.#argument(right);
    question.right = either;
    return type;
  }

  /** `REC->name`; `(REC)->name` comes here twice and shows as an item `)` the first time. */
  #field(into: Argument): TokenType {
    const type = this.#tokens.readItem();
    if (type === 'delim' && this.#tokens.token === ')') return 'item';
    this.#expect(type, 'op', '->');
    if (this.#tokens.read() !== 'item') throw new PrintFormatError('no name of a field');
    into.kind = 'field';
    into.text = this.#tokens.token;
    into.field = anyField(this.#format, into.text);
    return this.#tokens.read();
  }

  #parentheses(into: Argument): TokenType {
    let type = this.#argument(into);
    if (type === 'op') type = this.#operator(into);
    if (type === 'item' && this.#tokens.token === ')') return this.#field(into);
    this.#expect(type, 'delim', ')');
    type = this.#tokens.readItem();
    const isCast =
      type === 'item' ||
      type === 'dquote' ||
      type === 'squote' ||
      (type === 'delim' && this.#tokens.token === '(');
    if (!isCast) return type;
    if (into.kind !== 'atom') throw new PrintFormatError('no type in a cast');
    const item = new Argument();
    into.kind = 'type';
    into.parts = [item];
    return this.#argumentFrom(item, type);
  }

  #function(into: Argument, name: string): TokenType {
    switch (name) {
      case '__print_flags':
        return this.#namedValues(into, 'flags');
      case '__print_symbolic':
        return this.#namedValues(into, 'symbol');
      case '__print_hex':
        return this.#delimited(into, 'hex', [',', ')']);
      case '__print_hex_str':
        return this.#delimited(into, 'hexString', [',', ')']);
      case '__print_array':
        return this.#delimited(into, 'intArray', [',', ',', ')']);
      case '__get_str':
      case '__get_rel_str':
        return this.#named(into, 'string');
      case '__get_bitmask':
      case '__get_rel_bitmask':
        return this.#named(into, 'bitmask');
      case '__get_cpumask':
      case '__get_rel_cpumask':
        return this.#named(into, 'cpumask');
      case '__get_dynamic_array':
      case '__get_rel_dynamic_array':
      case '__get_sockaddr':
      case '__get_sockaddr_rel':
        return this.#dynamicArray(into);
      case '__get_dynamic_array_len':
      case '__get_rel_dynamic_array_len':
        this.#ownField(into, 'dynamicArrayLength');
        return this.#tokens.read();
      case '__builtin_expect':
        this.#expect(this.#argument(into), 'delim', ',');
        if (this.#tokens.read() !== 'item') throw new PrintFormatError('__builtin_expect');
        this.#expect(this.#tokens.read(), 'delim', ')');
        return this.#tokens.readItem();
      case 'sizeof':
        return this.#sizeOf(into);
      default:
        return this.#pluginFunction(into, name);
    }
  }

  #namedValues(into: Argument, kind: 'flags' | 'symbol'): TokenType {
    const value = new Argument();
    let type = this.#argument(value);
    while (type === 'op') type = this.#operator(value);
    this.#expect(type, 'delim', ',');
    into.kind = kind;
    into.parts = [value];
    if (kind === 'flags') {
      type = this.#tokens.readItem();
      if (type === 'item' || type === 'dquote' || type === 'squote') {
        into.text = this.#tokens.token;
        type = this.#tokens.readItem();
      }
      this.#expect(type, 'delim', ',');
    }
    do {
      type = this.#tokens.readItem();
      if (!this.#isAt(type, 'op', '{')) break;
      into.values.push(this.#namedValue());
      type = this.#tokens.readItem();
    } while (this.#isAt(type, 'delim', ','));
    this.#expect(type, 'delim', ')');
    return this.#tokens.readItem();
  }

  /** `value, "name" }` */
  #namedValue(): { value: string; name: string } {
    const value = new Argument();
    let type = this.#argument(value);
    if (type === 'op') type = this.#operator(value);
    this.#expect(type, 'delim', ',');
    const name = new Argument();
    this.#expect(this.#argument(name), 'op', '}');
    const texts = { value: constantText(value), name: constantText(name) };
    if (texts.value === undefined || texts.name === undefined) throw new PrintFormatError('no constant');
    return { value: texts.value, name: texts.name };
  }

  #delimited(into: Argument, kind: ArgumentKind, delimiters: readonly string[]): TokenType {
    into.kind = kind;
    into.parts = delimiters.map(delimiter => {
      const part = new Argument();
      let type = this.#argument(part);
      if (type === 'op') type = this.#operator(part);
      this.#expect(type, 'delim', delimiter);
      return part;
    });
    return this.#tokens.readItem();
  }

  #named(into: Argument, kind: ArgumentKind): TokenType {
    if (this.#tokens.read() !== 'item') throw new PrintFormatError('no name of a field');
    into.kind = kind;
    into.text = this.#tokens.token;
    into.field = anyField(this.#format, into.text);
    this.#expect(this.#tokens.read(), 'delim', ')');
    return this.#tokens.read();
  }

  #dynamicArray(into: Argument): TokenType {
    this.#ownField(into, 'dynamicArray');
    const type = this.#tokens.readItem();
    // libtraceevent refuses an index that follows directly.
    if (type === 'op' && this.#tokens.token === '[') throw new PrintFormatError('index of a dynamic array');
    return type;
  }

  #ownField(into: Argument, kind: ArgumentKind): void {
    if (this.#tokens.read() !== 'item') throw new PrintFormatError('no name of a field');
    into.kind = kind;
    into.text = this.#tokens.token;
    into.field = ownField(this.#format, into.text);
    if (into.field === undefined) throw new PrintFormatError(`no field ${into.text}`);
    this.#expect(this.#tokens.read(), 'delim', ')');
  }

  #sizeOf(into: Argument): TokenType {
    into.kind = 'atom';
    let type = this.#tokens.readItem();
    let atParenthesis = false;
    if (this.#tokens.token === 'unsigned') {
      type = this.#tokens.readItem();
      atParenthesis = type !== 'item';
    }
    const { token } = this.#tokens;
    if (atParenthesis || token === 'int') into.text = '4';
    else if (token === 'long') {
      type = this.#tokens.readItem();
      if (this.#tokens.token === 'long') into.text = '8';
      else {
        into.text = String(this.#longBytes);
        atParenthesis = true;
      }
    } else if (token === 'REC') {
      this.#expect(this.#tokens.readItem(), 'op', '->');
      if (this.#tokens.read() !== 'item') throw new PrintFormatError('sizeof');
      const field = anyField(this.#format, this.#tokens.token);
      if (field === undefined || field.array) throw new PrintFormatError('sizeof an array');
      into.text = String(field.size);
    } else throw new PrintFormatError(`sizeof(${token})`);
    if (!atParenthesis) type = this.#tokens.readItem();
    this.#expect(type, 'delim', ')');
    return this.#tokens.readItem();
  }

  #pluginFunction(into: Argument, name: string): TokenType {
    const count = this.#plugins && Object.hasOwn(pluginFunctions, name) ? pluginFunctions[name] : undefined;
    if (count === undefined) throw new PrintFormatError(`function ${name} not defined`);
    into.kind = 'function';
    into.text = name;
    for (let i = 0; i < count; i++) {
      const part = new Argument();
      this.#expect(this.#argument(part), 'delim', i < count - 1 ? ',' : ')');
      into.parts.push(part);
    }
    assert(into.parts.length === count, 'every argument was parsed');
    return this.#tokens.read();
  }

  #isAt(type: TokenType, expected: TokenType, token: string): boolean {
    return type === expected && this.#tokens.token === token;
  }

  #expect(type: TokenType, expected: TokenType, token: string): void {
    if (!this.#isAt(type, expected, token)) {
      throw new PrintFormatError(`expected ${token}, found ${this.#tokens.token}`);
    }
  }
}

const binaryOperators = new Set('>> << & | && || - + * ^ / % < > <= >= == !='.split(' '));

/** Smaller binds tighter; -1 for what is no operator. */
function priorityOf(op: string): number {
  return priorities[op] ?? -1;
}

const priorities: Readonly<Record<string, number>> = {
  '~': 4,
  '!': 4,
  '*': 6,
  '/': 6,
  '%': 6,
  '+': 7,
  '-': 7,
  '<': 9,
  '>': 9,
  '&': 11,
  '^': 12,
  '|': 13,
  '?': 16,
  '++': 3,
  '--': 3,
  '>>': 8,
  '<<': 8,
  '>=': 9,
  '<=': 9,
  '==': 10,
  '!=': 10,
  '&&': 14,
  '||': 15,
};
