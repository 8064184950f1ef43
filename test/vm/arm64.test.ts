import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);
const hasTraceCmd = spawnSync('which', ['trace-cmd']).status === 0;

test.each([
  ['events', ['-e', 'sched:*', '-e', 'raw_syscalls:*'], /sched_process_exec: +filename=/],
  ['function_graph', ['-p', 'function_graph', '--depth', '6'], /__arm64_sys_getdents64\(\)/],
])(
  '--arch arm64 records %s on an arm64 kernel with a small root of its own, and trace-cmd reads the same',
  (_, options, expected) => {
    const recording = join(temporaryFolder(), 'arm64');
    const recorded = ringside(['record', '--arch', 'arm64', '-o', recording, ...options, '--', 'ls', '/']);
    expect(recorded.code, recorded.stderr).toBe(0);
    expect(recorded.stdout.split('\n')).toContain('scratch');
    const mine = ringside(['events', recording]).stdout;
    expect(mine).toMatch(expected);
    if (!hasTraceCmd) return;
    const theirs = spawnSync('trace-cmd', ['report', join(recording, 'trace.dat')], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    expect(mine === theirs.stdout).toBe(true);
  },
);
