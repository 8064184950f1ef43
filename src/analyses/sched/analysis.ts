import type { Trace } from '../../store/index.ts';
import { type Analysis, answerWith, type Finding } from '../analysis.ts';
import { notesOf } from '../walk/index.ts';
import { makeRuns, makeWaits } from './runs.ts';
import {
  makeCpus,
  makeForks,
  makeLatency,
  makeLatencyHistogram,
  makeMigrations,
  makeOffCpu,
  makePreemptions,
  makeRunqueues,
  makeShares,
  makeTasks,
  makeWakers,
} from './summaries.ts';
import { schedTables } from './tables.ts';
import { taskState } from './task-state.ts';
import { noRow, schedTimeline } from './timeline.ts';

/** Who ran where, who waited for a CPU and for how long, who woke whom. */
export const schedAnalysis: Analysis = {
  id: 'sched',
  sentence: 'Who ran where, who waited for a CPU and for how long, who woke whom.',
  needs: [['sched:sched_switch', 'sched:sched_wak*']],
  record: '--plan sched',
  tables: schedTables,
  tracks: [
    {
      id: 'sched.by-cpu',
      sentence: 'What ran on each CPU.',
      table: 'sched.runs',
      kind: 'slices',
      lanes: ['cpu'],
      start: 'time',
      duration: 'duration',
      value: 'comm',
    },
    {
      id: 'sched.by-task',
      sentence: 'Where each task ran.',
      table: 'sched.runs',
      kind: 'slices',
      lanes: ['comm', 'tid'],
      start: 'time',
      duration: 'duration',
      value: 'cpu',
    },
    {
      id: 'sched.waiting',
      sentence: 'How each task waited for a CPU.',
      table: 'sched.waits',
      kind: 'slices',
      lanes: ['comm', 'tid'],
      start: 'time',
      duration: 'duration',
      value: 'reason',
    },
    {
      id: 'sched.runqueue',
      sentence: 'How many tasks waited for each CPU.',
      table: 'sched.runqueues',
      kind: 'counter',
      lanes: ['cpu'],
      start: 'time',
      value: 'waiting',
    },
  ],
  links: [
    {
      id: 'sched.wakeup',
      sentence: 'From the waking to the switch that let the woken task run.',
      table: 'sched.waits',
      from: 'begin_row',
      to: 'end_row',
    },
  ],
  answer: trace =>
    answerWith(
      {
        'sched.cpus': () => makeCpus(trace),
        'sched.tasks': () => makeTasks(trace),
        'sched.latency': () => makeLatency(trace),
        'sched.latency-histogram': () => makeLatencyHistogram(trace),
        'sched.waits': () => makeWaits(trace),
        'sched.wakers': () => makeWakers(trace),
        'sched.preemptions': () => makePreemptions(trace),
        'sched.shares': () => makeShares(trace),
        'sched.off-cpu': () => makeOffCpu(trace),
        'sched.runs': () => makeRuns(trace),
        'sched.migrations': () => makeMigrations(trace),
        'sched.forks': () => makeForks(trace),
        'sched.runqueues': () => makeRunqueues(trace),
      },
      unknownTime(trace),
    ),
  findings: (trace, answer) => longestWait(trace, answer.table('sched.waits')),
};

/** How much of what tasks did is not known because events were lost. */
function unknownTime(trace: Trace): ReturnType<Analysis['answer']>['problems'] {
  const { count, state, beginRow, first } = schedTimeline(trace);
  let stretches = 0;
  const firsts = new Set(first);
  for (let stretch = 0; stretch < count; stretch++) {
    // The first stretch of a task that was there before is not known either, but nothing was lost.
    if (state[stretch] === taskState.unknown && beginRow[stretch] === noRow && !firsts.has(stretch))
      stretches++;
  }
  return notesOf([
    [
      'sched.unknown',
      stretches,
      'Stretches in which nothing tells what a task did, because events were lost.',
    ],
  ]);
}

function longestWait(trace: Trace, waits: ReturnType<typeof makeWaits>): readonly Finding[] {
  const [duration, comm, begin] = ['duration', 'comm', 'begin_row'].map(id => waits.column(id)) as [
    number,
    number,
    number,
  ];
  let worst = -1;
  for (let row = 0; row < waits.count; row++) {
    if (worst < 0 || waits.number(duration, row) > waits.number(duration, worst)) worst = row;
  }
  if (worst < 0) return [];
  const span = trace.time[trace.count - 1]! - trace.time[0]!;
  const longest = waits.number(duration, worst);
  return [
    {
      id: 'sched.longest-wait',
      values: { comm: waits.text(comm, worst), duration: longest },
      weight: span === 0 ? 0 : longest / span,
      row: waits.number(begin, worst),
    },
  ];
}
