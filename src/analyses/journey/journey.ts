import {
  type Cell,
  type Column,
  type Table,
  type TableDescription,
  type Trace,
  tableOf,
} from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { taskColumns, tasksOf } from '../tasks/index.ts';
import { type Effect, effectsOf } from './effects.ts';
import { Explainer } from './explain.ts';
import type { Operation } from './operations.ts';
import { explainPacket } from './packet.ts';
import { leavesOf, type Stretch, type StretchKind, withoutGaps } from './stretch.ts';

/** One operation, followed through everything that it waited for. */
export interface Journey {
  readonly operation: Operation;
  /** The operation's whole time, without gaps, by time. */
  readonly stretches: readonly Stretch[];
  /** What it set going beside. */
  readonly effects: readonly Effect[];
}

const makeExplainer = (trace: Trace): Explainer => new Explainer(trace);

/** Follows an operation. The leaves of its stretches add up to its time, to the nanosecond. */
export function followOperation(trace: Trace, operation: Operation): Journey {
  const { task, start, end } = operation;
  const leaf = (kind: StretchKind, name: string, from: number, to: number): Stretch => {
    return { kind, name, start: from, end: to, task, cpu: -1, beginRow: -1, endRow: -1, inside: [] };
  };
  // Clocks of broken recordings step back: what does not fit into the operation's time is cut off, what is missing is unknown.
  const parts = explain(trace, operation, derived(trace, makeExplainer), leaf);
  const stretches = withoutGaps(parts, start, end, (from, to) => [leaf('unknown', '', from, to)]);
  return { operation, stretches, effects: effectsOf(trace, operation) };
}

type MakeLeaf = (kind: StretchKind, name: string, from: number, to: number) => Stretch;

function explain(
  trace: Trace,
  { task, start, end, request, packet, work }: Operation,
  explainer: Explainer,
  leaf: MakeLeaf,
): readonly Stretch[] {
  if (request !== undefined) return explainer.explainRequest(request, task);
  if (packet !== undefined) return explainPacket(trace, packet, explainer);
  if (work === undefined || work.queueRow < 0) return explainer.explain(task, start, end);
  const began = trace.time[work.startRow]!;
  const queued = { ...leaf('work', work.name, start, began), beginRow: work.queueRow, endRow: work.startRow };
  return [queued, ...explainer.explain(task, began, end)];
}

const kindColumn: Column = {
  id: 'kind',
  type: 'text',
  unit: '',
  sentence:
    'What the time went into: user, kernel, computing, cpu (waiting for one), interrupt, device, queue, work, timer, task, waiting, unknown.',
};
const nameColumn: Column = {
  id: 'name',
  type: 'text',
  unit: '',
  sentence: 'The call, the part of the kernel, the device, the handler, the timer’s function or the task.',
};

export const stretchesTable: TableDescription = {
  id: 'journey.stretches',
  sentence: 'The stretches of an operation, in order; those inside of another follow it, one level deeper.',
  kind: 'detail',
  columns: [
    { id: 'depth', type: 'integer', unit: 'levels', sentence: 'How many stretches it lies inside of.' },
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When it began.' },
    { id: 'duration', type: 'duration', unit: 'ns', sentence: 'How long it lasted.' },
    kindColumn,
    nameColumn,
    ...taskColumns('whose time it was'),
    { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU it was on, if any.' },
    {
      id: 'is_leaf',
      type: 'integer',
      unit: '',
      sentence: '1 where nothing lies inside: these add up to the whole.',
    },
    { id: 'begin_row', type: 'row', unit: '', sentence: 'The event that began it.' },
    { id: 'end_row', type: 'row', unit: '', sentence: 'The event that ended it.' },
  ],
};

export const sumsTable: TableDescription = {
  id: 'journey.sums',
  sentence: 'What the operation’s time went into, all stretches of a kind and name together.',
  keys: ['kind', 'name'],
  worst: 'duration',
  columns: [
    kindColumn,
    nameColumn,
    { id: 'count', type: 'integer', unit: 'stretches', sentence: 'How many stretches.' },
    { id: 'duration', type: 'duration', unit: 'ns', sentence: 'Their time.' },
    { id: 'share', type: 'number', unit: '', sentence: 'Its part of the operation’s time, 0 to 1.' },
  ],
};

export const effectsTable: TableDescription = {
  id: 'journey.effects',
  sentence:
    'What the operation set going that went its own way: requests, work items, signals, tasks, writeback.',
  kind: 'detail',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'When it began.' },
    { id: 'kind', type: 'text', unit: '', sentence: 'request, work, signal, fork or writeback.' },
    { id: 'name', type: 'text', unit: '', sentence: 'What it was.' },
    {
      id: 'after',
      type: 'duration',
      unit: 'ns',
      sentence: 'From the beginning of the operation to its own.',
    },
    {
      id: 'duration',
      type: 'duration',
      unit: 'ns',
      sentence: 'How long it lasted, where its end was recorded.',
    },
    ...taskColumns('that did it'),
    { id: 'begin_row', type: 'row', unit: '', sentence: 'The event that began it.' },
    { id: 'end_row', type: 'row', unit: '', sentence: 'The event that ended it.' },
  ],
};

export const journeyTables: readonly TableDescription[] = [stretchesTable, sumsTable, effectsTable];

type Row = Readonly<Record<string, Cell>>;

export function stretchRows(trace: Trace, { stretches }: Journey): Table {
  const tasks = tasksOf(trace);
  const rows: Row[] = [];
  const add = (stretch: Stretch, depth: number): void => {
    const { kind, name, start, end, task, cpu, beginRow, endRow, inside } = stretch;
    rows.push({
      depth,
      time: start,
      duration: end - start,
      kind,
      name,
      tid: tasks.tids[task],
      comm: tasks.comms[task],
      cpu: cpu < 0 ? undefined : cpu,
      is_leaf: inside.length === 0 ? 1 : 0,
      begin_row: beginRow < 0 ? undefined : beginRow,
      end_row: endRow < 0 ? undefined : endRow,
    });
    for (const part of inside) add(part, depth + 1);
  };
  for (const stretch of stretches) add(stretch, 0);
  return tableOf(stretchesTable, rows);
}

export function sumRows({ operation, stretches }: Journey): Table {
  const sums = new Map<string, { kind: string; name: string; count: number; duration: number }>();
  for (const { kind, name, start, end } of leavesOf(stretches)) {
    const key = `${kind} ${name}`;
    const sum = sums.get(key) ?? { kind, name, count: 0, duration: 0 };
    sums.set(key, sum);
    sum.count++;
    sum.duration += end - start;
  }
  const whole = operation.end - operation.start;
  return tableOf(
    sumsTable,
    [...sums.values()].map(sum => ({ ...sum, share: whole === 0 ? undefined : sum.duration / whole })),
  );
}

export function effectRows(trace: Trace, { operation, effects }: Journey): Table {
  const tasks = tasksOf(trace);
  return tableOf(
    effectsTable,
    effects.map(({ kind, name, beginRow, endRow, task }) => ({
      time: trace.time[beginRow]!,
      kind,
      name,
      after: trace.time[beginRow]! - operation.start,
      duration: endRow < 0 ? undefined : trace.time[endRow]! - trace.time[beginRow]!,
      tid: tasks.tids[task],
      comm: tasks.comms[task],
      begin_row: beginRow,
      end_row: endRow < 0 ? undefined : endRow,
    })),
  );
}
