/** The arguments that template parameters of one encoding stand for; known when its name is read. */
export interface TemplateScope {
  arguments: readonly Node[] | undefined;
}

/** What qualifies a function instead of its result: `const`, `&&`, or words with an expression in parentheses. */
export type FunctionQualifier = string | { readonly word: string; readonly of: Node };

export interface FunctionNode {
  readonly kind: 'function';
  readonly returns: Node | undefined;
  readonly parameters: readonly Node[];
}

export interface OperatorNode {
  readonly kind: 'operator';
  readonly code: string;
  readonly text: string;
  readonly operands: number;
}

export interface PackNode {
  readonly kind: 'pack';
  readonly items: readonly Node[];
}

export interface TemplateNode {
  readonly kind: 'template';
  readonly name: Node;
  readonly arguments: PackNode;
}

/** A parameter of a lambda's own template head. */
export interface LambdaTemplateParameter {
  readonly shown: Node;
  /** Its made-up name: `$T`, `$N` or `$TT`, without its number. */
  readonly name: string;
}

/** A part of a mangled name. Parts are shared where the name refers back to them. */
export type Node =
  | { readonly kind: 'name'; readonly text: string }
  /** Texts and parts one after the other. */
  | { readonly kind: 'sequence'; readonly parts: readonly (string | Node)[] }
  | { readonly kind: 'qualified'; readonly scope: Node; readonly name: Node }
  /** A name within a function, or within a default argument of it, counted from its end. */
  | { readonly kind: 'local'; readonly within: Node; readonly prefix: string; readonly name: Node }
  | TemplateNode
  | PackNode
  | { readonly kind: 'template-parameter'; readonly scope: TemplateScope; readonly index: number }
  | { readonly kind: 'constructor' | 'destructor'; readonly name: Node }
  | { readonly kind: 'conversion'; readonly type: Node }
  | OperatorNode
  | {
      readonly kind: 'lambda';
      readonly head: readonly LambdaTemplateParameter[];
      readonly parameters: readonly Node[];
      readonly number: number;
    }
  | { readonly kind: 'unnamed'; readonly number: number }
  /** A function or its type with what qualifies its object. */
  | { readonly kind: 'this'; readonly qualifiers: readonly FunctionQualifier[]; readonly of: Node }
  | { readonly kind: 'typed'; readonly name: Node; readonly type: FunctionNode }
  | FunctionNode
  /** `literal` is what a literal of it looks like: its suffix, or `bool` or `float`. */
  | { readonly kind: 'builtin'; readonly text: string; readonly literal: string | undefined }
  /** `qualifiers` with the outermost first. */
  | { readonly kind: 'qualified-type'; readonly qualifiers: readonly string[]; readonly of: Node }
  | { readonly kind: 'pointer'; readonly of: Node }
  | { readonly kind: 'reference'; readonly rvalue: boolean; readonly of: Node }
  | { readonly kind: 'marked'; readonly of: Node; readonly mark: readonly (string | Node)[] }
  | { readonly kind: 'member-pointer'; readonly class: Node; readonly of: Node }
  | { readonly kind: 'array'; readonly size: Node | undefined; readonly of: Node }
  | { readonly kind: 'expansion'; readonly of: Node }
  | Expression;

export type Expression =
  | { readonly kind: 'function-parameter'; readonly number: number }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'initializer'; readonly type: Node | undefined; readonly items: readonly Node[] }
  | { readonly kind: 'literal'; readonly type: Node; readonly negative: boolean; readonly value: string }
  | { readonly kind: 'cast'; readonly type: Node; readonly operand: Node }
  | { readonly kind: 'nullary'; readonly operator: OperatorNode }
  | { readonly kind: 'unary'; readonly operator: Node; readonly suffix: boolean; readonly operand: Node }
  | { readonly kind: 'binary'; readonly operator: OperatorNode; readonly left: Node; readonly right: Node }
  | { readonly kind: 'conditional'; readonly operands: readonly [Node, Node, Node] }
  | {
      readonly kind: 'designated';
      readonly start: Node;
      readonly end: Node | undefined;
      readonly isField: boolean;
      readonly value: Node;
    }
  | {
      readonly kind: 'fold';
      readonly code: string;
      readonly operator: Node;
      readonly first: Node;
      readonly second: Node | undefined;
    }
  | {
      readonly kind: 'new';
      readonly placement: readonly Node[];
      readonly type: Node;
      readonly initializer: Node | undefined;
    };

/** A text as a part. */
export function nameNode(text: string): Node {
  return { kind: 'name', text };
}

/** Texts and parts one after the other as a part. */
export function sequence(...parts: readonly (string | Node)[]): Node {
  return { kind: 'sequence', parts };
}
