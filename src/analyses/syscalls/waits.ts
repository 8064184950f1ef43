import { growing, type NumberColumn, Table, type Trace, tableOf } from '../../store/index.ts';
import { noRow, schedTimeline, taskState, waitsForCpu } from '../sched/index.ts';
import { stacksOf } from '../stacks/index.ts';
import type { Calls } from './follow-calls.ts';
import { timesTable, waitsTable } from './tables.ts';

/** What a task did inside of a call, in the order of the columns. */
const parts = ['running', 'waiting_cpu', 'sleeping', 'blocked', 'other', 'unknown'] as const;

/** Where the time of calls went, of each call that was seen to return. */
export interface Waits {
  /** The calls during which the task did not run all the time, as indices of `calls.rows`. */
  readonly call: Uint32Array;
  /** By part, nanoseconds of each of these calls. */
  readonly times: readonly Float64Array[];
  /** The waking that ended its last sleep and the event with which its longest one began; NaN for none. */
  readonly waking: Float64Array;
  readonly asleep: Float64Array;
  /** By code of the call: the time of those of whose task no switch was recorded. */
  readonly untold: Float64Array;
}

export function followWaits(trace: Trace, { rows, names }: Calls): Waits {
  const timeline = schedTimeline(trace);
  const call = growing.u32();
  const times = parts.map(() => growing.f64());
  const [waking, asleep] = [growing.f64(), growing.f64()];
  const untold = new Float64Array(names.list.length);
  const sums = new Float64Array(parts.length);
  for (let index = 0; index < rows.count; index++) {
    const duration = rows.duration.at(index);
    if (Number.isNaN(duration)) continue;
    const start = trace.time[rows.begin.at(index)]!;
    const end = start + duration;
    const task = rows.task.at(index);
    const first = timeline.at(task, start);
    if (first < 0) untold[rows.call.at(index)]! += duration;
    if (first < 0 || (timeline.state[first] === taskState.running && timeline.end[first]! >= end)) continue;
    sums.fill(0);
    let [woken, slept, longest] = [Number.NaN, Number.NaN, 0];
    for (let at = first; at < timeline.first[task + 1]! && timeline.start[at]! < end; at++) {
      const state = timeline.state[at]!;
      const took = Math.min(end, timeline.end[at]!) - Math.max(start, timeline.start[at]!);
      if (took <= 0) continue;
      sums[partOf(state)]! += took;
      if (waitsForCpu(state) && timeline.wakingRow[at] !== noRow) woken = timeline.wakingRow[at]!;
      if (isWait(state) && took > longest && timeline.beginRow[at] !== noRow) {
        [longest, slept] = [took, timeline.beginRow[at]!];
      }
    }
    call.push(index);
    for (const [part, column] of times.entries()) column.push(sums[part]!);
    waking.push(woken);
    asleep.push(slept);
  }
  return {
    call: call.view(),
    times: times.map(column => column.view()),
    waking: waking.view(),
    asleep: asleep.view(),
    untold,
  };
}

function partOf(state: number): number {
  if (state === taskState.running) return 0;
  if (waitsForCpu(state)) return 1;
  if (state === taskState.sleeping) return 2;
  if (state === taskState.blocked) return 3;
  return state === taskState.unknown ? 5 : 4;
}

function isWait(state: number): boolean {
  return state !== taskState.running && state !== taskState.unknown && !waitsForCpu(state);
}

/** The calls that waited, one a row. */
export function waitsOf(trace: Trace, { rows, names, tasks, files }: Calls, waits: Waits): Table {
  const { call: calls, waking, asleep } = waits;
  const stacks = stacksOf(trace);
  const codes = (column: NumberColumn): Uint32Array => gather(new Uint32Array(calls.length), column, calls);
  const begin = codes(rows.begin.view());
  const wakers = new Int32Array(calls.length).fill(-1);
  for (const [index, row] of waking.entries()) if (!Number.isNaN(row)) wakers[index] = tasks.ofRow(row);
  return new Table(waitsTable, {
    time: { codes: begin, numbers: trace.time },
    duration: gather(new Float64Array(calls.length), rows.duration.view(), calls),
    ...tasks.columns(codes(rows.task.view())),
    call: { codes: codes(rows.call.view()), texts: names.list.map(({ name }) => name) },
    file: { codes: codes(rows.file.view()), texts: files.names },
    ...Object.fromEntries(parts.map((part, index) => [part, waits.times[index]!])),
    ...tasks.columns(wakers, 'waker_'),
    stack: {
      length: calls.length,
      textOf: row => stackText(asleep[row]!),
    },
    begin_row: begin,
    sleep_row: asleep,
    wake_row: waking,
  });

  function stackText(row: number): string | undefined {
    const stack = Number.isNaN(row) ? -1 : stacks.ofRow(row);
    return stack < 0 ? undefined : stacks.text(stack);
  }
}

/** The values of a column at some places. */
function gather<T extends NumberColumn>(to: T, column: NumberColumn, places: Uint32Array): T {
  for (let index = 0; index < places.length; index++) to[index] = column[places[index]!]!;
  return to;
}

/** Where the time of each kind of call went. */
export function timesOf({ rows, names }: Calls, waits: Waits): Table {
  const sums = names.list.map((_, call) => {
    const ofCall = new Float64Array(parts.length);
    ofCall[parts.indexOf('unknown')] = waits.untold[call]!;
    return ofCall;
  });
  const [total, waited] = [new Float64Array(sums.length), new Uint32Array(sums.length)];
  for (let index = 0; index < rows.count; index++) {
    const duration = rows.duration.at(index);
    if (!Number.isNaN(duration)) total[rows.call.at(index)]! += duration;
  }
  for (const [row, index] of waits.call.entries()) {
    const call = rows.call.at(index);
    waited[call]!++;
    for (let part = 1; part < parts.length; part++) sums[call]![part]! += waits.times[part]![row]!;
  }
  return tableOf(
    timesTable,
    names.list
      .map((name, call) => {
        const others = sums[call]!.reduce((sum, time) => sum + time, 0);
        sums[call]![0] = total[call]! - others;
        const times = Object.fromEntries(parts.map((part, index) => [part, sums[call]![index]!]));
        return { call: name.name, waited: waited[call]!, total: total[call]!, ...times };
      })
      .filter(row => row.total > 0),
  );
}
