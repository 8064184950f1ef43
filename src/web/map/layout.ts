import type { PartGroup } from '../../kernel/index.ts';

/** Groups from what programs call down to the hardware, in the order of map.css. */
export const layerGroups: readonly PartGroup[] = [
  'system-call',
  'process',
  'memory',
  'vfs',
  'security',
  'filesystem',
  'network',
  'block',
  'driver',
];

/** What interrupts all of them, or is used by all. */
export const sideGroups: readonly PartGroup[] = ['interrupt', 'deferred', 'locking', 'other'];

/** Tables that tell more of a part, or of a group of parts. */
const tables: Readonly<Record<string, string>> = {
  'system-call': 'syscalls.names',
  process: 'sched.tasks',
  signal: 'signal.signals',
  cgroup: 'cgroup.groups',
  memory: 'memory.faults',
  vfs: 'files.files',
  filesystem: 'files.operations',
  block: 'block.requests',
  network: 'network.packets',
  interrupt: 'irq.handlers',
  softirq: 'irq.softirqs',
  timer: 'irq.timer-functions',
  workqueue: 'workqueue.functions',
  lock: 'locks.locks',
  futex: 'locks.locks',
  power: 'power.states',
  bpf: 'bpf.messages',
};

/** The table about a part; undefined where there is none. */
export function tableOf(part: string, group: PartGroup): string | undefined {
  return tables[part] ?? tables[group];
}
