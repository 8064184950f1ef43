import type { EventField } from './event-format.ts';

/**
 * Readers of one field, made once for its offset, size and sign. They take the bytes, where the record's payload
 * starts in them and how long it is; nothing they read lies outside of the record: what would, reads as 0 or empty.
 */
export type NumberReader = (view: DataView, offset: number, length: number) => number;

/** Where bytes of a field are: `start` in the view and `length`; both in a pair that is reused by each call. */
export interface Span {
  start: number;
  length: number;
}

export type SpanReader = (view: DataView, offset: number, length: number, span: Span) => void;

const zero: NumberReader = () => 0;
const twoTo32 = 2 ** 32;

/**
 * The number in a field (for an array: in element `index`), signed as the field is. Values of 8 bytes beyond 2^53 are
 * rounded: use `readLow` and `readHigh` where every bit counts.
 */
export function readNumber(field: EventField, littleEndian: boolean, index = 0): NumberReader {
  const at = field.offset + index * field.elementSize;
  const bytes = field.array ? field.elementSize : field.size;
  if (bytes !== 8) return readWord(at, bytes, field.signed, littleEndian);
  const low = readWord(littleEndian ? at : at + 4, 4, false, littleEndian);
  const high = readWord(littleEndian ? at + 4 : at, 4, field.signed, littleEndian);
  return (view, offset, length) => high(view, offset, length) * twoTo32 + low(view, offset, length);
}

/** Bits 0 to 31 of a field, as an unsigned number. */
export function readLow(field: EventField, littleEndian: boolean, index = 0): NumberReader {
  const at = field.offset + index * field.elementSize;
  const bytes = field.array ? field.elementSize : field.size;
  if (bytes === 8) return readWord(littleEndian ? at : at + 4, 4, false, littleEndian);
  const word = readWord(at, bytes, field.signed, littleEndian);
  return (view, offset, length) => word(view, offset, length) >>> 0;
}

/** Bits 32 to 63 of a field as an unsigned number; those of a smaller field are its sign. */
export function readHigh(field: EventField, littleEndian: boolean, index = 0): NumberReader {
  const at = field.offset + index * field.elementSize;
  const bytes = field.array ? field.elementSize : field.size;
  if (bytes === 8) return readWord(littleEndian ? at + 4 : at, 4, false, littleEndian);
  if (!field.signed) return zero;
  const word = readWord(at, bytes, true, littleEndian);
  return (view, offset, length) => (word(view, offset, length) < 0 ? 0xffff_ffff : 0);
}

/** A number of 1, 2 or 4 bytes at a place in the record; other widths read as 0. */
export function readWord(at: number, bytes: number, signed: boolean, littleEndian: boolean): NumberReader {
  const end = at + bytes;
  switch (bytes) {
    case 1:
      return signed
        ? (view, offset, length) => (end <= length ? view.getInt8(offset + at) : 0)
        : (view, offset, length) => (end <= length ? view.getUint8(offset + at) : 0);
    case 2:
      return signed
        ? (view, offset, length) => (end <= length ? view.getInt16(offset + at, littleEndian) : 0)
        : (view, offset, length) => (end <= length ? view.getUint16(offset + at, littleEndian) : 0);
    case 4:
      return signed
        ? (view, offset, length) => (end <= length ? view.getInt32(offset + at, littleEndian) : 0)
        : (view, offset, length) => (end <= length ? view.getUint32(offset + at, littleEndian) : 0);
    default:
      return zero;
  }
}

/** Where the bytes of a field are, dynamic ones followed to their place. */
export function locateField(field: EventField, littleEndian: boolean): SpanReader {
  const { offset: at, size, place } = field;
  if (place === 'fixed') {
    return (_view, offset, length, span) => clip(at, size === 0 ? length - at : size, offset, length, span);
  }
  const base = place === 'rel_loc' ? at + 4 : 0;
  return (view, offset, length, span) => {
    const word = at + 4 <= length ? view.getUint32(offset + at, littleEndian) : 0;
    clip((word & 0xffff) + base, word >>> 16, offset, length, span);
  };
}

/** The text of a field up to its first NUL, as bytes. */
export function readText(field: EventField, littleEndian: boolean): SpanReader {
  const locate = locateField(field, littleEndian);
  return (view, offset, length, span) => {
    locate(view, offset, length, span);
    for (let i = 0; i < span.length; i++) {
      if (view.getUint8(span.start + i) === 0) {
        span.length = i;
        return;
      }
    }
  };
}

function clip(start: number, bytes: number, offset: number, length: number, span: Span): void {
  const from = Math.min(start, length);
  span.start = offset + from;
  span.length = Math.max(0, Math.min(bytes, length - from));
}
