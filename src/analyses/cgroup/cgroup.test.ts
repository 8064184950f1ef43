import { expect, it } from 'vitest';
import { answerRows } from '../testing/answer-rows.ts';
import { handMade } from '../testing/hand-made.ts';
import { cgroupAnalysis } from './index.ts';

it('cgroups: made, joined by a task and populated, with who did it and who was moved', () => {
  const trace = handMade([
    {
      time: 1,
      pid: 1,
      comm: 'systemd',
      event: 'cgroup:cgroup_mkdir',
      fields: { root: 0, level: 1, id: 42, path: '/job' },
    },
    { time: 2, pid: 9, comm: 'job', event: 'sched:sched_switch', fields: { next_pid: 0, prev_pid: 9 } },
    {
      time: 3,
      pid: 1,
      event: 'cgroup:cgroup_attach_task',
      fields: { dst_root: 0, dst_level: 1, dst_id: 42, dst_path: '/job', pid: 9, comm: 'job' },
    },
    {
      time: 4,
      pid: 1,
      event: 'cgroup:cgroup_notify_populated',
      fields: { root: 0, level: 1, id: 42, path: '/job', val: 1 },
    },
    {
      time: 6,
      pid: 1,
      event: 'cgroup:cgroup_notify_populated',
      fields: { root: 0, level: 1, id: 42, path: '/job', val: 0 },
    },
  ]);
  expect(
    answerRows(cgroupAnalysis, trace, 'cgroup.events', [
      'time',
      'event',
      'path',
      'id',
      'value',
      'moved_comm',
      'comm',
    ]),
  ).toEqual([
    [1, 'mkdir', '/job', 42, undefined, undefined, 'systemd'],
    [3, 'attach_task', '/job', 42, undefined, 'job', 'systemd'],
    [4, 'notify_populated', '/job', 42, 1, undefined, 'systemd'],
    [6, 'notify_populated', '/job', 42, 0, undefined, 'systemd'],
  ]);
  expect(
    answerRows(cgroupAnalysis, trace, 'cgroup.groups', ['path', 'event', 'count', 'first', 'last', 'row']),
  ).toEqual([
    ['/job', 'mkdir', 1, 1, 1, 0],
    ['/job', 'attach_task', 1, 3, 3, 2],
    ['/job', 'notify_populated', 2, 4, 6, 3],
  ]);
});
