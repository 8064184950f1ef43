import type { Analysis, Answer } from '../../analyses/index.ts';
import { groupRows } from '../../analyses/latency/index.ts';
import { askedOf, isAmong, recordedEvents } from '../../analyses/overview/index.ts';
import { UsageError, wrapCells } from '../../base/index.ts';
import {
  allRows,
  filterRows,
  type Problem,
  RowFilterError,
  type Rows,
  sortRowsBy,
  type Table,
  type TableDescription,
  type Trace,
} from '../../store/index.ts';
import { paintQuiet, paintStrong, printable } from '../../text/replay/index.ts';
import { cellText, histogramLines, type TableStyle, tableLines } from '../../text/tables/index.ts';
import { inWords, say } from '../../words/index.ts';
import { terminalWidth } from '../print/terminal-width.ts';
import { writeTableCsv, writeTableJson } from '../print/write-table.ts';
import type { LineWriter } from '../replay/line-writer.ts';

/** What the command line says about the rows to show. */
export interface RowWishes {
  /** Rows of each table; all of them where it is undefined. */
  readonly top: number | undefined;
  readonly where: string | undefined;
  readonly by: string | undefined;
  readonly sort: string | undefined;
  readonly columns: string | undefined;
}

/** A table with the rows that were asked for, in the order in which they were. */
export interface ShownTable {
  readonly table: Table;
  readonly rows: Rows;
  /** How many there were before `top`. */
  readonly all: number;
}

const usualRows = 15;
const worstRows = 10;
const histogramGroups = 3;

/** What an analysis would need that the trace does not hold, as one sentence; undefined where it holds all. */
export function whatIsMissing(
  trace: Trace,
  analysis: Pick<Analysis, 'id' | 'needs' | 'record'>,
): string | undefined {
  const [row] = askedOf(recordedEvents(trace), [analysis]);
  if (row === undefined || row.recorded === 'yes') return undefined;
  // What a recording describes could have been in it.
  const described = trace.formats.map(({ system, name }) => `${system}:${name}`);
  const isKnown = row.missing.every(name => isAmong(described, name));
  const said = { events: row.missing.join(' '), record: row.record };
  return isKnown ? say('overview.none-happened', said) : say('overview.needs', said);
}

/** The tables that were named, or all of the analysis. Throws a UsageError. */
export function chooseTables(
  answer: Answer,
  descriptions: readonly TableDescription[],
  name: string | undefined,
): readonly Table[] {
  if (name === undefined) return descriptions.map(({ id }) => answer.table(id));
  const found = descriptions.find(({ id }) => id === name);
  if (found !== undefined) return [answer.table(found.id)];
  const tables = descriptions.map(({ id }) => id).join(', ');
  throw new UsageError(say('report.no-table', { name }), say('report.no-table.remedy', { tables }));
}

/** The rows of a table that fulfil the condition, grouped and sorted as wished. Throws a UsageError. */
export function chooseRows(whole: Table, wishes: RowWishes): ShownTable {
  const filtered = wishes.where === undefined ? allRows(whole) : filter(whole, wishes.where);
  const grouped = wishes.by === undefined ? undefined : group(whole, filtered, wishes.by);
  const table = grouped ?? whole;
  const rows = order(table, grouped === undefined ? filtered : allRows(grouped), wishes.sort);
  return { table, rows: wishes.top === undefined ? rows : rows.subarray(0, wishes.top), all: rows.length };
}

function filter(table: Table, condition: string): Rows {
  try {
    return filterRows(table, condition);
  } catch (error) {
    if (!(error instanceof RowFilterError)) throw error;
    const place = `${error.text}\n${' '.repeat(error.at)}^`;
    throw new UsageError(`--where: ${error.message}`, place);
  }
}

function group(table: Table, rows: Rows, by: string): Table {
  const columns = by.split(',').map(id => columnOf(table, id, '--by'));
  const { worst, columns: all } = table.description;
  const duration = all.findIndex(({ id, type }) => id === worst && type === 'duration');
  return groupRows(table, rows, columns, duration < 0 ? undefined : duration);
}

function order(table: Table, rows: Rows, sort: string | undefined): Rows {
  const { worst, kind } = table.description;
  if (sort === undefined) {
    if (worst === undefined || kind === 'histogram') return rows;
    return sortRowsBy(table, rows, table.column(worst), true);
  }
  return sort
    .split(',')
    .reverse()
    .reduce((sorted, key) => {
      const ascending = key.startsWith('+');
      return sortRowsBy(table, sorted, columnOf(table, key.replace(/^[+-]/, ''), '--sort'), !ascending);
    }, rows);
}

function columnOf(table: Table, id: string, option: string): number {
  const column = table.column(id);
  if (column >= 0) return column;
  const columns = table.description.columns.map(one => one.id).join(', ');
  throw new UsageError(say('report.no-column', { option, id }), say('report.no-column.remedy', { columns }));
}

/** Writes tables for people: each with its sentence, summaries and histograms first as the analysis lists them. */
export function writeTables(
  tables: readonly Table[],
  wishes: RowWishes,
  colour: TableStyle['colours'],
  writer: LineWriter,
): void {
  const style = {
    width: wishes.columns === undefined ? terminalWidth() : Number.POSITIVE_INFINITY,
    colours: colour,
    ...(wishes.columns === undefined ? {} : { columns: wishes.columns.split(',') }),
  };
  const isOneOfMany = tables.length > 1;
  const empty = isOneOfMany ? tables.filter(({ count }) => count === 0) : [];
  for (const table of tables) {
    if (empty.includes(table)) continue;
    writeTable(table, wishes, style, writer, isOneOfMany);
    if (isOneOfMany) writer.write('');
  }
  if (empty.length === 0) return;
  const names = empty.map(({ description }) => description.id).join(' ');
  for (const line of wrapCells(say('report.empty', { names }), terminalWidth())) {
    writer.write(paintQuiet(line, style.colours));
  }
}

function writeTable(
  whole: Table,
  wishes: RowWishes,
  style: TableStyle,
  writer: LineWriter,
  isOneOfMany: boolean,
): void {
  const { description } = whole;
  writer.write(
    `${paintStrong(description.id, style.colours)}  ${paintQuiet(inWords(description.sentence), style.colours)}`,
  );
  if (description.kind === 'histogram' && wishes.by === undefined) {
    const { table, rows } = chooseRows(whole, { ...wishes, top: undefined });
    if (rows.length === 0) writer.write(say('report.no-rows'));
    for (const line of histogramLines(table, rows, isOneOfMany ? 1 : histogramGroups, style))
      writer.write(line);
    return;
  }
  const usual = isOneOfMany && description.kind === 'detail' ? worstRows : usualRows;
  const { table, rows, all } = chooseRows(whole, { ...wishes, top: wishes.top ?? usual });
  if (all === 0) {
    writer.write(say('report.no-rows'));
    return;
  }
  for (const line of tableLines(table, rows, style)) writer.write(line);
  if (rows.length < all) {
    writer.write(
      paintQuiet(say('report.more-rows', { count: cellText(countColumn, all - rows.length) }), style.colours),
    );
  }
}

const countColumn = { id: 'count', type: 'integer', unit: 'rows', sentence: '' } as const;

/** Writes what an analysis answers as JSON: one table, or all of it. */
export function writeAnswerJson(
  source: string,
  trace: Trace,
  name: string,
  tables: readonly Table[],
  problems: readonly Problem[],
  wishes: RowWishes,
  writer: LineWriter,
): void {
  const head = {
    ringside: 1,
    kind: name,
    source: printable(source),
    start: trace.start.toString(),
    problems,
  };
  const shown = tables.map(table => chooseRows(table, wishes));
  writer.write(`${JSON.stringify(head).slice(0, -1)},`);
  if (shown.length === 1) writeTableJson(shown[0]!.table, shown[0]!.rows, writer, '');
  else {
    writer.write('"tables":[');
    for (const [index, { table, rows }] of shown.entries()) {
      writer.write(`{"table":${JSON.stringify(table.description.id)},`);
      writeTableJson(table, rows, writer, index < shown.length - 1 ? '},' : '}');
    }
    writer.write(']');
  }
  writer.write('}');
}

/** Writes one table as CSV (RFC 4180). Throws a UsageError for several. */
export function writeAnswerCsv(tables: readonly Table[], wishes: RowWishes, writer: LineWriter): void {
  const [table, ...others] = tables;
  if (table === undefined || others.length > 0) {
    const names = tables.map(({ description }) => description.id).join(', ');
    throw new UsageError(say('report.csv-of-one'), say('report.no-table.remedy', { tables: names }));
  }
  const shown = chooseRows(table, wishes);
  writeTableCsv(shown.table, shown.rows, writer);
}
