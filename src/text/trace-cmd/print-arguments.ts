import type { EventField, EventFormat } from '../../store/index.ts';

/** Kinds of argument of a print format. The numbers are printed in some of libtraceevent's complaints. */
export const argumentKinds = [
  'null',
  'atom',
  'field',
  'flags',
  'symbol',
  'hex',
  'intArray',
  'type',
  'string',
  'bstring',
  'dynamicArray',
  'op',
  'function',
  'bitmask',
  'dynamicArrayLength',
  'hexString',
  'cpumask',
] as const;

export type ArgumentKind = (typeof argumentKinds)[number];

/** One name of a value in `__print_flags` or `__print_symbolic`. */
export interface NamedValue {
  /** As it stands in the text: a number, or a name that the kernel left there. */
  readonly value: string;
  readonly name: string;
}

/**
 * One argument: a node of the expression tree. A node that grows into an operator keeps its place in the tree and
 * moves what it was into its left side, so nodes are mutable while parsed.
 */
export class Argument {
  kind: ArgumentKind = 'null';
  /** Text of an atom, name of a field or function, C type of a cast, delimiter of flags. */
  text = '';
  op = '';
  priority = 0;
  left: Argument | undefined;
  right: Argument | undefined;
  field: EventField | undefined;
  /** First: the value of flags, symbols and arrays, or the item of a cast; then sizes and function arguments. */
  parts: Argument[] = [];
  values: NamedValue[] = [];

  /** Becomes what `other` is. */
  become(other: Argument): void {
    this.kind = other.kind;
    this.text = other.text;
    this.op = other.op;
    this.priority = other.priority;
    this.left = other.left;
    this.right = other.right;
    this.field = other.field;
    this.parts = other.parts;
    this.values = other.values;
  }

  copy(): Argument {
    const copy = new Argument();
    copy.become(this);
    return copy;
  }

  becomeOperator(op: string): Argument {
    const left = this.copy();
    this.become(new Argument());
    this.kind = 'op';
    this.op = op;
    this.left = left;
    return left;
  }
}

/** A field by its name, the event's own or a common one. */
export function anyField(format: EventFormat, name: string): EventField | undefined {
  return format.fields.find(field => field.name === name);
}

/** A field of the event's own. */
export function ownField(format: EventFormat, name: string): EventField | undefined {
  return format.fields.find(field => !field.common && field.name === name);
}
