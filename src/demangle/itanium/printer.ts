import { fail } from '../not-mangled.ts';
import { ExpressionPrinter } from './expression-printer.ts';
import type { Expression, FunctionQualifier, Node } from './nodes.ts';

type Part = Exclude<Node, Expression>;
type Kind<K extends Node['kind']> = Node & { readonly kind: K };

/**
 * Writes a mangled name's parts the way libiberty does. Types are written around what they belong to: `void (*` on
 * the left of a pointer's name and `)(int)` on its right.
 */
export class Printer extends ExpressionPrinter {
  protected override printOther(node: Part): void {
    this.#left(node);
    this.#right(node, false);
  }

  protected override argumentOf(parameter: Kind<'template-parameter'>): Node {
    return parameter.scope.arguments?.[parameter.index] ?? fail();
  }

  #left(node: Node): void {
    this.step(() => this.#writeLeft(node));
  }

  #writeLeft(node: Node): void {
    switch (node.kind) {
      case 'template-parameter':
        if (this.lambdaCount === 0) {
          this.#left(this.#resolve(node));
          return;
        }
        this.write(this.#lambdaParameterName(node.index));
        return;
      case 'function':
        if (node.returns === undefined) return;
        this.#left(node.returns);
        // The result's own right side goes around ours.
        if (!this.#hasRight(node.returns)) this.write(' ');
        return;
      case 'this':
        if (node.of.kind === 'function') {
          this.#left(node.of);
          return;
        }
        this.print(node.of);
        this.#writeQualifiers(node.qualifiers);
        return;
      case 'array':
        this.#left(node.of);
        return;
      case 'qualified-type': {
        const { qualifiers, of } = this.#qualified(node);
        if (of.kind === 'array') {
          this.#left(qualifiedArray(of, qualifiers));
          return;
        }
        this.#open(of, true);
        this.write(qualifiers.toReversed().join(''));
        return;
      }
      case 'pointer':
        this.#open(node.of, false);
        this.write('*');
        return;
      case 'reference': {
        const { rvalue, of } = this.#collapsed(node);
        this.#open(of, false);
        this.write(rvalue ? '&&' : '&');
        return;
      }
      case 'marked':
        this.#open(node.of, true);
        this.printParts(node.mark);
        return;
      case 'member-pointer':
        this.#open(node.of, true);
        if (this.last !== '(') this.write(' ');
        this.print(node.class);
        this.write('::*');
        return;
      default:
        this.#writeWhole(node);
        return;
    }
  }

  #right(node: Node, inArray: boolean): void {
    this.step(() => this.#writeRight(node, inArray));
  }

  #writeRight(node: Node, inArray: boolean): void {
    switch (node.kind) {
      case 'template-parameter':
        if (this.lambdaCount === 0) this.#right(this.#resolve(node), inArray);
        return;
      case 'function':
        this.#writeParameters(node, []);
        return;
      case 'this':
        if (node.of.kind === 'function') this.#writeParameters(node.of, node.qualifiers);
        return;
      case 'array':
        this.write(inArray ? '[' : ' [');
        if (node.size !== undefined) this.print(node.size);
        this.write(']');
        this.#right(node.of, this.#shape(node.of) === 'array');
        return;
      case 'qualified-type': {
        const { qualifiers, of } = this.#qualified(node);
        if (of.kind === 'array') this.#right(qualifiedArray(of, qualifiers), inArray);
        else this.#close(of);
        return;
      }
      case 'reference':
        this.#close(this.#collapsed(node).of);
        return;
      case 'pointer':
      case 'marked':
      case 'member-pointer':
        this.#close(node.of);
        return;
    }
  }

  /** What has no right side. */
  #writeWhole(node: Node): void {
    switch (node.kind) {
      case 'name':
      case 'builtin':
        this.write(node.text);
        return;
      case 'sequence':
        this.printParts(node.parts);
        return;
      case 'qualified':
        this.printParts([node.scope, '::', node.name]);
        return;
      case 'local':
        this.printParts([node.within, `::${node.prefix}`, node.name]);
        return;
      case 'template':
        this.print(node.name);
        this.write(this.last === '<' ? ' <' : '<');
        this.print(node.arguments);
        this.write(this.last === '>' ? ' >' : '>');
        return;
      case 'pack':
        this.printList(node.items);
        return;
      case 'constructor':
        this.print(node.name);
        return;
      case 'destructor':
        this.write('~');
        this.print(node.name);
        return;
      case 'conversion':
        this.write('operator ');
        this.print(node.type);
        return;
      case 'operator':
        this.write(`operator${/^[a-z]/.test(node.text) ? ' ' : ''}${node.text.trimEnd()}`);
        return;
      case 'lambda':
        this.#writeLambda(node);
        return;
      case 'unnamed':
        this.write(`{unnamed type#${node.number}}`);
        return;
      case 'typed':
        this.#writeTyped(node);
        return;
      case 'expansion':
        this.#writeExpansion(node.of);
        return;
      default:
        this.print(node);
        return;
    }
  }

  #writeTyped({ name, type }: Kind<'typed'>): void {
    this.#left(type);
    const qualifiers: FunctionQualifier[] = [];
    let bare = name;
    for (; bare.kind === 'this'; bare = bare.of) qualifiers.push(...bare.qualifiers);
    if (bare.kind === 'local' && bare.name.kind === 'this') {
      qualifiers.push(...bare.name.qualifiers);
      bare = { ...bare, name: bare.name.of };
    }
    this.print(bare);
    this.#writeParameters(type, qualifiers);
  }

  #writeParameters(type: Kind<'function'>, qualifiers: readonly FunctionQualifier[]): void {
    this.write('(');
    this.printList(type.parameters);
    this.write(')');
    this.#writeQualifiers(qualifiers);
    if (type.returns !== undefined) this.#right(type.returns, false);
  }

  #writeQualifiers(qualifiers: readonly FunctionQualifier[]): void {
    for (const qualifier of qualifiers.toReversed()) {
      if (typeof qualifier === 'string') this.write(qualifier);
      else this.printParts([`${qualifier.word}(`, qualifier.of, ')']);
    }
  }

  #writeLambda({ head, parameters, number }: Kind<'lambda'>): void {
    const { lambdaHead, lambdaCount } = this;
    this.lambdaCount = 0;
    this.lambdaHead = head;
    this.write('{lambda');
    if (head.length > 0) {
      this.write('<');
      head.forEach(({ shown, name }, index) => {
        if (this.lambdaCount++ > 0) this.write(', ');
        this.print(shown);
        this.write(` ${name}${index}`);
      });
      this.write('>');
    }
    this.lambdaCount++;
    this.write('(');
    this.printList(parameters);
    this.lambdaHead = lambdaHead;
    this.lambdaCount = lambdaCount;
    this.write(`)#${number}}`);
  }

  #lambdaParameterName(index: number): string {
    if (this.lambdaCount <= index + 1) return `auto:${index + 1}`;
    return `${this.lambdaHead[index]!.name}${index}`;
  }

  #writeExpansion(of: Node): void {
    const pack = this.lambdaCount === 0 ? this.findPack(of) : undefined;
    if (pack === undefined) {
      this.printOperand(of);
      this.write('...');
      return;
    }
    for (let index = 0; index < pack.items.length; index++) {
      if (index > 0) this.write(', ');
      this.packIndex = index;
      this.print(of);
    }
  }

  /** What a template parameter stands for, of a pack the part whose turn it is. */
  #resolve(parameter: Kind<'template-parameter'>): Node {
    const found = this.argumentOf(parameter);
    if (found.kind !== 'pack' || this.packIndex < 0) return found;
    return found.items[this.packIndex] ?? fail();
  }

  /** `& &&` is `&`. */
  #collapsed({ rvalue, of }: Kind<'reference'>): { readonly rvalue: boolean; readonly of: Node } {
    const inner = of.kind === 'template-parameter' && this.lambdaCount === 0 ? this.#resolve(of) : of;
    if (inner.kind !== 'reference') return { rvalue, of: inner };
    return { rvalue: rvalue && inner.rvalue, of: inner.of };
  }

  /** All qualifiers of a type, each once, also those of what a template parameter stands for. */
  #qualified(type: Kind<'qualified-type'>): { readonly qualifiers: readonly string[]; readonly of: Node } {
    const qualifiers = new Set<string>();
    let of: Node = type;
    for (let count = 0; count < 1000; count++) {
      if (of.kind === 'qualified-type') {
        for (const qualifier of of.qualifiers) qualifiers.add(qualifier);
        of = of.of;
      } else if (of.kind === 'template-parameter' && this.lambdaCount === 0) of = this.#resolve(of);
      else return { qualifiers: [...qualifiers], of };
    }
    return fail();
  }

  /** The left side of what a pointer or the like is to, and the parenthesis that it needs. */
  #open(of: Node, isApart: boolean): void {
    this.#left(of);
    const shape = this.#shape(of);
    if (shape === 'array') this.write(' (');
    else if (shape === 'function') {
      const isClose = !isApart && (this.last === '(' || this.last === '*');
      this.write(isClose || this.last === ' ' ? '(' : ' (');
    }
  }

  #close(of: Node): void {
    if (this.#shape(of) !== undefined) this.write(')');
    this.#right(of, false);
  }

  /** What of a type needs a parenthesis. */
  #shape(node: Node, depth = 0): 'function' | 'array' | undefined {
    if (depth > 1000) fail();
    switch (node.kind) {
      case 'function':
      case 'array':
        return node.kind;
      case 'this':
        return this.#shape(node.of, depth + 1) === 'function' ? 'function' : undefined;
      case 'template-parameter':
        return this.lambdaCount === 0 ? this.#shape(this.#resolve(node), depth + 1) : undefined;
      case 'qualified-type':
        return this.#qualified(node).of.kind === 'array' ? 'array' : undefined;
      default:
        return undefined;
    }
  }

  #hasRight(node: Node, depth = 0): boolean {
    if (depth > 1000) fail();
    switch (node.kind) {
      case 'function':
      case 'array':
        return true;
      case 'template-parameter':
        return this.lambdaCount === 0 && this.#hasRight(this.#resolve(node), depth + 1);
      case 'this':
      case 'qualified-type':
      case 'pointer':
      case 'reference':
      case 'marked':
      case 'member-pointer':
        return this.#hasRight(node.of, depth + 1);
      default:
        return false;
    }
  }
}

/** An array of qualified parts, which is what a qualified array is. */
function qualifiedArray(array: Kind<'array'>, qualifiers: readonly string[]): Node {
  return { ...array, of: { kind: 'qualified-type', qualifiers, of: array.of } };
}
