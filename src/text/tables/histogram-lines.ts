import { padCells } from '../../base/index.ts';
import type { Rows, Table } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { paintQuiet, paintStrong } from '../replay/layer-colours.ts';
import { barOf } from './bar.ts';
import { cellText } from './cell-text.ts';
import type { TableStyle } from './table-lines.ts';

const widestBar = 50;
const numberCells = 10;

/** A histogram's buckets as bars, group by group: at most `groups` of them, those with the most first. */
export function histogramLines(
  table: Table,
  rows: Rows,
  groups: number,
  style: TableStyle,
): readonly string[] {
  const all = [...groupsOf(table, rows)].sort((a, b) => b.total - a.total);
  const lines = all.slice(0, groups).flatMap(group => groupLines(table, group, style));
  if (all.length > groups)
    lines.push(paintQuiet(say('report.more-groups', { count: all.length - groups }), style.colours));
  return lines;
}

interface Group {
  readonly name: string;
  readonly rows: readonly number[];
  readonly total: number;
}

function groupsOf(table: Table, rows: Rows): Iterable<Group> {
  const { columns } = table.description;
  const keys = columns.map((_, index) => index).filter(index => !isBucketColumn(columns[index]!.id));
  const count = table.column('count');
  const groups = new Map<string, { name: string; rows: number[]; total: number }>();
  for (const row of rows) {
    const name = keys.map(key => cellText(columns[key]!, table.cell(key, row))).join(' ');
    const group = groups.get(name) ?? { name, rows: [], total: 0 };
    group.rows.push(row);
    group.total += table.number(count, row);
    groups.set(name, group);
  }
  return groups.values();
}

function isBucketColumn(id: string): boolean {
  return id === 'from' || id === 'to' || id === 'count';
}

function groupLines(table: Table, { name, rows }: Group, { width, colours }: TableStyle): string[] {
  const [from, to, count] = [table.column('from'), table.column('to'), table.column('count')];
  const { columns } = table.description;
  const most = Math.max(1, ...rows.map(row => table.number(count, row)));
  const barCells = Math.max(8, Math.min(widestBar, width - 3 * numberCells - 8));
  const text = (column: number, row: number): string =>
    cellText(columns[column]!, table.cell(column, row)).padStart(numberCells);
  const lines = rows.map(row => {
    const bar = barOf((table.number(count, row) / most) * barCells);
    return `${text(from, row)} –${text(to, row)} │${padCells(bar, barCells)}│${text(count, row)}`;
  });
  return name === '' ? lines : [paintStrong(name, colours), ...lines];
}
