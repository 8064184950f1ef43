import { tasksOf } from '../../analyses/tasks/index.ts';
import { growing, type Trace, unknownEvent } from '../../store/index.ts';
import { censusOf } from './census.ts';
import { type Hue, look } from './contract.ts';
import { hueOf, hueOfTask, type Lane, type SliceOrigin } from './lane.ts';
import { LaneBlocks } from './lane-blocks.ts';
import { inOrder, isRising, risingOrder } from './rising-order.ts';
import { taskTitle } from './titles.ts';

const systemHues: Readonly<Record<string, Hue>> = {
  sched: 'process',
  task: 'process',
  signal: 'process',
  cgroup: 'process',
  raw_syscalls: 'system-call',
  syscalls: 'system-call',
  irq: 'interrupt',
  irq_vectors: 'interrupt',
  exceptions: 'interrupt',
  ipi: 'interrupt',
  timer: 'deferred',
  workqueue: 'deferred',
  rcu: 'deferred',
  kmem: 'memory',
  vmscan: 'memory',
  compaction: 'memory',
  oom: 'memory',
  migrate: 'memory',
  filemap: 'vfs',
  writeback: 'vfs',
  ext4: 'filesystem',
  jbd2: 'filesystem',
  xfs: 'filesystem',
  btrfs: 'filesystem',
  block: 'block',
  blktrace: 'block',
  scsi: 'driver',
  nvme: 'driver',
  net: 'network',
  skb: 'network',
  napi: 'network',
  sock: 'network',
  tcp: 'network',
  udp: 'network',
  lock: 'locking',
  power: 'idle',
};

/** The hue of events of a system. */
export function hueOfSystem(system: string): number {
  return hueOf(systemHues[system] ?? 'event');
}

/** The events of one type, called as the task that they were recorded in. */
export function eventTypeLane(trace: Trace, event: number): Lane {
  const tasks = tasksOf(trace);
  const rows = rowsOfEvent(trace, event);
  const ofRows = new Uint32Array(rows.length);
  for (let index = 0; index < rows.length; index++) ofRows[index] = tasks.ofRow(rows[index]!);
  return eventLane(trace, rows, ofRows, task => ({
    name: taskTitle(trace, task),
    hue: hueOfTask(task),
    look: look.full,
  }));
}

/** Events at some rows, called as what they are. */
export function eventsLane(trace: Trace, rows: Uint32Array): Lane {
  const events = new Uint32Array(rows.length);
  for (let index = 0; index < rows.length; index++) events[index] = trace.event[rows[index]!]!;
  return eventLane(trace, rows, events, event => {
    const format = trace.formats[event];
    if (format === undefined || event === unknownEvent)
      return { name: '?', hue: hueOf('event'), look: look.unknown };
    return { name: format.name, hue: hueOfSystem(format.system), look: look.full };
  });
}

/** Rows of the events for which there is a 1. */
export function rowsOfEvents({ count, event }: Trace, isWanted: Uint8Array): Uint32Array {
  const rows = growing.u32();
  for (let row = 0; row < count; row++) if (isWanted[event[row]!] === 1) rows.push(row);
  return rows.view();
}

/** Rows of one event. */
export function rowsOfEvent(trace: Trace, wanted: number): Uint32Array {
  const { count, event } = trace;
  const rows = new Uint32Array(censusOf(trace).ofEvent[wanted] ?? 0);
  for (let row = 0, place = 0; row < count && place < rows.length; row++)
    if (event[row] === wanted) rows[place++] = row;
  return rows;
}

export function rowsOfCpu({ count, cpu }: Trace, wanted: number): Uint32Array {
  const rows = growing.u32();
  for (let row = 0; row < count; row++) if (cpu[row] === wanted) rows.push(row);
  return rows.view();
}

export function rowsOfTask(trace: Trace, task: number): Uint32Array {
  const { count, pid } = trace;
  const tasks = tasksOf(trace);
  const tid = tasks.tids[task];
  const rows = growing.u32();
  for (let row = 0; row < count; row++) if (pid[row] === tid && tasks.ofRow(row) === task) rows.push(row);
  return rows.view();
}

/** Events take no time: nothing is to be laid beside another. Where a clock went backwards they are put into order. */
function eventLane(trace: Trace, rows: Uint32Array, styles: Uint32Array, styleOf: Lane['styleOf']): Lane {
  const count = rows.length;
  const times = new Float64Array(count);
  for (let index = 0; index < count; index++) times[index] = trace.time[rows[index]!]!;
  const order = isRising(times) ? undefined : risingOrder(times);
  const start = order === undefined ? times : inOrder(times, order);
  const source = order === undefined ? rows : inOrder(rows, order);
  const style = order === undefined ? styles : inOrder(styles, order);
  return {
    kind: 'instants',
    count,
    depths: 1,
    first: Uint32Array.of(0, count),
    start,
    end: start,
    style,
    source,
    blocks: new LaneBlocks(start, start),
    styleOf,
    originOf: row => eventOrigin(trace, row),
  };
}

function eventOrigin(trace: Trace, row: number): SliceOrigin {
  const task = tasksOf(trace).ofRow(row);
  return { beginRow: row, endRow: row, task, cpu: trace.cpu[row]!, phases: [] };
}
