import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Analysis } from '../analyses/index.ts';
import type { Column, Trace } from '../store/index.ts';
import { answerSources } from './answer-sources.ts';
import { allEvents, singleEvents } from './event-sources.ts';
import { macros } from './macros.ts';
import { registerSource, type SqlSource } from './table-function.ts';

/** A view that can be queried. */
export interface SqlView {
  /** `schema.name` as it is written in SQL, quoted where it must be. */
  readonly name: string;
  readonly sentence: string;
  readonly columns: readonly Pick<Column, 'id' | 'sentence'>[];
}

export type SqlValue = string | number | boolean | null;

/** What a statement answers: rows in pieces, as they come. */
export interface SqlAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly pieces: AsyncIterable<readonly (readonly SqlValue[])[]>;
}

/** A statement that the engine refused or could not finish; the message shows where in its text. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
}

/** SQL over the events of a trace and the tables of its analyses. Nothing outside of them can be read or written. */
export interface Database {
  readonly views: readonly SqlView[];
  /** Runs one or more statements and answers the last. Rejects with a SqlError. */
  run(sql: string): Promise<SqlAnswer>;
  /** Ends the statement that runs now with an error. */
  interrupt(): void;
  close(): void;
}

/** Opens a database over a trace: one view an event in the schema of its system, `events` for all, and every table of the analyses. */
export async function openDatabase(trace: Trace, analyses: readonly Analysis[]): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', {
    enable_external_access: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: '2',
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  // The engine's own catalog is called `memory`, as the schema of an analysis is.
  await connection.run("ATTACH ':memory:' AS recording");
  await connection.run('USE recording');
  await connection.run('DETACH memory');
  const views = await createViews(connection, trace, analyses);
  for (const macro of macros) await connection.run(macro.sql);
  await connection.run('SET lock_configuration = true');
  return {
    views,
    run: sql => run(connection, sql),
    interrupt: () => connection.interrupt(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function createViews(
  connection: DuckDBConnection,
  trace: Trace,
  analyses: readonly Analysis[],
): Promise<readonly SqlView[]> {
  const maker = new ViewMaker(connection);
  await maker.add('main', 'events', allEvents(trace), 'Every event, in the columns that all have.', []);
  for (const { description, source } of answerSources(trace, analyses)) {
    const [schema = '', name = ''] = description.id.split('.');
    await maker.add(schema, name, source, description.sentence, description.columns);
  }
  for (const { format, source } of singleEvents(trace)) {
    await maker.add(format.system, format.name, source, `The event ${format.system}:${format.name}.`, []);
  }
  return maker.views;
}

class ViewMaker {
  readonly views: SqlView[] = [];
  readonly #connection: DuckDBConnection;
  readonly #taken = new Set<string>();

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** Names differ in more than case, in SQL: of those that do not, the first is there. */
  async add(
    schema: string,
    view: string,
    source: SqlSource,
    sentence: string,
    columns: readonly Column[],
  ): Promise<void> {
    const name = schema === 'main' ? quote(view) : `${quote(schema)}.${quote(view)}`;
    const key = name.toLowerCase();
    if (this.#taken.has(key)) return;
    this.#taken.add(key);
    registerSource(this.#connection, source);
    const all = source.isTimed ? `(-9223372036854775807, 9223372036854775807)` : '()';
    if (schema !== 'main') await this.#connection.run(`CREATE SCHEMA IF NOT EXISTS ${quote(schema)}`);
    await this.#connection.run(`CREATE VIEW ${name} AS SELECT * FROM ${source.name}${all}`);
    if (source.isTimed) {
      const between = name.endsWith('"') ? `${name.slice(0, -1)}_between"` : `${name}_between`;
      await this.#connection.run(
        `CREATE MACRO ${between}(from_time, to_time) AS TABLE SELECT * FROM ${source.name}(from_time::BIGINT, to_time::BIGINT)`,
      );
    }
    this.views.push({
      name,
      sentence,
      columns: source.columns.map(({ name: id }) => ({
        id,
        sentence: columns.find(column => column.id === id)?.sentence ?? '',
      })),
    });
  }
}

const plainName = /^[a-z_][a-z0-9_]*$/;
const reserved = new Set([
  'all',
  'table',
  'order',
  'group',
  'end',
  'user',
  'default',
  'lateral',
  'main',
  'lock',
]);

/** A name as SQL takes it. */
export function quote(name: string): string {
  return plainName.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

async function run(connection: DuckDBConnection, sql: string): Promise<SqlAnswer> {
  const result = await connection.stream(sql).catch((error: Error) => {
    // What the engine says where a text holds no statement.
    const isEmpty = error.message === 'Error in native callback';
    throw new SqlError(
      isEmpty ? 'there is no statement' : error.message.replace(/^Failed to extract statements: /, ''),
    );
  });
  const columns = result
    .columnNames()
    .map((name, index) => ({ name, type: result.columnType(index).toString() }));
  return {
    columns,
    pieces: (async function* () {
      for (;;) {
        const chunk = await result.fetchChunk().catch((error: Error) => {
          throw new SqlError(error.message);
        });
        if (chunk === null || chunk.rowCount === 0) return;
        const rows = chunk.getRows();
        yield rows.map(row => row.map(plainValue));
      }
    })(),
  };
}

function plainValue(value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  return String(value);
}
