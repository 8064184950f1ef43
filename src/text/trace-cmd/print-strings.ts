import { decodeLatin1 } from '../../base/index.ts';
import type { EventField } from '../../store/index.ts';
import { encode, Literal, OutputBytes } from '../output-bytes.ts';
import { parseNumber } from './constant-text.ts';
import { type Conversion, parseConversion, printBytes, withStar } from './conversion.ts';
import { compileNumber, dynamicLength, dynamicOffset, type Evaluate, readField } from './evaluate.ts';
import { knownNames } from './known-names.ts';
import { printBitmask, printCpuList } from './masks.ts';
import { compileFunctionText } from './plugin-functions.ts';
import type { Argument } from './print-arguments.ts';
import type { PrintContext, RecordState } from './record-state.ts';

export type Print = (state: RecordState, out: OutputBytes) => void;

const nothing: Print = () => {};
const plain = parseConversion('%s');

/** Makes the closure that prints an argument for `%s`, as libtraceevent's print_str_arg does. */
export function compileString(
  argument: Argument,
  text: string,
  star: Argument | undefined,
  context: PrintContext,
): Print {
  const conversion = parseConversion(text);
  if (star === undefined) return compileWith(argument, () => conversion, context);
  const value = compileNumber(star, context);
  // A negative length of a star counts as none for libtraceevent.
  let present = conversion;
  const print = compileWith(argument, () => present, context);
  return (state, out) => {
    const length = value(state) | 0;
    present = length >= 0 ? withStar(conversion, length) : plain;
    print(state, out);
  };
}

function compileWith(argument: Argument, conversion: () => Conversion, context: PrintContext): Print {
  switch (argument.kind) {
    case 'bstring':
    case 'atom': {
      const bytes = encode(argument.text);
      return (_state, out) => printBytes(out, conversion(), bytes, 0, bytes.length);
    }
    case 'field':
      return argument.field === undefined ? nothing : fieldText(argument.field, conversion, context);
    case 'flags':
      return flagNames(argument, conversion, context);
    case 'symbol':
      return symbolName(argument, conversion, context);
    case 'hex':
    case 'hexString':
      return hexDump(argument, context);
    case 'intArray':
      return numbers(argument, context);
    case 'string':
      return argument.field === undefined ? nothing : dynamicText(argument.field, conversion, context);
    case 'bitmask':
    case 'cpumask':
      return argument.field === undefined
        ? nothing
        : mask(argument.kind, argument.field, conversion, context);
    case 'op':
      return argument.op === '?' ? choice(argument, conversion, context) : nothing;
    case 'function':
      return compileFunctionText(
        argument.text,
        argument.parts.map(part => compileNumber(part, context)),
      );
    default:
      return nothing;
  }
}

function choice(argument: Argument, conversion: () => Conversion, context: PrintContext): Print {
  const either = argument.right;
  if (argument.left === undefined || either?.left === undefined || either.right === undefined) return nothing;
  const test = compileNumber(argument.left, context);
  const yes = compileWith(either.left, conversion, context);
  const no = compileWith(either.right, conversion, context);
  return (state, out) => ((test(state) | state.high) !== 0 ? yes(state, out) : no(state, out));
}

/** Characters in place; a field of the width of a pointer is one, to a constant string of the kernel. */
function fieldText(field: EventField, conversion: () => Conversion, context: PrintContext): Print {
  if (!field.array && field.size === context.longBytes) {
    const address = readField(field, context.littleEndian);
    return (state, out) => {
      const low = address(state);
      const { high } = state;
      const text = context.kernelStrings.get(hex16(high, low));
      if (text === undefined) out.hex64(high, low);
      else out.text(text);
    };
  }
  return (state, out) => {
    const { bytes, offset, length } = state;
    const from = Math.min(field.offset, length);
    const end = field.size === 0 ? length : Math.min(length, field.offset + field.size);
    printBytes(out, conversion(), bytes, offset + from, endOfText(bytes, offset + from, offset + end));
  };
}

function dynamicText(field: EventField, conversion: () => Conversion, context: PrintContext): Print {
  const start = dynamicOffset(field, context.littleEndian);
  const count = dynamicLength(field, context.littleEndian);
  return (state, out) => {
    if (count(state) === 0) return;
    const { bytes, offset, length } = state;
    const from = Math.min(start(state), length);
    printBytes(out, conversion(), bytes, offset + from, endOfText(bytes, offset + from, offset + length));
  };
}

function endOfText(bytes: Uint8Array, from: number, to: number): number {
  let end = from;
  while (end < to && bytes[end] !== 0) end++;
  return end;
}

interface Name {
  readonly high: number;
  readonly low: number;
  readonly negative: boolean;
  readonly bytes: Uint8Array;
  readonly literal: Literal;
}

function printName(out: OutputBytes, conversion: Conversion, name: Name): void {
  if (conversion.width === 0 && conversion.precision < 0) out.literal(name.literal);
  else printBytes(out, conversion, name.bytes, 0, name.bytes.length);
}

function namesOf(argument: Argument): readonly Name[] {
  return argument.values.map(({ value, name }) => {
    const number = BigInt.asUintN(
      64,
      /^\d/.test(value) ? parseNumber(value) : Object.hasOwn(knownNames, value) ? knownNames[value]! : -1n,
    );
    return {
      high: Number(number >> 32n),
      low: Number(number & 0xffff_ffffn),
      negative: number >> 63n === 1n,
      bytes: encode(name),
      literal: new Literal(name),
    };
  });
}

function flagNames(argument: Argument, conversion: () => Conversion, context: PrintContext): Print {
  const value = compileNumber(argument.parts[0]!, context);
  const names = namesOf(argument);
  const delimiter = encode(argument.text);
  // The same few combinations come again and again.
  const texts = new Map<number, Literal>();
  const scratch = new OutputBytes(1 << 10);
  return (state, out) => {
    const low = value(state);
    const { high } = state;
    const form = conversion();
    if (high !== 0 || form.width !== 0 || form.precision >= 0) {
      printFlags(out, names, delimiter, form, high, low);
      return;
    }
    let text = texts.get(low);
    if (text === undefined) {
      scratch.clear();
      printFlags(scratch, names, delimiter, form, high, low);
      text = new Literal(decodeLatin1(scratch.view()));
      if (texts.size < 4096) texts.set(low, text);
    }
    out.literal(text);
  };
}

function printFlags(
  out: OutputBytes,
  names: readonly Name[],
  delimiter: Uint8Array,
  form: Conversion,
  valueHigh: number,
  valueLow: number,
): void {
  let high = valueHigh;
  let low = valueLow;
  let printed = false;
  for (const name of names) {
    if ((high | low) === 0 && name.negative) {
      printName(out, form, name);
      break;
    }
    if (name.negative || (name.high | name.low) === 0) continue;
    if ((low & name.low) >>> 0 !== name.low || (high & name.high) >>> 0 !== name.high) continue;
    if (printed) out.write(delimiter);
    printName(out, form, name);
    printed = true;
    low = (low & ~name.low) >>> 0;
    high = (high & ~name.high) >>> 0;
  }
  if ((high | low) === 0) return;
  if (printed) out.write(delimiter);
  printHex(out, high, low);
}

function symbolName(argument: Argument, conversion: () => Conversion, context: PrintContext): Print {
  const value = compileNumber(argument.parts[0]!, context);
  const names = namesOf(argument);
  const byLow = new Map<number, Name>();
  for (const name of names) if (name.high === 0 && !byLow.has(name.low)) byLow.set(name.low, name);
  return (state, out) => {
    const low = value(state);
    const { high } = state;
    const name = high === 0 ? byLow.get(low) : names.find(one => one.high === high && one.low === low);
    if (name === undefined) printHex(out, high, low);
    else printName(out, conversion(), name);
  };
}

const hexPrefix = new Literal('0x');

function printHex(out: OutputBytes, high: number, low: number): void {
  out.literal(hexPrefix);
  out.hex64(high, low);
}

export function hex16(high: number, low: number): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** Where the elements of `__print_hex` or `__print_array` start. */
function startOf(argument: Argument, context: PrintContext): Evaluate {
  const { field } = argument;
  if (argument.kind === 'dynamicArray') return dynamicOffset(field!, context.littleEndian);
  return () => field?.offset ?? Number.MAX_SAFE_INTEGER;
}

function hexDump(argument: Argument, context: PrintContext): Print {
  const [source, size] = argument.parts;
  const start = startOf(source!, context);
  const count = compileNumber(size!, context);
  const spaced = argument.kind === 'hex';
  return (state, out) => {
    const from = start(state);
    // Never more than the record holds.
    const length = Math.min(count(state), state.length - from);
    for (let i = 0; i < length; i++) {
      if (i > 0 && spaced) out.byte(32);
      out.hex(state.bytes[state.offset + from + i]!, 2);
    }
  };
}

function numbers(argument: Argument, context: PrintContext): Print {
  const [source, count, size] = argument.parts;
  const start = startOf(source!, context);
  const length = compileNumber(count!, context);
  const elementSize = compileNumber(size!, context);
  return (state, out) => {
    let at = start(state);
    const many = length(state);
    let bytes = elementSize(state) | 0;
    for (let i = 0; i < many && at < state.length; i++) {
      if (i > 0) out.byte(32);
      const place = state.offset + at;
      if (bytes === 1) out.decimal(state.bytes[place]!);
      else if (bytes === 2) out.decimal(at + 2 <= state.length ? state.view.getUint16(place, true) : 0);
      else if (bytes === 4) out.decimal(at + 4 <= state.length ? state.view.getUint32(place, true) : 0);
      else if (bytes === 8) {
        const whole = at + 8 <= state.length;
        out.decimal64(
          whole ? state.view.getUint32(place + 4, true) : 0,
          whole ? state.view.getUint32(place, true) : 0,
        );
      } else {
        out.text(`BAD SIZE:${bytes} 0x${state.bytes[place]!.toString(16)}`);
        bytes = 1;
      }
      at += bytes;
    }
  };
}

function mask(
  kind: 'bitmask' | 'cpumask',
  field: EventField,
  conversion: () => Conversion,
  context: PrintContext,
): Print {
  const start = dynamicOffset(field, context.littleEndian);
  const count = dynamicLength(field, context.littleEndian);
  return (state, out) => {
    const from = Math.min(start(state), state.length);
    const length = Math.min(count(state), state.length - from);
    const at = out.length;
    const bytes = state.bytes.subarray(state.offset + from, state.offset + from + length);
    if (kind === 'bitmask') printBitmask(out, bytes, context.littleEndian);
    else printCpuList(out, bytes, context.littleEndian);
    const { width, left, precision } = conversion();
    if (precision >= 0 && out.length - at > precision) out.length = at + precision;
    if (width > 0) out.pad(at, width, left);
  };
}
