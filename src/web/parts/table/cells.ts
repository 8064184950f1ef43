import type { Column } from '../../../store/index.ts';
import { countText } from '../../../text/replay/durations.ts';
import type { TableWindow } from '../../../views/index.ts';
import { selectionText } from '../../../views/selection.ts';
import { hrefTo } from '../../app/place.ts';

/** A cell that a person points at. */
export interface PointedCell {
  /** Place among the rows as they are ordered, and which row of the table it is. */
  readonly place: number;
  readonly row: number;
  readonly column: Column;
  readonly text: string;
  /** Undefined of a text, NaN of what is not known. */
  readonly value: number | undefined;
  /** A number of another column of the same row; NaN where there is none. */
  readonly numberOf: (id: string) => number;
  readonly textOf: (id: string) => string;
}

export function pointedCell(window: TableWindow, at: number, place: number, column: Column): PointedCell {
  const find = (id: string) => window.columns.find(one => one.id === id);
  return {
    place,
    row: window.rows[at]!,
    column,
    text: find(column.id)?.texts[at] ?? '',
    value: find(column.id)?.values?.[at],
    numberOf: id => find(id)?.values?.[at] ?? Number.NaN,
    textOf: id => find(id)?.texts[at] ?? '',
  };
}

/** The exact value where the cell shows a rounded one. */
export function exactText({ column: { type, unit }, text, value }: PointedCell): string {
  if (value === undefined || Number.isNaN(value)) return text;
  const exact = Number.isInteger(value) ? countText(value) : String(value);
  switch (type) {
    case 'duration':
    case 'time':
      return `${exact} ns`;
    case 'bytes':
      return `${exact} B`;
    case 'integer':
    case 'number':
      return unit === '' ? String(value) : `${exact} ${unit}`;
    default:
      return text;
  }
}

/** Nanoseconds around a moment that has no duration beside it. */
const around = 50_000;

/** Where a cell leads: an event, a moment. Undefined where to nothing. */
export function cellHref({ column: { type }, value, numberOf }: PointedCell): string | undefined {
  if (value === undefined || Number.isNaN(value)) return undefined;
  if (type === 'row') return hrefTo({ view: 'timeline', select: selectionText({ kind: 'row', row: value }) });
  if (type !== 'time') return undefined;
  const duration = numberOf('duration');
  const margin = duration > 0 ? duration / 2 : around;
  const end = duration > 0 ? value + duration : value;
  const [from, to] = [Math.max(0, Math.floor(value - margin)), Math.ceil(end + margin)];
  return hrefTo({ view: 'timeline', from: String(from), to: String(to) });
}
