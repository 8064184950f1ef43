import { type Table, tableOf } from '../../store/index.ts';
import type { Moment } from './read-moments.ts';
import { differencesTable } from './tables.ts';

interface Counted {
  readonly file: string;
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

/** Every counter whose last value is not its first. */
export function differencesOf(moments: readonly Moment[]): Table {
  const seen = new Map<string, { first: Counted; since: Moment; last: Counted; moment: Moment }>();
  for (const moment of moments) {
    for (const counted of countersOf(moment)) {
      const key = `${counted.file}\n${counted.name}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, { first: counted, since: moment, last: counted, moment });
      else {
        before.last = counted;
        before.moment = moment;
      }
    }
  }
  const changed = [...seen.values()].filter(({ first, last }) => first.value !== last.value);
  return tableOf(
    differencesTable,
    changed.map(({ first, since, last, moment }) => ({
      moment: moment.moment,
      time: moment.time,
      since: since.moment,
      file: last.file,
      name: last.name,
      unit: last.unit,
      before: first.value,
      after: last.value,
      difference: last.value - first.value,
    })),
  );
}

function countersOf(moment: Moment): readonly Counted[] {
  return [
    ...moment.memory.map(({ name, bytes, count }) =>
      bytes === undefined
        ? { file: 'meminfo', name, unit: 'pages', value: count ?? 0 }
        : { file: 'meminfo', name, unit: 'bytes', value: bytes },
    ),
    ...moment.zones.map(({ node, zone, name, pages }) => ({
      file: 'zoneinfo',
      name: `${node} ${zone} ${name}`,
      unit: 'pages',
      value: pages,
    })),
    ...moment.buddies.map(({ node, zone, order, free }) => ({
      file: 'buddyinfo',
      name: `${node} ${zone} ${order}`,
      unit: 'blocks',
      value: free,
    })),
    ...moment.slabs.map(({ cache, active }) => ({
      file: 'slabinfo',
      name: cache,
      unit: 'objects',
      value: active,
    })),
    ...sums(
      'interrupts',
      'interrupts',
      moment.interrupts.map(({ irq, count }) => [irq, count]),
    ),
    ...sums(
      'softirqs',
      'softirqs',
      moment.softirqs.map(({ name, count }) => [name, count]),
    ),
    ...moment.counters.map(({ name, value }) => ({ file: 'vmstat', name, unit: '', value })),
    ...moment.swaps.map(({ file, used }) => ({ file: 'swaps', name: file, unit: 'bytes', value: used })),
    ...moment.processes.flatMap(({ pid, status, rollup }) => [
      ...[...status.values()].flatMap(({ name, bytes }) =>
        bytes === undefined ? [] : [{ file: `${pid}/status`, name, unit: 'bytes', value: bytes }],
      ),
      ...[...(rollup ?? [])].map(([name, value]) => ({
        file: `${pid}/smaps_rollup`,
        name,
        unit: 'bytes',
        value,
      })),
    ]),
  ];
}

/** Counts of all CPUs together. */
function sums(
  file: string,
  unit: string,
  counts: readonly (readonly [name: string, count: number])[],
): readonly Counted[] {
  const totals = new Map<string, number>();
  for (const [name, count] of counts) totals.set(name, (totals.get(name) ?? 0) + count);
  return [...totals].map(([name, value]) => ({ file, name, unit, value }));
}
