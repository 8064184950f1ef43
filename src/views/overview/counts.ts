import { analyses, derived } from '../../analyses/index.ts';
import { type askedOf, OverviewBuilder, type SubjectRow } from '../../analyses/overview/index.ts';
import type { Problem, Trace } from '../../store/index.ts';
import type { OfRecording } from '../question.ts';
import type { Workbench } from '../workbench.ts';

/** Something that is counted, with its part of all. */
export interface Counted {
  readonly name: string;
  readonly count: number;
  readonly share: number;
}

/** What is in a recording. */
export interface RecordingCounts {
  readonly events: number;
  readonly cpus: number;
  readonly tasks: number;
  /** The most frequent first, at most a dozen. */
  readonly eventCounts: readonly Counted[];
  readonly taskCounts: readonly Counted[];
  readonly kinds: number;
  /** Page faults and interrupts that were met, where they were recorded. */
  readonly faults: number | undefined;
  readonly interrupts: number | undefined;
  readonly problems: readonly Problem[];
  readonly subjects: readonly SubjectRow[];
  /** Analyses that may find something remarkable in it. */
  readonly searchers: readonly string[];
}

const mostShown = 12;

export function askCounts(bench: Workbench, { of }: OfRecording): RecordingCounts {
  const opened = bench.recording(of);
  const overview = derived(opened.trace, countTrace);
  const { eventCounts, taskCounts, cpuCounts, subjects } = overview;
  const countOf = (names: readonly string[]): number | undefined => {
    const found = eventCounts.filter(({ event }) => names.includes(event));
    return found.length === 0 ? undefined : found.reduce((sum, { count }) => sum + count, 0);
  };
  return {
    events: overview.events,
    cpus: new Set(cpuCounts.map(({ cpu }) => cpu)).size,
    tasks: taskCounts.filter(({ pid }) => pid !== 0).length,
    eventCounts: eventCounts.slice(0, mostShown).map(({ event, ...rest }) => ({ ...rest, name: event })),
    taskCounts: taskCounts
      .slice(0, mostShown)
      .map(({ pid, comm, ...rest }) => ({ ...rest, name: `${comm} ${pid}` })),
    kinds: eventCounts.length,
    faults: countOf(['exceptions:page_fault_user', 'exceptions:page_fault_kernel']),
    interrupts: countOf(['irq:irq_handler_entry']),
    problems: opened.problems,
    subjects,
    searchers: analyses
      .filter(({ id, findings }) => findings !== undefined && isRecorded(subjects, id))
      .map(({ id }) => id),
  };
}

function countTrace(trace: Trace): NonNullable<ReturnType<OverviewBuilder['finish']>> {
  const builder = new OverviewBuilder();
  builder.add(trace);
  return builder.finish()!;
}

function isRecorded(subjects: ReturnType<typeof askedOf>, id: string): boolean {
  return subjects.some(({ subject, recorded }) => subject === id && recorded !== 'no');
}
