import type { Database, SqlValue } from '../../query/index.ts';
import type { KernelView } from '../kernel-view.ts';

/** A row of values by column. */
export interface FirstRow {
  readonly isThere: boolean;
  readonly values: Readonly<Record<string, SqlValue>>;
  /** Whether the condition held; true where none was given. */
  readonly holds: boolean;
}

/** A function that a query names is not in this kernel, or no tracer can show it. */
export class UnknownName extends Error {
  override readonly name = 'UnknownName';
  readonly asked: string;

  constructor(asked: string) {
    super(asked);
    this.asked = asked;
  }
}

/** The first row that a query gives, and whether a condition over its columns holds. */
export async function firstRow(
  database: Database,
  sql: string,
  kernel: KernelView,
  condition = 'true',
): Promise<FirstRow> {
  const query = withNames(sql, kernel).trim().replace(/;$/, '');
  const { columns, pieces } = await database.run(
    `WITH ringside_first AS (SELECT * FROM (${query}) LIMIT 1) SELECT *, (${condition})::BOOLEAN AS ringside_holds FROM ringside_first`,
  );
  for await (const rows of pieces) {
    const [row] = rows;
    if (row === undefined) continue;
    const values = Object.fromEntries(columns.slice(0, -1).map(({ name }, index) => [name, row[index]!]));
    return { isThere: true, values, holds: row.at(-1) === true };
  }
  return { isThere: false, values: {}, holds: condition === 'true' };
}

/** Whether a condition over `name.column` holds. */
export async function holdsOf(
  database: Database,
  rows: Readonly<Record<string, Readonly<Record<string, SqlValue>>>>,
  condition: string,
): Promise<boolean> {
  const tables = Object.entries(rows).map(([name, row]) => {
    const columns = Object.entries(row).map(
      ([column, value]) => `${literal(value)} AS "${escapeName(column)}"`,
    );
    return `(SELECT ${columns.join(', ')}) AS "${escapeName(name)}"`;
  });
  const { pieces } = await database.run(`SELECT (${condition})::BOOLEAN FROM ${tables.join(', ')}`);
  for await (const [row] of pieces) return row?.[0] === true;
  return false;
}

/** `{vmalloc}` in a query stands for the quoted name that this kernel has for that function. */
function withNames(sql: string, kernel: KernelView): string {
  return sql.replaceAll(/\{([A-Za-z_][\w.]*)\}/g, (_whole, asked: string) => {
    const fate = kernel.fate(asked);
    if (fate.kind !== 'same' && fate.kind !== 'renamed') throw new UnknownName(asked);
    return `'${fate.name}'`;
  });
}

function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function escapeName(name: string): string {
  return name.replaceAll('"', '""');
}
