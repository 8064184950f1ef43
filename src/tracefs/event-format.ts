import type { EventField, EventFormat } from '../store/index.ts';

const fieldLine =
  /^\s*(?:field|field special):\s*(.*?)\s*;\s*offset:\s*(\d+)\s*;\s*size:\s*(\d+)\s*;(?:\s*signed:\s*(\d+)\s*;)?/;
const widest = 1 << 20;

/**
 * Reads one format text. `longBytes` is the kernel's, for arrays of `long`.
 * Undefined where the text has no name or no ID; lines that are no fields are passed over.
 */
export function parseEventFormat(text: string, system: string, longBytes: 4 | 8): EventFormat | undefined {
  const name = /^name:\s*(\S+)/m.exec(text)?.[1];
  const id = /^ID:\s*(\d+)/m.exec(text)?.[1];
  if (name === undefined || id === undefined) return undefined;
  // A recording describes some two thousand events and holds a few of them: fields are parsed when they are asked for.
  let fields: readonly EventField[] | undefined;
  const print = text.indexOf(printStart);
  return {
    system,
    name,
    id: Number(id),
    get fields() {
      fields ??= parseFields(print < 0 ? text : text.slice(0, print), longBytes);
      return fields;
    },
    get printFormat() {
      return print < 0 ? '' : text.slice(print + printStart.length).trim();
    },
  };
}

const printStart = '\nprint fmt:';

function parseFields(head: string, longBytes: 4 | 8): readonly EventField[] {
  const fields: EventField[] = [];
  let common = true;
  for (const line of head.split('\n')) {
    // The common fields end at the first empty line after them.
    if (line.trim() === '' && fields.length > 0) common = false;
    const match = fieldLine.exec(line);
    if (match === null) continue;
    const offset = Number(match[2]);
    const size = Number(match[3]);
    if (offset > widest || size > widest) continue;
    const field = parseField(match[1] ?? '', offset, size, match[4], common, longBytes);
    if (field !== undefined) fields.push(field);
  }
  return fields;
}

function parseField(
  declaration: string,
  offset: number,
  size: number,
  signed: string | undefined,
  common: boolean,
  longBytes: 4 | 8,
): EventField | undefined {
  const dynamic = /\b__(data|rel)_loc\b/.exec(declaration);
  // `TYPE NAME`, `TYPE NAME[N]`, `TYPE[] NAME`, `TYPE[N] NAME`, `TYPE *NAME`
  const match = /^(.*?)(\w+)((?:\s*\[[^\]]*\])*)$/.exec(declaration.trim());
  if (match === null) return undefined;
  const base = (match[1] ?? '').trim();
  const suffix = (match[3] ?? '').replaceAll(/\s+/g, '');
  const inType = /^(.*?)\s*((?:\[[^\]]*\])+)$/.exec(base);
  const element = (inType?.[1] ?? base).replace(/^.*__(data|rel)_loc\b\s*/, '');
  const brackets = (inType?.[2] ?? '') + suffix;
  const array = brackets !== '' || dynamic !== null;
  const pointer = element.includes('*');
  const count = arrayLength(brackets);
  const elementSize = array ? sizeOfElement(element, size, dynamic === null ? count : 0, longBytes) : size;
  return {
    name: match[2] ?? '',
    type: base + suffix,
    offset,
    size,
    signed: signed === undefined ? !/\bunsigned\b|\bu\d+\b/.test(base) : signed !== '0',
    place: dynamic === null ? 'fixed' : dynamic[1] === 'rel' ? 'rel_loc' : 'data_loc',
    array,
    arrayLength: brackets === '' ? 0 : count,
    elementSize,
    pointer,
    // As libtraceevent decides: any type with these letters in its name.
    string: array && !pointer && /char|u8|s8/.test(element),
    common,
  };
}

/** The product of the numbers in brackets; 0 where one is a name. */
function arrayLength(brackets: string): number {
  let count = 1;
  for (const match of brackets.matchAll(/\[([^\]]*)\]/g)) {
    const length = Number(match[1] === '' ? Number.NaN : match[1]);
    count *= Number.isSafeInteger(length) ? length : 0;
  }
  return count;
}

const plainSizes: readonly (readonly [RegExp, number])[] = [
  [/\b(bool|_*[us]8|(u?int8_t))\b|\bchar\b/, 1],
  [/\bshort\b|\b_*[us]16\b|\bu?int16_t\b|\b__[bl]e16\b/, 2],
  [/\blong\s+long\b|\b_*[us]64\b|\bu?int64_t\b|\b__[bl]e64\b|\b(sector_t|loff_t|dma_addr_t|blkcnt_t)\b/, 8],
];

function sizeOfElement(element: string, size: number, count: number, longBytes: 4 | 8): number {
  if (count > 0 && size % count === 0) return Math.max(1, size / count);
  if (element.includes('*')) return longBytes;
  for (const [pattern, bytes] of plainSizes) if (pattern.test(element)) return bytes;
  return /\blong\b|\bsize_t\b|\bino_t\b/.test(element)
    ? longBytes
    : /\bcpumask_t\b/.test(element)
      ? longBytes
      : 4;
}
