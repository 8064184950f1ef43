import { execFileSync } from 'node:child_process';

/** The version of the installed trace-cmd, or why there is none. */
export function traceCmdVersion(): string {
  const find = (text: string): string => /version ([\d.]+)/.exec(text)?.[1] ?? 'unknown';
  try {
    return find(
      execFileSync('trace-cmd', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    return stdout === undefined || stdout === '' ? 'not installed' : find(stdout);
  }
}

/** What trace-cmd writes to standard output. */
export function traceCmd(...args: string[]): Buffer {
  return execFileSync('trace-cmd', args, { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });
}
