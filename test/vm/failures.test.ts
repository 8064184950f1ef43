import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { places } from '../../src/packages/index.ts';
import {
  guestsOf,
  type Ran,
  removeTemporary,
  ringside,
  startRingside,
  temporaryFolder,
  untilSaid,
} from './ringside.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(removeTemporary);

const isRoot = process.getuid?.() === 0;
const record = (...args: string[]): Ran => ringside(['record', '-q', '-o', join(folder, 'failed'), ...args]);

/** Nothing that looks like a recording may stand where one failed. */
function leftNothing(): void {
  expect(existsSync(join(folder, 'failed/recording.json'))).toBe(false);
  expect(existsSync(join(folder, 'failed.partial'))).toBe(false);
}

describe('bad input is answered with a clear error, the next step and the right exit code', () => {
  test('an event that does not exist, with the nearest names', () => {
    const { code, stderr } = record('-e', 'sched_swich', '--', 'true');
    expect(stderr).toMatch(/this kernel has no event "sched_swich"/);
    expect(stderr).toMatch(/Nearest: .*sched:sched_switch/);
    expect(code).toBe(125);
    leftNothing();
  });

  test('a probe that the kernel refuses, with its error log', () => {
    const { code, stderr } = record('--probe', 'p:mine no_such_function_at_all', '--', 'true');
    expect(stderr).toMatch(/the kernel refused it/);
    expect(stderr).toMatch(/trace_kprobe: error: .*\n.*Command: p:ringside\/mine/);
    expect(stderr).toMatch(/→ Documentation\/trace\/kprobetrace\.rst/);
    expect(code).toBe(125);
    leftNothing();
  });

  test('a filter that the kernel refuses', () => {
    const { code, stderr } = record('-e', 'sched:sched_switch', '-f', 'nonsense == 1', '--', 'true');
    expect(stderr).toMatch(/filter.*: the kernel refused it[\s\S]*nonsense/);
    expect(code).toBe(125);
  });

  test('a command that is not found is 127, one that cannot be executed 126', () => {
    const record = (...args: string[]): Ran =>
      ringside(['record', '-q', '-o', join(folder, 'no-command'), ...args]);
    expect(record('--', 'no-such-command-here')).toMatchObject({
      code: 127,
      stderr: expect.stringMatching(/no-such-command-here: command not found/),
    });
    expect(record('--', '/etc/passwd')).toMatchObject({
      code: 126,
      stderr: expect.stringMatching(/not an executable file/),
    });
  });

  test('a truncated trace.dat is read as far as it goes, with a problem that names the place', () => {
    const whole = join(folder, 'whole');
    expect(ringside(['record', '-q', '-o', whole, '--', 'ls', '/etc']).code).toBe(0);
    const trace = join(whole, 'trace.dat');
    const all = ringside(['events', trace]).stdout.split('\n').length;
    truncateSync(trace, statSync(trace).size - 6000);
    const cut = ringside(['events', trace]);
    expect(cut.stdout.split('\n').length).toBeLessThan(all);
    expect(cut.stdout.split('\n').length).toBeGreaterThan(10);
    expect(cut.stderr).toMatch(/trace\.dat|byte|CPU/);
    truncateSync(trace, 100);
    const head = ringside(['events', trace]);
    expect(head.code).toBe(1);
    expect(head.stderr).toMatch(/byte \d+/);
  });

  test('no QEMU, and none to be had', () => {
    const env = {
      RINGSIDE_NO_SYSTEM_TOOLS: '1',
      XDG_CACHE_HOME: mkdir('no-cache'),
      http_proxy: 'http://127.0.0.1:9',
      https_proxy: 'http://127.0.0.1:9',
    };
    const { code, stderr } = ringside(['record', '-o', join(folder, 'failed'), '--', 'true'], { env });
    expect(stderr).toMatch(/qemu-system/);
    expect(stderr).toMatch(/^ {2}→ \S/m);
    expect(code).toBe(125);
    leftNothing();
  });

  test('a read-only output folder', context => {
    if (isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'x', mkdir('read-only')]).status !== 0) {
      return context.skip('root may write anywhere and cannot mount here');
    }
    if (!isRoot) execFileSync('chmod', ['500', mkdir('read-only')]);
    const { code, stderr } = ringside(['record', '-o', join(folder, 'read-only/here'), '--', 'true']);
    if (isRoot) spawnSync('umount', [join(folder, 'read-only')]);
    expect(stderr).toMatch(/make the recording: .*(read-only|EROFS|EACCES)/i);
    expect(stderr).toMatch(/→ Give -o a folder that can be written to/);
    expect(code).toBe(125);
  });

  test('an output folder with something else in it is left alone', () => {
    writeFileSync(join(mkdir('precious'), 'diary.txt'), 'dear diary');
    const { code, stderr } = ringside(['record', '-o', join(folder, 'precious'), '--', 'true']);
    expect(stderr).toMatch(/has files in it that are no recording/);
    expect(code).toBe(125);
    expect(readdirSync(join(folder, 'precious'))).toEqual(['diary.txt']);
  });

  test('-p together with --user is refused with the reason', () => {
    expect(record('--user', '-p', 'function', '--', 'true')).toMatchObject({
      code: 125,
      stderr: expect.stringMatching(/tracer belongs to uftrace/),
    });
  });
});

describe('a guest in trouble leaves a clear error, no process and nothing that looks like a recording', () => {
  test('kernel panic', () => {
    const { code, stderr } = record('--', 'sh', '-c', 'echo c > /proc/sysrq-trigger');
    expect(stderr).toMatch(/Kernel panic - not syncing: sysrq triggered crash/);
    expect(code).toBe(125);
    leftNothing();
  });

  test('the guest killed in the middle', async () => {
    const { child, ended } = startRingside([
      'record',
      '-o',
      join(folder, 'failed'),
      '--',
      'sh',
      '-c',
      'echo here; sleep 60',
    ]);
    await untilSaid(child.stdout!, 'here');
    for (const pid of guestsOf(child.pid)) process.kill(pid, 'SIGKILL');
    const { code, stderr } = await ended;
    expect(stderr).toMatch(/QEMU ended \(SIGKILL\)/);
    expect(code).toBe(125);
    leftNothing();
  });

  test('Ringside killed with -9: its guest dies with it, and nothing stands there as a recording', async () => {
    const { child, ended } = startRingside([
      'record',
      '-o',
      join(folder, 'failed'),
      '--',
      'sh',
      '-c',
      'echo here; sleep 60',
    ]);
    await untilSaid(child.stdout!, 'here');
    expect(guestsOf(child.pid).length).toBe(1);
    child.kill('SIGKILL');
    await ended;
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(guestsOf(child.pid)).toEqual([]);
    expect(existsSync(join(folder, 'failed'))).toBe(false);
    expect(ringside(['record', '-q', '-o', join(folder, 'failed'), '--', 'true']).code).toBe(0);
    rmSync(join(folder, 'failed'), { recursive: true });
    expect(existsSync(join(folder, 'failed.partial'))).toBe(false);
  });

  test('out of memory in the guest: the command ends as killed, and the reader is told why', () => {
    const { code, stderr } = ringside([
      'record',
      '-o',
      join(folder, 'memory'),
      '--',
      'sh',
      '-c',
      'swapoff -a; exec tail /dev/zero',
    ]);
    expect(code).toBe(137);
    expect(stderr).toMatch(/the guest ran out of memory and killed tail.*--memory/);
  });

  test('host disk full', context => {
    if (!isRoot || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'x', mkdir('small')]).status !== 0) {
      return context.skip('needs root, to mount a small file system');
    }
    const { code, stderr } = ringside(['record', '-o', join(folder, 'small/here'), '--', 'ls']);
    const left = readdirSync(join(folder, 'small'));
    spawnSync('umount', [join(folder, 'small')]);
    expect(stderr).toMatch(/ENOSPC|no space/i);
    expect(stderr).toMatch(/→ Make room/);
    expect(code).toBe(125);
    expect(left).toEqual([]);
  });

  test('a guest that is booted for this once leaves nothing behind in the temporary folder', () => {
    const temporary = mkdir('temporary');
    const options = ['record', '--no-saved', '-q', '-o', join(folder, 'once')];
    const ran = ringside([...options, '--', 'true'], { env: { TMPDIR: temporary } });
    expect(ran.code, ran.stderr).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('a corrupt saved guest is said so and booted instead', () => {
    const saved = join(places().cache, 'guests');
    expect(ringside(['record', '-q', '-o', join(folder, 'before'), '--', 'true']).code).toBe(0);
    for (const key of readdirSync(saved)) {
      if (existsSync(join(saved, key, 'saved.json'))) writeFileSync(join(saved, key, 'state'), 'not a state');
    }
    const ran = ringside(['record', '-o', join(folder, 'after'), '--', 'echo', 'well']);
    expect(ran.stderr).toMatch(/could not be resumed .*booted instead/);
    expect(ran.stdout).toBe('well\n');
    expect(ran.code).toBe(0);
  });

  test('a corrupt saved guest from which another is to be made is said so and booted instead', () => {
    const saved = join(places().cache, 'guests');
    expect(ringside(['record', '-q', '-o', join(folder, 'plain'), '--', 'true']).code).toBe(0);
    for (const key of readdirSync(saved)) {
      const about = join(saved, key, 'saved.json');
      if (!existsSync(about)) continue;
      if (JSON.parse(readFileSync(about, 'utf8')).armed === 'nop')
        writeFileSync(join(saved, key, 'state'), '');
      else rmSync(join(saved, key), { recursive: true });
    }
    const options = ['record', '-p', 'function', '-o', join(folder, 'armed')];
    const ran = ringside([...options, '--', 'echo', 'well']);
    expect(ran.stderr).toMatch(/could not be resumed .*booted instead/);
    expect(ran.stdout).toBe('well\n');
    expect(ran.code).toBe(0);
  });
});

function mkdir(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}
