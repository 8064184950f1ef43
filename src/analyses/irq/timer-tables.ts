import { Table, type Trace } from '../../store/index.ts';
import { type Grouped, histogramsOf, summaryOf } from '../latency/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { expiriesTable, latenessTable, timerRunsTable, timersTable } from './tables.ts';
import { type Expiries, timerKinds } from './timers.ts';

/** What the tables of timers are made by. */
export function timerTables(trace: Trace, expiries: Expiries): Readonly<Record<string, () => Table>> {
  return {
    'irq.timers': () =>
      summaryOf(
        timersTable,
        byFunction(expiries, row => expiries.lateness(row)),
      ),
    'irq.timer-functions': () =>
      summaryOf(
        timerRunsTable,
        byFunction(expiries, row => expiries.duration.at(row)),
      ),
    'irq.lateness': () => histogramsOf(latenessTable, byKind(expiries)),
    'irq.expiries': () => expiriesOf(trace, tasksOf(trace), expiries),
  };
}

function byFunction({ count, kind, name, names }: Expiries, durationOf: Grouped['durationOf']): Grouped {
  return {
    count,
    keyOf: row => (Number.isNaN(durationOf(row)) ? -1 : kind.at(row) * 2 ** 24 + name.at(row)),
    durationOf,
    cellsOf: row => ({ timer: timerKinds[kind.at(row)]!, function: names.texts[name.at(row)]! }),
  };
}

function byKind(expiries: Expiries): Grouped {
  const { count, kind } = expiries;
  return {
    count,
    keyOf: row => kind.at(row),
    durationOf: row => expiries.lateness(row),
    cellsOf: row => ({ timer: timerKinds[kind.at(row)]! }),
  };
}

function expiriesOf({ time, cpu }: Trace, tasks: Tasks, expiries: Expiries): Table {
  const { count, begin, end, start, starter } = expiries;
  const all = Array.from({ length: count }, (_, row) => row);
  const known = (row: number): number => (row < 0 ? Number.NaN : row);
  return new Table(expiriesTable, {
    time: Float64Array.from(all, row => time[begin.at(row)]!),
    cpu: Uint16Array.from(all, row => cpu[begin.at(row)]!),
    timer: { codes: expiries.kind.view(), texts: timerKinds },
    function: { codes: expiries.name.view(), texts: expiries.names.texts },
    lateness: Float64Array.from(all, row => expiries.lateness(row)),
    duration: expiries.duration.view(),
    wait: Float64Array.from(all, row =>
      start.at(row) < 0 ? Number.NaN : time[begin.at(row)]! - time[start.at(row)]!,
    ),
    ...tasks.columns(starter.view(), 'starter_'),
    start_row: Float64Array.from(all, row => known(start.at(row))),
    begin_row: begin.view(),
    end_row: Float64Array.from(all, row => known(end.at(row))),
  });
}
