import type { EventFormat } from '../../store/index.ts';
import { PrintFormatError, pluginFunctions } from '../trace-cmd/argument-parser.ts';
import { constantText } from '../trace-cmd/constant-text.ts';
import { Argument, type ArgumentKind, anyField } from '../trace-cmd/print-arguments.ts';
import { TokenReader, type TokenType } from '../trace-cmd/print-tokens.ts';
import { isTypeName, typeOf } from './c-types.ts';

/** Larger binds tighter. */
const precedence: Readonly<Record<string, number>> = {
  '*': 10,
  '/': 10,
  '%': 10,
  '+': 9,
  '-': 9,
  '<<': 8,
  '>>': 8,
  '<': 7,
  '<=': 7,
  '>': 7,
  '>=': 7,
  '==': 6,
  '!=': 6,
  '&': 5,
  '^': 4,
  '|': 3,
  '&&': 2,
  '||': 1,
};

/** Helpers whose only argument is a field's name. */
const fieldHelpers: Readonly<Record<string, ArgumentKind>> = {
  __get_str: 'string',
  __get_rel_str: 'string',
  __get_bitmask: 'bitmask',
  __get_rel_bitmask: 'bitmask',
  __get_cpumask: 'cpumask',
  __get_rel_cpumask: 'cpumask',
  __get_dynamic_array: 'dynamicArray',
  __get_rel_dynamic_array: 'dynamicArray',
  __get_sockaddr: 'dynamicArray',
  __get_rel_sockaddr: 'dynamicArray',
  __get_sockaddr_rel: 'dynamicArray',
  __get_dynamic_array_len: 'dynamicArrayLength',
  __get_rel_dynamic_array_len: 'dynamicArrayLength',
};

const listHelpers: Readonly<Record<string, ArgumentKind>> = {
  __print_hex: 'hex',
  __print_hex_str: 'hexString',
  __print_array: 'intArray',
};

/** Helpers that name a truth value (include/linux/string_choices.h). */
const choiceHelpers: Readonly<Record<string, () => Argument>> = {
  str_yes_no: () => operator(':', atom('yes'), atom('no')),
  str_on_off: () => operator(':', atom('on'), atom('off')),
  str_true_false: () => operator(':', atom('true'), atom('false')),
  str_enable_disable: () => operator(':', atom('enable'), atom('disable')),
  str_enabled_disabled: () => operator(':', atom('enabled'), atom('disabled')),
  str_read_write: () => operator(':', atom('read'), atom('write')),
};

const deepest = 200;

/**
 * Parses a print format as the C it is, by C's rules of precedence: libtraceevent's, which `ArgumentParser` follows,
 * are others. Throws a `PrintFormatError` at what it does not know.
 */
export class FormatParser {
  readonly #format: EventFormat;
  readonly #longBytes: 4 | 8;
  readonly #tokens: TokenReader;
  #type: TokenType = 'none';
  #depth = 0;

  constructor(format: EventFormat, longBytes: 4 | 8) {
    this.#format = format;
    this.#longBytes = longBytes;
    this.#tokens = new TokenReader(format.printFormat);
  }

  /** The format string and its arguments. */
  parse(): { readonly text: string; readonly args: readonly Argument[] } {
    this.#advance();
    const text = this.#strings();
    const args: Argument[] = [];
    while (this.#take('delim', ',')) args.push(this.#expression());
    if (this.#type !== 'none') throw new PrintFormatError(`unexpected ${this.#tokens.token}`);
    return { text, args };
  }

  #advance(): void {
    this.#type = this.#tokens.readItem();
  }

  #is(type: TokenType, token: string): boolean {
    return this.#type === type && this.#tokens.token === token;
  }

  #take(type: TokenType, token: string): boolean {
    if (!this.#is(type, token)) return false;
    this.#advance();
    return true;
  }

  #expect(type: TokenType, token: string): void {
    if (!this.#take(type, token)) throw new PrintFormatError(`${token} before ${this.#tokens.token}`);
  }

  #strings(): string {
    if (this.#type !== 'dquote') throw new PrintFormatError('no string');
    let text = '';
    while (this.#type === 'dquote') {
      text += this.#tokens.token;
      this.#advance();
    }
    return text;
  }

  #name(): string {
    if (this.#type !== 'item') throw new PrintFormatError('no name');
    const { token } = this.#tokens;
    this.#advance();
    return token;
  }

  #expression(): Argument {
    if (++this.#depth > deepest) throw new PrintFormatError('nested too deeply');
    const condition = this.#binary(1);
    let result = condition;
    if (this.#take('op', '?')) {
      const either = operator(':', this.#expression(), undefined);
      this.#expect('op', ':');
      either.right = this.#expression();
      result = operator('?', condition, either);
    }
    this.#depth--;
    return result;
  }

  #binary(least: number): Argument {
    let left = this.#unary();
    for (;;) {
      const op = this.#tokens.token;
      const binds = this.#type === 'op' ? (precedence[op] ?? 0) : 0;
      if (binds < least) return left;
      this.#advance();
      left = operator(op, left, this.#binary(binds + 1));
    }
  }

  #unary(): Argument {
    if (++this.#depth > deepest) throw new PrintFormatError('nested too deeply');
    try {
      const op = this.#tokens.token;
      if (this.#type === 'op' && '-+~!'.includes(op)) {
        this.#advance();
        return operator(op, new Argument(), this.#unary());
      }
      if (this.#take('op', '*')) return operator('[', this.#unary(), atom('0'));
      // Where a field is stands for the field: what takes addresses prints what is there.
      if (this.#take('op', '&')) return this.#unary();
      return this.#postfix(this.#primary());
    } finally {
      this.#depth--;
    }
  }

  #postfix(start: Argument): Argument {
    let value = start;
    while (this.#take('op', '[')) {
      value = operator('[', value, this.#expression());
      this.#expect('op', ']');
    }
    return value;
  }

  #primary(): Argument {
    if (this.#type === 'dquote') return atom(this.#strings());
    if (this.#type === 'squote') {
      const { token } = this.#tokens;
      this.#advance();
      return atom(String(token.charCodeAt(0)));
    }
    if (this.#take('delim', '(')) return this.#parentheses();
    const name = this.#name();
    // `(REC)->name` comes back for its name behind the parenthesis.
    if (name === 'REC' && this.#is('op', '->')) return this.#field();
    if (this.#take('delim', '(')) return this.#call(name);
    return atom(name);
  }

  #field(): Argument {
    this.#expect('op', '->');
    const argument = new Argument();
    argument.kind = 'field';
    argument.text = this.#name();
    argument.field = anyField(this.#format, argument.text);
    if (argument.field === undefined) throw new PrintFormatError(`no field ${argument.text}`);
    return argument;
  }

  /** A cast, `(REC)->name`, or an expression. */
  #parentheses(): Argument {
    if (this.#type === 'item' && isTypeName(this.#tokens.token)) {
      const type = this.#typeName();
      this.#expect('delim', ')');
      return cast(type, this.#unary());
    }
    const inner = this.#closed(this.#expression());
    if (inner.kind !== 'atom') return inner;
    if (inner.text === 'REC') return this.#field();
    // A name in parentheses before a value: a type that is not known.
    return this.#type === 'item' || this.#is('delim', '(') ? cast(inner.text, this.#unary()) : inner;
  }

  #closed(argument: Argument): Argument {
    this.#expect('delim', ')');
    return argument;
  }

  #typeName(): string {
    const words: string[] = [];
    while (this.#type === 'item') words.push(this.#name());
    let stars = '';
    while (this.#take('op', '*')) stars += ' *';
    return words.filter(word => word !== 'const' && word !== 'volatile').join(' ') + stars;
  }

  #call(name: string): Argument {
    const argument = new Argument();
    const helper = Object.hasOwn(fieldHelpers, name) ? fieldHelpers[name] : undefined;
    if (helper !== undefined) {
      argument.kind = helper;
      argument.text = this.#name();
      argument.field = anyField(this.#format, argument.text);
      if (argument.field === undefined) throw new PrintFormatError(`no field ${argument.text}`);
      return this.#closed(argument);
    }
    if (name === '__print_flags' || name === '__print_symbolic') return this.#named(argument, name);
    if (name === 'sizeof') return this.#closed(this.#sizeOf());
    if (name === '__builtin_expect') return this.#list()[0]!;
    const choice = Object.hasOwn(choiceHelpers, name) ? choiceHelpers[name] : undefined;
    if (choice !== undefined) return operator('?', this.#closed(this.#expression()), choice());
    const list = Object.hasOwn(listHelpers, name) ? listHelpers[name] : undefined;
    const count = Object.hasOwn(pluginFunctions, name) ? pluginFunctions[name] : undefined;
    if (list === undefined && count === undefined) throw new PrintFormatError(`function ${name}`);
    argument.kind = list ?? 'function';
    argument.text = name;
    argument.parts = this.#list();
    const wanted = count ?? (list === 'intArray' ? 3 : 2);
    if (argument.parts.length !== wanted) throw new PrintFormatError(`arguments of ${name}`);
    return argument;
  }

  #list(): Argument[] {
    const list = [this.#expression()];
    while (this.#take('delim', ',')) list.push(this.#expression());
    this.#expect('delim', ')');
    return list;
  }

  #named(argument: Argument, name: string): Argument {
    argument.kind = name === '__print_flags' ? 'flags' : 'symbol';
    argument.parts = [this.#expression()];
    this.#expect('delim', ',');
    if (argument.kind === 'flags') {
      argument.text = this.#strings();
      this.#expect('delim', ',');
    }
    do {
      if (!this.#take('op', '{')) break;
      const value = constantText(this.#expression());
      this.#expect('delim', ',');
      const text = constantText(this.#expression());
      this.#expect('op', '}');
      if (value === undefined || text === undefined) throw new PrintFormatError('no constant');
      argument.values.push({ value, name: text });
    } while (this.#take('delim', ','));
    return this.#closed(argument);
  }

  #sizeOf(): Argument {
    if (this.#take('item', 'REC')) return atom(String(this.#field().field!.size));
    const type = typeOf(this.#typeName(), this.#longBytes);
    if (type === undefined) throw new PrintFormatError('sizeof');
    return atom(String(type.bytes));
  }
}

function atom(text: string): Argument {
  const argument = new Argument();
  argument.kind = 'atom';
  argument.text = text;
  return argument;
}

function cast(type: string, item: Argument): Argument {
  const argument = new Argument();
  argument.kind = 'type';
  argument.text = type;
  argument.parts = [item];
  return argument;
}

function operator(op: string, left: Argument, right: Argument | undefined): Argument {
  const argument = new Argument();
  argument.kind = 'op';
  argument.op = op;
  argument.left = left;
  argument.right = right;
  return argument;
}
