import type { EventField, EventFormat } from '../../store/index.ts';
import { encode, type OutputBytes } from '../output-bytes.ts';
import { dynamicLength, dynamicOffset, readField } from './evaluate.ts';
import { compileSegment, type ParsedFormat } from './event-printer.ts';
import type { Segment } from './print-segments.ts';
import type { Print } from './print-strings.ts';
import type { PrintContext, RecordState } from './record-state.ts';

/** Makes the closure that prints ` name=value` for every field of the event, as `trace-cmd report -R` does. */
export function compileFields(format: EventFormat, parsed: ParsedFormat, context: PrintContext): Print {
  const { segments } = parsed;
  let next = 0;
  const prints = format.fields
    .filter(field => !field.common)
    .map(field => {
      const label = encode(` ${field.name}=`);
      // Behind a match in the last segment libtraceevent no longer looks.
      const searched = !parsed.failed && !field.array && next < segments.length;
      const found = searched ? findSegment(segments, field, next) : undefined;
      if (found !== undefined) next = found.index + 1;
      const print = found === undefined ? rawField(field, context) : fromSegment(found, context);
      return (state: RecordState, out: OutputBytes): void => {
        out.write(label);
        print(state, out);
      };
    });
  return (state, out) => {
    for (const print of prints) print(state, out);
  };
}

interface Found {
  readonly segment: Segment;
  readonly index: number;
  readonly prefixed: boolean;
}

/** The conversion that prints just this field, looked for from `from` on and around. */
function findSegment(segments: readonly Segment[], field: EventField, from: number): Found | undefined {
  let prefixed = false;
  for (let i = 0; i < segments.length; i++) {
    const index = (from + i) % segments.length;
    const segment = segments[index]!;
    if (segment.kind === 'text') {
      prefixed = segment.text.length > 1 && segment.text.endsWith('0x');
      continue;
    }
    let { argument } = segment;
    while (argument?.kind === 'type') argument = argument.parts[0];
    if (argument?.kind === 'field' && argument.field === field) return { segment, index, prefixed };
    prefixed = false;
  }
  return undefined;
}

function fromSegment(found: Found, context: PrintContext): Print {
  const print = compileSegment(found.segment, context);
  if (!found.prefixed) return print;
  return (state, out) => {
    out.text('0x');
    print(state, out);
  };
}

function rawField(field: EventField, context: PrintContext): Print {
  // Without brackets in its type (as of `__data_loc cpumask_t`) it is no array: the word that says where it is.
  const isArray = field.array && field.type.includes('[');
  return isArray ? rawArray(field, context) : rawNumber(field, context);
}

function rawArray(field: EventField, context: PrintContext): Print {
  const dynamic = field.place !== 'fixed';
  const start = dynamic ? dynamicOffset(field, context.littleEndian) : () => field.offset;
  const length = dynamic ? dynamicLength(field, context.littleEndian) : () => field.size;
  // Once a text turns out not to be one, libtraceevent prints that field as bytes from then on.
  let isText = field.string;
  // The last field of a record may have no size of its own: a text that ends where its NUL or the record is.
  const open = field.string && !dynamic && field.size === 0;
  return (state, out) => {
    const { bytes, offset } = state;
    const from = Math.min(start(state), state.length);
    // An array that the record cuts short is printed in its full size, with what lies behind the record.
    const count = open
      ? state.length - from
      : Math.min(length(state), (dynamic ? state.length : bytes.length - offset) - from);
    if (isText && (open || isPrintable(bytes, offset + from, offset + from + count))) {
      let end = from;
      while (end < from + count && bytes[offset + end] !== 0) end++;
      out.copy(bytes, offset + from, offset + end);
      return;
    }
    isText = false;
    out.text('ARRAY[');
    for (let i = 0; i < count; i++) {
      if (i > 0) out.text(', ');
      out.hex(bytes[offset + from + i]!, 2);
    }
    out.byte(93);
  };
}

function isPrintable(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to && bytes[i] !== 0; i++) {
    const byte = bytes[i]!;
    if (!((byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13))) return false;
  }
  return true;
}

function rawNumber(field: EventField, context: PrintContext): Print {
  const value = readField(field, context.littleEndian);
  const isLong = field.type.includes('long');
  const hex: Print = (state, out) => {
    const low = value(state);
    out.text('0x');
    out.hex64(state.high, low);
  };
  if (field.pointer) return hex;
  if (!field.signed) {
    if (isLong) return hex;
    return (state, out) => {
      const low = value(state);
      out.decimal64(state.high, low);
    };
  }
  switch (field.size) {
    case 4:
      return isLong ? hex : (state, out) => out.int(value(state) | 0);
    case 2:
      return (state, out) => {
        const start = out.length;
        out.int((value(state) << 16) >> 16);
        out.pad(start, 2, false);
      };
    case 1:
      return (state, out) => out.int((value(state) << 24) >> 24);
    default:
      return (state, out) => {
        const low = value(state);
        out.int64(state.high, low);
      };
  }
}
