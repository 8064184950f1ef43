import { type Conversion, parseConversion, printInteger, withStar } from './conversion.ts';
import { compileNumber, type Evaluate } from './evaluate.ts';
import type { Argument } from './print-arguments.ts';
import type { Print } from './print-strings.ts';
import type { PrintContext, RecordState } from './record-state.ts';

/** Makes the closure that prints `%d`, `%x` and their like: the value is cut to its length first, as C would. */
export function compileNumberPrint(
  argument: Argument,
  text: string,
  long: number,
  star: Argument | undefined,
  context: PrintContext,
): Print {
  return printerOf(compileNumber(argument, context), text, long, star && compileNumber(star, context));
}

export function printerOf(value: Evaluate, text: string, long: number, star: Evaluate | undefined): Print {
  const conversion = parseConversion(text);
  const signed = conversion.type === 'd' || conversion.type === 'i';
  if (star !== undefined) {
    return (state, out) => {
      const length = star(state) | 0;
      const low = cut(state, value(state), long, signed);
      printInteger(out, length >= 0 ? withStar(conversion, length) : conversion, state.high, low);
    };
  }
  return (
    simplePrinter(value, conversion, long) ??
    ((state, out) => {
      const low = cut(state, value(state), long, signed);
      printInteger(out, conversion, state.high, low);
    })
  );
}

/** The conversions without flags, width and precision, which are nearly all there are. */
function simplePrinter(value: Evaluate, conversion: Conversion, long: number): Print | undefined {
  const { width, precision, alternate, plus, starWidth, starPrecision, type } = conversion;
  if (width > 0 || precision >= 0 || alternate || plus || starWidth || starPrecision) return undefined;
  if (long === 0) {
    if (type === 'd' || type === 'i') return (state, out) => out.int(value(state) | 0);
    if (type === 'u') return (state, out) => out.decimal(value(state));
    if (type === 'x') return (state, out) => out.hex(value(state));
  } else if (long === 1 || long === 2) {
    if (type === 'u') {
      return (state, out) => {
        const low = value(state);
        out.decimal64(state.high, low);
      };
    }
    if (type === 'd' || type === 'i') {
      return (state, out) => {
        const low = value(state);
        out.int64(state.high, low);
      };
    }
    if (type === 'x') {
      return (state, out) => {
        const low = value(state);
        out.hex64(state.high, low);
      };
    }
  }
  return undefined;
}

/** The value as a char, short or int, with its sign in `high` where the conversion is signed. */
function cut(state: RecordState, low: number, long: number, signed: boolean): number {
  if (long > 0) return low;
  let value = low;
  if (long === -1) value = signed ? (low << 16) >> 16 : low & 0xffff;
  else if (long <= -2) value = signed ? (low << 24) >> 24 : low & 0xff;
  state.high = signed && (value | 0) < 0 ? 0xffff_ffff : 0;
  return value >>> 0;
}
