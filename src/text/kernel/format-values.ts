import type { EventField } from '../../store/index.ts';
import { parseNumber } from '../trace-cmd/constant-text.ts';
import {
  binaries,
  compileNumber,
  constant,
  dynamicOffset,
  type Evaluate,
  readAnywhere,
  readField,
} from '../trace-cmd/evaluate.ts';
import type { Argument } from '../trace-cmd/print-arguments.ts';
import type { PrintContext, RecordState } from '../trace-cmd/record-state.ts';
import { typeOf } from './c-types.ts';
import { kernelConstants } from './kernel-constants.ts';

/** An expression of a print format with its C type, of which size and sign matter. Values are extended to 64 bits. */
interface Value {
  readonly read: Evaluate;
  readonly signed: boolean;
  readonly bytes: number;
}

/** Makes the closure that evaluates an argument as the compiler of the kernel would. */
export function compileValue(argument: Argument, context: PrintContext): Evaluate {
  return typedValue(argument, context).read;
}

function typedValue(argument: Argument, context: PrintContext): Value {
  switch (argument.kind) {
    case 'atom':
      return constantValue(argument, context);
    case 'field':
      return fieldValue(argument, context);
    case 'type':
      return castValue(argument, context);
    case 'op':
      return operatorValue(argument, context);
    default:
      return { read: compileNumber(argument, context), signed: false, bytes: 8 };
  }
}

function constantValue(argument: Argument, context: PrintContext): Value {
  const { text } = argument;
  const known = kernelConstants.get(text);
  if (known !== undefined) return { read: constant(known), signed: true, bytes: 4 };
  const read = compileNumber(argument, context);
  const number = parseNumber(text);
  const wide = number > 0xffff_ffffn || /l/i.test(text);
  const signed = !/u/i.test(text) && (wide || number <= 0x7fff_ffffn);
  return { read, signed, bytes: wide ? 8 : 4 };
}

function fieldValue(argument: Argument, context: PrintContext): Value {
  const { field } = argument;
  if (field === undefined) return { read: compileNumber(argument, context), signed: true, bytes: 4 };
  const read = readField(field, context.littleEndian);
  const signed = field.signed && !field.pointer;
  return promote(signed ? extended(read, field.size) : read, signed, field.size);
}

/** Smaller types become int. */
function promote(read: Evaluate, signed: boolean, bytes: number): Value {
  return bytes < 4 ? { read, signed: true, bytes: 4 } : { read, signed, bytes };
}

/** With the sign of a number of so many bytes in all bits above. */
function extended(read: Evaluate, bytes: number): Evaluate {
  if (bytes >= 8) return read;
  const shift = 32 - bytes * 8;
  return state => {
    const low = (read(state) << shift) >> shift;
    state.high = low < 0 ? 0xffff_ffff : 0;
    return low >>> 0;
  };
}

function cut(read: Evaluate, bytes: number): Evaluate {
  if (bytes >= 8) return read;
  const mask = bytes === 4 ? 0xffff_ffff : bytes === 2 ? 0xffff : 0xff;
  return state => {
    const low = (read(state) & mask) >>> 0;
    state.high = 0;
    return low;
  };
}

function castValue(argument: Argument, context: PrintContext): Value {
  const item = typedValue(argument.parts[0]!, context);
  const type = typeOf(argument.text, context.longBytes);
  if (type === undefined) return item;
  const read = (type.signed ? extended : cut)(item.read, type.bytes);
  return promote(read, type.signed, type.bytes);
}

const comparisons = new Set(['<', '<=', '>', '>=', '==', '!=', '&&', '||', '!']);

function operatorValue(argument: Argument, context: PrintContext): Value {
  const { op, left, right } = argument;
  if (op === '[') return elementValue(argument, context);
  if (left === undefined || right === undefined)
    return { read: compileNumber(argument, context), signed: false, bytes: 8 };
  if (op === '?') return choiceValue(left, right, context);
  const b = typedValue(right, context);
  const a =
    left.kind === 'null' ? { read: zero, signed: b.signed, bytes: b.bytes } : typedValue(left, context);
  const apply = binaries[op];
  if (apply === undefined) return { read: compileNumber(argument, context), signed: false, bytes: 8 };
  const shifts = op === '<<' || op === '>>';
  const type = shifts ? a : commonType(a, b);
  const asSigned = type.signed && (shifts ? a.signed : true);
  let read: Evaluate;
  if (asSigned && op === '>>') read = shiftRight(a.read, b.read);
  else if (asSigned && (op === '/' || op === '%')) read = divide(op, a.read, b.read);
  else {
    // Numbers with a sign compare as those without do when their signs are turned.
    const turn = asSigned && comparisons.has(op) && /[<>]/.test(op) ? 0x8000_0000 : 0;
    read = state => {
      const low = a.read(state);
      const high = (state.high ^ turn) >>> 0;
      const otherLow = b.read(state);
      return apply(state, high, low, (state.high ^ turn) >>> 0, otherLow);
    };
  }
  if (comparisons.has(op)) return { read, signed: true, bytes: 4 };
  return { read: (asSigned ? extended : cut)(read, type.bytes), signed: type.signed, bytes: type.bytes };
}

const zero: Evaluate = state => {
  state.high = 0;
  return 0;
};

function commonType(a: Value, b: Value): { readonly signed: boolean; readonly bytes: number } {
  if (a.bytes === b.bytes) return { signed: a.signed && b.signed, bytes: a.bytes };
  return a.bytes > b.bytes ? a : b;
}

function choiceValue(condition: Argument, either: Argument, context: PrintContext): Value {
  const test = typedValue(condition, context).read;
  if (either.left === undefined || either.right === undefined) return { read: zero, signed: true, bytes: 4 };
  const yes = typedValue(either.left, context);
  const no = typedValue(either.right, context);
  return {
    read: state => ((test(state) | state.high) !== 0 ? yes.read(state) : no.read(state)),
    ...commonType(yes, no),
  };
}

/** `REC->args[2]`, `((u32 *)__get_dynamic_array(ids))[2]`. */
function elementValue(argument: Argument, context: PrintContext): Value {
  const nothing: Value = { read: zero, signed: true, bytes: 4 };
  let array = argument.left;
  let cast: string | undefined;
  while (array?.kind === 'type') {
    cast ??= array.text;
    array = array.parts[0];
  }
  const field: EventField | undefined = array?.field;
  if (field === undefined || argument.right === undefined) return nothing;
  const own = { signed: field.signed, bytes: field.array ? field.elementSize : field.size };
  const type = cast === undefined ? own : typeOf(cast.replace(/ \*$/, ''), context.longBytes);
  if (type === undefined) return nothing;
  const index = typedValue(argument.right, context).read;
  const dynamic = array?.kind === 'dynamicArray';
  if (!dynamic && array?.kind !== 'field') return nothing;
  const start = dynamic ? dynamicOffset(field, context.littleEndian) : () => field.offset;
  const read: Evaluate = state => {
    const at = (index(state) | 0) * type.bytes;
    return readAnywhere(state, start(state) + at, type.bytes, context.littleEndian);
  };
  return promote(type.signed ? extended(read, type.bytes) : read, type.signed, type.bytes);
}

function shiftRight(left: Evaluate, right: Evaluate): Evaluate {
  return state => {
    const low = left(state);
    const { high } = state;
    const by = right(state) & 63;
    const sign = high | 0;
    if (by >= 32) {
      state.high = (sign >> 31) >>> 0;
      return (sign >> (by - 32)) >>> 0;
    }
    state.high = (sign >> by) >>> 0;
    return by === 0 ? low : ((low >>> by) | (high << (32 - by))) >>> 0;
  };
}

function divide(op: '/' | '%', left: Evaluate, right: Evaluate): Evaluate {
  return state => {
    const low = left(state);
    const { high } = state;
    const otherLow = right(state);
    const value = signedNumber(high, low);
    const by = signedNumber(state.high, otherLow);
    const result = by === 0 ? 0 : op === '/' ? Math.trunc(value / by) : value % by;
    return splitSigned(state, result);
  };
}

// Exact up to 2^53; no kernel divides larger signed numbers in its texts.
function signedNumber(high: number, low: number): number {
  return (high | 0) * 2 ** 32 + low;
}

function splitSigned(state: RecordState, value: number): number {
  state.high = Math.floor(value / 2 ** 32) >>> 0;
  return value >>> 0;
}
