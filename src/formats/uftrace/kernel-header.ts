import { decodeUtf8 } from '../../base/index.ts';
import {
  defaultPageLayout,
  type EventFormat,
  findField,
  type NumberReader,
  type PageLayout,
  parseEventFormat,
  parsePageLayout,
  readLow,
  readNumber,
} from '../../tracefs/index.ts';
import type { UftraceProblems } from './problem.ts';

/** A kernel event of the recording, with readers of what every reader needs from it. */
export interface KernelEvent {
  readonly format: EventFormat;
  /** Functions come and go; everything else is shown inside them. */
  readonly kind: 'entry' | 'exit' | 'event';
  /** Of functions: bits 0 to 31 and 32 to 63 of the address, and the depth in the kernel. */
  readonly addressLow: NumberReader;
  readonly addressHigh: NumberReader;
  readonly depth: NumberReader;
  /** Thread ids that an event may be about instead of the one it happened in. */
  readonly others: readonly NumberReader[];
}

/** The file `kernel_header`: how the pages of `kernel-cpuN.dat` are to be read. */
export interface KernelHeader {
  readonly pageBytes: number;
  readonly layout: PageLayout;
  readonly events: ReadonlyMap<number, KernelEvent>;
  readonly type: NumberReader;
  readonly pid: NumberReader;
}

const file = 'kernel_header';
const largestPage = 1 << 26;

/** Reads `kernel_header`: `NAME: value` lines and `TRACEFS: path: length` followed by that many bytes of the file. */
export function parseKernelHeader(bytes: Uint8Array, problems: UftraceProblems): KernelHeader {
  const values = new Map<string, string>();
  const texts: { readonly path: string; readonly text: string }[] = [];
  let at = 0;
  while (at < bytes.length) {
    let end = bytes.indexOf(10, at);
    if (end < 0) end = bytes.length;
    const line = decodeUtf8(bytes.subarray(at, end));
    const carried = /^TRACEFS: ([^:]+): (\d{1,9})$/.exec(line);
    if (carried === null) {
      const value = /^([^:]+): (\S+)/.exec(line);
      if (value !== null) values.set(value[1]!, value[2]!);
      at = end + 1;
      continue;
    }
    const length = Number(carried[2]);
    if (end + 1 + length > bytes.length) {
      problems.add('truncated', file, end + 1, 'a format text is cut off');
    }
    texts.push({ path: carried[1]!, text: decodeUtf8(bytes.subarray(end + 1, end + 1 + length)) });
    at = end + 1 + length;
  }
  const longBytes = values.get('LONG_SIZE') === '4' ? 4 : 8;
  const littleEndian = values.get('ENDIAN') !== 'BE';
  const page = Number(values.get('PAGE_SIZE') ?? 4096);
  const pageBytes = Number.isInteger(page) && page >= 64 && page <= largestPage ? page : 4096;
  let layout = defaultPageLayout(longBytes, littleEndian);
  const events = new Map<number, KernelEvent>();
  let first: EventFormat | undefined;
  for (const { path, text } of texts) {
    if (path === 'events/header_page') {
      try {
        layout = parsePageLayout(text, littleEndian, longBytes);
      } catch (error) {
        problems.add('malformed', file, undefined, error instanceof Error ? error.message : path);
      }
      continue;
    }
    const place = /^events\/([^/]+)\/([^/]+)\/format$/.exec(path);
    const format = place === null ? undefined : parseEventFormat(text, place[1]!, longBytes);
    if (format === undefined) {
      problems.add('malformed', file, undefined, 'a text that is no event format');
      continue;
    }
    first ??= format;
    events.set(format.id, kernelEvent(format, littleEndian));
  }
  return { pageBytes, layout, events, ...commonReaders(first, littleEndian) };
}

const zero: NumberReader = () => 0;

function commonReaders(
  format: EventFormat | undefined,
  littleEndian: boolean,
): { readonly type: NumberReader; readonly pid: NumberReader } {
  const reader = (name: string): NumberReader => {
    const field = format && findField(format, name);
    return field === undefined ? zero : readNumber(field, littleEndian);
  };
  return { type: reader('common_type'), pid: reader('common_pid') };
}

function kernelEvent(format: EventFormat, littleEndian: boolean): KernelEvent {
  const field = (name: string) => findField(format, name);
  const func = field('func');
  const depth = field('depth');
  const entry = format.name === 'funcgraph_entry' || format.name === 'fgraph_retaddr_entry';
  const isFunction = format.system === 'ftrace' && func !== undefined;
  const others = ['next_pid', 'pid']
    .map(field)
    .filter(found => found !== undefined)
    .map(found => readNumber(found, littleEndian));
  return {
    format,
    kind: !isFunction ? 'event' : entry ? 'entry' : 'exit',
    addressLow: func === undefined ? zero : readLow(func, littleEndian),
    addressHigh: func === undefined ? zero : readHigh48(func, littleEndian),
    depth: depth === undefined ? zero : readNumber(depth, littleEndian),
    others,
  };
}

// Records keep 48 bits of an address.
function readHigh48(field: NonNullable<ReturnType<typeof findField>>, littleEndian: boolean): NumberReader {
  if (field.size !== 8) return zero;
  const at = littleEndian ? field.offset + 4 : field.offset + 2;
  return (view, offset, length) => (at + 2 <= length ? view.getUint16(offset + at, littleEndian) : 0);
}
