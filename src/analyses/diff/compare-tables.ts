import { type Cell, type Column, type Table, type TableDescription, tableOf } from '../../store/index.ts';
import { summarise } from '../latency/index.ts';
import { beyondNoise, countTest, rankTest } from './rank-test.ts';
import { sameThing } from './same-thing.ts';

/** The same table of two recordings, with the single values behind it where it has them. */
export interface Compared {
  readonly table: Table;
  readonly samples: Table | undefined;
}

/** Whether a table can be compared: it names its rows, and has a number to compare. */
export function isComparable({ keys = [], worst, kind = 'summary' }: TableDescription): boolean {
  return kind === 'summary' && keys.length > 0 && worst !== undefined;
}

/**
 * Rows of two tables that are about the same thing, side by side: what the largest column was, is, how much that is, and
 * whether it is more than chance. With samples the verdict is a rank test of them; without, counts are tested as chance
 * events, and of other numbers nothing is said.
 */
export function compareTables(before: Compared, after: Compared): Table {
  const { description } = before.table;
  const [was, is] = [collect(before), collect(after)];
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  const probabilities = keys.map(key => probability(description, was.get(key), is.get(key)));
  const counts = beyondNoise(probabilities);
  const rows = keys.map((key, index) =>
    row(was.get(key), is.get(key), probabilities[index]!, counts[index]!),
  );
  return tableOf(describe(description), rows);
}

interface Group {
  readonly names: Readonly<Record<string, Cell>>;
  value: number;
  readonly samples: number[];
}

/** The value of each thing, from all rows that are about it, and its samples. */
function collect({ table, samples }: Compared): Map<string, Group> {
  const { keys = [], worst = '', samples: about } = table.description;
  const groups = new Map<string, Group>();
  const value = table.column(worst);
  // The longest of several rows is the longest of them, not their sum.
  const isLargest = /(?:^|_)max$/.test(worst);
  for (let row = 0; row < table.count; row++) {
    const group = groupOf(groups, table, keys, row);
    const number = table.number(value, row);
    if (!Number.isNaN(number)) group.value = isLargest ? Math.max(group.value, number) : group.value + number;
  }
  if (samples === undefined || about === undefined) return groups;
  const sample = samples.column(about.value);
  if (keys.some(key => samples.column(key) < 0)) return groups;
  for (let row = 0; row < samples.count; row++) {
    const number = samples.number(sample, row);
    if (!Number.isNaN(number)) groupOf(groups, samples, keys, row).samples.push(number);
  }
  return groups;
}

function groupOf(groups: Map<string, Group>, table: Table, keys: readonly string[], row: number): Group {
  const texts = keys.map(key => sameThing(key, table.text(table.column(key), row)));
  const id = texts.join('\0');
  const found = groups.get(id);
  if (found !== undefined) return found;
  const { columns } = table.description;
  const names = keys.map((key, index): [string, Cell] => {
    const isText = columns[table.column(key)]?.type === 'text';
    return [key, isText ? texts[index] : table.cell(table.column(key), row)];
  });
  const made = { names: Object.fromEntries(names), value: 0, samples: [] };
  groups.set(id, made);
  return made;
}

function probability(
  { columns, worst }: TableDescription,
  was: Group | undefined,
  is: Group | undefined,
): number {
  if (was === undefined || is === undefined) return Number.NaN;
  if (was.samples.length > 0 || is.samples.length > 0) {
    return rankTest(Float64Array.from(was.samples), Float64Array.from(is.samples));
  }
  const isCount = columns.find(({ id }) => id === worst)?.type === 'integer';
  return isCount ? countTest(was.value, is.value) : Number.NaN;
}

function row(
  was: Group | undefined,
  is: Group | undefined,
  chance: number,
  counts: boolean,
): Readonly<Record<string, Cell>> {
  const [before, after] = [was?.value ?? 0, is?.value ?? 0];
  const [samplesBefore, samplesAfter] = [was, is].map(group =>
    summarise(Float64Array.from(group?.samples ?? [])),
  ) as [ReturnType<typeof summarise>, ReturnType<typeof summarise>];
  return {
    ...(was ?? is)!.names,
    before,
    after,
    change: after - before,
    size: Math.abs(after - before),
    relative: before === 0 ? Number.NaN : after / before - 1,
    before_samples: samplesBefore.count,
    after_samples: samplesAfter.count,
    before_p50: samplesBefore.p50,
    after_p50: samplesAfter.p50,
    before_p99: samplesBefore.p99,
    after_p99: samplesAfter.p99,
    chance,
    verdict: verdictOf(was, is, chance, counts, samplesBefore.p50, samplesAfter.p50),
  };
}

function verdictOf(
  was: Group | undefined,
  is: Group | undefined,
  chance: number,
  counts: boolean,
  medianBefore: number,
  medianAfter: number,
): string {
  if (was === undefined) return 'new';
  if (is === undefined) return 'gone';
  if (Number.isNaN(chance)) return 'unknown';
  if (!counts) return 'noise';
  const change = Number.isNaN(medianBefore) ? is.value - was.value : medianAfter - medianBefore;
  return change >= 0 ? 'more' : 'less';
}

function describe({ id, sentence, columns, keys = [], worst }: TableDescription): TableDescription {
  const value = columns.find(column => column.id === worst)!;
  const like = (name: string, what: string): Column => ({ ...value, id: name, sentence: what });
  const time = (name: string, what: string): Column => ({
    id: name,
    type: value.type === 'integer' ? 'duration' : value.type,
    unit: value.unit === '' || value.type === 'integer' ? 'ns' : value.unit,
    sentence: what,
  });
  return {
    id,
    sentence: `Compared by ${worst}: ${sentence}`,
    worst: 'size',
    keys,
    columns: [
      ...keys.map(key => columns.find(column => column.id === key)!),
      like('before', `${worst} in the first recording.`),
      like('after', `${worst} in the second.`),
      like('change', 'The second less the first.'),
      {
        id: 'relative',
        type: 'number',
        unit: '',
        sentence: 'The change as a part of the first: 0.5 is half as much again.',
      },
      {
        id: 'verdict',
        type: 'text',
        unit: '',
        sentence:
          'more or less: more than chance; noise: not; new, gone: only in one; unknown: too few to tell.',
      },
      time('before_p50', 'Half of its single values in the first recording were no larger.'),
      time('after_p50', 'Half of its single values in the second were no larger.'),
      time('before_p99', '99 % of its single values in the first recording were no larger.'),
      time('after_p99', '99 % of its single values in the second were no larger.'),
      {
        id: 'before_samples',
        type: 'integer',
        unit: 'times',
        sentence: 'Single values in the first recording.',
      },
      { id: 'after_samples', type: 'integer', unit: 'times', sentence: 'Single values in the second.' },
      {
        id: 'chance',
        type: 'number',
        unit: '',
        sentence: 'How probable such a difference is by chance alone.',
      },
      like('size', 'The change without its sign.'),
    ],
  };
}
