import { type Cell, type NumberColumn, Table, type Trace, tableOf } from '../../store/index.ts';
import { histogramCells, latencyCells, splitByGroup, summariseGroups } from '../latency/index.ts';
import { argumentText, errorOf, isError } from './argument-text.ts';
import type { Calls } from './follow-calls.ts';
import {
  callsTable,
  durationsTable,
  errorsTable,
  filesTable,
  namesTable,
  taskCallsTable,
  tasksTable,
} from './tables.ts';

type Cells = Readonly<Record<string, Cell>>;

export function namesOf(calls: Calls): Table {
  const { names, rows } = calls;
  return tableOf(
    namesTable,
    summarised(calls, rows.call.view(), names.list.length)
      .map((cells, call): Cells => ({ call: names.list[call]!.name, ...cells }))
      .filter(({ count, unreturned }) => count !== 0 || unreturned !== 0),
  );
}

export function tasksOfCalls(calls: Calls): Table {
  const { rows } = calls;
  const groups = groupBy(rows.count, index => rows.task.at(index));
  return tableOf(
    tasksTable,
    summarised(calls, groups.of, groups.keys.length).map((cells, group) => ({
      ...taskCells(calls, groups.keys[group]!),
      ...cells,
    })),
  );
}

export function taskCallsOf(calls: Calls): Table {
  const { rows } = calls;
  const groups = groupBy(rows.count, index => rows.task.at(index) * callLimit + rows.call.at(index));
  return tableOf(
    taskCallsTable,
    summarised(calls, groups.of, groups.keys.length).map((cells, group) => ({
      ...taskAndCall(calls, groups.keys[group]!),
      ...cells,
    })),
  );
}

export function filesOfCalls(calls: Calls): Table {
  const { rows, files, names } = calls;
  const nameCodes = new Map<string, number>();
  const byFile = files.names.map(name => {
    const code = nameCodes.get(name) ?? nameCodes.size;
    nameCodes.set(name, code);
    return code;
  });
  const fileNames = [...nameCodes.keys()];
  const groups = groupBy(rows.count, index => byFile[rows.file.at(index)]! * callLimit + rows.call.at(index));
  const all = summarised(calls, groups.of, groups.keys.length).map((cells, group) => {
    const key = groups.keys[group]!;
    return {
      file: fileNames[Math.floor(key / callLimit)]!,
      call: names.list[key % callLimit]!.name,
      ...cells,
    };
  });
  return tableOf(
    filesTable,
    all.filter(({ file }) => file !== ''),
  );
}

export function errorsOf(calls: Calls): Table {
  const { rows } = calls;
  const failed = new Map<number, { count: number; first: number }>();
  for (let index = 0; index < rows.count; index++) {
    const result = rows.result.at(index);
    if (!isError(result)) continue;
    const key = (rows.task.at(index) * callLimit + rows.call.at(index)) * errorLimit - result;
    const found = failed.get(key);
    if (found === undefined) failed.set(key, { count: 1, first: rows.end.at(index) });
    else found.count++;
  }
  return tableOf(
    errorsTable,
    [...failed].map(([key, { count, first }]) => ({
      ...taskAndCall(calls, Math.floor(key / errorLimit)),
      error: errorOf(-(key % errorLimit)),
      count,
      row: first,
    })),
  );
}

export function durationsOf({ rows, names }: Calls): Table {
  const byCall = splitByGroup(rows.call.view(), rows.duration.view(), names.list.length);
  return tableOf(
    durationsTable,
    byCall.flatMap((durations, call) => histogramCells(durations, { call: names.list[call]!.name })),
  );
}

export function callsOf(trace: Trace, calls: Calls): Table {
  const { rows, names, tasks, files } = calls;
  const [begin, result] = [rows.begin.view(), rows.result.view()];
  return new Table(callsTable, {
    time: { codes: begin, numbers: trace.time },
    duration: rows.duration.view(),
    cpu: { codes: begin, numbers: trace.cpu },
    ...tasks.columns(rows.task.view()),
    call: { codes: rows.call.view(), texts: names.list.map(({ name }) => name) },
    arguments: { length: rows.count, textOf: index => argumentText(calls, index) },
    result,
    error: { length: rows.count, textOf: index => errorOf(result[index]!) },
    file: { codes: rows.file.view(), texts: files.names },
    begin_row: begin,
    end_row: rows.end.view(),
  });
}

/** Above every code of a call, and above every error: what keys of groups are put together with. */
const callLimit = 2 ** 16;
const errorLimit = 2 ** 12;

function taskAndCall(calls: Calls, key: number): Cells {
  return {
    ...taskCells(calls, Math.floor(key / callLimit)),
    call: calls.names.list[key % callLimit]!.name,
  };
}

function taskCells({ tasks }: Calls, task: number): Cells {
  return { tid: tasks.tids[task], comm: tasks.comms[task] };
}

/** Numbers groups by their key, in the order in which they are met. */
function groupBy(
  count: number,
  keyOf: (index: number) => number,
): { readonly of: Uint32Array; readonly keys: readonly number[] } {
  const found = new Map<number, number>();
  const of = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    const key = keyOf(index);
    const known = found.get(key) ?? found.size;
    if (known === found.size) found.set(key, known);
    of[index] = known;
  }
  return { of, keys: [...found.keys()] };
}

/** For each group the durations, and how many failed or did not return. */
function summarised({ rows }: Calls, groups: NumberColumn, groupCount: number): readonly Cells[] {
  const failed = new Uint32Array(groupCount);
  const unreturned = new Uint32Array(groupCount);
  for (let index = 0; index < rows.count; index++) {
    if (Number.isNaN(rows.end.at(index))) unreturned[groups[index]!]!++;
    else if (isError(rows.result.at(index))) failed[groups[index]!]!++;
  }
  return summariseGroups(groups, rows.duration.view(), groupCount).map((summary, group) => ({
    ...latencyCells(summary),
    errors: failed[group],
    unreturned: unreturned[group],
  }));
}
