import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './chromium.ts';

const run = promisify(execFile);

/** Where a file of `recordings/` is. */
export function recorded(path: string): string {
  return join(root, 'recordings', path);
}

/** What the command prints: pages are held against it. */
export async function ringside(...words: readonly string[]): Promise<string> {
  const program = [join(root, 'bin/ringside.mjs'), ...words];
  const env = { ...process.env, LANG: 'C', LC_ALL: 'C', COLUMNS: '400' };
  const { stdout } = await run(process.execPath, program, { env, maxBuffer: 1 << 28 });
  return stdout;
}

export type Row = Readonly<Record<string, string | number>>;

/** The rows of one table of an answer. */
export async function rowsOf(...words: readonly string[]): Promise<readonly Row[]> {
  const answer = JSON.parse(await ringside(...words, '--json')) as { readonly rows: readonly Row[] };
  return answer.rows;
}
