import { analyses, derived } from '../../analyses/index.ts';
import { askedOf, recordedEvents, type SubjectRow } from '../../analyses/overview/index.ts';
import { lostStretches } from '../../analyses/walk/index.ts';
import type { Problem } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import type { OfRecording, Question } from '../question.ts';

/** Events that were lost in one stretch of time. */
export interface Lost {
  readonly cpu: number;
  /** In nanoseconds or ticks since the trace's start: of the events before and after it. */
  readonly from: number;
  readonly to: number;
  /** -1 where the kernel did not count. */
  readonly count: number;
}

/** What an analysis had to leave out. */
export interface Unpaired {
  readonly analysis: string;
  readonly problems: readonly Problem[];
}

/** What is missing of a recording, and of what can be told by it. */
export interface Losses {
  readonly problems: readonly Problem[];
  /** The first of the stretches by time, and how many there are. */
  readonly lost: readonly Lost[];
  readonly lostCount: number;
  readonly isTicks: boolean;
  readonly unpaired: readonly Unpaired[];
  /** Subjects that lack events. */
  readonly unrecorded: readonly SubjectRow[];
}

/** More are not read; the time line has them all. */
const mostLost = 500;

/** The loss ledger: of the file, of the tracer, of the analyses, of what was not recorded. */
export const askLosses: Question<OfRecording, Losses> = async (bench, { of }, asked) => {
  const { trace, problems } = bench.recording(of);
  const { stretches } = derived(trace, lostStretches);
  const subjects = askedOf(derived(trace, recordedEvents));
  const recorded = new Map(subjects.map(row => [row.subject, row.recorded]));
  const unpaired: Unpaired[] = [];
  for (const [index, { id, answer }] of analyses.entries()) {
    if (recorded.get(id) === 'no') continue;
    asked.progress(index, analyses.length, say('reports.making', { table: id }));
    await asked.pause();
    if (asked.isCancelled()) break;
    const found = derived(trace, answer).problems;
    if (found.length > 0) unpaired.push({ analysis: id, problems: found });
  }
  return {
    problems,
    lost: stretches.slice(0, mostLost),
    lostCount: stretches.length,
    isTicks: trace.clock.unit === 'ticks',
    unpaired,
    unrecorded: subjects.filter(row => row.recorded !== 'yes'),
  };
};
