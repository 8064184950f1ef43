import { decodeLatin1 } from '../../base/index.ts';
import type { EventFormat } from '../../store/index.ts';
import { readAnywhere, readField } from './evaluate.ts';
import { compileSegments } from './event-printer.ts';
import { Argument, ownField } from './print-arguments.ts';
import { cutFormat } from './print-segments.ts';
import { hex16, type Print } from './print-strings.ts';
import type { PrintContext, RecordState } from './record-state.ts';

/**
 * Prints `trace_printk` records in the binary form: a pointer to the format string, and the arguments packed behind one
 * another. Which arguments there are is read from the format string (libtraceevent's make_bprint_args).
 */
export function compileBprint(format: EventFormat, context: PrintContext, failed: Print): Print {
  const buffer = ownField(format, 'buf');
  const ip = ownField(format, 'ip');
  const fmt = ownField(format, 'fmt');
  if (buffer === undefined || ip === undefined || fmt === undefined) return failed;
  const readIp = readField(ip, context.littleEndian);
  const readFmt = readField(fmt, context.littleEndian);
  let broken = false;
  return (state, out) => {
    if (broken) return failed(state, out);
    const low = readFmt(state);
    const address = hex16(state.high, low);
    const text = context.kernelStrings.get(address);
    const full = `%ps: ${text ?? `(NO FORMAT FOUND at ${address.replace(/^0+(?=.)/, '')})\\n`}`;
    const caller = readIp(state);
    const args = [
      numberArgument(state.high, caller),
      ...unpack(full.slice(5), state, buffer.offset, context),
    ];
    const list = cutFormat(full, args);
    // One record that lacks arguments makes libtraceevent give up on all that follow.
    if (list.failed) broken = true;
    return compileSegments(list.segments, context)(state, out);
  };
}

function numberArgument(high: number, low: number): Argument {
  const argument = new Argument();
  argument.kind = 'atom';
  argument.text = BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)).toString();
  return argument;
}

function stringArgument(text: string): Argument {
  const argument = new Argument();
  argument.kind = 'bstring';
  argument.text = text;
  return argument;
}

function unpack(format: string, state: RecordState, from: number, context: PrintContext): Argument[] {
  const args: Argument[] = [];
  let at = from;
  const number = (bytes: number): void => {
    at = state.offset + at + 3 - ((state.offset + at + 3) & 3) - state.offset;
    const low = readAnywhere(state, at, bytes, context.littleEndian);
    args.push(numberArgument(state.high, low));
    at += bytes;
  };
  const string = (): void => {
    const { bytes, offset, length } = state;
    let end = at;
    while (end < length && bytes[offset + end] !== 0) end++;
    args.push(stringArgument(decodeLatin1(bytes.subarray(offset + at, offset + end))));
    at = end + 1;
  };
  for (let i = 0; i < format.length && at < state.length; i++) {
    if (format[i] !== '%') continue;
    let long = 0;
    for (;;) {
      const letter = format[++i] ?? '';
      if (letter === 'l') long++;
      else if (letter === 'L') long = 2;
      else if (letter === 'z' || letter === 'Z') long = 1;
      else if (letter === '*') number(4);
      else if (letter === 's') {
        string();
        break;
      } else if (letter === 'p') {
        const suffix = /^[A-Za-z0-9]/.exec(format.slice(i + 1))?.[0];
        if (suffix !== undefined) i++;
        const plain =
          suffix === undefined || 'sSx'.includes(suffix) || ('fF'.includes(suffix) && format[i + 1] !== 'w');
        const first = at < state.length ? state.bytes[state.offset + at]! : 0;
        if (!plain && first >= 32 && first < 127) string();
        else number(context.longBytes);
        break;
      } else if (letter !== '' && 'duixXo'.includes(letter)) {
        number(long === 0 ? 4 : long === 1 ? context.longBytes : 8);
        break;
      } else if (!/[0-9.#]/.test(letter)) break;
    }
  }
  return args;
}
