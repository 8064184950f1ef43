import type { SqlFailure, SqlReply, SqlSchema } from '../../protocol/index.ts';
import { type Database, macros, SqlError, type SqlValue } from '../../query/index.ts';
import { errorPosition } from './error-position.ts';
import type { FromDatabase, ToDatabase } from './messages.ts';

/** Bytes of text in the cells of an answer at most: what is larger is cut, as what has more rows than were wanted. */
const mostText = 32 << 20;

/**
 * Answers questions of the server about one recording, one after the other; the database is opened with the first. It may be
 * told to stop one at any time.
 */
export function serveDatabase(
  open: () => Promise<Database>,
  send: (answer: FromDatabase) => void,
): (question: ToDatabase) => void {
  let database: Promise<Database> | undefined;
  let last: Promise<void> = Promise.resolve();
  const stopped = new Set<number>();
  let running: number | undefined;

  const answer = async (question: Exclude<ToDatabase, { kind: 'stop' }>): Promise<FromDatabase> => {
    const { id } = question;
    const isStopped = (): boolean => stopped.has(id);
    try {
      if (isStopped()) throw new SqlError('stopped');
      database ??= open();
      const opened = await database.catch((error: unknown) => {
        database = undefined;
        throw error;
      });
      if (question.kind === 'schema') return { id, status: 200, body: encode(schemaOf(opened)) };
      if (isStopped()) throw new SqlError('stopped');
      running = id;
      return { id, status: 200, body: encode(await run(opened, question, isStopped)) };
    } catch (error) {
      return { id, ...failureOf(error, question.kind === 'run' ? question.sql : '') };
    } finally {
      running = undefined;
      stopped.delete(id);
    }
  };

  return question => {
    if (question.kind !== 'stop') {
      last = last.then(() => answer(question)).then(send);
      return;
    }
    stopped.add(question.id);
    if (running === question.id) void database?.then(opened => opened.interrupt());
  };
}

async function run(
  database: Database,
  { sql, most }: Extract<ToDatabase, { kind: 'run' }>,
  isStopped: () => boolean,
): Promise<SqlReply> {
  const began = performance.now();
  const { columns, pieces } = await database.run(sql);
  const rows: (readonly SqlValue[])[] = [];
  let text = 0;
  let isCut = false;
  reading: for await (const piece of pieces) {
    if (isStopped()) throw new SqlError('stopped');
    for (const row of piece) {
      for (const cell of row) text += typeof cell === 'string' ? cell.length : 8;
      isCut = rows.length >= most || text > mostText;
      if (isCut) break reading;
      rows.push(row);
    }
  }
  const named = columns.map(({ name, type }) => ({ name, type: type.replace(/^ENUM\(.*\)$/s, 'ENUM') }));
  return { columns: named, rows, isCut, milliseconds: performance.now() - began };
}

function schemaOf({ views }: Database): SqlSchema {
  return { views, functions: macros.map(({ call, sentence }) => ({ call, sentence })) };
}

/** A wrong statement is the asker's; what else happens is told with its remedy, where it has one. */
function failureOf(error: unknown, sql: string): Pick<FromDatabase, 'status' | 'body'> {
  const message = error instanceof Error ? error.message : String(error);
  const remedy = (error as { readonly remedy?: unknown }).remedy;
  const position = errorPosition(sql, message);
  const failure: SqlFailure = {
    error: {
      message,
      remedy: typeof remedy === 'string' ? remedy : '',
      ...(position === undefined ? {} : { position }),
    },
  };
  return { status: error instanceof SqlError ? 400 : 422, body: encode(failure) };
}

function encode(body: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body));
}
