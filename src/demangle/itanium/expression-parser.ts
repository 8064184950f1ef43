import { fail } from '../not-mangled.ts';
import { Cursor, isDigit, isLower } from './cursor.ts';
import { type Node, nameNode, type OperatorNode, type PackNode, sequence } from './nodes.ts';
import { operatorOf } from './operators.ts';

/** Reads the expressions of a mangled name: of literals, `decltype`, array sizes and `noexcept`. */
export abstract class ExpressionParser extends Cursor {
  /** Whether an older g++'s unresolved names are read: `sr1A1x` where `sr1AE1x` is meant today. */
  readonly oldUnresolved: boolean;
  /** Whether a name was met that the other setting of `oldUnresolved` reads in another way. */
  sawUnresolved = false;
  /** The last plain name: constructors and destructors bear it. */
  protected lastName: Node | undefined;
  protected inExpression = false;
  protected inConversion = false;

  constructor(text: string, at: number, oldUnresolved: boolean) {
    super(text, at);
    this.oldUnresolved = oldUnresolved;
  }

  abstract type(): Node;
  abstract encoding(isTop: boolean): Node;
  protected abstract templateParameter(): Node;
  protected abstract templateArgument(): Node;
  /** The arguments after their `I` or `J`, with their `E`. */
  protected abstract templateArguments(): PackNode;
  protected abstract prefix(canRefer: boolean): Node | undefined;
  protected abstract unqualifiedName(scope: Node | undefined): Node;

  protected expression(): Node {
    const was = this.inExpression;
    this.inExpression = true;
    const read = this.#expression();
    this.inExpression = was;
    return read;
  }

  /** `X … E`, a literal `L … E`, or the value of `DF…`. */
  protected literal(): Node {
    this.require('L');
    let read: Node;
    if (this.peek() === '_' || this.peek() === 'Z') {
      // g++ up to ABI 2 left out the underscore.
      this.take('_');
      this.require('Z');
      read = this.encoding(false);
    } else {
      const type = this.type();
      if (type.kind === 'builtin' && type.text === 'decltype(nullptr)' && this.take('E')) return type;
      const negative = this.take('n');
      const end = this.text.indexOf('E', this.at);
      if (end < 0) fail();
      read = { kind: 'literal', type, negative, value: this.characters(end - this.at) };
    }
    this.require('E');
    return read;
  }

  /** An operator, a vendor's operator, or a conversion to a type. */
  protected operatorName(): Node {
    const code = this.characters(2);
    if (code[0] === 'v' && isDigit(code[1]!)) return sequence('operator ', this.sourceName());
    if (code !== 'cv') return operatorOf(code) ?? fail();
    const was = this.inConversion;
    this.inConversion = !this.inExpression;
    const type = this.type();
    const isConversion = this.inConversion;
    this.inConversion = was;
    return isConversion ? { kind: 'conversion', type } : { kind: 'cast', type, operand: type };
  }

  protected sourceName(): Node {
    const length = this.number();
    if (length <= 0) fail();
    const text = this.characters(length);
    this.lastName = nameNode(/^_GLOBAL_[._$]N/.test(text) ? '(anonymous namespace)' : text);
    return this.lastName;
  }

  #expression(): Node {
    const [first, second] = [this.peek(), this.peek(1)];
    if (first === 'L') return this.literal();
    if (first === 'T') return this.templateParameter();
    if (isDigit(first)) return this.#withArguments(this.unqualifiedName(undefined));
    if (first === 'o' && second === 'n') {
      this.at += 2;
      return this.#withArguments(this.unqualifiedName(undefined));
    }
    switch (first + second) {
      case 'sr':
        return this.#unresolvedName();
      case 'sp':
        this.at += 2;
        return { kind: 'expansion', of: this.#expression() };
      case 'fp':
        this.at += 2;
        return { kind: 'function-parameter', number: this.take('T') ? 0 : this.compactNumber() + 1 };
      case 'il':
      case 'tl': {
        this.at += 2;
        const type = first === 't' ? this.type() : undefined;
        return { kind: 'initializer', type, items: this.#expressionsUntil('E') };
      }
    }
    if (first === 'u') {
      this.at++;
      return sequence(this.sourceName(), '(', this.templateArguments(), ')');
    }
    return this.#operation();
  }

  #operation(): Node {
    const operator = this.operatorName();
    if (operator.kind === 'cast') {
      const operand: Node = this.take('_')
        ? { kind: 'list', items: this.#expressionsUntil('E') }
        : this.#expression();
      return { kind: 'cast', type: operator.type, operand };
    }
    if (operator.kind !== 'operator') {
      // A vendor's operator: its code says how many operands it has, of which only one is of use.
      return { kind: 'unary', operator, suffix: false, operand: this.#expression() };
    }
    switch (operator.operands) {
      case 0:
        return { kind: 'nullary', operator };
      case 1:
        return this.#unary(operator);
      case 2:
        return this.#binary(operator);
      default:
        return this.#ternary(operator);
    }
  }

  #unary(operator: OperatorNode): Node {
    const { code } = operator;
    // `pp_` and `mm_` stand before their operand.
    const suffix = (code === 'pp' || code === 'mm') && !this.take('_');
    let operand: Node;
    if (code === 'st') operand = this.type();
    else if (code === 'sP') operand = this.templateArguments();
    else operand = this.#expression();
    return { kind: 'unary', operator, suffix, operand };
  }

  #binary(operator: OperatorNode): Node {
    const { code } = operator;
    if (code[0] === 'f') return this.#fold(code, false);
    if (code === 'di' || code === 'dx') {
      const isField = code === 'di';
      const start = isField ? this.unqualifiedName(undefined) : this.#expression();
      return { kind: 'designated', start, end: undefined, isField, value: this.#expression() };
    }
    const left = /^[scdr]c$/.test(code) ? this.type() : this.#expression();
    let right: Node;
    if (code === 'cl') right = { kind: 'list', items: this.#expressionsUntil('E') };
    else if (code !== 'dt' && code !== 'pt') right = this.#expression();
    else if (/^(?:gs|sr)$/.test(this.peek() + this.peek(1))) right = this.#expression();
    else right = this.#withArguments(this.unqualifiedName(undefined));
    return { kind: 'binary', operator, left, right };
  }

  #ternary({ code }: OperatorNode): Node {
    if (code[0] === 'f') return this.#fold(code, true);
    if (code[0] === 'n') return this.#new();
    const operands = [this.#expression(), this.#expression(), this.#expression()] as const;
    if (code === 'qu') return { kind: 'conditional', operands };
    return { kind: 'designated', start: operands[0], end: operands[1], isField: false, value: operands[2] };
  }

  #fold(code: string, hasTwo: boolean): Node {
    const operator = this.operatorName();
    const first = this.#expression();
    return { kind: 'fold', code, operator, first, second: hasTwo ? this.#expression() : undefined };
  }

  #new(): Node {
    const placement = this.#expressionsUntil('_');
    const type = this.type();
    let initializer: Node | undefined;
    if (this.take('pi')) initializer = { kind: 'list', items: this.#expressionsUntil('E') };
    else if (this.peek() + this.peek(1) === 'il') initializer = this.#expression();
    else this.require('E');
    return { kind: 'new', placement, type, initializer };
  }

  #unresolvedName(): Node {
    this.at += 2;
    const next = this.peek();
    let scope: Node | undefined;
    if (!this.oldUnresolved && (isDigit(next) || isLower(next) || /^[CUL]$/.test(next))) {
      this.sawUnresolved = true;
      scope = this.prefix(false);
      this.take('E');
    } else scope = this.type();
    return this.#withArguments(this.unqualifiedName(scope));
  }

  #withArguments(name: Node): Node {
    if (!this.take('I')) return name;
    return { kind: 'template', name, arguments: this.templateArguments() };
  }

  #expressionsUntil(end: string): Node[] {
    const read: Node[] = [];
    while (!this.take(end)) read.push(this.expression());
    return read;
  }
}
