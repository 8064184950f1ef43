import { blockAnalysis } from '../../analyses/block/index.ts';
import { rowKind } from '../../analyses/calls/index.ts';
import { derived } from '../../analyses/index.ts';
import { followRuns, interruptTime } from '../../analyses/irq/index.ts';
import { isAsleep, schedTimeline, taskState, waitsForCpu } from '../../analyses/sched/index.ts';
import { syscallsAnalysis } from '../../analyses/syscalls/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { countEventsWithin } from '../../analyses/walk/index.ts';
import { firstIndex } from '../../base/index.ts';
import type { Cell, Table, TableDescription, Trace } from '../../store/index.ts';
import type { Stretch } from '../question.ts';
import type { Opened } from '../workbench.ts';
import { rowAt } from './arrows.ts';
import { shownCalls } from './call-lane.ts';
import { censusOf, forStretches } from './census.ts';
import type { RangeTable } from './contract.ts';
import { hasSwitches } from './heads.ts';
import * as tables from './range-tables.ts';
import { countNeeded } from './table-tracks.ts';

/** Rows of one table that are shown. */
const mostRows = 200;

/** What lies in a stretch of time, table by table; those that the recording can say nothing for are left out. */
export function tablesOfRange(opened: Opened, range: Stretch): readonly RangeTable[] {
  const { trace } = opened;
  const counts = countRows(trace, rowAt(trace, range.from), rowAt(trace, range.to));
  return [
    cpuTable(trace, range, counts.ofCpu),
    taskTable(trace, range, counts.ofTask),
    functionTable(opened, range),
    syscallTable(trace, range),
    interruptTable(trace, range),
    requestTable(trace, range),
    eventTable(trace, counts.ofEvent),
  ].filter(({ count }) => count > 0);
}

interface Counts {
  readonly ofEvent: Uint32Array;
  readonly ofTask: ReadonlyMap<number, number>;
  readonly ofCpu: ReadonlyMap<number, number>;
}

function countRows(trace: Trace, from: number, to: number): Counts {
  const [ofTask, ofCpu] = [new Map<number, number>(), new Map<number, number>()];
  const add = (counts: Map<number, number>, key: number, events: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + events);
  };
  forStretches(
    trace,
    (task, cpu, events) => {
      add(ofTask, task, events);
      add(ofCpu, cpu, events);
    },
    from,
    to,
  );
  return { ofEvent: countEventsWithin(trace, from, to), ofTask, ofCpu };
}

function cpuTable(trace: Trace, { from, to }: Stretch, events: ReadonlyMap<number, number>): RangeTable {
  const busy = new Map<number, number>();
  const { count, task, state, cpu, start, end } = schedTimeline(trace);
  const tasks = tasksOf(trace);
  for (let stretch = 0; stretch < count; stretch++) {
    if (state[stretch] !== taskState.running || tasks.isIdle(task[stretch]!)) continue;
    const part = Math.min(to, end[stretch]!) - Math.max(from, start[stretch]!);
    if (part > 0) busy.set(cpu[stretch]!, (busy.get(cpu[stretch]!) ?? 0) + part);
  }
  const interrupts = interruptTime(trace);
  const rows = [...censusOf(trace).ofCpu.keys()]
    .sort((a, b) => a - b)
    .map(where => [
      where,
      hasSwitches(trace) ? (busy.get(where) ?? 0) : undefined,
      interrupts.between(where, from, to),
      events.get(where) ?? 0,
    ]);
  return { description: tables.cpusInRange, rows: rows.slice(0, mostRows), count: rows.length };
}

function taskTable(trace: Trace, { from, to }: Stretch, events: ReadonlyMap<number, number>): RangeTable {
  const { first, state, start, end } = schedTimeline(trace);
  const tasks = tasksOf(trace);
  const rows: Cell[][] = [];
  for (let task = 0; task < tasks.list.length; task++) {
    if (tasks.isIdle(task)) continue;
    const [begin, behind] = [first[task] ?? 0, first[task + 1] ?? 0];
    const sums = [0, 0, 0, 0];
    let stretch = firstIndex(begin, behind, index => end[index]! > from);
    for (; stretch < behind && start[stretch]! < to; stretch++) {
      const kind = kindOf(state[stretch]!);
      if (kind >= 0) sums[kind]! += Math.min(to, end[stretch]!) - Math.max(from, start[stretch]!);
    }
    const own = events.get(task) ?? 0;
    if (own === 0 && sums.every(sum => sum === 0)) continue;
    const times = behind > begin ? sums : sums.map(() => undefined);
    rows.push([tasks.tids[task], tasks.comms[task], ...times, own]);
  }
  return sorted(tables.tasksInRange, rows, ['running', 'events']);
}

/** The column of a state: running, waiting for a CPU, asleep, blocked; -1 of what is not known or over. */
function kindOf(state: number): number {
  if (state === taskState.running) return 0;
  if (waitsForCpu(state)) return 1;
  if (state === taskState.blocked) return 3;
  return isAsleep(state) ? 2 : -1;
}

function interruptTable(trace: Trace, { from, to }: Stretch): RangeTable {
  const { runs } = derived(trace, followRuns);
  const groups = new Groups();
  for (let run = 0; run < runs.count; run++) {
    const [begin, end] = [trace.time[runs.begin.at(run)]!, trace.time[runs.end.at(run)]!];
    if (begin >= to || end <= from) continue;
    groups.add(runs.name.at(run) * 4 + runs.kind.at(run), Math.min(end, to) - Math.max(begin, from));
  }
  const kinds = ['irq', 'vector', 'softirq', 'tasklet'];
  return groups.table(tables.interruptsInRange, ['total'], (key, { count, total }) => [
    kinds[key & 3],
    runs.names.texts[key >> 2],
    count,
    total,
  ]);
}

function functionTable(opened: Opened, { from, to }: Stretch): RangeTable {
  const calls = shownCalls(opened);
  const groups = new Groups();
  if (calls === undefined) return { description: tables.functionsInRange, rows: [], count: 0 };
  const { tree, timeZero, layers } = calls;
  const isTimed = Uint8Array.from(tree.names, ({ kind }) => (kind <= rowKind.wait ? 1 : 0));
  const [first, last] = [from + timeZero, to + timeZero];
  for (let row = 0; row < tree.count && tree.start[row]! < last; row++) {
    const name = tree.name[row]!;
    if (tree.end[row]! <= first || isTimed[name] === 0) continue;
    const part = Math.min(tree.end[row]!, last) - Math.max(tree.start[row]!, first);
    if (tree.names[name]!.kind !== rowKind.wait) groups.add(name, part);
    const parent = tree.parent[row]!;
    if (parent >= 0) groups.take(tree.name[parent]!, part);
  }
  return groups.table(tables.functionsInRange, ['self'], (name, { count, total }) => [
    tree.names[name]!.text,
    layers[name]!.label,
    count,
    Math.max(0, total),
  ]);
}

function syscallTable(trace: Trace, range: Stretch): RangeTable {
  const empty = { description: tables.syscallsInRange, rows: [], count: 0 };
  if (countNeeded(trace, syscallsAnalysis) === 0) return empty;
  const calls = derived(trace, syscallsAnalysis.answer).table('syscalls.calls');
  const [call, duration] = [calls.column('call'), calls.column('duration')];
  const groups = new Groups<string>();
  for (const row of rowsBegun(calls, range)) groups.add(calls.text(call, row), calls.number(duration, row));
  return groups.table(tables.syscallsInRange, ['total'], (name, { count, total, max }) => [
    name,
    count,
    total,
    max,
  ]);
}

function requestTable(trace: Trace, range: Stretch): RangeTable {
  const empty = { description: tables.requestsInRange, rows: [], count: 0 };
  if (countNeeded(trace, blockAnalysis) === 0) return empty;
  const requests = derived(trace, blockAnalysis.answer).table('block.requests');
  const [device, direction] = [requests.column('device'), requests.column('direction')];
  const [duration, bytes] = [requests.column('duration'), requests.column('bytes')];
  const groups = new Groups<string>();
  const sizes = new Map<string, number>();
  for (const row of rowsBegun(requests, range)) {
    const key = `${requests.text(device, row)} ${requests.text(direction, row)}`;
    groups.add(key, requests.number(duration, row));
    sizes.set(key, (sizes.get(key) ?? 0) + requests.number(bytes, row));
  }
  return groups.table(tables.requestsInRange, ['bytes', 'count'], (key, { count, total, max }) => {
    const space = key.indexOf(' ');
    return [key.slice(0, space), key.slice(space + 1), count, sizes.get(key), total, max];
  });
}

function eventTable({ formats }: Trace, counts: Uint32Array): RangeTable {
  const rows = formats.flatMap(({ system, name }, event): Cell[][] =>
    counts[event] === 0 ? [] : [[`${system}:${name}`, counts[event]]],
  );
  return sorted(tables.eventsInRange, rows, ['count']);
}

/** Rows of a detail that began in a stretch of time. They stand by time, or nearly so: each is asked. */
function* rowsBegun(table: Table, { from, to }: Stretch): Iterable<number> {
  const time = table.column('time');
  for (let row = 0; row < table.count; row++) {
    const at = table.number(time, row);
    if (at >= from && at < to) yield row;
  }
}

interface Group {
  count: number;
  total: number;
  max: number;
}

/** Sums by a key. */
class Groups<Key = number> {
  readonly #groups = new Map<Key, Group>();

  /** One more of them; how long it took is NaN where it is not known. */
  add(key: Key, took: number): void {
    const group = this.#of(key);
    group.count++;
    if (Number.isNaN(took)) return;
    group.total += took;
    group.max = Math.max(group.max, took);
  }

  /** Takes time from one that spent it in others. */
  take(key: Key, took: number): void {
    this.#of(key).total -= took;
  }

  table(
    description: TableDescription,
    by: readonly string[],
    cells: (key: Key, group: Group) => Cell[],
  ): RangeTable {
    return sorted(
      description,
      [...this.#groups].filter(([, { count }]) => count > 0).map(([key, group]) => cells(key, group)),
      by,
    );
  }

  #of(key: Key): Group {
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { count: 0, total: 0, max: 0 };
      this.#groups.set(key, group);
    }
    return group;
  }
}

/** The rows with the most in some columns, the first that says anything deciding. */
function sorted(description: TableDescription, rows: Cell[][], by: readonly string[]): RangeTable {
  const columns = by.map(id => description.columns.findIndex(column => column.id === id));
  const numberAt = (row: Cell[], column: number): number => Number(row[column] ?? 0);
  const ordered = rows.sort((a, b) => {
    const column = columns.find(one => numberAt(a, one) !== numberAt(b, one));
    return column === undefined ? 0 : numberAt(b, column) - numberAt(a, column);
  });
  return { description, rows: ordered.slice(0, mostRows), count: rows.length };
}
