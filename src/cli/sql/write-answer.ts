import type { SqlAnswer, SqlValue } from '../../query/index.ts';
import type { Problem } from '../../store/index.ts';
import { countText, paintQuiet } from '../../text/replay/index.ts';
import { quotedForCsv, type TableStyle } from '../../text/tables/index.ts';
import { say } from '../../words/index.ts';
import type { LineWriter } from '../replay/line-writer.ts';
import { sqlLines } from './sql-table.ts';

export type SqlFormat = 'text' | 'json' | 'csv';

/** Writes the first rows of an answer for people. */
export async function writeText(
  answer: SqlAnswer,
  top: number,
  style: TableStyle,
  writer: LineWriter,
): Promise<void> {
  const shown: (readonly SqlValue[])[] = [];
  let count = 0;
  for await (const piece of answer.pieces) {
    for (const row of piece) if (count++ < top) shown.push(row);
  }
  for (const line of sqlLines(answer, shown, style)) writer.write(line);
  if (count > shown.length) {
    const more = say('sql.more', { count: countText(count - shown.length) });
    writer.write(paintQuiet(more, style.colours));
  }
}

/** Writes all rows as JSON, a row a line, as they come. */
export async function writeJson(
  answer: SqlAnswer,
  source: string,
  problems: readonly Problem[],
  writer: LineWriter,
): Promise<void> {
  const names = distinctNames(answer);
  const columns = answer.columns.map(({ type }, index) => ({ id: names[index], type }));
  const head = { ringside: 1, kind: 'sql', source, problems, columns };
  writer.write(`${JSON.stringify(head).slice(0, -1)},"rows":[`);
  let separator = '';
  for await (const piece of answer.pieces) {
    for (const row of piece) {
      const cells = Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]));
      writer.write(separator + JSON.stringify(cells));
      separator = ',';
    }
  }
  writer.write(']}');
}

/** Writes all rows as CSV (RFC 4180), as they come; what is null is empty. */
export async function writeCsv(answer: SqlAnswer, writer: LineWriter): Promise<void> {
  writer.write(answer.columns.map(({ name }) => quotedForCsv(name)).join(','));
  for await (const piece of answer.pieces) {
    for (const row of piece) writer.write(row.map(cell => quotedForCsv(cell ?? undefined)).join(','));
  }
}

/** Names of columns as keys: the second `n` is `n_2`. */
function distinctNames({ columns }: SqlAnswer): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let key = name;
    for (let count = 2; taken.has(key); count++) key = `${name}_${count}`;
    taken.add(key);
    return key;
  });
}
