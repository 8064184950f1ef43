import type { Trace } from '../../store/index.ts';
import { type Analysis, analyses } from '../index.ts';
import { eventCounts } from '../walk/index.ts';

/** A subject that recordings can tell about, and the events it takes: what an analysis says of itself. */
export type Subject = Pick<Analysis, 'id' | 'needs' | 'record'>;

/** Every subject. What no other analysis asks for is listed whatever it is, and is none. */
export const subjects: readonly Subject[] = analyses.filter(({ id }) => id !== 'others');

/** What of a subject was recorded. */
export interface SubjectRow {
  readonly subject: string;
  readonly recorded: 'yes' | 'partly' | 'no';
  /** The events that have no record, of the set that lacks the fewest. */
  readonly missing: readonly string[];
  readonly record: string;
}

/** The events that a trace has records of, as `system:name`, and what else it has that analyses may need. */
export function recordedEvents(trace: Trace): readonly string[] {
  const counts = eventCounts(trace);
  const recorded = trace.formats.filter((_, event) => counts[event]! > 0);
  return [...recorded.map(({ system, name }) => `${system}:${name}`), ...recordedBeside(trace)];
}

/** What analyses may need that is no event: `/proc` where snapshots of it were kept. */
export function recordedBeside({ snapshots }: Trace): readonly string[] {
  return snapshots.length === 0 ? [] : ['/proc'];
}

/** Whether an event is among names; a pattern (`cgroup:*`) asks for any that begins so. */
export function isAmong(names: readonly string[], pattern: string): boolean {
  return pattern.endsWith('*')
    ? names.some(name => name.startsWith(pattern.slice(0, -1)))
    : names.includes(pattern);
}

/** For every subject whether the events it needs have records. */
export function askedOf(
  recorded: readonly string[],
  asked: readonly Subject[] = subjects,
): readonly SubjectRow[] {
  return asked.map(({ id, needs, record }) => {
    const lacks = needs.map(set => ({
      missing: set.filter(name => !isAmong(recorded, name)),
      whole: set.length,
    }));
    const whole = lacks.find(({ missing }) => missing.length === 0);
    if (whole !== undefined) return { subject: id, recorded: 'yes', missing: [], record };
    const partly = lacks.find(({ missing, whole: all }) => missing.length < all);
    const { missing } = partly ?? lacks[0]!;
    return { subject: id, recorded: partly === undefined ? 'no' : 'partly', missing, record };
  });
}
