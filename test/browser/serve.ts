import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './chromium.ts';

export interface Served {
  readonly address: string;
  readonly pid: number | undefined;
  close(): Promise<void>;
}

/** Starts `ringside open` on files, in a home of its own where `data` names one; `more` is added to its environment. */
export async function serveRecordings(
  files: readonly string[],
  data?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const program = [join(root, 'bin/ringside.mjs'), 'open', '--no-browser', ...files];
  const env = { ...process.env, LANG: 'C', ...(data === undefined ? {} : { XDG_DATA_HOME: data }), ...more };
  const child = spawn(process.execPath, program, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', said => resolve(String(said).trim()));
    child.once('exit', code => reject(new Error(`ringside open ended with ${code}`)));
  });
  return { address, pid: child.pid, close: () => end(child) };
}

function end(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}
