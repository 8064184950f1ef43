import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

const hasTraceCmd = spawnSync('which', ['trace-cmd']).status === 0;

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(removeTemporary);

describe('ringside record --arch arm64', () => {
  test('runs a command in a root of the guest’s own, and its exit code comes back', () => {
    const recording = join(folder, 'events');
    const script = 'uname -m; ls -d /work /host-only /usr/bin/busybox; pwd; id -un; cat; exit 7';
    const options = ['-e', 'sched:*', '-e', 'syscalls:sys_*_openat', '-o', recording];
    const recorded = ringside(['record', '--arch', 'arm64', ...options, '--', 'sh', '-c', script], {
      input: 'through the pipe\n',
    });
    expect(recorded.code, recorded.stderr).toBe(7);
    expect(recorded.stdout).toBe('aarch64\n/usr/bin/busybox\n/\nroot\nthrough the pipe\n');
    expect(recorded.stderr).toContain('emulated time');
    const { kernel, time } = JSON.parse(readFileSync(join(recording, 'recording.json'), 'utf8'));
    expect(kernel.arch).toBe('arm64');
    expect(kernel.uname).toContain('aarch64');
    expect(time.kind).toBe('emulated');
  });

  test('trace-cmd report and ringside events agree on its events', context => {
    if (!hasTraceCmd) return context.skip('trace-cmd is not installed');
    const text = agreedText(join(folder, 'events'));
    expect(text).toMatch(/sys_enter_openat:|sys_openat/);
    expect(text).toMatch(/sched_process_exec: +filename=\S*\/sh /);
  });

  test('-p function_graph -- ls / gives a trace.dat on which trace-cmd report and ringside events agree', context => {
    const recording = join(folder, 'graph');
    const options = ['--arch', 'arm64', '-p', 'function_graph', '-o', recording];
    const recorded = ringside(['record', ...options, '--', 'ls', '/']);
    expect(recorded.code, recorded.stderr).toBe(0);
    expect(recorded.stdout.split('\n')).toEqual(expect.arrayContaining(['bin', 'proc', 'usr']));
    expect(recorded.stderr).toContain('nothing lost');
    const replay = ringside(['replay', recording]);
    expect(replay.stdout).toContain('__arm64_sys_getdents64() {');
    if (!hasTraceCmd) return context.skip('trace-cmd is not installed');
    expect(agreedText(recording)).toContain('__arm64_sys_getdents64() {');
  });
});

function agreedText(recording: string): string {
  const theirs = spawnSync('trace-cmd', ['report', join(recording, 'trace.dat')], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
  });
  expect(theirs.stderr).toBe('');
  const ours = ringside(['events', recording]);
  expect(ours.code, ours.stderr).toBe(0);
  expect(ours.stdout === theirs.stdout).toBe(true);
  return ours.stdout;
}
