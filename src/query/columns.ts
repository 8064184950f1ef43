import {
  BIGINT,
  DOUBLE,
  type DuckDBDataChunk,
  type DuckDBType,
  type DuckDBVarCharVector,
  ENUM,
  INTEGER,
  UBIGINT,
  VARCHAR,
} from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';

/** A column as the engine sees it: `fill` writes the values at places `[first, first + count)` of its table into a chunk. */
export interface SqlColumn {
  readonly name: string;
  readonly type: DuckDBType;
  fill(chunk: DuckDBDataChunk, column: number, first: number, count: number): void;
}

type Numbers = (place: number) => number;

/** Rows of a chunk: what the engine takes at a time. */
export const chunkRows = 2048;

// Values are put together here, then copied: the engine's own memory cannot be written from JavaScript, and one call a
// value is ten times as slow.
const scratch = new ArrayBuffer(chunkRows * 8);
const words = new Uint32Array(scratch);
const integers = new Int32Array(scratch);
const doubles = new Float64Array(scratch);
const known = new Uint32Array(chunkRows / 32);

/** Copies what stands in the scratch buffer; `hasNull` says that bits of `known` are off. */
function copyScratch(chunk: DuckDBDataChunk, column: number, bytes: number, hasNull: boolean): void {
  const vector = bindings.data_chunk_get_vector(chunk.chunk, column);
  bindings.copy_data_to_vector(vector, 0, scratch, 0, bytes);
  if (!hasNull) return;
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, known.buffer, 0, known.byteLength);
}

/** Notes which values are not known (NaN); false where all are. */
function markUnknown(value: Numbers, first: number, count: number): boolean {
  let hasNull = false;
  known.fill(0xffff_ffff);
  for (let index = 0; index < count; index++) {
    if (!Number.isNaN(value(first + index))) continue;
    known[index >> 5]! &= ~(1 << (index & 31));
    hasNull = true;
  }
  return hasNull;
}

/** Whole numbers up to 2^53; NaN is null. */
export function wholeColumn(name: string, value: Numbers): SqlColumn {
  return {
    name,
    type: BIGINT,
    fill(chunk, column, first, count) {
      let hasNull = false;
      for (let index = 0; index < count; index++) {
        const number = value(first + index);
        if (Number.isNaN(number)) hasNull = true;
        const high = Math.floor(number / 2 ** 32);
        words[2 * index] = number - high * 2 ** 32;
        words[2 * index + 1] = high;
      }
      copyScratch(chunk, column, count * 8, hasNull && markUnknown(value, first, count));
    },
  };
}

/** 64 bits from their halves. */
export function wideColumn(name: string, signed: boolean, low: Numbers, high: Numbers): SqlColumn {
  return {
    name,
    type: signed ? BIGINT : UBIGINT,
    fill(chunk, column, first, count) {
      for (let index = 0; index < count; index++) {
        words[2 * index] = low(first + index);
        words[2 * index + 1] = high(first + index);
      }
      copyScratch(chunk, column, count * 8, false);
    },
  };
}

/** Numbers of up to 32 bits with their sign. */
export function integerColumn(name: string, value: Numbers): SqlColumn {
  return {
    name,
    type: INTEGER,
    fill(chunk, column, first, count) {
      for (let index = 0; index < count; index++) integers[index] = value(first + index);
      copyScratch(chunk, column, count * 4, false);
    },
  };
}

/** Numbers of any kind; NaN is null. */
export function numberColumn(name: string, value: Numbers): SqlColumn {
  return {
    name,
    type: DOUBLE,
    fill(chunk, column, first, count) {
      let hasNull = false;
      for (let index = 0; index < count; index++) {
        const number = value(first + index);
        if (Number.isNaN(number)) hasNull = true;
        doubles[index] = number;
      }
      copyScratch(chunk, column, count * 8, hasNull && markUnknown(value, first, count));
    },
  };
}

/** Texts, of which undefined is null. */
export function textColumn(name: string, text: (place: number) => string | undefined): SqlColumn {
  return {
    name,
    type: VARCHAR,
    fill(chunk, column, first, count) {
      const vector = chunk.getColumnVector(column) as DuckDBVarCharVector;
      for (let index = 0; index < count; index++) vector.setItem(index, text(first + index) ?? null);
      vector.flush();
    },
  };
}

/** Texts of which there are few: `code` is an index into `texts`, which may hold the same text twice. */
export function namedColumn(name: string, texts: readonly string[], code: Numbers): SqlColumn {
  const distinct = texts.length === 0 ? [''] : [...new Set(texts)];
  const places = new Map(distinct.map((text, place) => [text, place]));
  const placeOf = Uint32Array.from(texts, text => places.get(text)!);
  // As wide as the engine stores them: duckdb/src/common/types.cpp, EnumTypeInfo::DictType.
  const Codes =
    distinct.length <= 0x100 ? Uint8Array : distinct.length <= 0x1_0000 ? Uint16Array : Uint32Array;
  const codes = new Codes(scratch);
  return {
    name,
    type: ENUM(distinct),
    fill(chunk, column, first, count) {
      for (let index = 0; index < count; index++) codes[index] = placeOf[code(first + index)]!;
      copyScratch(chunk, column, count * Codes.BYTES_PER_ELEMENT, false);
    },
  };
}
