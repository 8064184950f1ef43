import type { Argument } from './print-arguments.ts';

/** An argument that is a constant, as text: a name or a string as it stands, an expression as a decimal number. */
export function constantText(argument: Argument): string | undefined {
  if (argument.kind === 'atom') return argument.text;
  if (argument.kind === 'type') return constantText(argument.parts[0]!);
  if (argument.kind === 'op') return constantNumber(argument)?.toString();
  return undefined;
}

/** As libtraceevent's arg_num_eval: only these operators, on signed 64-bit numbers. */
export function constantNumber(argument: Argument): bigint | undefined {
  if (argument.kind === 'atom') return BigInt.asIntN(64, parseNumber(argument.text));
  if (argument.kind === 'type') {
    const value = constantNumber(argument.parts[0]!);
    const bytes = castBytes(argument.text);
    return value === undefined || bytes === undefined ? value : BigInt.asUintN(bytes * 8, value);
  }
  if (argument.kind !== 'op') return undefined;
  const { op } = argument;
  const unary = argument.left?.kind === 'null';
  const left = unary ? 0n : argument.left === undefined ? undefined : constantNumber(argument.left);
  const right = argument.right === undefined ? undefined : constantNumber(argument.right);
  if (left === undefined || right === undefined) return undefined;
  const value = apply(op, left, right, unary);
  return value === undefined ? undefined : BigInt.asIntN(64, value);
}

function apply(op: string, left: bigint, right: bigint, unary: boolean): bigint | undefined {
  if (op === '-') return left - right;
  if (op === '+') return left + right;
  if (op === '~') return ~right;
  if (unary) return undefined;
  switch (op) {
    case '|':
      return left | right;
    case '||':
      return left !== 0n || right !== 0n ? 1n : 0n;
    case '&':
      return left & right;
    case '&&':
      return left !== 0n && right !== 0n ? 1n : 0n;
    case '<':
      return left < right ? 1n : 0n;
    case '<=':
      return left <= right ? 1n : 0n;
    case '<<':
      return left << (right & 63n);
    case '>':
      return left > right ? 1n : 0n;
    case '>=':
      return left >= right ? 1n : 0n;
    case '>>':
      return left >> (right & 63n);
    case '==':
      return left === right ? 1n : 0n;
    case '!=':
      return left !== right ? 1n : 0n;
    default:
      return undefined;
  }
}

/** As strtoull with base 0: spaces, a sign, `0x`, `0`, digits; what follows is ignored. 0 where there is no number. */
export function parseNumber(text: string): bigint {
  const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text);
  if (match === null) return 0n;
  const digits = match[2]!;
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (value > 0xffff_ffff_ffff_ffffn) return 0xffff_ffff_ffff_ffffn;
  return match[1] === '-' ? -value : value;
}

/** How many bytes a cast to this type leaves; undefined where it changes nothing. */
export function castBytes(type: string): 1 | 2 | 4 | undefined {
  const name = type.startsWith('unsigned ') ? type.slice(9) : type;
  switch (name) {
    case 'char':
      return 1;
    case 'short':
      return 2;
    case 'int':
      return 4;
    default:
      return type === 'u8' || type === 's8'
        ? 1
        : type === 'u16' || type === 's16'
          ? 2
          : type === 'u32' || type === 's32'
            ? 4
            : undefined;
  }
}
