import type { Cell, Column, NumberColumn } from '../../store/index.ts';

/** What many durations amount to, in nanoseconds. Percentiles are values that were measured (nearest rank). */
export interface LatencySummary {
  readonly count: number;
  readonly total: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** The columns of a summary of durations. `what` ends the sentence: `from wakeup to running`. */
export function latencyColumns(what: string, prefix = ''): readonly Column[] {
  const column = (id: string, sentence: string): Column => ({
    id: `${prefix}${id}`,
    type: 'duration',
    unit: 'ns',
    sentence,
  });
  return [
    { id: `${prefix}count`, type: 'integer', unit: 'times', sentence: `How many times ${what}.` },
    column('total', `Sum of the times ${what}.`),
    column('mean', `Mean of the times ${what}.`),
    column('p50', `Half of the times ${what} were no longer.`),
    column('p90', `90 % of the times ${what} were no longer.`),
    column('p99', `99 % of the times ${what} were no longer.`),
    column('p999', `99.9 % of the times ${what} were no longer.`),
    column('max', `The longest time ${what}.`),
  ];
}

/** A summary as cells of `latencyColumns`. */
export function latencyCells(summary: LatencySummary, prefix = ''): Readonly<Record<string, Cell>> {
  return Object.fromEntries(Object.entries(summary).map(([id, value]) => [`${prefix}${id}`, value]));
}

/** Summarises durations; sorts them in place. Of none, all is NaN but the count and the total. */
export function summarise(durations: Float64Array): LatencySummary {
  const count = durations.length;
  durations.sort();
  let total = 0;
  for (let index = 0; index < count; index++) total += durations[index]!;
  const rank = (part: number): number =>
    count === 0 ? Number.NaN : durations[Math.max(0, Math.ceil(part * count) - 1)]!;
  return {
    count,
    total,
    mean: count === 0 ? Number.NaN : total / count,
    p50: rank(0.5),
    p90: rank(0.9),
    p99: rank(0.99),
    p999: rank(0.999),
    max: rank(1),
  };
}

/** One summary a group: `groups[i]` (below `groupCount`) is the group of `durations[i]`; NaN durations are left out. */
export function summariseGroups(
  groups: NumberColumn,
  durations: Float64Array,
  groupCount: number,
): readonly LatencySummary[] {
  return splitByGroup(groups, durations, groupCount).map(summarise);
}

/** The durations of each group, in their order. */
export function splitByGroup(
  groups: NumberColumn,
  durations: Float64Array,
  groupCount: number,
): readonly Float64Array[] {
  const ends = new Uint32Array(groupCount + 1);
  for (let index = 0; index < durations.length; index++) {
    if (!Number.isNaN(durations[index]!)) ends[groups[index]! + 1]!++;
  }
  for (let group = 0; group < groupCount; group++) ends[group + 1]! += ends[group]!;
  const next = ends.slice(0, groupCount);
  const sorted = new Float64Array(ends[groupCount]!);
  for (let index = 0; index < durations.length; index++) {
    if (!Number.isNaN(durations[index]!)) sorted[next[groups[index]!]!++] = durations[index]!;
  }
  return Array.from(next, (_, group) => sorted.subarray(ends[group], ends[group + 1]));
}
