import type { EventField } from '../../store/index.ts';
import { castBytes, parseNumber } from './constant-text.ts';
import { applyFunction } from './plugin-functions.ts';
import type { Argument } from './print-arguments.ts';
import type { PrintContext, RecordState } from './record-state.ts';

/** An unsigned 64-bit value: answers bits 0 to 31 and leaves bits 32 to 63 in the state's `high`. */
export type Evaluate = (state: RecordState) => number;

/** Makes the closure that evaluates an argument as a number, as libtraceevent's eval_num_arg does. */
export function compileNumber(argument: Argument, context: PrintContext): Evaluate {
  switch (argument.kind) {
    case 'atom':
      return atom(argument.text, context);
    case 'field':
      return argument.field === undefined ? nothing : readField(argument.field, context.littleEndian);
    case 'type': {
      const item = compileNumber(argument.parts[0]!, context);
      return narrow(item, castBytes(argument.text));
    }
    case 'op':
      return operator(argument, context);
    case 'dynamicArray':
      return dynamicOffset(argument.field!, context.littleEndian);
    case 'dynamicArrayLength':
      return dynamicLength(argument.field!, context.littleEndian);
    case 'function':
      return applyFunction(
        argument.text,
        argument.parts.map(part => compileNumber(part, context)),
      );
    default:
      return nothing;
  }
}

const nothing: Evaluate = state => {
  state.high = 0;
  return 0;
};

export function constant(value: bigint): Evaluate {
  const high = Number((value >> 32n) & 0xffff_ffffn);
  const low = Number(value & 0xffff_ffffn);
  return state => {
    state.high = high;
    return low;
  };
}

/** A number, or the address of a symbol of this name. */
function atom(text: string, context: PrintContext): Evaluate {
  const value = parseNumber(text);
  if (value !== 0n || /^\d/.test(text)) return constant(value);
  let found: Evaluate | undefined;
  return state => {
    if (found === undefined) {
      const symbol = context.symbols.byName(text);
      const { symbols } = context;
      found =
        symbol < 0 ? nothing : constant((BigInt(symbols.high(symbol)) << 32n) | BigInt(symbols.low(symbol)));
    }
    return found(state);
  };
}

/** The bytes of a field as an unsigned number; 0 where it leaves the record or has no size of a number. */
export function readField(field: EventField, littleEndian: boolean): Evaluate {
  return readAt(field.offset, field.size, littleEndian);
}

function readAt(at: number, bytes: number, littleEndian: boolean): Evaluate {
  const end = at + bytes;
  switch (bytes) {
    case 1:
      return state => {
        state.high = 0;
        return end <= state.length ? state.bytes[state.offset + at]! : 0;
      };
    case 2:
      return state => {
        state.high = 0;
        return end <= state.length ? state.view.getUint16(state.offset + at, littleEndian) : 0;
      };
    case 4:
      return state => {
        state.high = 0;
        return end <= state.length ? state.view.getUint32(state.offset + at, littleEndian) : 0;
      };
    case 8: {
      const lowAt = littleEndian ? at : at + 4;
      const highAt = littleEndian ? at + 4 : at;
      return state => {
        if (end > state.length) {
          state.high = 0;
          return 0;
        }
        state.high = state.view.getUint32(state.offset + highAt, littleEndian);
        return state.view.getUint32(state.offset + lowAt, littleEndian);
      };
    }
    default:
      return nothing;
  }
}

/** A number of 1, 2, 4 or 8 bytes at a place that is only known with the record. */
export function readAnywhere(state: RecordState, at: number, bytes: number, littleEndian: boolean): number {
  state.high = 0;
  if (at < 0 || at + bytes > state.length) return 0;
  const { view, offset } = state;
  switch (bytes) {
    case 1:
      return view.getUint8(offset + at);
    case 2:
      return view.getUint16(offset + at, littleEndian);
    case 4:
      return view.getUint32(offset + at, littleEndian);
    case 8:
      state.high = view.getUint32(offset + at + (littleEndian ? 4 : 0), littleEndian);
      return view.getUint32(offset + at + (littleEndian ? 0 : 4), littleEndian);
    default:
      return 0;
  }
}

function narrow(item: Evaluate, bytes: number | undefined): Evaluate {
  if (bytes === undefined) return item;
  const mask = bytes === 4 ? 0xffff_ffff : bytes === 2 ? 0xffff : 0xff;
  return state => {
    const value = item(state);
    state.high = 0;
    return (value & mask) >>> 0;
  };
}

/** Where a dynamic field's bytes start in the record; 0 where that is outside. */
export function dynamicOffset(field: EventField, littleEndian: boolean): Evaluate {
  const word = readField(field, littleEndian);
  const base = field.place === 'rel_loc' ? field.offset + field.size : 0;
  const end = field.offset + field.size;
  return state => {
    const at = word(state) & 0xffff;
    state.high = 0;
    if (end > state.length) return 0;
    return (at > state.length ? 0 : at) + base;
  };
}

/** How many bytes a dynamic field has; 0 where they reach beyond the record. */
export function dynamicLength(field: EventField, littleEndian: boolean): Evaluate {
  const word = readField(field, littleEndian);
  const end = field.offset + field.size;
  const short = field.size === 2;
  return state => {
    const value = word(state);
    state.high = 0;
    if (end > state.length) return 0;
    const at = value & 0xffff;
    const length = short ? state.length - at : value >>> 16;
    return at + length > state.length ? 0 : Math.max(0, length);
  };
}

function operator(argument: Argument, context: PrintContext): Evaluate {
  const { op } = argument;
  if (op === '[') return element(argument, context);
  if (argument.left === undefined || argument.right === undefined) return nothing;
  if (op === '?') return choice(argument.left, argument.right, context);
  const left = compileNumber(argument.left, context);
  const right = compileNumber(argument.right, context);
  return binary(op, left, right);
}

function choice(condition: Argument, either: Argument, context: PrintContext): Evaluate {
  const test = compileNumber(condition, context);
  const yes = either.left === undefined ? nothing : compileNumber(either.left, context);
  const no = either.right === undefined ? nothing : compileNumber(either.right, context);
  return state => ((test(state) | state.high) !== 0 ? yes(state) : no(state));
}

/** `array[index]`, of a field or of a dynamic array in a cast. */
function element(argument: Argument, context: PrintContext): Evaluate {
  if (argument.left === undefined || argument.right === undefined) return nothing;
  const index = compileNumber(argument.right, context);
  let array = argument.left;
  let cast: string | undefined;
  while (array.kind === 'type') {
    cast ??= array.text;
    array = array.parts[0]!;
  }
  const { littleEndian, longBytes } = context;
  const { field } = array;
  if (field === undefined) return nothing;
  let read: Evaluate;
  if (array.kind === 'dynamicArray') {
    const start = dynamicOffset(field, littleEndian);
    const bytes = dynamicElementSize(field) || longBytes;
    // libtraceevent adds the index as it is, not times the size of an element.
    read = state => {
      const at = index(state);
      return readAnywhere(state, start(state) + at, bytes, littleEndian);
    };
  } else if (array.kind === 'field') {
    const bytes = fixedElementSize(field, longBytes);
    read = state => readAnywhere(state, field.offset + index(state) * bytes, bytes, littleEndian);
  } else return nothing;
  return cast?.endsWith('*') === true ? narrow(read, castBytes(cast.slice(0, -2))) : read;
}

/** Bytes of an element as libtraceevent sees them: it only knows these type names. */
export function dynamicElementSize(field: EventField): number {
  if (field.arrayLength > 0) return Math.floor(field.size / field.arrayLength);
  const name = /(\w+)\s*\[[^\]]*\]$/.exec(field.type)?.[1];
  return { u8: 1, u16: 2, u32: 4, u64: 8, s8: 1, s16: 2, s32: 4, s64: 8, char: 1 }[name ?? ''] ?? 0;
}

/** Bytes of an element of a field at its place, as libtraceevent sees them. */
export function fixedElementSize(field: EventField, longBytes: number): number {
  if (!field.array) return field.size;
  if (field.arrayLength > 0) return Math.floor(field.size / field.arrayLength);
  return field.string ? 1 : field.type.includes('long') ? longBytes : 0;
}

type Binary = (state: RecordState, high: number, low: number, otherHigh: number, otherLow: number) => number;

function binary(op: string, left: Evaluate, right: Evaluate): Evaluate {
  const apply = binaries[op];
  if (apply === undefined) return nothing;
  return state => {
    const low = left(state);
    const high = state.high;
    const otherLow = right(state);
    return apply(state, high, low, state.high, otherLow);
  };
}

const flag = (state: RecordState, is: boolean): number => {
  state.high = 0;
  return is ? 1 : 0;
};
const less = (h: number, l: number, oh: number, ol: number): boolean => h < oh || (h === oh && l < ol);

export const binaries: Readonly<Record<string, Binary>> = {
  '!': (s, _h, _l, oh, ol) => flag(s, (oh | ol) === 0),
  '!=': (s, h, l, oh, ol) => flag(s, h !== oh || l !== ol),
  '==': (s, h, l, oh, ol) => flag(s, h === oh && l === ol),
  '<': (s, h, l, oh, ol) => flag(s, less(h, l, oh, ol)),
  '<=': (s, h, l, oh, ol) => flag(s, !less(oh, ol, h, l)),
  '>': (s, h, l, oh, ol) => flag(s, less(oh, ol, h, l)),
  '>=': (s, h, l, oh, ol) => flag(s, !less(h, l, oh, ol)),
  '||': (s, h, l, oh, ol) => flag(s, (h | l | oh | ol) !== 0),
  '&&': (s, h, l, oh, ol) => flag(s, (h | l) !== 0 && (oh | ol) !== 0),
  '~': (s, _h, _l, oh, ol) => {
    s.high = ~oh >>> 0;
    return ~ol >>> 0;
  },
  '|': (s, h, l, oh, ol) => {
    s.high = (h | oh) >>> 0;
    return (l | ol) >>> 0;
  },
  '&': (s, h, l, oh, ol) => {
    s.high = (h & oh) >>> 0;
    return (l & ol) >>> 0;
  },
  '+': (s, h, l, oh, ol) => {
    const sum = l + ol;
    s.high = (h + oh + (sum > 0xffff_ffff ? 1 : 0)) >>> 0;
    return sum >>> 0;
  },
  '-': (s, h, l, oh, ol) => {
    const difference = l - ol;
    s.high = (h - oh - (difference < 0 ? 1 : 0)) >>> 0;
    return difference >>> 0;
  },
  '<<': (s, h, l, _oh, ol) => {
    const by = ol & 63;
    if (by >= 32) {
      s.high = (l << (by - 32)) >>> 0;
      return 0;
    }
    s.high = by === 0 ? h : ((h << by) | (l >>> (32 - by))) >>> 0;
    return (l << by) >>> 0;
  },
  '>>': (s, h, l, _oh, ol) => {
    const by = ol & 63;
    if (by >= 32) {
      s.high = 0;
      return h >>> (by - 32);
    }
    s.high = h >>> by;
    return by === 0 ? l : ((l >>> by) | (h << (32 - by))) >>> 0;
  },
  '*': (s, h, l, oh, ol) => {
    if ((h | oh) === 0 && l * ol <= Number.MAX_SAFE_INTEGER) return split(s, l * ol);
    return big(s, join(h, l) * join(oh, ol));
  },
  '/': (s, h, l, oh, ol) => {
    if ((oh | ol) === 0) return split(s, 0);
    if (h < 0x20_0000 && oh < 0x20_0000) return split(s, Math.floor((h * 2 ** 32 + l) / (oh * 2 ** 32 + ol)));
    return big(s, join(h, l) / join(oh, ol));
  },
  '%': (s, h, l, oh, ol) => {
    if ((oh | ol) === 0) return split(s, 0);
    if (h < 0x20_0000 && oh < 0x20_0000) return split(s, (h * 2 ** 32 + l) % (oh * 2 ** 32 + ol));
    return big(s, join(h, l) % join(oh, ol));
  },
};

function split(state: RecordState, value: number): number {
  state.high = (value / 2 ** 32) >>> 0;
  return value >>> 0;
}

// Only products and quotients of numbers beyond 2^53 come here.
function join(high: number, low: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}

function big(state: RecordState, value: bigint): number {
  state.high = Number((value >> 32n) & 0xffff_ffffn);
  return Number(value & 0xffff_ffffn);
}
