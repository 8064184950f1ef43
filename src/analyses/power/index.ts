import { type Column, Table, type TableDescription, type Trace, tableOf } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived } from '../analysis.ts';
import { followRuns } from '../irq/index.ts';
import { type Grouped, histogramsOf, histogramTable, latencyColumns, summaryOf } from '../latency/index.ts';
import { followPower, type Power, type Stretches, wakersOf } from './follow-power.ts';

const cpu: Column = { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU.' };
const state: Column = {
  id: 'state',
  type: 'integer',
  unit: '',
  sentence: 'The idle state, deeper the higher; what it is stands in /sys/devices/system/cpu/cpu0/cpuidle.',
};
const frequency: Column = { id: 'frequency', type: 'integer', unit: 'kHz', sentence: 'The frequency.' };
const share: Column = {
  id: 'share',
  type: 'number',
  unit: '',
  sentence: 'The part of the recording’s time, 0 to 1.',
};
const waker: Column = {
  id: 'waker',
  type: 'text',
  unit: '',
  sentence: 'The interrupt that ended it; empty where none was recorded.',
};
const slept = 'from entering to leaving';
const samples = { table: 'power.idles', value: 'duration' };
const spanColumns: readonly Column[] = [
  { id: 'time', type: 'time', unit: 'ns', sentence: 'When it began.' },
  cpu,
];
const ends: readonly Column[] = [
  { id: 'duration', type: 'duration', unit: 'ns', sentence: 'How long it lasted.' },
  { id: 'begin_row', type: 'row', unit: '', sentence: 'The event that began it.' },
  { id: 'end_row', type: 'row', unit: '', sentence: 'The event that ended it.' },
];

const statesTable: TableDescription = {
  id: 'power.states',
  sentence: 'Idle states of each CPU: how long it stayed in them.',
  columns: [cpu, state, share, ...latencyColumns(slept)],
  keys: ['cpu', 'state'],
  worst: 'total',
  samples,
};
const wakersTable: TableDescription = {
  id: 'power.wakers',
  sentence: 'What woke idle CPUs, and how long they had slept.',
  columns: [cpu, waker, ...latencyColumns(slept)],
  keys: ['cpu', 'waker'],
  worst: 'count',
  samples,
};
const missesTable: TableDescription = {
  id: 'power.misses',
  sentence: 'Idle states that did not fit how long the CPU slept.',
  columns: [
    cpu,
    state,
    {
      id: 'deep',
      type: 'integer',
      unit: '',
      sentence: 'How often it was too deep: the sleep was too short.',
    },
    { id: 'shallow', type: 'integer', unit: '', sentence: 'How often a deeper state would have paid.' },
  ],
  keys: ['cpu', 'state'],
  worst: 'deep',
};
const frequenciesTable: TableDescription = {
  id: 'power.frequencies',
  sentence: 'Frequencies of each CPU: how long it stayed at them.',
  columns: [cpu, frequency, share, ...latencyColumns('from one change to the next')],
  keys: ['cpu', 'frequency'],
  worst: 'total',
  samples: { table: 'power.changes', value: 'duration' },
};
const durationsTable = histogramTable('power.durations', 'How long CPUs stayed idle.', [state]);
const idlesTable: TableDescription = {
  id: 'power.idles',
  sentence: 'Every time a CPU was idle.',
  kind: 'detail',
  columns: [...spanColumns, state, waker, ...ends],
  worst: 'duration',
};
const changesTable: TableDescription = {
  id: 'power.changes',
  sentence: 'Every change of a CPU’s frequency, and how long it stayed.',
  kind: 'detail',
  columns: [...spanColumns, frequency, ...ends],
  worst: 'duration',
};

/** Idle states and frequencies. */
export const powerAnalysis: Analysis = {
  id: 'power',
  sentence: 'CPU idle states and frequencies: how long, and what woke the CPUs.',
  needs: [['power:cpu_idle'], ['power:cpu_frequency']],
  reads: ['power:cpu_idle_miss'],
  record: "-e 'power:*' -e 'irq:*' -e 'irq_vectors:*' --all",
  tables: [statesTable, wakersTable, missesTable, frequenciesTable, durationsTable, idlesTable, changesTable],
  tracks: [
    {
      id: 'power.idles',
      sentence: 'Idle states of each CPU.',
      table: 'power.idles',
      kind: 'slices',
      lanes: ['cpu'],
      start: 'time',
      duration: 'duration',
      value: 'state',
    },
    {
      id: 'power.changes',
      sentence: 'Frequency of each CPU.',
      table: 'power.changes',
      kind: 'counter',
      lanes: ['cpu'],
      start: 'time',
      value: 'frequency',
    },
  ],
  answer: answerPower,
};

function answerPower(trace: Trace): Answer {
  const power = derived(trace, followPower);
  const { idle, frequency: changes, misses, problems } = power;
  const window = trace.count === 0 ? 0 : trace.time[trace.count - 1]! - trace.time[0]!;
  const wakers = new Wakers(trace, power);
  const byValue =
    ({ cpu: cpus, value }: Stretches) =>
    (span: number) =>
      (cpus.at(span) % 2 ** 20) * 2 ** 32 + value.at(span);
  const grouped = (spans: Stretches, more: Omit<Grouped, 'count' | 'durationOf'>): Grouped => ({
    count: spans.count,
    durationOf: span => durationOf(trace, spans, span),
    ...more,
  });
  const shared = (spans: Stretches, column: 'state' | 'frequency'): Grouped => {
    const keyOf = byValue(spans);
    const totals = new Map<number, number>();
    for (let span = 0; span < spans.count; span++) {
      totals.set(keyOf(span), (totals.get(keyOf(span)) ?? 0) + durationOf(trace, spans, span));
    }
    return grouped(spans, {
      keyOf,
      cellsOf: span => ({
        cpu: spans.cpu.at(span),
        [column]: spans.value.at(span),
        share: window === 0 ? Number.NaN : totals.get(keyOf(span))! / window,
      }),
    });
  };
  return answerWith(
    {
      'power.states': () => summaryOf(statesTable, shared(idle, 'state')),
      'power.wakers': () =>
        summaryOf(
          wakersTable,
          grouped(idle, {
            keyOf: span => (idle.cpu.at(span) % 2 ** 20) * 2 ** 32 + wakers.code(span),
            cellsOf: span => ({ cpu: idle.cpu.at(span), waker: wakers.texts[wakers.code(span)]! }),
          }),
        ),
      'power.misses': () =>
        tableOf(
          missesTable,
          [...misses.values()].map(miss => ({ ...miss })),
        ),
      'power.frequencies': () => summaryOf(frequenciesTable, shared(changes, 'frequency')),
      'power.durations': () =>
        histogramsOf(
          durationsTable,
          grouped(idle, {
            keyOf: span => idle.value.at(span),
            cellsOf: span => ({ state: idle.value.at(span) }),
          }),
        ),
      'power.idles': () =>
        new Table(idlesTable, {
          ...spansOf(trace, idle, 'state'),
          waker: {
            codes: Uint32Array.from({ length: idle.count }, (_, span) => wakers.code(span)),
            texts: wakers.texts,
          },
        }),
      'power.changes': () => new Table(changesTable, spansOf(trace, changes, 'frequency')),
    },
    problems,
  );
}

/** Names of what ended idle stretches, looked up when first asked for. */
class Wakers {
  readonly #trace: Trace;
  readonly #power: Power;
  #runs: Int32Array | undefined;

  constructor(trace: Trace, power: Power) {
    this.#trace = trace;
    this.#power = power;
  }

  get texts(): readonly string[] {
    return ['', ...derived(this.#trace, followRuns).runs.names.texts];
  }

  code(span: number): number {
    this.#runs ??= wakersOf(this.#trace, this.#power);
    const run = this.#runs[span]!;
    return run < 0 ? 0 : derived(this.#trace, followRuns).runs.name.at(run) + 1;
  }
}

function durationOf({ time }: Trace, { begin, end }: Stretches, span: number): number {
  return time[end.at(span)]! - time[begin.at(span)]!;
}

function spansOf(trace: Trace, spans: Stretches, value: 'state' | 'frequency') {
  const begins = spans.begin.view();
  return {
    time: Float64Array.from(begins, row => trace.time[row]!),
    cpu: spans.cpu.view(),
    [value]: spans.value.view(),
    duration: Float64Array.from(begins, (_, span) => durationOf(trace, spans, span)),
    begin_row: begins,
    end_row: spans.end.view(),
  };
}
