import { type LayerGroup, layersSummary } from '../../analyses/calls/index.ts';
import { findEvents } from '../../analyses/walk/index.ts';
import type { Table } from '../../store/index.ts';
import type { OfRecording } from '../question.ts';
import type { Workbench } from '../workbench.ts';

/** A part of the time. */
export interface TimeShare {
  /** A layer, a part of the kernel, or a state of tasks: `running`, `runnable`, `sleeping`, `blocked`. */
  readonly id: string;
  readonly group: LayerGroup;
  /** Nanoseconds. */
  readonly time: number;
}

/** Where the time went. */
export interface TimeShares {
  /** Time in functions by layer and part of the kernel, the most first; empty where no calls were recorded. */
  readonly layers: readonly TimeShare[];
  /** The task that is told about: the one that was recorded, else the one that ran longest. */
  readonly task: string;
  /** What that task did with its time; empty where no switches were recorded. */
  readonly states: readonly TimeShare[];
}

export function askTimeShares(bench: Workbench, { of }: OfRecording): TimeShares {
  const calls = bench.calls(of);
  const layers =
    calls === undefined
      ? []
      : layersSummary(calls.tree, calls.layers).map(({ id, group, self }) => ({ id, group, time: self }));
  const { trace, command } = bench.recording(of);
  if (findEvents(trace, 'sched:sched_switch').length === 0) return { layers, task: '', states: [] };
  const tasks = bench.table(of, 'sched.tasks');
  const row = toldTask(tasks, command || (trace.facts.command ?? ''));
  return row < 0
    ? { layers, task: '', states: [] }
    : { layers, task: nameOf(tasks, row), states: statesOf(tasks, row) };
}

const states: readonly (readonly [id: string, group: LayerGroup, columns: readonly string[]])[] = [
  ['running', 'process', ['running']],
  ['runnable', 'system-call', ['runnable', 'preempted', 'yielded']],
  ['blocked', 'block', ['blocked']],
  ['sleeping', 'wait', ['sleeping', 'stopped']],
];

function statesOf(tasks: Table, row: number): readonly TimeShare[] {
  return states
    .map(([id, group, columns]) => ({
      id,
      group,
      time: columns.reduce((sum, column) => sum + (tasks.number(tasks.column(column), row) || 0), 0),
    }))
    .filter(({ time }) => time > 0);
}

/** The task of the program that was recorded; where none has its name, the one that ran longest. */
function toldTask(tasks: Table, command: string): number {
  const program = /^(?:\S*\/)?(\S{1,15})/.exec(command)?.[1];
  const [comm, running, tid] = ['comm', 'running', 'tid'].map(id => tasks.column(id)) as [
    number,
    number,
    number,
  ];
  let longest = -1;
  let named = -1;
  for (let row = 0; row < tasks.count; row++) {
    if (tasks.number(tid, row) === 0) continue;
    const isLonger = (before: number): boolean =>
      before < 0 || tasks.number(running, row) > tasks.number(running, before);
    if (isLonger(longest)) longest = row;
    if (tasks.text(comm, row) === program && isLonger(named)) named = row;
  }
  return named < 0 ? longest : named;
}

function nameOf(tasks: Table, row: number): string {
  return `${tasks.text(tasks.column('comm'), row)} ${tasks.text(tasks.column('tid'), row)}`;
}
