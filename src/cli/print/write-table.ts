import type { Rows, Table, TableDescription } from '../../store/index.ts';
import { csvHead, csvLines } from '../../text/tables/index.ts';
import type { LineWriter } from '../replay/line-writer.ts';

/** Writes `"columns":[…],"rows":[…]` and what follows it, a row a line. What is not known is null. */
export function writeTableJson(table: Table, rows: Rows, writer: LineWriter, end: string): void {
  const { columns } = table.description;
  writer.write(`"columns":${JSON.stringify(columns)},"rows":[`);
  for (let index = 0; index < rows.length; index++) {
    const cells = columns.map(({ id }, column) => [id, table.cell(column, rows[index]!) ?? null]);
    writer.write(JSON.stringify(Object.fromEntries(cells)) + (index < rows.length - 1 ? ',' : ''));
  }
  writer.write(`]${end}`);
}

/** Writes a line of the columns' ids and a line a row, as RFC 4180 has them; what is not known is empty. */
export function writeTableCsv(table: Table, rows: Rows, writer: LineWriter): void {
  writer.write(csvHead(table));
  for (const line of csvLines(table, rows)) writer.write(line);
}

/** Objects as the columns and rows of JSON; of each object what the columns name. */
export function tableJson({ columns }: TableDescription, rows: readonly object[]): object {
  return {
    columns,
    rows: rows.map(row => {
      const values: Readonly<Record<string, unknown>> = { ...row };
      return Object.fromEntries(columns.map(({ id }) => [id, values[id]]));
    }),
  };
}
