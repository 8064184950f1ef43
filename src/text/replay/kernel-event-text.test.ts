import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/index.ts';
import { openUftrace } from '../../formats/uftrace/index.ts';
import { folderOf, recordedFiles } from '../../formats/uftrace/testing/recorded.ts';
import { kernelEventText } from './kernel-event-text.ts';
import { replayAsUftrace } from './uftrace-replay.ts';

const format = `name: sched_process_exit
ID: 318
format:
	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
	field:int common_pid;	offset:4;	size:4;	signed:1;

	field:char comm[16];	offset:8;	size:16;	signed:0;
	field:pid_t pid;	offset:24;	size:4;	signed:1;
	field:int prio;	offset:28;	size:4;	signed:1;

print fmt: "comm=%s pid=%d prio=%d", REC->comm, REC->pid, REC->prio
`;

/** A page with one event of the format above, and the marks of a loss before it. */
function page(time: bigint, tid: number): Uint8Array {
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, time, true);
  view.setUint32(8, (36 | 0x8000_0000 | 0x4000_0000) >>> 0, true);
  view.setUint32(16, 8, true); // 32 bytes of payload, no time since the page's
  view.setUint16(20, 318, true);
  view.setInt32(24, tid, true);
  bytes.set(encodeUtf8('files'), 28);
  view.setInt32(44, tid, true);
  view.setInt32(48, 120, true);
  view.setUint32(52, 5, true); // the count of lost records stands right after the data
  return bytes;
}

test('kernel events stand in the tree with their fields, after what was lost before them', async () => {
  const files = recordedFiles('events');
  const header = new TextDecoder().decode(files.get('kernel_header'));
  files.set(
    'kernel_header',
    encodeUtf8(`${header}TRACEFS: events/sched/sched_process_exit/format: ${format.length}\n${format}`),
  );
  const task = files.get('225.dat')!;
  const inside = new DataView(task.buffer, task.byteOffset).getBigUint64(16 * 5, true) + 1n;
  files.set('kernel-cpu0.dat', page(inside, 225));
  files.set('kernel-cpu1.dat', new Uint8Array(0));
  const recording = await openUftrace(folderOf(files));
  const lines: string[] = [];
  replayAsUftrace(recording, { kernelText: kernelEventText(recording) }, line => lines.push(line));
  const event = lines.findIndex(line => line.includes('sched:'));
  expect(lines[event]).toBe(
    '            [   225] |     /* sched:sched_process_exit (comm=files pid=225 prio=120) */',
  );
  expect(lines[event - 1]).toMatch(/\/\* LOST 5 records!! \*\/$/);
  expect(recording.problemRows).toMatchObject([{ name: 'uftrace.lost-kernel', count: 5 }]);
});
