import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../base/index.ts';
import { layOutTraceDat, openTraceDat } from './index.ts';

const headerPage = `	field: u64 timestamp;	offset:0;	size:8;	signed:0;
	field: local_t commit;	offset:8;	size:8;	signed:1;
	field: int overwrite;	offset:8;	size:1;	signed:1;
	field: char data;	offset:16;	size:4080;	signed:1;
`;
const demo = `name: demo
ID: 7
format:
	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
	field:int common_pid;	offset:4;	size:4;	signed:1;

print fmt: ""
`;
const pageBytes = 4096;

/** A page with one event of 8 bytes, or with none. */
function page(time: number, events: number): Uint8Array {
  const bytes = new Uint8Array(pageBytes);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(time), true);
  view.setBigUint64(8, BigInt(events * 12), true);
  view.setUint32(16, 2, true);
  view.setUint16(20, 7, true);
  return bytes;
}

describe('a long stretch of pages without events', () => {
  it('is streamed in bounded memory', async () => {
    const pages = 60_000;
    const layout = layOutTraceDat({
      headerPage,
      headerEvent: '',
      ftraceFormats: [demo],
      eventFormats: [],
      kallsyms: new Uint8Array(0),
      printkFormats: new Uint8Array(0),
      savedCmdlines: new Uint8Array(0),
      uname: 'Linux',
      writer: 'test',
      traceClock: '[local]',
      cpuCount: 1,
      cpuStats: [],
      buffers: [{ name: '', cpus: [{ cpu: 0, size: pages * pageBytes }] }],
    });
    const { offset: start } = layout.records[0]!;
    let largest = 0;
    // The records are made when they are asked for: an event in the first page and in the last one.
    const source: ByteSource = {
      name: 'made up',
      size: layout.size,
      read: async (offset, length, into) => {
        largest = Math.max(largest, length);
        const bytes = into ?? new Uint8Array(Math.min(length, layout.size - offset));
        bytes.fill(0);
        for (const piece of layout.pieces) {
          const from = Math.max(offset, piece.offset);
          const to = Math.min(offset + bytes.length, piece.offset + piece.bytes.length);
          if (from < to)
            bytes.set(piece.bytes.subarray(from - piece.offset, to - piece.offset), from - offset);
        }
        const firstPage = Math.max(0, Math.floor((offset - start) / pageBytes));
        for (let at = firstPage; at < pages && start + at * pageBytes < offset + length; at++) {
          const place = start + at * pageBytes - offset;
          if (place < 0) continue;
          const made = page(1000 + at, at === 0 || at === pages - 1 ? 1 : 0);
          bytes.set(made.subarray(0, Math.min(pageBytes, bytes.length - place)), place);
        }
        return bytes.subarray(0, Math.min(length, layout.size - offset));
      },
    };
    const recording = await openTraceDat(source, {});
    let events = 0;
    let held = 0;
    for await (const trace of recording.stream()) {
      events += trace.count;
      held = Math.max(held, ...trace.runs.map(run => run.view.byteLength));
    }
    expect(events).toBe(2);
    expect(held).toBeLessThan(1 << 26);
    expect(largest).toBeLessThan(1 << 26);
  });
});
