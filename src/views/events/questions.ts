import { firstIndex } from '../../base/index.ts';
import type { Column } from '../../store/index.ts';
import { cellText, quotedForCsv } from '../../text/tables/index.ts';
import type { Question } from '../question.ts';
import type { Portion, TableWindow, WindowColumn } from '../tables/contract.ts';
import type { Opened } from '../workbench.ts';
import { type EventWishes, eventListTable } from './contract.ts';
import { eventName, eventTexts, taskNameOf } from './event-texts.ts';
import { wishedEvents } from './wished-events.ts';

/** Some of the events that are wished for: only these are printed. */
export const askEventWindow: Question<EventWishes & Portion, TableWindow> = async (bench, params, asked) => {
  const opened = bench.recording(params.of);
  const wished = await wishedEvents(opened, params, asked);
  const rows = wished.slice(params.first, params.first + params.count);
  const columns = eventListTable.columns
    .filter(({ id }) => params.columns === undefined || params.columns.includes(id))
    .map(column => windowColumn(opened, column, rows));
  return {
    first: params.first,
    wished: wished.length,
    all: opened.trace.count,
    rows,
    columns,
    most: Number.NaN,
  };
};

function windowColumn(opened: Opened, column: Column, rows: Uint32Array): WindowColumn {
  const { id } = column;
  const { trace } = opened;
  switch (id) {
    case 'comm':
      return { id, texts: Array.from(rows, row => taskNameOf(trace, row)), values: undefined };
    case 'event':
      return { id, texts: Array.from(rows, row => eventName(trace, row)), values: undefined };
    case 'text':
      return { id, texts: eventTexts(opened, [...rows]), values: undefined };
    default: {
      const from = id === 'row' ? undefined : { time: trace.time, cpu: trace.cpu, pid: trace.pid }[id];
      const values = Float64Array.from(rows, row => (from === undefined ? row : from[row]!));
      return { id, texts: Array.from(values, value => cellText(column, value)), values };
    }
  }
}

/** Some of the events as CSV; the first lines begin with the columns' ids. */
export const askEventCsv: Question<EventWishes & Portion, string> = async (bench, params, asked) => {
  const { columns, rows } = await askEventWindow(bench, { ...params, columns: undefined }, asked);
  const lines = params.first === 0 ? [columns.map(({ id }) => id).join(',')] : [];
  for (let at = 0; at < rows.length; at++)
    lines.push(columns.map(({ values, texts }) => quotedForCsv(values?.[at] ?? texts[at])).join(','));
  return lines.map(line => `${line}\r\n`).join('');
};

/** Where an event stands among those that are wished for: its place, or that of the next one. */
export const askEventPlace: Question<EventWishes & { readonly row: number }, number> = async (
  bench,
  params,
  asked,
) => {
  const rows = await wishedEvents(bench.recording(params.of), params, asked);
  const place = firstIndex(0, rows.length, index => rows[index]! >= params.row);
  return Math.min(place, rows.length - 1);
};

/** The first event at or after a time, in nanoseconds or ticks since the trace's start. */
export const askEventAt: Question<{ readonly of?: number; readonly time: number }, number> = (
  bench,
  { of, time },
) => {
  const { trace } = bench.recording(of);
  const row = firstIndex(0, trace.count, index => trace.time[index]! >= time);
  return Math.min(row, trace.count - 1);
};
