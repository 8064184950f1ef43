import type { SqlFailure, SqlReply, SqlSchema } from '../../protocol/index.ts';

/** A statement that could not be answered, and where in it the reason is. */
export class SqlTrouble extends Error {
  override readonly name = 'SqlTrouble';
  readonly remedy: string;
  readonly position: number | undefined;

  constructor({ message, remedy, position }: SqlFailure['error']) {
    super(message);
    this.remedy = remedy;
    this.position = position;
  }
}

/** Rows that are asked for: what a page can sort and draw in a moment. */
const mostRows = 50_000;

/** Runs a statement over a recording of the server's; ends it there too when `signal` says so. */
export async function runSql(recording: string, sql: string, signal: AbortSignal): Promise<SqlReply> {
  const answer = await fetch(`api/recordings/${recording}/sql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ sql, most: mostRows }),
    signal,
  });
  if (!answer.ok) throw new SqlTrouble(await failureIn(answer));
  return (await answer.json()) as SqlReply;
}

export async function askSchema(recording: string, signal: AbortSignal): Promise<SqlSchema> {
  const answer = await fetch(`api/recordings/${recording}/sql/schema`, { signal });
  if (!answer.ok) throw new SqlTrouble(await failureIn(answer));
  return (await answer.json()) as SqlSchema;
}

async function failureIn(answer: Response): Promise<SqlFailure['error']> {
  try {
    return ((await answer.json()) as SqlFailure).error;
  } catch {
    return { message: `${answer.status} ${answer.statusText}`, remedy: '' };
  }
}
