import { fail } from '../not-mangled.ts';
import type { Expression, LambdaTemplateParameter, Node, PackNode } from './nodes.ts';
import { partsOf } from './parts-of.ts';

/** As deep as the reference goes (MAX_RECURSION_COUNT of libiberty). */
const deepest = 1024;
/** A name that refers to itself over and over would be longer than memory. */
const longest = 1 << 16;
const mostSteps = 1 << 18;

/** Writes the expressions of a name, and holds what is written. */
export abstract class ExpressionPrinter {
  #out = '';
  #last = '';
  #depth = 0;
  #steps = 0;
  /** Which part of a pack stands for a template parameter; -1 for all of them. */
  protected packIndex = 0;
  /** The template parameters of the lambda that is written, and how many of them are known already. */
  protected lambdaHead: readonly LambdaTemplateParameter[] = [];
  protected lambdaCount = 0;

  protected abstract printOther(node: Exclude<Node, Expression>): void;
  /** What a template parameter stands for here. */
  protected abstract argumentOf(parameter: Node & { readonly kind: 'template-parameter' }): Node;

  get out(): string {
    return this.#out;
  }

  /** The last character written, a comma's space also where it was taken back. */
  protected get last(): string {
    return this.#last;
  }

  protected write(text: string): void {
    if (text === '') return;
    this.#out += text;
    this.#last = text.at(-1)!;
    if (this.#out.length > longest) fail();
  }

  /** Does one step of writing, unless there were too many or too deep ones. */
  protected step(write: () => void): void {
    if (++this.#steps > mostSteps || ++this.#depth > deepest) fail();
    write();
    this.#depth--;
  }

  print(node: Node): void {
    this.step(() => this.#print(node));
  }

  protected printParts(parts: readonly (string | Node)[]): void {
    for (const part of parts) {
      if (typeof part === 'string') this.write(part);
      else this.print(part);
    }
  }

  /** Parts with commas between them; none before a rest that is empty. */
  protected printList(items: readonly Node[], from = 0): void {
    const item = items[from];
    if (item === undefined) return;
    this.print(item);
    if (from + 1 === items.length) return;
    this.write(', ');
    const { length } = this.#out;
    this.step(() => this.printList(items, from + 1));
    if (this.#out.length === length) this.#out = this.#out.slice(0, -2);
  }

  /** A pack among the template parameters of a pattern. */
  protected findPack(node: Node): PackNode | undefined {
    let found: PackNode | undefined;
    this.step(() => {
      if (node.kind === 'template-parameter') {
        const argument = this.argumentOf(node);
        if (argument.kind === 'pack') found = argument;
        return;
      }
      for (const part of partsOf(node)) {
        found = this.findPack(part);
        if (found !== undefined) return;
      }
    });
    return found;
  }

  protected printOperand(node: Node): void {
    const { kind } = node;
    const isSimple =
      kind === 'name' || kind === 'qualified' || kind === 'initializer' || kind === 'function-parameter';
    if (!isSimple) this.write('(');
    this.print(node);
    if (!isSimple) this.write(')');
  }

  #print(node: Node): void {
    switch (node.kind) {
      case 'function-parameter':
        this.write(node.number === 0 ? 'this' : `{parm#${node.number}}`);
        return;
      case 'list':
        this.printList(node.items);
        return;
      case 'initializer':
        if (node.type !== undefined) this.print(node.type);
        this.write('{');
        this.printList(node.items);
        this.write('}');
        return;
      case 'literal':
        this.#printLiteral(node);
        return;
      case 'cast':
        this.write('(');
        this.print(node.type);
        this.write(')');
        this.printOperand(node.operand);
        return;
      case 'nullary':
        this.#printOperator(node.operator);
        return;
      case 'unary':
        this.#printUnary(node);
        return;
      case 'binary':
        this.#printBinary(node);
        return;
      case 'conditional':
        this.printOperand(node.operands[0]);
        this.write('?');
        this.printOperand(node.operands[1]);
        this.write(' : ');
        this.printOperand(node.operands[2]);
        return;
      case 'designated':
        this.#printDesignated(node);
        return;
      case 'fold':
        this.#printFold(node);
        return;
      case 'new':
        this.write('new ');
        if (node.placement.length > 0) {
          this.printOperand({ kind: 'list', items: node.placement });
          this.write(' ');
        }
        this.print(node.type);
        if (node.initializer !== undefined) this.printOperand(node.initializer);
        return;
      default:
        this.printOther(node);
        return;
    }
  }

  #printOperator(operator: Node): void {
    if (operator.kind === 'operator') this.write(operator.text);
    else this.print(operator);
  }

  #printLiteral({ type, negative, value }: Expression & { readonly kind: 'literal' }): void {
    const literal = type.kind === 'builtin' ? type.literal : undefined;
    if (literal === 'bool' && !negative && (value === '0' || value === '1')) {
      this.write(value === '0' ? 'false' : 'true');
      return;
    }
    const isFloat = literal === 'float';
    if (literal !== undefined && literal !== 'bool' && !isFloat) {
      this.write(`${negative ? '-' : ''}${value}${literal}`);
      return;
    }
    this.write('(');
    this.print(type);
    this.write(negative ? ')-' : ')');
    this.write(isFloat ? `[${value}]` : value);
  }

  #printUnary({ operator, suffix, operand }: Expression & { readonly kind: 'unary' }): void {
    const code = operator.kind === 'operator' ? operator.code : '';
    if (suffix) {
      this.printOperand(operand);
      this.#printOperator(operator);
      return;
    }
    if (code === 'sZ') {
      this.write(String(this.findPack(operand)?.items.length ?? 0));
      return;
    }
    if (code === 'sP') {
      this.write(String(this.#countArguments(operand)));
      return;
    }
    this.#printOperator(operator);
    if (code === 'gs') {
      this.print(operand);
      return;
    }
    if (code === 'st' || code === 'nx') {
      this.write('(');
      this.print(operand);
      this.write(')');
      return;
    }
    // Of a function whose address is taken, the name says enough.
    const isMember = code === 'ad' && operand.kind === 'typed' && operand.name.kind === 'qualified';
    this.printOperand(isMember ? operand.name : operand);
  }

  #countArguments(node: Node): number {
    if (node.kind !== 'pack') return 0;
    let count = 0;
    for (const item of node.items)
      count += item.kind === 'expansion' ? (this.findPack(item.of)?.items.length ?? 0) : 1;
    return count;
  }

  #printBinary({ operator, left, right }: Expression & { readonly kind: 'binary' }): void {
    const { code, text } = operator;
    if (/^[scdr]c$/.test(code)) {
      this.write(`${text}<`);
      this.print(left);
      this.write('>(');
      this.print(right);
      this.write(')');
      return;
    }
    // It would look like the end of template arguments.
    const isGreater = text === '>';
    if (isGreater) this.write('(');
    this.printOperand(code === 'cl' && left.kind === 'typed' ? left.name : left);
    if (code === 'ix') {
      this.write('[');
      this.print(right);
      this.write(']');
    } else {
      if (code !== 'cl') this.write(text);
      this.printOperand(right);
    }
    if (isGreater) this.write(')');
  }

  #printDesignated({ start, end, isField, value }: Expression & { readonly kind: 'designated' }): void {
    this.write(isField ? '.' : '[');
    this.print(start);
    if (end !== undefined) {
      this.write(' ... ');
      this.print(end);
    }
    if (!isField) this.write(']');
    if (value.kind === 'designated') {
      this.print(value);
      return;
    }
    this.write('=');
    this.printOperand(value);
  }

  #printFold({ code, operator, first, second }: Expression & { readonly kind: 'fold' }): void {
    const { packIndex } = this;
    this.packIndex = -1;
    this.write('(');
    if (code === 'fl') {
      this.write('...');
      this.#printOperator(operator);
      this.printOperand(first);
    } else {
      this.printOperand(first);
      this.#printOperator(operator);
      this.write('...');
      if (second !== undefined) {
        this.#printOperator(operator);
        this.printOperand(second);
      }
    }
    this.write(')');
    this.packIndex = packIndex;
  }
}
