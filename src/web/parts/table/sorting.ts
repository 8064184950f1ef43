import type { Column } from '../../../store/index.ts';
import { isNumeric } from './layout.ts';

/** How a column is sorted by; undefined where it is not. */
export function directionOf(sort: string, id: string): 'ascending' | 'descending' | undefined {
  if (sort === `+${id}`) return 'ascending';
  return sort === id || sort === `-${id}` ? 'descending' : undefined;
}

/** The order that a click on a column's head asks for: the greatest numbers, or A, first; then the other way round. */
export function nextSort(sort: string, column: Column): string {
  const { id } = column;
  const first = isNumeric(column) ? id : `+${id}`;
  const second = isNumeric(column) ? `+${id}` : id;
  return sort === first ? second : first;
}
