import { castBytes } from './constant-text.ts';
import { parseConversion } from './conversion.ts';
import { fixedElementSize } from './evaluate.ts';
import type { Literal } from './output-bytes.ts';
import type { Argument } from './print-arguments.ts';
import type { Print } from './print-strings.ts';
import type { PrintContext } from './record-state.ts';

/** A number that stands at a fixed place in every record of an event. */
interface DirectField {
  readonly at: number;
  readonly bytes: number;
}

/** The place of an argument that is a field, an element of one at a fixed index, or such a thing in a cast. */
function directField(argument: Argument, context: PrintContext): DirectField | undefined {
  if (argument.kind === 'field' && argument.field !== undefined) {
    return { at: argument.field.offset, bytes: argument.field.size };
  }
  if (argument.kind === 'type') {
    const item = directField(argument.parts[0]!, context);
    const bytes = castBytes(argument.text);
    return item !== undefined && (bytes === undefined || item.bytes <= bytes) ? item : undefined;
  }
  const { left, right } = argument;
  if (argument.kind !== 'op' || argument.op !== '[' || left?.kind !== 'field' || left.field === undefined) {
    return undefined;
  }
  if (right?.kind !== 'atom' || !/^\d{1,4}$/.test(right.text)) return undefined;
  const bytes = fixedElementSize(left.field, context.longBytes);
  return { at: left.field.offset + Number(right.text) * bytes, bytes };
}

/**
 * Prints a text and behind it a number at a fixed place, in one closure: what most print formats are made of.
 * Undefined where the conversion or the argument is not that simple.
 */
export function compileDirect(
  before: Literal,
  text: string,
  long: number,
  argument: Argument,
  context: PrintContext,
): Print | undefined {
  const { width, precision, alternate, plus, starWidth, starPrecision, type } = parseConversion(text);
  if (width > 0 || precision >= 0 || alternate || plus || starWidth || starPrecision || long < 0)
    return undefined;
  const field = directField(argument, context);
  if (field === undefined) return undefined;
  const kind = type === 'i' ? 'd' : type;
  if (kind !== 'd' && kind !== 'u' && kind !== 'x') return undefined;
  const { at, bytes } = field;
  const little = context.littleEndian;
  if (bytes === 8) return wide(before, kind, long > 0, at, little);
  if (bytes !== 1 && bytes !== 2 && bytes !== 4) return undefined;
  const end = at + bytes;
  const signed = kind === 'd' && long === 0 && bytes === 4;
  if (kind === 'x') {
    return (state, out) => {
      out.literal(before);
      if (end > state.length) return out.byte(48);
      const place = state.offset + at;
      out.hex(
        bytes === 4
          ? state.view.getUint32(place, little)
          : bytes === 2
            ? state.view.getUint16(place, little)
            : state.view.getUint8(place),
      );
    };
  }
  if (signed) {
    return (state, out) => {
      out.literal(before);
      out.int(end > state.length ? 0 : state.view.getInt32(state.offset + at, little));
    };
  }
  return (state, out) => {
    out.literal(before);
    if (end > state.length) return out.byte(48);
    const place = state.offset + at;
    out.decimal(
      bytes === 4
        ? state.view.getUint32(place, little)
        : bytes === 2
          ? state.view.getUint16(place, little)
          : state.view.getUint8(place),
    );
  };
}

function wide(before: Literal, kind: 'd' | 'u' | 'x', whole: boolean, at: number, little: boolean): Print {
  const end = at + 8;
  const lowAt = little ? at : at + 4;
  const highAt = little ? at + 4 : at;
  return (state, out) => {
    out.literal(before);
    if (end > state.length) return out.byte(48);
    const { view, offset } = state;
    const low = view.getUint32(offset + lowAt, little);
    const high = whole ? view.getUint32(offset + highAt, little) : 0;
    if (kind === 'x') return out.hex64(high, low);
    if (kind === 'u') return out.decimal64(high, low);
    return whole ? out.int64(high, low) : out.int(low | 0);
  };
}
