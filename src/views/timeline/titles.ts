import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { cutInMiddle } from './slice-tile.ts';

/** What a task is called on tracks: `dd 216`. */
export function taskTitle(trace: Trace, task: number): string {
  const found = tasksOf(trace).list[task];
  if (found === undefined) return '';
  return found.idleOf === undefined ? `${cutInMiddle(found.comm, 64)} ${found.tid}` : found.comm;
}

/** What a track that an analysis describes is called; by its id where nobody gave it a name. */
export function trackTitle(id: string): string {
  return titles[id]?.() ?? id;
}

const titles: Readonly<Record<string, () => string>> = {
  'sched.runqueue': () => say('tracks.runqueue'),
  'syscalls.calls': () => say('tracks.syscalls'),
  'memory.stalls': () => say('tracks.stalls'),
  'memory.faults': () => say('tracks.faults'),
  'memory.watermarks': () => say('tracks.free-pages'),
  'workqueue.works': () => say('tracks.works'),
  'files.dirty': () => say('tracks.dirty'),
  'files.flushers': () => say('tracks.flushers'),
  'files.operations': () => say('tracks.file-operations'),
  'block.requests': () => say('tracks.requests'),
  'block.depths': () => say('tracks.in-flight'),
  'block.throughput': () => say('tracks.throughput'),
  'network.packets': () => say('tracks.packets'),
  'network.connections': () => say('tracks.connections'),
  'network.drops': () => say('tracks.drops'),
  'signal.signals': () => say('tracks.signals'),
  'locks.waits': () => say('tracks.locks'),
  'power.idles': () => say('tracks.idle-states'),
  'power.changes': () => say('tracks.frequency'),
  'cgroup.events': () => say('tracks.cgroups'),
  'bpf.messages': () => say('tracks.bpf'),
};
