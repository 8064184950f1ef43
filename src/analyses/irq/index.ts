import type { Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived, type Finding } from '../analysis.ts';
import type { BusyTimes } from './busy-times.ts';
import { followRuns } from './follow-runs.ts';
import { summariesOf } from './summaries.ts';
import * as tables from './tables.ts';
import { timerTables } from './timer-tables.ts';
import { followTimers } from './timers.ts';

export type { BusyTimes } from './busy-times.ts';
export { followRuns } from './follow-runs.ts';

/**
 * Time that interrupts and softirqs took from whatever ran on a CPU: `between(cpu, from, to)` in nanoseconds. What is
 * nested counts once; softirqs in ksoftirqd or an irq thread are that thread's own time.
 */
export function interruptTime(trace: Trace): BusyTimes {
  return derived(trace, followRuns).busy;
}

/** What interrupted the CPUs, for how long, and what it put off for later. */
export const irqAnalysis: Analysis = {
  id: 'irq',
  sentence:
    'Interrupts, softirqs, tasklets and timers: how long they ran, what they interrupted, how late they came.',
  needs: [
    ['irq:irq_handler_entry', 'irq:irq_handler_exit', 'irq:softirq_entry', 'irq:softirq_exit'],
    ['irq:softirq_entry', 'irq:softirq_exit'],
    ['irq:irq_handler_entry', 'irq:irq_handler_exit'],
    ['irq_vectors:*'],
    ['timer:hrtimer_start', 'timer:hrtimer_expire_entry'],
    ['timer:timer_start', 'timer:timer_expire_entry'],
  ],
  reads: ['irq:*', 'irq_vectors:*', 'ipi:ipi_*', 'timer:hrtimer_*', 'timer:timer_*'],
  record: '--plan irq',
  tables: [
    tables.handlersTable,
    tables.vectorsTable,
    tables.softirqsTable,
    tables.delaysTable,
    tables.taskletsTable,
    tables.cpusTable,
    tables.interruptedTable,
    tables.timersTable,
    tables.timerRunsTable,
    tables.durationsTable,
    tables.waitsTable,
    tables.latenessTable,
    tables.runsTable,
    tables.expiriesTable,
  ],
  tracks: [
    {
      id: 'irq.runs',
      sentence: 'Interrupts and softirqs of each CPU.',
      table: 'irq.runs',
      kind: 'slices',
      lanes: ['cpu', 'kind'],
      start: 'time',
      duration: 'duration',
      value: 'name',
    },
  ],
  links: [
    {
      id: 'irq.raises',
      sentence: 'Who raised a softirq.',
      table: 'irq.runs',
      from: 'raise_row',
      to: 'begin_row',
    },
    {
      id: 'irq.timer-starts',
      sentence: 'Who started a timer.',
      table: 'irq.expiries',
      from: 'start_row',
      to: 'begin_row',
    },
  ],
  answer: answerIrq,
  findings,
};

function answerIrq(trace: Trace): Answer {
  const { runs, problems } = derived(trace, followRuns);
  const expiries = derived(trace, followTimers);
  return answerWith({ ...summariesOf(trace, runs), ...timerTables(trace, expiries) }, [
    ...problems,
    ...expiries.problems,
  ]);
}

const remarkablePart = 0.02;

/** The CPU that loses most of its time to interrupts, and the softirq that waited longest. */
function findings(trace: Trace, answer: Answer): readonly Finding[] {
  const window = trace.count === 0 ? 0 : trace.time[trace.count - 1]! - trace.time[0]!;
  if (window === 0) return [];
  return [...busiest(trace, window), ...longestDelay(answer, window)];
}

function busiest(trace: Trace, window: number): readonly Finding[] {
  const busy = interruptTime(trace);
  const [first, last] = [trace.time[0]!, trace.time[trace.count - 1]!];
  const parts = Array.from(
    { length: Math.min(trace.facts.cpuCount, 4096) },
    (_, cpu) => busy.between(cpu, first, last) / window,
  );
  const most = Math.max(0, ...parts);
  if (most < remarkablePart) return [];
  return [
    {
      id: 'irq.busy',
      values: { cpu: parts.indexOf(most), percent: Math.round(most * 1000) / 10 },
      weight: most,
    },
  ];
}

function longestDelay(answer: Answer, window: number): readonly Finding[] {
  const runs = answer.table('irq.runs');
  const delay = runs.column('delay');
  let worst = 0;
  for (let run = 1; run < runs.count; run++) {
    const number = runs.number(delay, run);
    if (number > (runs.number(delay, worst) || 0)) worst = run;
  }
  const longest = runs.count === 0 ? Number.NaN : runs.number(delay, worst);
  if (!(longest > window * remarkablePart)) return [];
  return [
    {
      id: 'irq.softirq-waited',
      values: { softirq: runs.text(runs.column('name'), worst), duration: longest },
      weight: longest / window,
      row: runs.number(runs.column('begin_row'), worst),
    },
  ];
}
