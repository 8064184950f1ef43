import type { TableDescription } from '../../store/index.ts';
import { inWords } from '../../words/index.ts';

/** What every column of the tables is, as text. */
export function describeColumns(tables: readonly TableDescription[]): string {
  return tables
    .map(({ id, sentence, columns }) => {
      const cells = Math.max(...columns.map(column => column.id.length)) + 2;
      const rows = columns.map(column => {
        const unit = column.unit === '' ? '' : ` [${column.unit}]`;
        return `  ${column.id.padEnd(cells)}${inWords(column.sentence)}${unit}`;
      });
      return [`${id}: ${inWords(sentence)}`, ...rows, ''].join('\n');
    })
    .join('\n');
}
