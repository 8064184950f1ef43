import { fail } from '../not-mangled.ts';
import { builtinType, extendedBuiltinType } from './builtin-types.ts';
import { ExpressionParser } from './expression-parser.ts';
import {
  type FunctionNode,
  type FunctionQualifier,
  type Node,
  nameNode,
  type PackNode,
  sequence,
  type TemplateScope,
} from './nodes.ts';
import { rescoped } from './rescoped.ts';

const typeQualifiers: ReadonlyMap<string, string> = new Map([
  ['r', ' restrict'],
  ['V', ' volatile'],
  ['K', ' const'],
]);

/** Reads the types of a mangled name, and remembers those that the name may refer back to. */
export abstract class TypeParser extends ExpressionParser {
  readonly #substitutions: { readonly node: Node; readonly scope: TemplateScope }[] = [];
  /** Whose arguments template parameters stand for. */
  protected scope: TemplateScope = { arguments: undefined };

  protected abstract name(canRefer: boolean): Node;

  override type(): Node {
    if (this.#atQualifier()) return this.remember(this.#qualifiedType());
    const next = this.peek();
    const builtin = builtinType(next);
    if (builtin !== undefined) {
      this.at++;
      return builtin;
    }
    switch (next) {
      case 'u':
        this.at++;
        return this.remember(sequence(this.sourceName()));
      case 'F':
        return this.remember(this.#functionType());
      case 'A':
        return this.remember(this.#arrayType());
      case 'M':
        this.at++;
        return this.remember({ kind: 'member-pointer', class: this.type(), of: this.type() });
      case 'T':
        return this.remember(this.#parameterType());
      case 'P':
        this.at++;
        return this.remember({ kind: 'pointer', of: this.type() });
      case 'O':
      case 'R':
        this.at++;
        return this.remember({ kind: 'reference', rvalue: next === 'O', of: this.type() });
      case 'C':
      case 'G':
        this.at++;
        return this.#marked(next === 'C' ? ' _Complex' : ' _Imaginary');
      case 'U':
        this.at++;
        return this.#vendorQualified();
      case 'D':
        return this.#typeOfD();
      default:
        return this.name(true);
    }
  }

  /** Makes a part one that `S…_` may refer to. */
  protected remember(node: Node): Node {
    this.#substitutions.push({ node, scope: this.scope });
    return node;
  }

  /** The part of `S_` (0), `S0_` (1) and so on. */
  protected remembered(index: number): Node {
    const { node, scope } = this.#substitutions[index] ?? fail();
    return scope === this.scope ? node : rescoped(node, scope, this.scope);
  }

  protected override templateParameter(): Node {
    this.require('T');
    return { kind: 'template-parameter', scope: this.scope, index: this.compactNumber() };
  }

  protected override templateArguments(): PackNode {
    const { lastName } = this;
    const items: Node[] = [];
    while (!this.take('E')) items.push(this.templateArgument());
    if (items.length > 0) this.lastName = lastName;
    return { kind: 'pack', items };
  }

  protected override templateArgument(): Node {
    switch (this.peek()) {
      case 'X': {
        this.at++;
        const read = this.expression();
        this.require('E');
        return read;
      }
      case 'L':
        return this.literal();
      case 'I':
      case 'J':
        this.at++;
        return this.templateArguments();
      default:
        return this.type();
    }
  }

  /** The types of parameters; of a lone `void` none. */
  protected parameters(): readonly Node[] {
    const read: Node[] = [];
    for (;;) {
      const next = this.peek();
      if (next === '' || next === 'E' || next === '.') break;
      if ((next === 'R' || next === 'O') && this.peek(1) === 'E') break;
      read.push(this.type());
    }
    if (read.length === 0) fail();
    const only = read.length === 1 ? read[0] : undefined;
    return only?.kind === 'builtin' && only.text === 'void' ? [] : read;
  }

  protected bareFunctionType(hasResult: boolean): FunctionNode {
    const returns = this.take('J') || hasResult ? this.type() : undefined;
    return { kind: 'function', returns, parameters: this.parameters() };
  }

  /** `&` and `&&` of the object of a member function. */
  protected referenceQualifier(): string | undefined {
    if (this.take('R')) return ' &';
    return this.take('O') ? ' &&' : undefined;
  }

  /** Qualifiers of a type or of a member function, the outermost first. */
  protected qualifiers(): FunctionQualifier[] {
    const read: FunctionQualifier[] = [];
    while (this.#atQualifier()) {
      const code = this.next();
      const plain = typeQualifiers.get(code);
      if (plain !== undefined) read.push(plain);
      else read.push(this.#functionQualifier(this.next()));
    }
    return read;
  }

  #functionQualifier(code: string): FunctionQualifier {
    if (code === 'x') return ' transaction_safe';
    if (code === 'o') return ' noexcept';
    const qualifier =
      code === 'O'
        ? { word: ' noexcept', of: this.expression() }
        : { word: ' throw', of: { kind: 'list', items: this.parameters() } as const };
    this.require('E');
    return qualifier;
  }

  #atQualifier(): boolean {
    const next = this.peek();
    return typeQualifiers.has(next) || (next === 'D' && /^[xoOw]$/.test(this.peek(1)));
  }

  #qualifiedType(): Node {
    const qualifiers = this.qualifiers();
    if (this.peek() !== 'F') {
      const of = this.type();
      const plain = qualifiers.filter(qualifier => typeof qualifier === 'string');
      return { kind: 'qualified-type', qualifiers: plain, of };
    }
    // The qualifiers are those of the object: a function type without them is none to refer to.
    const read = this.#functionType();
    if (read.kind !== 'this') return { kind: 'this', qualifiers, of: read };
    return { kind: 'this', qualifiers: [...read.qualifiers, ...qualifiers], of: read.of };
  }

  #functionType(): FunctionNode | (Node & { readonly kind: 'this' }) {
    this.require('F');
    this.take('Y');
    const of = this.bareFunctionType(true);
    const reference = this.referenceQualifier();
    this.require('E');
    return reference === undefined ? of : { kind: 'this', qualifiers: [reference], of };
  }

  #arrayType(): Node {
    this.require('A');
    let size: Node | undefined;
    if (this.isDigit) {
      const start = this.at;
      while (this.isDigit) this.at++;
      size = nameNode(this.text.slice(start, this.at));
    } else if (this.peek() !== '_') size = this.expression();
    this.require('_');
    return { kind: 'array', size, of: this.type() };
  }

  #parameterType(): Node {
    const parameter = this.templateParameter();
    if (this.peek() !== 'I') return parameter;
    if (!this.inConversion) return this.#templateTemplate(parameter);
    // `cv T_ I…E`: the arguments belong to the operator, unless others follow.
    const start = this.at;
    const known = this.#substitutions.length;
    this.at++;
    const read = this.templateArguments();
    if (this.peek() === 'I') {
      this.remember(parameter);
      return { kind: 'template', name: parameter, arguments: read };
    }
    this.at = start;
    this.#substitutions.length = known;
    return parameter;
  }

  #templateTemplate(parameter: Node): Node {
    this.remember(parameter);
    this.at++;
    return { kind: 'template', name: parameter, arguments: this.templateArguments() };
  }

  #marked(...mark: readonly (string | Node)[]): Node {
    return this.remember({ kind: 'marked', of: this.type(), mark });
  }

  #vendorQualified(): Node {
    const name = this.sourceName();
    if (!this.take('I')) return this.#marked(' ', name);
    return this.#marked(' ', { kind: 'template', name, arguments: this.templateArguments() });
  }

  #typeOfD(): Node {
    this.at++;
    const code = this.next();
    switch (code) {
      case 'T':
      case 't': {
        const of = this.expression();
        this.require('E');
        return this.remember(sequence('decltype (', of, ')'));
      }
      case 'p':
        return this.remember({ kind: 'expansion', of: this.type() });
      case 'a':
        return nameNode('auto');
      case 'c':
        return nameNode('decltype(auto)');
      case 'F':
        return this.#floatType();
      case 'v': {
        const size = this.take('_') ? this.expression() : nameNode(String(this.number()));
        this.require('_');
        return this.#marked(' __vector(', size, ')');
      }
      default:
        return extendedBuiltinType(code) ?? fail();
    }
  }

  #floatType(): Node {
    const bits = this.number();
    if (this.peek() === 'b') {
      if (bits !== 16) fail();
      this.at++;
      return { kind: 'builtin', text: 'std::bfloat16_t', literal: 'float' };
    }
    const suffix = this.take('x') ? 'x' : '';
    if (suffix === '') this.require('_');
    return nameNode(`_Float${bits}${suffix}`);
  }
}
