import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

const script = `mkdir -p /tmp/groups
mount -t cgroup2 none /tmp/groups
mkdir /tmp/groups/job
echo 0 > /tmp/groups/job/cgroup.procs
dd if=/dev/zero of=/scratch/one bs=64k count=16 oflag=direct
busybox ping -c 3 127.0.0.1
sync
sleep 0.3`;

const events = ['irq:*', 'irq_vectors:*', 'timer:*', 'workqueue:*', 'power:*', 'cgroup:*'];

type Row = Readonly<Record<string, unknown>>;

let recording: string;
beforeAll(() => {
  recording = join(temporaryFolder(), 'irq');
  const chosen = events.flatMap(event => ['-e', event]);
  const recorded = ringside([
    ...['record', '--all', '-q', '-o', recording, ...chosen],
    ...['--buffer', '8192', '--', 'sh', '-c', script],
  ]);
  expect(recorded.code, recorded.stderr).toBe(0);
});

function rowsOf(table: string): readonly Row[] {
  const { stdout, stderr } = ringside(['report', recording, table, '--json']);
  return (JSON.parse(stdout || stderr) as { rows: readonly Row[] }).rows;
}

test('interrupts of a disk (What must be shown, 3): one at least for each of 16 direct writes', () => {
  const disk = rowsOf('irq.handlers').filter(({ handler }) => /^virtio\d-request$/.test(String(handler)));
  expect(disk.reduce((sum, { count }) => sum + Number(count), 0)).toBeGreaterThanOrEqual(16);
});

test('softirqs of a ping (3): on the loopback device they run in the task that sends', () => {
  const received = rowsOf('irq.runs').filter(({ name, comm }) => name === 'NET_RX' && comm === 'busybox');
  const inTask = received.filter(({ place, delay }) => place === 'task' && Number(delay) > 0);
  expect(inTask.length).toBeGreaterThanOrEqual(3);
});

test('the timer of a sleep of 300 ms (3): started by it, not early, and its CPU interrupted', () => {
  const sleep = rowsOf('irq.expiries').filter(({ starter_comm }) => starter_comm === 'sleep');
  const [longest] = sleep
    .filter(({ timer, function: name }) => timer === 'hrtimer' && name === 'hrtimer_wakeup')
    .toSorted((a, b) => Number(b.wait) - Number(a.wait));
  expect(Number(longest!.wait)).toBeGreaterThanOrEqual(300_000_000);
  expect(Number(longest!.lateness)).toBeGreaterThanOrEqual(0);
  const around = rowsOf('irq.runs').filter(
    ({ name, cpu, time, duration }) =>
      name === 'local_timer' &&
      cpu === longest!.cpu &&
      Number(time) <= Number(longest!.time) &&
      Number(longest!.time) <= Number(time) + Number(duration),
  );
  expect(around).toHaveLength(1);
});

test('the work item of sync (3): queued by it, run by a worker', () => {
  const [work] = rowsOf('workqueue.works').filter(
    ({ queuer_comm, function: name }) => queuer_comm === 'sync' && name === 'wb_workfn',
  );
  expect(work).toMatchObject({ workqueue: 'writeback', context: 'task' });
  expect(String(work!.comm)).toMatch(/^kworker\//);
  expect(Number(work!.delay)).toBeGreaterThan(0);
  expect(Number(work!.duration)).toBeGreaterThan(0);
});

test('idle CPUs: both for most of the sleep, each woken by an interrupt', () => {
  const states = rowsOf('power.states');
  for (const cpu of [0, 1]) {
    const idle = states.filter(row => row.cpu === cpu).reduce((sum, { total }) => sum + Number(total), 0);
    expect(idle).toBeGreaterThan(150_000_000);
  }
  const wakers = rowsOf('power.wakers');
  const count = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + Number(row.count), 0);
  expect(count(wakers.filter(({ waker }) => waker !== ''))).toBeGreaterThan(count(wakers) * 0.9);
});

test('a cgroup: made, joined, populated', () => {
  const job = rowsOf('cgroup.groups').filter(({ path }) => path === '/job');
  expect(job.map(({ event }) => event).sort()).toEqual(
    expect.arrayContaining(['attach_task', 'mkdir', 'notify_populated']),
  );
});
