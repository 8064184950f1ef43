import type { EventField } from '../../store/index.ts';
import { encode, Literal, type OutputBytes } from '../output-bytes.ts';
import { compileNumber, dynamicLength, dynamicOffset, type Evaluate } from './evaluate.ts';
import { printIp4, printIp6, printIp6Compressed } from './internet-addresses.ts';
import { compileFunctionText } from './plugin-functions.ts';
import { type Argument, argumentKinds } from './print-arguments.ts';
import type { Print } from './print-strings.ts';
import type { PrintContext, RecordState } from './record-state.ts';

const nil = new Literal('(nil)');
const hexPrefix = new Literal('0x');
const plusHexPrefix = new Literal('+0x');

/** Makes the closure that prints a `%p…`, as libtraceevent's print_arg_pointer does. */
export function compilePointer(
  argument: Argument,
  text: string,
  star: Argument | undefined,
  context: PrintContext,
): Print {
  if (argument.kind === 'bstring') {
    const bytes = encode(argument.text);
    return (_state, out) => out.write(bytes);
  }
  const suffix = text.slice(text.indexOf('p') + 1);
  switch (suffix[0]) {
    case 'F':
    case 'f':
    case 'S':
    case 's':
      return functionName(argument, suffix[0] === 'F' || suffix[0] === 'S', context);
    case 'M':
    case 'm':
      return macAddress(argument, suffix, context);
    case 'I':
    case 'i':
      return internetAddress(argument, suffix, context);
    case 'U':
      return uuid(argument, suffix, context);
    case 'h':
      return rawBuffer(
        argument,
        suffix,
        star === undefined ? undefined : compileNumber(star, context),
        context,
      );
    default: {
      const value = compileNumber(argument, context);
      return (state, out) => {
        const low = value(state);
        if ((state.high | low) === 0) out.literal(nil);
        else {
          out.literal(hexPrefix);
          out.hex64(state.high, low);
        }
      };
    }
  }
}

function functionName(argument: Argument, withOffset: boolean, context: PrintContext): Print {
  const value = compileNumber(argument, context);
  return (state, out) => {
    const low = value(state);
    printFunction(out, context, state.high, low, withOffset);
  };
}

/** The name of the function at an address, or the address. True where it was a name. */
export function printFunction(
  out: OutputBytes,
  context: PrintContext,
  high: number,
  low: number,
  withOffset: boolean,
): boolean {
  const { symbols } = context;
  const symbol = symbols.find(high, low);
  if (symbol < 0) {
    out.literal(hexPrefix);
    out.hex64(high, low);
    return false;
  }
  out.literal(context.functionNames.ofSymbol(symbol));
  if (withOffset) {
    const startLow = symbols.low(symbol);
    out.literal(plusHexPrefix);
    const difference = low - startLow;
    out.hex64((high - symbols.high(symbol) - (difference < 0 ? 1 : 0)) >>> 0, difference >>> 0);
  }
  return true;
}

/** The field behind casts, or what libtraceevent prints where it is none. */
function fieldOf(argument: Argument): EventField | Print {
  let at = argument;
  while (at.kind === 'type') at = at.parts[0]!;
  if (at.kind === 'field' && at.field !== undefined) return at.field;
  if (at.kind === 'field') return () => {};
  const complaint = `ARG TYPE NOT FIELD BUT ${argumentKinds.indexOf(at.kind)}`;
  return (_state, out) => out.text(complaint);
}

function functionText(argument: Argument, context: PrintContext): Print {
  return compileFunctionText(
    argument.text,
    argument.parts.map(part => compileNumber(part, context)),
  );
}

/** A byte of the record; 0 outside of it. */
function byteAt(state: RecordState, at: number): number {
  return at >= 0 && at < state.length ? state.bytes[state.offset + at]! : 0;
}

function macAddress(argument: Argument, suffix: string, context: PrintContext): Print {
  if (argument.kind === 'function') return functionText(argument, context);
  const field = fieldOf(argument);
  if (typeof field === 'function') return field;
  if (field.size !== 6) return (_state, out) => out.text('INVALIDMAC');
  const separator = suffix[0] === 'm' ? 0 : suffix[1] === 'F' ? 45 : 58;
  const reverse = suffix[1] === 'R';
  return (state, out) => {
    for (let i = 0; i < 6; i++) {
      if (i > 0 && separator !== 0) out.byte(separator);
      out.hex(byteAt(state, field.offset + (reverse ? 5 - i : i)), 2);
    }
  };
}

const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

function uuid(argument: Argument, suffix: string, context: PrintContext): Print {
  if (argument.kind === 'function') return functionText(argument, context);
  const field = fieldOf(argument);
  if (typeof field === 'function') return field;
  if (field.size !== 16) return (_state, out) => out.text('INVALIDUUID');
  const upper = suffix[1] === 'L' || suffix[1] === 'B';
  const guid = suffix[1] === 'L' || suffix[1] === 'l';
  return (state, out) => {
    for (let i = 0; i < 16; i++) {
      const byte = byteAt(state, field.offset + (guid ? guidOrder[i]! : i));
      if (upper) out.upperHex(byte, 2);
      else out.hex(byte, 2);
      if (i === 3 || i === 5 || i === 7 || i === 9) out.byte(45);
    }
  };
}

function rawBuffer(
  argument: Argument,
  suffix: string,
  star: Evaluate | undefined,
  context: PrintContext,
): Print {
  if (argument.kind === 'function') return functionText(argument, context);
  if (argument.kind !== 'dynamicArray') {
    const complaint = `ARG TYPE NOT FIELD BUT ${argumentKinds.indexOf(argument.kind)}`;
    return (_state, out) => out.text(complaint);
  }
  const start = dynamicOffset(argument.field!, context.littleEndian);
  const length = dynamicLength(argument.field!, context.littleEndian);
  const separator = { C: 58, D: 45, N: 0 }[suffix[1] ?? ''] ?? 32;
  return (state, out) => {
    // A negative length is a very large one to libtraceevent.
    const wanted = star === undefined ? 1 : star(state);
    const count = Math.min(wanted, length(state));
    const from = start(state);
    for (let i = 0; i < count; i++) {
      if (i > 0 && separator !== 0) out.byte(separator);
      out.hex(byteAt(state, from + i), 2);
    }
  };
}

function internetAddress(argument: Argument, suffix: string, context: PrintContext): Print {
  if (argument.kind === 'function') return functionText(argument, context);
  const zeros = suffix[0] === 'i';
  switch (suffix[1]) {
    case '4': {
      const field = fieldOf(argument);
      if (typeof field === 'function') return field;
      if (field.size !== 4) return (_state, out) => out.text('INVALIDIPv4');
      const reverse = isReversed(suffix[2], context);
      return (state, out) => printIp4(out, i => byteAt(state, field.offset + i), zeros, reverse);
    }
    case '6': {
      const field = fieldOf(argument);
      if (typeof field === 'function') return field;
      if (field.size !== 16) return (_state, out) => out.text('INVALIDIPv6');
      const compressed = !zeros && suffix[2] === 'c';
      return (state, out) => {
        const byte = (i: number): number => byteAt(state, field.offset + i);
        if (compressed) printIp6Compressed(out, byte);
        else printIp6(out, byte, !zeros);
      };
    }
    case 'S':
      return socketAddress(argument, suffix, context);
    default:
      return () => {};
  }
}

function isReversed(order: string | undefined, context: PrintContext): boolean {
  return order === 'l' || (order === 'h' && context.littleEndian);
}

function socketAddress(argument: Argument, suffix: string, context: PrintContext): Print {
  const zeros = suffix[0] === 'i';
  let rest = suffix.slice(2);
  const withPort = !zeros && rest.startsWith('p');
  if (withPort) rest = rest.slice(1);
  const compressed = !zeros && rest.startsWith('c');
  if (compressed) rest = rest.slice(1);
  const reverse = isReversed(rest[0], context);
  let at = argument;
  while (at.kind === 'type') at = at.parts[0]!;
  const { field } = at;
  const dynamic = at.kind === 'dynamicArray';
  if (!dynamic && at.kind !== 'field') {
    const complaint = `ARG NOT FIELD NOR DYNAMIC ARRAY BUT TYPE ${argumentKinds.indexOf(at.kind)}`;
    return (_state, out) => out.text(complaint);
  }
  if (field === undefined) return () => {};
  const start: Evaluate = dynamic ? dynamicOffset(field, context.littleEndian) : () => field.offset;
  const length: Evaluate = dynamic ? dynamicLength(field, context.littleEndian) : () => field.size;
  return (state, out) => {
    const from = start(state);
    const bytes = length(state);
    const family = context.littleEndian
      ? byteAt(state, from) | (byteAt(state, from + 1) << 8)
      : (byteAt(state, from) << 8) | byteAt(state, from + 1);
    const port = (byteAt(state, from + 2) << 8) | byteAt(state, from + 3);
    if (family === 2) {
      if (bytes < 16) return out.text('INVALIDIPv4');
      printIp4(out, i => byteAt(state, from + 4 + i), zeros, reverse);
      if (withPort) out.text(`:${port}`);
    } else if (family === 10) {
      if (bytes < 28) return out.text('INVALIDIPv6');
      if (withPort) out.byte(91);
      const byte = (i: number): number => byteAt(state, from + 8 + i);
      if (compressed) printIp6Compressed(out, byte);
      else printIp6(out, byte, !zeros);
      if (withPort) out.text(`]:${port}`);
    }
    return undefined;
  };
}
