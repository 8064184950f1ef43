import { describe, expect, it } from 'vitest';
import { EventColumns } from './event-columns.ts';
import { PageCursor } from './page-cursor.ts';
import { defaultPageLayout, parsePageLayout } from './page-layout.ts';
import { walkPage } from './walk-page.ts';

/** Builds a page as a kernel of this width and byte order would. */
function page(
  longBytes: 4 | 8,
  little: boolean,
  stamp: bigint,
  words: readonly number[],
  flags = 0,
  size = 256,
) {
  const view = new DataView(new ArrayBuffer(size));
  view.setBigUint64(0, stamp, little);
  const commit = (words.length * 4) | flags;
  if (longBytes === 8) view.setBigUint64(8, BigInt(commit >>> 0), little);
  else view.setUint32(8, commit >>> 0, little);
  words.forEach((word, index) => {
    view.setUint32(8 + longBytes + index * 4, word >>> 0, little);
  });
  return view;
}
const head = (little: boolean, type: number, delta: number) =>
  little ? type | (delta << 5) : (type << 27) | delta;

const machines = [
  { longBytes: 8, little: true },
  { longBytes: 8, little: false },
  { longBytes: 4, little: true },
  { longBytes: 4, little: false },
] as const;

describe.each(machines)('a page of a kernel with $longBytes-byte longs, little endian: $little', machine => {
  const { longBytes, little } = machine;
  const layout = defaultPageLayout(longBytes, little);
  const h = (type: number, delta: number) => head(little, type, delta);

  it('applies extends, stamps and padding and stops at every record', () => {
    const words = [
      h(1, 5),
      0xaaaa, //
      h(30, 3),
      2, // 2 * 2^27 + 3 later
      h(0, 1),
      11,
      1,
      2, // 7 bytes of payload take 8
      h(29, 4),
      8,
      0, // a discarded event of 12 bytes, 4 ticks later
      h(2, 0),
      7,
      8,
      h(31, 9),
      1, // the absolute time 2^27 + 9
      h(1, 1),
      3,
      h(29, 0),
      1,
      h(1, 1),
      9,
    ]; // prettier-ignore
    const stamp = 0xf800_0000_0000_1000n;
    const columns = new EventColumns(1);
    const cursor = new PageCursor(page(longBytes, little, stamp, words), layout, stamp - 100n);
    expect(walkPage(cursor, 0, 256, columns)).toBe(4);
    const data = layout.dataOffset;
    const second = 105 + 2 ** 28 + 3 + 1;
    const absolute = Number(0xf800_0000_0000_0000n + 2n ** 27n + 9n - (stamp - 100n));
    expect([...columns.time.subarray(0, 4)]).toEqual([105, second, second + 4, absolute + 1]);
    expect([...columns.offset.subarray(0, 4)]).toEqual([data + 4, data + 24, data + 48, data + 68]);
    expect([...columns.length.subarray(0, 4)]).toEqual([4, 8, 8, 4]);
    expect(cursor.fault).toBeUndefined();
  });

  it('says how many events were lost before, where the kernel stored it', () => {
    const words = [h(1, 0), 1];
    const counted = page(longBytes, little, 0n, words, 0xc000_0000);
    if (longBytes === 8) counted.setBigUint64(layout.dataOffset + 8, 42n, little);
    else counted.setUint32(layout.dataOffset + 8, 42, little);
    const cursor = new PageCursor(counted, layout, 0n);
    cursor.load(0, 256);
    expect(cursor.lost).toBe(42);
    const uncounted = new PageCursor(page(longBytes, little, 0n, words, 0x8000_0000), layout, 0n);
    uncounted.load(0, 256);
    expect(uncounted.lost).toBe(-1);
    const none = new PageCursor(page(longBytes, little, 0n, words), layout, 0n);
    none.load(0, 256);
    expect(none.lost).toBe(0);
  });

  it.each([
    ['an event beyond the data', [h(1, 0), 1, h(5, 0), 1], 1, 8],
    ['a stored length beyond the data', [h(1, 0), 1, h(0, 0), 0xffff_fff0], 1, 8],
    ['a stored length below its own size', [h(0, 0), 3, 0], 0, 0],
    ['a padding that does not move on', [h(29, 1), 0, 0], 0, 0],
    ['a time extend cut in half', [h(1, 0), 1, h(30, 0)], 1, 8],
  ])('keeps what stands before %s', (_what, words, good, at) => {
    const columns = new EventColumns();
    const cursor = new PageCursor(page(longBytes, little, 0n, words), layout, 0n);
    expect(walkPage(cursor, 0, 256, columns)).toBe(good);
    expect(cursor.fault).toBe('event');
    expect(cursor.faultOffset).toBe(layout.dataOffset + at);
  });

  it('refuses pages that hold more than they have room for, or are cut off', () => {
    const full = page(longBytes, little, 0n, new Array<number>(20).fill(0), 0, 128);
    const cursor = new PageCursor(full, layout, 0n);
    expect(cursor.load(0, 64)).toBe(false);
    expect(cursor.fault).toBe('size');
    expect(cursor.load(64, 128)).toBe(false);
    expect(cursor.next()).toBe(false);
  });
});

// struct ring_buffer_event { u32 type:2, len:3, time_delta:27; u32 array[]; } of Linux 2.6.30
describe.each(machines)(
  'a page from before Linux 2.6.31, $longBytes-byte longs, little endian: $little',
  machine => {
    const { longBytes, little: littleEndian } = machine;
    const old = (type: number, words: number, delta: number) =>
      head(littleEndian, littleEndian ? type | (words << 2) : (type << 3) | words, delta);
    const layout = parsePageLayout('', littleEndian, longBytes);

    it('is read by its own heads of events', () => {
      const words = [old(3, 2, 5), 1, 2, old(1, 1, 3), 2, old(3, 0, 4), 12, 3, 4, old(0, 0, 0), 5];
      const columns = new EventColumns(1);
      const cursor = new PageCursor(page(longBytes, littleEndian, 100n, words), layout, 0n);
      expect(walkPage(cursor, 0, 256, columns)).toBe(2);
      const second = 105 + 2 * 2 ** 27 + 3 + 4;
      expect([...columns.time.subarray(0, 2)]).toEqual([105, second]);
      const data = layout.dataOffset;
      expect([...columns.offset.subarray(0, 2)]).toEqual([data + 4, data + 28]);
      expect([...columns.length.subarray(0, 2)]).toEqual([8, 8]);
      expect(cursor.fault).toBeUndefined();
    });

    it.each([
      ['data beyond the page', [old(3, 7, 1), 1]],
      ['a stored length below its own size', [old(3, 0, 1), 3, 0]],
      ['a time extend cut in half', [old(1, 1, 1)]],
    ])('stops at %s', (_what, words) => {
      const cursor = new PageCursor(page(longBytes, littleEndian, 0n, words), layout, 0n);
      expect(walkPage(cursor, 0, 256, new EventColumns())).toBe(0);
      expect(cursor.fault).toBe('event');
    });
  },
);

describe('the text of header_page', () => {
  const text = (commit: number, data: number) =>
    `\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n\tfield: local_t commit;\toffset:8;\tsize:${commit};\tsigned:1;\n` +
    `\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n\tfield: char data;\toffset:${data};\tsize:4080;\tsigned:1;\n`;
  it('gives the layout', () => {
    expect(parsePageLayout(text(8, 16), true, 8)).toEqual({
      littleEndian: true,
      longBytes: 8,
      dataOffset: 16,
    });
    expect(parsePageLayout(text(4, 12), false, 8)).toEqual({
      littleEndian: false,
      longBytes: 4,
      dataOffset: 12,
    });
    expect(parsePageLayout('', true, 4)).toEqual({
      littleEndian: true,
      longBytes: 4,
      dataOffset: 12,
      old: true,
    });
  });
  it('is refused where it contradicts itself', () => {
    expect(() => parsePageLayout(text(3, 16), true, 8)).toThrow('header_page');
    expect(() => parsePageLayout(text(8, 10), true, 8)).toThrow('data at 10');
  });
});
