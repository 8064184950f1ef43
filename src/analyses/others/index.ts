import {
  type Column,
  type EventFormat,
  growing,
  Table,
  type TableDescription,
  type Trace,
  tableOf,
  unknownEvent,
} from '../../store/index.ts';
import { type Analysis, answerWith } from '../analysis.ts';
import { number } from '../columns/index.ts';
import { latencyCells, summarise } from '../latency/index.ts';

const event: Column = { id: 'event', type: 'text', unit: '', sentence: 'system:name of the event.' };
const count: Column = { id: 'count', type: 'integer', unit: 'events', sentence: 'How many.' };
const field: Column = { id: 'field', type: 'text', unit: '', sentence: 'Name of the field.' };
const type: Column = { id: 'type', type: 'text', unit: '', sentence: 'Its type in C.' };

const eventsTable: TableDescription = {
  id: 'others.events',
  sentence: 'Events that no analysis asks for: how many, how often.',
  columns: [
    event,
    count,
    { id: 'rate', type: 'number', unit: 'events/s', sentence: 'Events a second of the recording.' },
    { id: 'cpus', type: 'integer', unit: '', sentence: 'On how many CPUs.' },
    { id: 'tasks', type: 'integer', unit: '', sentence: 'While how many thread ids ran.' },
    { id: 'first', type: 'time', unit: 'ns', sentence: 'When the first was.' },
    { id: 'last', type: 'time', unit: 'ns', sentence: 'When the last was.' },
    { id: 'row', type: 'row', unit: '', sentence: 'The first of them.' },
  ],
  keys: ['event'],
  worst: 'count',
};

const ratesTable: TableDescription = {
  id: 'others.rates',
  sentence: 'How many of each event were in each hundredth of the recording.',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When the stretch begins.' },
    event,
    count,
    { id: 'rate', type: 'number', unit: 'events/s', sentence: 'Events a second in that stretch.' },
  ],
  keys: ['event'],
};

const fieldsTable: TableDescription = {
  id: 'others.fields',
  sentence: 'Fields of these events, and what the numbers in them amount to.',
  columns: [
    event,
    field,
    type,
    count,
    number('min', 'The smallest value.'),
    number('mean', 'Mean of the values.'),
    number('p50', 'Half of the values were no larger.'),
    number('p90', '90 % of the values were no larger.'),
    number('p99', '99 % of the values were no larger.'),
    number('max', 'The largest value.'),
    number('total', 'Sum of the values.'),
  ],
  keys: ['event', 'field'],
};

/** Events that none of these analyses asks for, so that everything recorded is found somewhere. */
export function othersBeside(known: readonly Pick<Analysis, 'needs' | 'reads'>[]): Analysis {
  const isAsked = askedBy(known);
  return {
    id: 'others',
    sentence: 'Events that no analysis asks for: listed, counted, with what their fields amount to.',
    needs: [['*']],
    record: '--plan everything',
    tables: [eventsTable, fieldsTable, ratesTable],
    tracks: [
      {
        id: 'others.rates',
        sentence: 'How often each event came.',
        table: 'others.rates',
        kind: 'counter',
        lanes: ['event'],
        start: 'time',
        value: 'rate',
      },
    ],
    answer(trace) {
      const shown = trace.formats.map(format => !isAsked(format));
      return answerWith({
        'others.events': () => eventsOf(trace, shown),
        'others.rates': () => ratesOf(trace, shown),
        'others.fields': () => fieldsOf(trace, shown),
      });
    },
  };
}

/** ftrace’s own events are function calls and stacks: the call tree has them. */
function askedBy(known: readonly Pick<Analysis, 'needs' | 'reads'>[]): (format: EventFormat) => boolean {
  const names = known.flatMap(({ needs, reads }) => [...needs.flat(), ...(reads ?? [])]);
  const beginnings = names.filter(name => name.endsWith('*')).map(name => name.slice(0, -1));
  const whole = new Set(names);
  return ({ system, name }) => {
    const full = `${system}:${name}`;
    return system === 'ftrace' || whole.has(full) || beginnings.some(start => full.startsWith(start));
  };
}

const fullName = ({ system, name }: EventFormat): string => `${system}:${name}`;

function eventsOf(
  { count, event: events, time, cpu, pid, formats, clock }: Trace,
  shown: readonly boolean[],
): Table {
  const seconds = count === 0 || clock.unit !== 'ns' ? 0 : (time[count - 1]! - time[0]!) / 1e9;
  const tallies = formats.map(() => ({
    count: 0,
    first: -1,
    last: -1,
    cpus: new Set<number>(),
    tasks: new Set<number>(),
  }));
  for (let row = 0; row < count; row++) {
    const found = events[row]!;
    if (found === unknownEvent || shown[found] !== true) continue;
    const tally = tallies[found]!;
    if (tally.count++ === 0) tally.first = row;
    tally.last = row;
    tally.cpus.add(cpu[row]!);
    tally.tasks.add(pid[row]!);
  }
  const rows = tallies.flatMap((tally, index) =>
    tally.count === 0
      ? []
      : [
          {
            event: fullName(formats[index]!),
            count: tally.count,
            rate: seconds === 0 ? Number.NaN : tally.count / seconds,
            cpus: tally.cpus.size,
            tasks: tally.tasks.size,
            first: time[tally.first]!,
            last: time[tally.last]!,
            row: tally.first,
          },
        ],
  );
  return tableOf(eventsTable, rows);
}

const stretches = 100;

function ratesOf({ count, event: events, time, formats }: Trace, shown: readonly boolean[]): Table {
  const start = count === 0 ? 0 : time[0]!;
  const width = count === 0 ? 0 : (time[count - 1]! - start) / stretches;
  const counts = new Map<number, Uint32Array>();
  for (let row = 0; row < count; row++) {
    const found = events[row]!;
    if (found === unknownEvent || shown[found] !== true) continue;
    const ofEvent = counts.get(found) ?? new Uint32Array(stretches);
    counts.set(found, ofEvent);
    ofEvent[width === 0 ? 0 : Math.min(stretches - 1, Math.floor((time[row]! - start) / width))]!++;
  }
  const columns = { time: growing.f64(), event: growing.u16(), count: growing.u32(), rate: growing.f64() };
  for (const [found, ofEvent] of counts) {
    for (const [stretch, many] of ofEvent.entries()) {
      columns.time.push(start + stretch * width);
      columns.event.push(found);
      columns.count.push(many);
      columns.rate.push(width === 0 ? Number.NaN : many / (width / 1e9));
    }
  }
  return new Table(ratesTable, {
    time: columns.time.view(),
    event: { codes: columns.event.view(), texts: formats.map(fullName) },
    count: columns.count.view(),
    rate: columns.rate.view(),
  });
}

function fieldsOf(trace: Trace, shown: readonly boolean[]): Table {
  const rowsOf = rowsByEvent(trace, shown);
  const rows = [...rowsOf].flatMap(([index, of]) => {
    const format = trace.formats[index]!;
    return format.fields
      .filter(({ common }) => !common)
      .map(one => {
        const cells = { event: fullName(format), field: one.name, type: one.type, count: of.length };
        const read = trace.fields.number(index, one.name);
        // Texts, lists and addresses are no amounts.
        const isAmount = !one.string && !one.array && !one.pointer && one.place === 'fixed';
        if (read === undefined || !isAmount) return cells;
        const values = Float64Array.from(of, row => read(row));
        const amounts = latencyCells(summarise(values));
        return { ...amounts, ...cells, min: values[0]! };
      });
  });
  return tableOf(fieldsTable, rows);
}

function rowsByEvent(
  { count, event: events }: Trace,
  shown: readonly boolean[],
): ReadonlyMap<number, Uint32Array> {
  const rows = new Map<number, ReturnType<typeof growing.u32>>();
  for (let row = 0; row < count; row++) {
    const found = events[row]!;
    if (found === unknownEvent || shown[found] !== true) continue;
    const ofEvent = rows.get(found) ?? growing.u32();
    rows.set(found, ofEvent);
    ofEvent.push(row);
  }
  return new Map([...rows].map(([found, ofEvent]) => [found, ofEvent.view()]));
}
