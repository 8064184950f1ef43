import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

// Each operation in a program of its own name, so that it can be asked for; busybox is any of its programs under such names.
const script = `cd /scratch
for name in miss-1 miss-2 miss-3 hit writer pinger ponger; do cp /run/ringside/busybox busybox-$name; done
dd if=/dev/zero of=file bs=4096 count=1024 2>/dev/null
sync
for time in 1 2 3; do
  echo 3 > /proc/sys/vm/drop_caches
  ./busybox-miss-$time dd if=file of=/dev/null bs=1M count=2 2>/dev/null
done
./busybox-hit dd if=file of=/dev/null bs=1M count=2 2>/dev/null
./busybox-writer dd if=/dev/zero of=dirty bs=4096 count=4 2>/dev/null
dd if=/dev/zero of=synced bs=4096 count=16 conv=fsync 2>/dev/null
sync
mkfifo there back
./busybox-ponger sh -c 'exec 3<>there 4<>back; read x <&3; echo pong >&4' &
./busybox-pinger sh -c 'exec 3<>there 4<>back; echo ping >&3; read y <&4'
wait
sleep 5 & /run/ringside/busybox usleep 50000; kill -TERM $!; wait
./busybox-pinger ping -c 1 127.0.0.1 > /dev/null`;

const events = [
  ...['sched:*', 'raw_syscalls:*', 'irq:*', 'block:*', 'workqueue:*', 'timer:*_expire_*', 'signal:*'],
  ...['writeback:*', 'filemap:*', 'net:*'],
];

let recording: string;
beforeAll(() => {
  recording = join(temporaryFolder(), 'journeys');
  const graph = ['-p', 'function_graph', '-g', 'handle_mm_fault', '--depth', '1'];
  const recorded = ringside([
    ...['record', '--all', '-q', '-o', recording, '--buffer', '16384', ...graph],
    ...events.flatMap(event => ['-e', event]),
    ...['--', 'sh', '-c', script],
  ]);
  expect(recorded.code, recorded.stderr).toBe(0);
});
afterAll(removeTemporary);

interface Stretch {
  readonly duration: number;
  readonly kind: string;
  readonly name: string;
  readonly comm: string | null;
  readonly is_leaf: number;
}
interface Followed {
  readonly stretches: readonly Stretch[];
  readonly kinds: readonly string[];
  readonly effects: readonly { readonly kind: string; readonly comm: string | null }[];
}

/** The journey of an operation, after it was seen that its leaves add up to the sum of its outermost stretches. */
function follow(of: string): Followed {
  const { code, stdout, stderr } = ringside(['journey', recording, '--of', of, '--json']);
  expect(code, stderr).toBe(0);
  const { tables } = JSON.parse(stdout) as { tables: readonly { table: string; rows: unknown }[] };
  const rows = <T>(id: string): readonly T[] =>
    tables.find(({ table }) => table === id)!.rows as readonly T[];
  const stretches = rows<Stretch & { readonly depth: number }>('journey.stretches');
  const sum = (some: readonly Stretch[]): number => some.reduce((all, { duration }) => all + duration, 0);
  expect(sum(stretches.filter(({ is_leaf }) => is_leaf === 1))).toBe(
    sum(stretches.filter(({ depth }) => depth === 0)),
  );
  return {
    stretches,
    kinds: [...new Set(stretches.map(({ kind }) => kind))],
    effects: rows('journey.effects'),
  };
}

describe('journeys recorded in the guest', () => {
  test('read miss: the kernel, the disk, its interrupt, a CPU', () => {
    const reads = [1, 2, 3].map(time => follow(`read@busybox-miss-${time}`));
    for (const { kinds, effects } of reads) {
      expect(kinds).toEqual(expect.arrayContaining(['kernel', 'interrupt']));
      expect(effects.map(({ kind }) => kind)).toContain('request');
    }
    // The emulated disk may be done before the task goes to sleep: then its interrupt comes into the computing, or onto
    // the other CPU, where it is no part of this journey.
    const isOfDisk = ({ kind, name }: Stretch): boolean => kind !== 'kernel' && /^8:0|^virtio/.test(name);
    expect(reads.flatMap(({ stretches }) => stretches).filter(isOfDisk)).not.toEqual([]);
  });

  test('read hit: nothing but the kernel and what took the CPU from it', () => {
    const { kinds, effects } = follow('read@busybox-hit');
    expect(kinds).toContain('kernel');
    expect(kinds.filter(kind => !['kernel', 'interrupt', 'cpu'].includes(kind))).toEqual([]);
    expect(effects.filter(({ kind }) => kind === 'request')).toEqual([]);
  });

  test('buffered write to disk: the call waits for no device; a worker writes back what it dirtied', () => {
    const { kinds, effects } = follow('write@busybox-writer');
    expect(kinds).not.toContain('device');
    const writeback = effects.find(({ kind }) => kind === 'writeback');
    expect(writeback?.comm).toMatch(/^kworker|^sync|^dd/);
  });

  test('fsync: the journal’s thread, and through it the disk', () => {
    const { stretches, kinds } = follow('fsync');
    expect(kinds).toEqual(expect.arrayContaining(['kernel', 'device', 'task', 'interrupt']));
    expect(stretches.find(({ kind }) => kind === 'task')?.name).toMatch(/^jbd2/);
  });

  test('page fault from file: computing in memory management, and what it waited for', () => {
    const { kinds, stretches } = follow('function:handle_mm_fault@busybox-miss-1');
    expect(kinds).toContain('kernel');
    expect(stretches[0]!.comm).toBe('busybox-miss-1');
  });

  test('pipe ping-pong: the wait for the answer is what the other task did', () => {
    // Its shell waits in poll before it reads.
    const { stretches } = follow('poll@busybox-pinger');
    const wait = stretches.find(({ kind }) => kind === 'task');
    expect(wait?.name).toBe('busybox-ponger');
    expect(stretches.some(({ comm, is_leaf }) => comm === 'busybox-ponger' && is_leaf === 1)).toBe(true);
  });

  test('kill: from the signal’s generation to its delivery', () => {
    const { stretches, kinds } = follow('signal:15');
    expect(stretches.length).toBeGreaterThan(0);
    expect(kinds.some(kind => ['cpu', 'task', 'waiting', 'kernel', 'computing', 'user'].includes(kind))).toBe(
      true,
    );
  });

  test('ping: the packet goes through the softirq within the call that sends it, or in its thread', () => {
    const packet = follow('packet:lo').stretches;
    expect(packet.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['lo driver', 'lo backlog', 'lo protocol']),
    );
    const sent = follow('sendto@busybox-pinger').stretches;
    expect(sent.some(({ kind, name }) => kind === 'kernel' && name === 'sendto')).toBe(true);
    const isReceived = sent.some(({ kind, name }) => kind === 'interrupt' && name === 'NET_RX');
    if (isReceived) return;
    const received = follow('recvfrom@busybox-pinger').stretches;
    expect(received.some(({ comm }) => comm?.startsWith('ksoftirqd/'))).toBe(true);
  });
});
