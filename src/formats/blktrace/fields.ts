import { decodeUtf8 } from '../../base/index.ts';
import type { FieldSource, FieldValue, Trace } from '../../store/index.ts';
import { cgroupFlag, majorOf, minorOf, type RecordLayout, sequenceOffset } from './layout.ts';
import { actionAt, bytesAt, categoryAt, layoutAt, payloadOffset, sectorHigh, sectorLow } from './record.ts';
import { rwbsOf } from './rwbs.ts';

/** One record: where it and its payload are. */
interface Place {
  readonly view: DataView;
  readonly at: number;
  readonly layout: RecordLayout;
  readonly action: number;
  readonly payload: number;
  readonly end: number;
}

/** A number in two halves, or a text. */
type Reading =
  | { readonly high: (record: Place) => number; readonly low: (record: Place) => number }
  | { readonly text: (record: Place) => string };

/** Fields of blktrace records: some are parts of a number, some stand in the payload, which is always big endian. */
export class BlktraceFields implements FieldSource {
  readonly #trace: Trace;
  readonly #readings: ReadonlyMap<string, Reading>;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#readings = readings(trace.littleEndian);
  }

  number(event: number, name: string): ((row: number) => number) | undefined {
    const reading = this.#find(event, name);
    if (reading === undefined) return undefined;
    if ('text' in reading) return () => 0;
    const { high, low } = reading;
    return row => {
      const record = this.#record(row);
      return signedHigh(name, high(record)) * 2 ** 32 + low(record);
    };
  }

  low(event: number, name: string): ((row: number) => number) | undefined {
    const reading = this.#find(event, name);
    if (reading === undefined) return undefined;
    return 'text' in reading ? () => 0 : row => reading.low(this.#record(row));
  }

  high(event: number, name: string): ((row: number) => number) | undefined {
    const reading = this.#find(event, name);
    if (reading === undefined) return undefined;
    return 'text' in reading ? () => 0 : row => reading.high(this.#record(row));
  }

  text(event: number, name: string): ((row: number) => string) | undefined {
    const reading = this.#find(event, name);
    if (reading === undefined) return undefined;
    if ('text' in reading) return row => reading.text(this.#record(row));
    const value = this.value(event, name);
    return row => String(value?.(row));
  }

  value(event: number, name: string): ((row: number) => FieldValue) | undefined {
    const reading = this.#find(event, name);
    if (reading === undefined) return undefined;
    if ('text' in reading) return row => reading.text(this.#record(row));
    const { high, low } = reading;
    return row => {
      const record = this.#record(row);
      const top = signedHigh(name, high(record));
      if (top < 0x20_0000) return top * 2 ** 32 + low(record);
      return `0x${((BigInt(high(record)) << 32n) | BigInt(low(record))).toString(16)}`;
    };
  }

  #find(event: number, name: string): Reading | undefined {
    const format = this.#trace.formats[event];
    return format?.fields.some(field => field.name === name) === true ? this.#readings.get(name) : undefined;
  }

  #record(row: number): Place {
    const { runs, run, place, length, littleEndian } = this.#trace;
    const { view } = runs[run[row]!]!;
    const at = place[row]!;
    const end = at + length[row]!;
    const layout = layoutAt(view, at, littleEndian);
    const action = actionAt(view, at, littleEndian, layout);
    return { view, at, layout, action, payload: Math.min(end, at + payloadOffset(action, layout)), end };
  }
}

/** Only errors may be negative. */
function signedHigh(name: string, high: number): number {
  return name === 'error' ? high | 0 : high;
}

function readings(littleEndian: boolean): ReadonlyMap<string, Reading> {
  const device = ({ view, at, layout }: Place): number =>
    view.getUint32(at + layout.deviceOffset, littleEndian);
  const word = ({ view, payload, end }: Place, offset: number): number =>
    payload + offset + 4 > end ? 0 : view.getUint32(payload + offset);
  const small = (low: (record: Place) => number): Reading => ({ high: () => 0, low });
  const bigEndian = (offset: number): Reading => ({
    high: record => (record.payload + offset + 8 > record.end ? 0 : word(record, offset)),
    low: record => (record.payload + offset + 8 > record.end ? 0 : word(record, offset + 4)),
  });
  const error = ({ view, at, layout }: Place): number => view.getInt16(at + layout.errorOffset, littleEndian);
  const cgroup = ({ view, at, layout, action, payload }: Place, high: boolean): number =>
    (action & cgroupFlag) === 0 || payload < at + layout.bytes + 8
      ? 0
      : view.getUint32(at + layout.bytes + (high === littleEndian ? 4 : 0), littleEndian);
  const hex = ({ view, payload, end }: Place): string => {
    const digits: string[] = [];
    for (let at = payload; at < end; at++) digits.push(view.getUint8(at).toString(16).padStart(2, '0'));
    return digits.join(' ');
  };
  return new Map<string, Reading>([
    ['sequence', small(({ view, at }) => view.getUint32(at + sequenceOffset, littleEndian))],
    ['device_major', small(record => majorOf(device(record)))],
    ['device_minor', small(record => minorOf(device(record)))],
    [
      'sector',
      {
        high: ({ view, at }) => sectorHigh(view, at, littleEndian),
        low: ({ view, at }) => sectorLow(view, at, littleEndian),
      },
    ],
    ['bytes', small(({ view, at }) => bytesAt(view, at, littleEndian))],
    [
      'rwbs',
      {
        text: ({ view, at, layout }) =>
          rwbsOf(categoryAt(view, at, littleEndian, layout), bytesAt(view, at, littleEndian)),
      },
    ],
    ['error', { high: record => (error(record) < 0 ? 0xffff_ffff : 0), low: record => error(record) >>> 0 }],
    ['cgroup', { high: record => cgroup(record, true), low: record => cgroup(record, false) }],
    ['requests', bigEndian(0)],
    ['new_sector', bigEndian(0)],
    ['from_major', small(record => majorOf(word(record, 0)))],
    ['from_minor', small(record => minorOf(word(record, 0)))],
    ['to_major', small(record => majorOf(word(record, 4)))],
    ['to_minor', small(record => minorOf(word(record, 4)))],
    ['from_sector', bigEndian(8)],
    ['packet', { text: hex }],
    ['data', { text: hex }],
    ['text', { text: ({ view, payload, end }) => messageText(view, payload, end) }],
  ]);
}

function messageText(view: DataView, start: number, end: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, end - start);
  const zero = bytes.indexOf(0);
  return decodeUtf8(zero < 0 ? bytes : bytes.subarray(0, zero));
}
