import { schedTimeline, taskState } from '../../analyses/sched/index.ts';
import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { type Look, look } from './contract.ts';
import { seenOrigin, stretchOrigin } from './cpu-lane.ts';
import { hueOf, hueOfTask, type Lane, SliceCollector, type SliceStyle } from './lane.ts';
import { seenStretches } from './seen-stretches.ts';

const looks: Readonly<Record<number, Look>> = {
  [taskState.unknown]: look.unknown,
  [taskState.running]: look.full,
  [taskState.runnable]: look.hatched,
  [taskState.preempted]: look.hatched,
  [taskState.yielded]: look.hatched,
  [taskState.sleeping]: look.thin,
  [taskState.blocked]: look.thick,
  [taskState.stopped]: look.dotted,
  [taskState.parked]: look.dotted,
  [taskState.idle]: look.thin,
};

/** What a task did with its time: where it ran, and what it waited for otherwise. Without switches: where it was seen. */
export function taskLane(trace: Trace, task: number): Lane {
  const { first } = schedTimeline(trace);
  const [begin, end] = [first[task] ?? 0, first[task + 1] ?? 0];
  return end > begin ? lifeLane(trace, task, begin, end) : seenLane(trace, task);
}

function lifeLane(trace: Trace, task: number, from: number, to: number): Lane {
  const { state, cpu, start, end } = schedTimeline(trace);
  const slices = new SliceCollector();
  for (let stretch = from; stretch < to; stretch++) {
    if (state[stretch] === taskState.dead) continue;
    slices.add(start[stretch]!, end[stretch]!, stretch, stretch);
  }
  return slices.asGiven({
    kind: 'slices',
    styleOf: stretch => stateStyle(task, state[stretch]!, cpu[stretch]!),
    originOf: stretch => stretchOrigin(trace, stretch),
  });
}

function stateStyle(task: number, state: number, cpu: number): SliceStyle {
  if (state === taskState.running)
    return { name: say('tracks.on-cpu', { cpu }), hue: hueOfTask(task), look: look.full };
  const hue = hueOf(state === taskState.unknown ? 'other' : 'wait');
  return { name: stateName(state), hue, look: looks[state] ?? look.unknown };
}

/** What a person calls a state of a task. */
export function stateName(state: number): string {
  switch (state) {
    case taskState.running:
      return say('tracks.running');
    case taskState.runnable:
      return say('tracks.runnable');
    case taskState.preempted:
      return say('tracks.preempted');
    case taskState.yielded:
      return say('tracks.yielded');
    case taskState.sleeping:
      return say('tracks.sleeping');
    case taskState.blocked:
      return say('tracks.blocked');
    case taskState.stopped:
      return say('tracks.stopped');
    case taskState.parked:
      return say('tracks.parked');
    case taskState.idle:
      return say('tracks.no-work');
    case taskState.dead:
      return say('tracks.dead');
    default:
      return say('tracks.unknown');
  }
}

function seenLane(trace: Trace, task: number): Lane {
  const seen = seenStretches(trace);
  const slices = new SliceCollector();
  for (let stretch = 0; stretch < seen.count; stretch++) {
    if (seen.task[stretch] !== task) continue;
    slices.add(trace.time[seen.firstRow[stretch]!]!, trace.time[seen.lastRow[stretch]!]!, stretch, stretch);
  }
  return slices.asGiven({
    kind: 'slices',
    styleOf: stretch => ({
      name: say('tracks.seen-on-cpu', { cpu: seen.cpu[stretch]! }),
      hue: hueOfTask(task),
      look: look.unknown,
    }),
    originOf: stretch => seenOrigin(trace, stretch),
  });
}
