import { spawn } from 'node:child_process';

export interface RunResult {
  /** Exit code; 128 + n after a signal, 127 when there is no such program. */
  readonly code: number;
  readonly stdout: string;
  /** The last 64 KiB of it. */
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Each line that the program writes to its file descriptor 3. */
  readonly onStatus?: (line: string) => void;
}

const outputLimit = 32 * 1024 * 1024;

/** Runs a program without a standard input, in the C locale, and waits for it. Never throws. */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [program = '', ...args] = argv;
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, LC_ALL: 'C', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', options.onStatus ? 'pipe' : 'ignore'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < outputLimit) stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-65536);
    });
    if (options.onStatus) eachLine(child.stdio[3] as NodeJS.ReadableStream, options.onStatus);
    child.on('error', error => resolve({ code: 127, stdout, stderr: error.message }));
    child.on('close', (code, signal) => {
      resolve({ code: code ?? 128 + (signal === 'SIGKILL' ? 9 : 15), stdout, stderr });
    });
  });
}

function eachLine(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}

/** The last lines of a program's output, for a message. */
export function tail(output: string, lines = 6): string {
  return output.trim().split('\n').slice(-lines).join('\n');
}
