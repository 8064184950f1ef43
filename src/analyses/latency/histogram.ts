import type { Cell, Column, NumberColumn, TableDescription } from '../../store/index.ts';

/** Columns of a histogram of durations: powers of two, as the tracers' own. */
const bucketColumns: readonly Column[] = [
  { id: 'from', type: 'duration', unit: 'ns', sentence: 'The shortest duration of the bucket.' },
  { id: 'to', type: 'duration', unit: 'ns', sentence: 'The bucket ends below this.' },
  { id: 'count', type: 'integer', unit: 'times', sentence: 'How many durations fell into it.' },
];

/** Describes a histogram, of each group that `groups` name or of all together. */
export function histogramTable(
  id: string,
  sentence: string,
  groups: readonly Column[] = [],
): TableDescription {
  return { id, sentence, kind: 'histogram', columns: [...groups, ...bucketColumns] };
}

/** Rows of a histogram by buckets from the least to the greatest that has any; empty ones between are there. */
export function histogramCells(
  durations: NumberColumn,
  groupCells: Readonly<Record<string, Cell>> = {},
): readonly Readonly<Record<string, Cell>>[] {
  const counts = new Map<number, number>();
  for (const duration of durations) {
    if (Number.isNaN(duration)) continue;
    const bucket = duration < 1 ? -1 : Math.floor(Math.log2(duration));
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  const buckets = [...counts.keys()].sort((a, b) => a - b);
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const bucket = first + index;
    const from = bucket < 0 ? 0 : 2 ** bucket;
    return { ...groupCells, from, to: 2 ** (bucket + 1), count: counts.get(bucket) ?? 0 };
  });
}
