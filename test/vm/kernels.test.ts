import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultKernelName, needKernelPackage, silentProgress } from '../../src/packages/index.ts';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(removeTemporary);
const record = (...args: string[]) => ringside(['record', '-o', join(folder, 'recording'), ...args]);
const hasTraceCmd = spawnSync('which', ['trace-cmd']).status === 0;

describe('--kernel', () => {
  test('a bzImage by its path with --modules DIR', async () => {
    const kernel = await needKernelPackage(defaultKernelName('x86_64')!, 'x86_64', silentProgress);
    const { code, stdout, stderr } = record(
      '--kernel',
      kernel.vmlinuz,
      '--modules',
      kernel.modules,
      '--',
      'uname',
      '-r',
    );
    expect(code, stderr).toBe(0);
    expect(stdout.trim()).toBe(kernel.release);
    const recording = JSON.parse(readFileSync(join(folder, 'recording/recording.json'), 'utf8'));
    expect(recording.kernel.package).toBe(kernel.vmlinuz);
  });

  test('a newer kernel of the distribution (zstd image, xz modules); trace-cmd reads the same', {
    timeout: 400_000,
  }, () => {
    const name = 'linux-image-6.12-amd64';
    const { code, stdout, stderr } = record('--kernel', name, '-e', 'sched:*', '--', 'uname', '-r');
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^6\.12\./);
    const mine = ringside(['events', join(folder, 'recording')]).stdout;
    expect(mine).toMatch(/sched_process_exec: +filename=\S*uname/);
    if (!hasTraceCmd) return;
    const theirs = spawnSync('trace-cmd', ['report', join(folder, 'recording/trace.dat')], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    expect(mine === theirs.stdout).toBe(true);
  });

  test('one that is not there, is no kernel, or has no modules there: each is said with the next step', () => {
    expect(record('--kernel', '/no/such/vmlinuz', '--', 'true')).toMatchObject({
      code: 125,
      stderr: expect.stringMatching(/there is no \/no\/such\/vmlinuz\n {2}→ /),
    });
    writeFileSync(join(folder, 'text'), 'hello '.repeat(500));
    expect(record('--kernel', join(folder, 'text'), '--', 'true')).toMatchObject({
      code: 125,
      stderr: expect.stringMatching(/neither an ELF file nor a bzImage.*\n {2}→ /),
    });
    mkdirSync(join(folder, 'empty'));
    expect(record('--kernel', '/bin/true', '--modules', join(folder, 'empty'), '--', 'true')).toMatchObject({
      code: 125,
      stderr: expect.stringMatching(/no modules\.dep below .*\n {2}→ /),
    });
  });

  test('a file that QEMU cannot start as a kernel ends with the phase, not with a wait', () => {
    const { code, stderr } = record('--kernel', '/bin/true', '--', 'true');
    expect(code).toBe(125);
    expect(stderr).toMatch(/run the guest: /);
    expect(stderr).toMatch(/\n {2}→ \S/);
  });
});
