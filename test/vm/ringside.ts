import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
const program = join(root, 'bin/ringside.mjs');

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Each test file has recordings of its own: "the newest" is its own, and the user's are left alone. */
function environment(options: RunOptions): NodeJS.ProcessEnv {
  return { ...process.env, LANG: 'C', XDG_DATA_HOME: join(temporary, 'data'), ...options.env };
}

/** Runs the built `ringside` to its end. */
export function ringside(args: readonly string[], options: RunOptions = {}): Ran {
  const ran = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    input: options.input ?? '',
    cwd: options.cwd ?? root,
    env: environment(options),
    maxBuffer: 1 << 28,
    timeout: 280_000,
  });
  return { code: ran.status ?? -1, stdout: ran.stdout, stderr: ran.stderr };
}

/** Starts it and leaves it running; `ended` settles with what `ringside` would answer. */
export function startRingside(
  args: readonly string[],
  options: RunOptions = {},
): { child: ChildProcess; ended: Promise<Ran> } {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: options.cwd ?? root,
    env: environment(options),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  const ended = new Promise<Ran>(resolve => {
    child.on('close', (code, signal) =>
      resolve({ code: code ?? (signal === 'SIGKILL' ? 137 : -1), stdout, stderr }),
    );
  });
  return { child, ended };
}

/** Resolves once `stream` has said `text`. */
export function untilSaid(stream: NodeJS.ReadableStream, text: string): Promise<void> {
  return new Promise(resolve => {
    let said = '';
    stream.on('data', part => {
      said += part;
      if (said.includes(text)) resolve();
    });
  });
}

/** Process ids of the QEMUs that a Ringside of this process id started and that still run. */
export function guestsOf(pid: number | undefined): readonly number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(process => {
      try {
        return readFileSync(`/proc/${process}/cmdline`, 'latin1').includes(`\0ringside-${pid}\0`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

const temporary = mkdtempSync(join(tmpdir(), 'ringside-test-'));
chmodSync(temporary, 0o755);

/** An empty folder that goes with `removeTemporary`. */
export function temporaryFolder(): string {
  return mkdtempSync(join(temporary, 'folder-'));
}

export function removeTemporary(): void {
  rmSync(temporary, { recursive: true, force: true });
}
