import { describe, expect, it } from 'vitest';
import type { Trace } from '../../store/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import {
  chooseOperation,
  findOperations,
  followOperation,
  type Journey,
  leavesOf,
  parseWanted,
  type Stretch,
  sumRows,
} from './index.ts';

const event = (
  time: number,
  cpu: number,
  pid: number,
  name: string,
  fields: MadeEvent['fields'] = {},
): MadeEvent => ({
  time,
  cpu,
  pid,
  comm: names[pid] ?? `task${pid}`,
  event: name,
  fields,
});
const names: Readonly<Record<number, string>> = { 10: 'dd', 30: 'writer', 40: 'kworker/0:1' };
const enter = (time: number, cpu: number, pid: number, id: number): MadeEvent =>
  event(time, cpu, pid, 'raw_syscalls:sys_enter', { id });
const exit = (time: number, cpu: number, pid: number, id: number): MadeEvent =>
  event(time, cpu, pid, 'raw_syscalls:sys_exit', { id, ret: 0 });
const swap = (time: number, cpu: number, prev: number, state: number, next: number): MadeEvent =>
  event(time, cpu, prev, 'sched:sched_switch', { prev_pid: prev, prev_state: state, next_pid: next });
const wake = (time: number, cpu: number, by: number, pid: number): MadeEvent =>
  event(time, cpu, by, 'sched:sched_waking', { pid, target_cpu: 0 });
const irq = (time: number, cpu: number, pid: number, end: 'entry' | 'exit'): MadeEvent =>
  event(time, cpu, pid, `irq:irq_handler_${end}`, { irq: 5, name: 'disk' });

function follow(trace: Trace, of: string): Journey {
  const wanted = parseWanted(of)!;
  return followOperation(trace, chooseOperation(findOperations(trace, wanted), wanted)!);
}

/** Stretches as `kind name start-end`, those inside of others indented. */
function drawn(stretches: readonly Stretch[], depth = 0): string[] {
  return stretches.flatMap(({ kind, name, start, end, inside }) => [
    `${' '.repeat(depth)}${[kind, name].filter(Boolean).join(' ')} ${start}-${end}`,
    ...drawn(inside, depth + 1),
  ]);
}

function expectWhole({ operation, stretches }: Journey): void {
  let at = operation.start;
  for (const { start, end } of leavesOf(stretches)) {
    expect(start).toBe(at);
    at = end;
  }
  expect(at).toBe(operation.end);
}

const miss = handMade([
  swap(0, 0, 0, 0, 10),
  enter(10, 0, 10, 0),
  event(20, 0, 10, 'block:block_bio_queue', { dev: 0x800000, sector: 64, nr_sector: 8, rwbs: 'R' }),
  event(30, 0, 10, 'block:block_rq_issue', { dev: 0x800000, sector: 64, nr_sector: 8, rwbs: 'R' }),
  swap(40, 0, 10, 2, 0),
  irq(90, 0, 0, 'entry'),
  event(95, 0, 0, 'block:block_rq_complete', { dev: 0x800000, sector: 64, nr_sector: 8 }),
  wake(100, 0, 0, 10),
  irq(105, 0, 0, 'exit'),
  swap(120, 0, 0, 0, 10),
  irq(130, 0, 10, 'entry'),
  irq(140, 0, 10, 'exit'),
  exit(150, 0, 10, 0),
]);

describe('a journey', () => {
  it('of a read that misses: kernel, disk, interrupt, waiting for a CPU, and what an interrupt stole', () => {
    const journey = follow(miss, 'read@dd');
    expect(drawn(journey.stretches)).toEqual([
      'kernel read 10-40',
      'device 8:0 40-100',
      ' device 8:0 R 40-90',
      ' interrupt disk 90-100',
      'cpu runnable 100-120',
      'kernel read 120-130',
      'interrupt disk 130-140',
      'kernel read 140-150',
    ]);
    expectWhole(journey);
    expect(journey.effects.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['request 8:0 R 64']);
    const sums = sumRows(journey);
    const share = sums.column('share');
    const shares = Array.from({ length: sums.count }, (_, row) => sums.number(share, row));
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1);
  });

  it('of the request itself: before the device, in it, and the interrupt', () => {
    const journey = follow(miss, 'request');
    expect(drawn(journey.stretches)).toEqual([
      'queue 8:0 R 20-30',
      'device 8:0 R 30-90',
      'interrupt disk 90-95',
    ]);
    expectWhole(journey);
  });

  it('goes on in the task that ended a wait, and in what that waited for', () => {
    const trace = handMade([
      swap(0, 0, 0, 0, 10),
      swap(0, 1, 0, 0, 30),
      enter(10, 0, 10, 0),
      swap(20, 0, 10, 1, 0),
      swap(30, 1, 30, 1, 0),
      event(40, 1, 0, 'timer:hrtimer_expire_entry', { function: 0 }),
      wake(45, 1, 0, 30),
      event(50, 1, 0, 'timer:hrtimer_expire_exit', {}),
      swap(60, 1, 0, 0, 30),
      enter(65, 1, 30, 1),
      wake(70, 1, 30, 10),
      exit(75, 1, 30, 1),
      swap(80, 0, 0, 0, 10),
      exit(90, 0, 10, 0),
    ]);
    const journey = follow(trace, 'read');
    expect(drawn(journey.stretches)).toEqual([
      'kernel read 10-20',
      'task writer 20-70',
      ' user 20-30',
      ' waiting sleeping 30-45',
      ' cpu runnable 45-60',
      ' user 60-65',
      ' kernel write 65-70',
      'cpu runnable 70-80',
      'kernel read 80-90',
    ]);
    expectWhole(journey);
  });

  it('of a work item, and of one that a task waited for: the queue, then what its worker did', () => {
    const work = { work: 0xffff_8880_0000_1000n, function: 0n };
    const trace = handMade([
      swap(0, 0, 0, 0, 10),
      enter(10, 0, 10, 74),
      event(20, 0, 10, 'workqueue:workqueue_queue_work', work),
      swap(30, 0, 10, 2, 40),
      event(40, 0, 40, 'workqueue:workqueue_execute_start', work),
      wake(60, 0, 40, 10),
      event(70, 0, 40, 'workqueue:workqueue_execute_end', work),
      swap(80, 0, 40, 0x80, 10),
      exit(90, 0, 10, 74),
    ]);
    expect(drawn(follow(trace, 'fsync').stretches)).toEqual([
      'kernel fsync 10-30',
      'work work 30-60',
      ' work work 30-40',
      ' kernel 40-60',
      'cpu kworker/0:1 60-80',
      'kernel fsync 80-90',
    ]);
    const journey = follow(trace, 'work:work');
    expect(drawn(journey.stretches)).toEqual(['work work 20-40', 'kernel 40-70']);
    expectWhole(journey);
    expect(follow(trace, 'fsync').effects.map(({ kind }) => kind)).toEqual(['work']);
  });

  it('of a packet: queue, driver, backlog, protocol', () => {
    const packet = { skbaddr: 0xffff_8880_0000_2000n, len: 98, name: 'lo' };
    const trace = handMade([
      swap(0, 0, 0, 0, 10),
      event(10, 0, 10, 'net:net_dev_queue', packet),
      event(20, 0, 10, 'net:net_dev_start_xmit', { ...packet, data_len: 0 }),
      event(30, 0, 10, 'net:netif_rx', packet),
      event(40, 0, 10, 'net:net_dev_xmit', { ...packet, rc: 0 }),
      event(60, 0, 10, 'net:netif_receive_skb', packet),
      event(90, 0, 10, 'skb:consume_skb', { skbaddr: packet.skbaddr }),
    ]);
    const journey = follow(trace, 'packet:lo');
    expect(drawn(journey.stretches)).toEqual([
      'queue lo queue 10-20',
      'device lo driver 20-30',
      'queue lo backlog 30-40',
      'queue lo backlog 40-60',
      'kernel lo protocol 60-90',
    ]);
    expectWhole(journey);
  });

  it('says what is not known where events were lost', () => {
    const trace = handMade([
      swap(0, 0, 0, 0, 10),
      swap(5, 1, 0, 0, 50),
      swap(20, 0, 10, 1, 0),
      { ...event(60, 1, 50, 'a:x'), lost: 7 },
      wake(70, 0, 0, 10),
      swap(80, 0, 0, 0, 10),
      swap(90, 0, 10, 1, 0),
    ]);
    const journey = follow(trace, 'task@dd');
    expectWhole(journey);
    expect(drawn(journey.stretches).join()).toContain('unknown');
  });

  it('ends: two tasks that wake each other are followed back only in time', () => {
    const rounds = Array.from({ length: 200 }, (_, round) => round * 100 + 100).flatMap(time => [
      swap(time, 0, 10, 1, 0),
      swap(time, 1, 0, 0, 30),
      wake(time + 40, 1, 30, 10),
      swap(time + 45, 1, 30, 1, 0),
      swap(time + 50, 0, 0, 0, 10),
      wake(time + 90, 0, 10, 30),
    ]);
    const journey = follow(handMade([swap(0, 0, 0, 0, 10), ...rounds]), 'task@dd');
    expectWhole(journey);
  });
});

describe('what --of asks for', () => {
  it.each([
    ['read', { kind: undefined, name: 'read', who: undefined, nth: undefined }],
    ['read@dd#2', { kind: undefined, name: 'read', who: 'dd', nth: 2 }],
    ['request#3', { kind: 'request', name: undefined, who: undefined, nth: 3 }],
    ['request:8:0', { kind: 'request', name: '8:0', who: undefined, nth: undefined }],
    ['work:flush_to_ldisc', { kind: 'work', name: 'flush_to_ldisc', who: undefined, nth: undefined }],
    ['task@kworker/0:1', { kind: 'task', name: undefined, who: 'kworker/0:1', nth: undefined }],
  ])('%s', (text, wanted) => {
    expect(parseWanted(text)).toEqual(wanted);
  });

  it('nonsense is refused', () => {
    expect(parseWanted('nonsense:x')).toBeUndefined();
    expect(parseWanted('read@')).toBeUndefined();
  });

  it('a task by its comm, a call by its number', () => {
    const wanted = parseWanted('read@10')!;
    expect(findOperations(miss, wanted)).toHaveLength(1);
    expect(tasksOf(miss).comms[findOperations(miss, wanted)[0]!.task]).toBe('dd');
  });
});
