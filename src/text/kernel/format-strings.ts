import { encode, OutputBytes } from '../output-bytes.ts';
import { parseNumber } from '../trace-cmd/constant-text.ts';
import { type Conversion, parseConversion, printBytes, withStar } from '../trace-cmd/conversion.ts';
import { dynamicLength, dynamicOffset } from '../trace-cmd/evaluate.ts';
import { printBitmask } from '../trace-cmd/masks.ts';
import type { Argument } from '../trace-cmd/print-arguments.ts';
import { compileString, type Print } from '../trace-cmd/print-strings.ts';
import type { PrintContext } from '../trace-cmd/record-state.ts';
import { compileValue } from './format-values.ts';
import { kernelConstants } from './kernel-constants.ts';

/** Makes the closure that prints an argument for `%s` as the kernel does; what is not its own is as in trace-cmd. */
export function compileText(
  argument: Argument,
  text: string,
  star: Argument | undefined,
  context: PrintContext,
): Print {
  const print = helperText(argument, context);
  if (print === undefined) return compileString(argument, text, star, context);
  const conversion = parseConversion(text);
  const length = star === undefined ? undefined : compileValue(star, context);
  if (length === undefined && conversion.width === 0 && conversion.precision < 0) return print;
  // The kernel's helpers make a text first, which is then one string for printf.
  const scratch = new OutputBytes(1 << 10);
  return (state, out) => {
    const present: Conversion = length === undefined ? conversion : withStar(conversion, length(state) | 0);
    scratch.clear();
    print(state, scratch);
    printBytes(out, present, scratch.bytes, 0, scratch.length);
  };
}

/** What trace_print_flags_seq and its like make (kernel/trace/trace_output.c); undefined for plain strings. */
function helperText(argument: Argument, context: PrintContext): Print | undefined {
  switch (argument.kind) {
    case 'flags':
      return flagNames(argument, context);
    case 'symbol':
      return symbolName(argument, context);
    case 'intArray':
      return numbers(argument, context);
    case 'bitmask':
    case 'cpumask':
      return bitmask(argument, context);
    case 'op':
      return choice(argument, context);
    default:
      return undefined;
  }
}

function choice(argument: Argument, context: PrintContext): Print | undefined {
  const either = argument.right;
  if (argument.op !== '?' || argument.left === undefined) return undefined;
  if (either?.left === undefined || either.right === undefined) return undefined;
  const test = compileValue(argument.left, context);
  const yes = compileText(either.left, '%s', undefined, context);
  const no = compileText(either.right, '%s', undefined, context);
  return (state, out) => ((test(state) | state.high) !== 0 ? yes(state, out) : no(state, out));
}

interface Name {
  readonly high: number;
  readonly low: number;
  readonly bytes: Uint8Array;
}

function namesOf(argument: Argument): readonly Name[] {
  return argument.values.map(({ value, name }) => {
    const isNumber = /^[-+]?\d/.test(value);
    const known = kernelConstants.get(value) ?? -1n;
    const number = BigInt.asUintN(64, isNumber ? parseNumber(value) : known);
    return { high: Number(number >> 32n), low: Number(number & 0xffff_ffffn), bytes: encode(name) };
  });
}

function flagNames(argument: Argument, context: PrintContext): Print {
  const value = compileValue(argument.parts[0]!, context);
  const names = namesOf(argument);
  const delimiter = encode(argument.text);
  return (state, out) => {
    let low = value(state);
    let { high } = state;
    let first = true;
    for (const name of names) {
      if ((high | low) === 0) break;
      if ((low & name.low) >>> 0 !== name.low || (high & name.high) >>> 0 !== name.high) continue;
      if (!first) out.write(delimiter);
      first = false;
      out.write(name.bytes);
      low = (low & ~name.low) >>> 0;
      high = (high & ~name.high) >>> 0;
    }
    if ((high | low) === 0) return;
    if (!first) out.write(delimiter);
    printHex(out, high, low);
  };
}

function symbolName(argument: Argument, context: PrintContext): Print {
  const value = compileValue(argument.parts[0]!, context);
  const names = namesOf(argument);
  return (state, out) => {
    const low = value(state);
    const { high } = state;
    const name = names.find(one => one.low === low && one.high === high);
    // A name without letters counts as none.
    if (name === undefined || name.bytes.length === 0) printHex(out, high, low);
    else out.write(name.bytes);
  };
}

function printHex(out: OutputBytes, high: number, low: number): void {
  out.text('0x');
  out.hex64(high, low);
}

function numbers(argument: Argument, context: PrintContext): Print {
  const [source, count, size] = argument.parts;
  const { littleEndian } = context;
  const field = source!.field;
  const dynamic = source!.kind === 'dynamicArray' && field !== undefined;
  const start = dynamic ? dynamicOffset(field, littleEndian) : () => field?.offset ?? Number.MAX_SAFE_INTEGER;
  const length = compileValue(count!, context);
  const elementSize = compileValue(size!, context);
  return (state, out) => {
    const bytes = elementSize(state) | 0;
    const from = start(state);
    const end = Math.min(state.length, from + length(state) * Math.max(bytes, 0));
    out.byte(123);
    let step = bytes;
    for (let at = from; at < end && step > 0; at += step) {
      if (at > from) out.byte(44);
      const place = state.offset + at;
      if (step === 8 && at + 8 <= state.length) {
        const lowAt = littleEndian ? place : place + 4;
        printHex(
          out,
          state.view.getUint32(littleEndian ? place + 4 : place, littleEndian),
          state.view.getUint32(lowAt, littleEndian),
        );
      } else if (step === 4 && at + 4 <= state.length)
        printHex(out, 0, state.view.getUint32(place, littleEndian));
      else if (step === 2 && at + 2 <= state.length)
        printHex(out, 0, state.view.getUint16(place, littleEndian));
      else if (step === 1) printHex(out, 0, state.bytes[place]!);
      else if (step === 2 || step === 4 || step === 8) break;
      else {
        out.text(`BAD SIZE:${step} 0x${state.bytes[place]!.toString(16)}`);
        step = 1;
      }
    }
    out.byte(125);
  };
}

/** Masks of CPUs too are hexadecimal here, where libtraceevent lists the CPUs. */
function bitmask(argument: Argument, context: PrintContext): Print | undefined {
  const { field } = argument;
  if (field === undefined) return undefined;
  const start = dynamicOffset(field, context.littleEndian);
  const count = dynamicLength(field, context.littleEndian);
  return (state, out) => {
    const from = Math.min(start(state), state.length);
    const length = Math.min(count(state), state.length - from);
    const at = state.offset + from;
    printBitmask(out, state.bytes.subarray(at, at + length), context.littleEndian);
  };
}
