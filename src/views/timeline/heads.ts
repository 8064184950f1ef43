import { hasCalls } from '../../analyses/calls/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { UftraceRecording } from '../../formats/index.ts';
import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { keptHeads } from '../query/kept-rows.ts';
import type { Opened } from '../workbench.ts';
import { censusOf, countEvents } from './census.ts';
import { type TrackHead, trackGroups } from './contract.ts';
import { guessDepths } from './cpu-lane.ts';
import { familyHeads } from './part-heads.ts';
import { cutInMiddle } from './slice-tile.ts';
import { taskTitle } from './titles.ts';

const interruptEvents = ['irq:irq_handler_entry', 'irq:softirq_entry', 'irq_vectors:*'];

/** The tracks that a time line begins with, from counts alone. */
export function headsOf(opened: Opened): readonly TrackHead[] {
  const { trace } = opened;
  const heads = [
    ...keptHeads(trace),
    ...cpuHeads(trace),
    ...taskHeads(opened),
    ...familyHeads(opened),
    ...eventHeads(trace),
  ];
  return trackGroups.flatMap(group => heads.filter(head => head.group === group));
}

function cpuHeads(trace: Trace): readonly TrackHead[] {
  const hasInterrupts = countEvents(trace, interruptEvents) > 0;
  return [...censusOf(trace).ofCpu]
    .sort(([a], [b]) => a - b)
    .map(([cpu, weight]) => ({
      id: `cpu:${cpu}`,
      group: 'cpus',
      hasParts: true,
      title: `CPU ${cpu}`,
      sentence: say(hasSwitches(trace) ? 'tracks.cpu.about' : 'tracks.cpu.seen'),
      kind: 'slices',
      depths: guessDepths(hasInterrupts),
      weight,
    }));
}

/** Tasks whose calls are shown at once, where calls are what was recorded. */
const mostOpened = 3;

function taskHeads({ recording, trace }: Opened): readonly TrackHead[] {
  const { ofTask } = censusOf(trace);
  const tasks = tasksOf(trace);
  const sentence = say(hasSwitches(trace) ? 'tracks.task.about' : 'tracks.task.seen');
  const isOfCalls = recording instanceof UftraceRecording || (!hasSwitches(trace) && hasCalls(trace));
  const heads = byWeight(
    tasks.list.flatMap((_, task): TrackHead[] =>
      tasks.isIdle(task)
        ? []
        : [
            {
              id: `task:${task}`,
              group: 'tasks',
              hasParts: true,
              title: taskTitle(trace, task),
              sentence,
              kind: 'slices',
              depths: 1,
              weight: ofTask[task] ?? 0,
              task,
            },
          ],
    ),
  );
  return isOfCalls
    ? heads.map((head, index) => (index < mostOpened ? { ...head, opensFirst: true } : head))
    : heads;
}

function eventHeads(trace: Trace): readonly TrackHead[] {
  const { ofEvent } = censusOf(trace);
  return byWeight(
    trace.formats.flatMap(({ system, name }, event): TrackHead[] => {
      const weight = ofEvent[event]!;
      const full = `${system}:${name}`;
      // Formats of one name are one track, that of the first.
      if (weight === 0 || trace.findEvent(system, name) !== event) return [];
      return [
        {
          id: `events:${full}`,
          group: 'events',
          hasParts: false,
          title: cutInMiddle(full, 100),
          sentence: say('tracks.events.about', { event: full }),
          kind: 'instants',
          depths: 1,
          weight,
        },
      ];
    }),
  );
}

export function hasSwitches(trace: Trace): boolean {
  return countEvents(trace, ['sched:sched_switch']) > 0;
}

/** The most first, equal ones as they stand. */
export function byWeight(heads: readonly TrackHead[]): readonly TrackHead[] {
  return [...heads].sort((a, b) => b.weight - a.weight);
}
