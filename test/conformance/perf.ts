import { execFileSync } from 'node:child_process';

/** The version of the installed perf, or why there is none. */
export function perfVersion(): string {
  try {
    const text = execFileSync('perf', ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /version ([\d.]+)/.exec(text)?.[1] ?? 'unknown';
  } catch {
    return 'not installed';
  }
}

/** What perf script writes to standard output; names of inlined functions are left out, which it asks addr2line for. */
export function perfScript(...args: string[]): Buffer {
  return execFileSync('perf', ['script', '--no-inline', ...args], {
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
    // Nothing of the user's own may change what it prints.
    env: { PATH: process.env.PATH, HOME: '/nonexistent', PERF_CONFIG: '/dev/null' },
  });
}
