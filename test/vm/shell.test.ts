import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { places } from '../../src/packages/index.ts';
import { guestsOf, removeTemporary, ringside, startRingside, temporaryFolder } from './ringside.ts';
import { noTerminal, RingsideOnTerminal } from './terminal.ts';

afterEach(() => {
  for (const terminal of RingsideOnTerminal.all.splice(0)) terminal.close();
});
afterAll(removeTemporary);

describe('ringside vm shell on a terminal', () => {
  beforeEach(context => {
    if (noTerminal !== undefined) context.skip(noTerminal);
  });

  test('is a shell with job control, the size of the window, and its own exit code', async () => {
    const terminal = new RingsideOnTerminal(['vm', 'shell']);
    expect(await terminal.until('ready> ')).toContain('Ctrl-]');
    expect(terminal.guests()).toHaveLength(1);
    expect(await terminal.run('tty; stty size')).toBe('/dev/pts/0\n33 101\n');

    terminal.type('sleep 100\r');
    await new Promise(resolve => setTimeout(resolve, 1000));
    terminal.type('\x1a');
    await terminal.until('ready> ');
    expect(await terminal.run('jobs')).toMatch(/Stopped.*sleep 100/);
    terminal.type('fg\r');
    await terminal.until('sleep 100\r\n');
    await new Promise(resolve => setTimeout(resolve, 500));
    terminal.type('\x03');
    await terminal.until('ready> ');
    expect(await terminal.run('echo $?; jobs')).toBe('130\n');

    terminal.resize(44, 122);
    await new Promise(resolve => setTimeout(resolve, 1000));
    expect(await terminal.run('stty size')).toBe('44 122\n');

    // What is typed and shown arrives as it is, a tab and Korean too.
    expect(await terminal.run("printf 'a\\tb 한글\\n'")).toBe('a\tb 한글\n');

    terminal.type('exit 7\r');
    expect(await terminal.ended).toBe(7);
    expect(terminal.isRestored()).toBe(true);
    expect(terminal.guests()).toEqual([]);
  });

  test('loses nothing when the terminal is slow', async () => {
    const terminal = new RingsideOnTerminal(['vm', 'shell', '--quiet', '--', 'seq', '150000']);
    await terminal.until('20000\r\n');
    await terminal.lookAway(2500);
    expect(await terminal.ended).toBe(0);
    const numbers = Array.from({ length: 130_000 }, (_, index) => `${20_001 + index}\r\n`);
    expect(terminal.rest() === numbers.join('')).toBe(true);
  });

  test('gives the terminal back when the guest dies under it', async () => {
    const terminal = new RingsideOnTerminal(['vm', 'shell']);
    await terminal.until('ready> ');
    const [qemu] = terminal.guests();
    process.kill(qemu!, 'SIGKILL');
    expect(await terminal.ended).toBe(125);
    expect(terminal.rest()).toMatch(/\x1b\[\?1049l[\s\S]*run the guest: QEMU ended \(SIGKILL\)/);
    expect(terminal.isRestored()).toBe(true);
  });

  test('Ctrl-] three times ends a guest that no longer listens', async () => {
    const terminal = new RingsideOnTerminal(['vm', 'shell']);
    await terminal.until('ready> ');
    terminal.type('\x1d\x1d');
    await new Promise(resolve => setTimeout(resolve, 1500));
    terminal.type('\x1d\x1d');
    expect(terminal.guests()).toHaveLength(1);
    terminal.type('\x1d');
    expect(await terminal.ended).toBe(137);
    expect(terminal.isRestored()).toBe(true);
    expect(terminal.guests()).toEqual([]);
  });

  test('ringside record gives its command a terminal in the same way', async () => {
    const recording = join(temporaryFolder(), 'recording');
    const terminal = new RingsideOnTerminal(['record', '-o', recording, '--', 'sh']);
    await terminal.until('ready> ');
    expect(await terminal.run('tty; stty size')).toBe('/dev/pts/0\n33 101\n');
    terminal.type('cat\r');
    await terminal.until('cat\r\n');
    terminal.type('echoed\r');
    await terminal.until(/echoed\r\nechoed\r\n/);
    terminal.type('\x03');
    await terminal.until('ready> ');
    terminal.type('exit 3\r');
    expect(await terminal.ended).toBe(3);
    expect(terminal.isRestored()).toBe(true);
    expect(JSON.parse(readFileSync(join(recording, 'recording.json'), 'utf8')).exitCode).toBe(3);
  });
});

describe('ringside vm shell without a terminal', () => {
  test('reads commands from a pipe, and keeps the streams apart', () => {
    const ran = ringside(['vm', 'shell', '--quiet'], {
      input: 'cat /proc/sys/kernel/ostype; id -u; echo to-err >&2; exit 5\n',
      env: { SHELL: '/bin/sh' },
    });
    expect(ran).toEqual({ code: 5, stdout: 'Linux\n0\n', stderr: 'to-err\n' });
  });

  test('runs one command with its input, its exit code, and the codes of a shell', () => {
    const argv = (...command: readonly string[]) => ['vm', 'shell', '--quiet', '--', ...command];
    expect(ringside(argv('sh', '-c', 'cat; exit 4'), { input: 'in\n' })).toMatchObject({
      code: 4,
      stdout: 'in\n',
    });
    expect(ringside(argv('sh', '-c', 'kill -9 $$'))).toEqual({ code: 137, stdout: '', stderr: '' });
    expect(ringside(argv('no-such-program')).code).toBe(127);
  });

  test('a signal reaches the command, and no guest stays', async () => {
    const { child, ended } = startRingside([
      'vm',
      'shell',
      '--quiet',
      '--',
      'sh',
      '-c',
      'echo up; exec sleep 100',
    ]);
    await new Promise(resolve => child.stdout!.once('data', resolve));
    expect(guestsOf(child.pid)).toHaveLength(1);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(guestsOf(child.pid)).toEqual([]);
  });

  test('a reader that goes away ends the command as a pipe does', async () => {
    const { child, ended } = startRingside(['vm', 'shell', '--quiet', '--', 'yes']);
    await new Promise(resolve => child.stdout!.once('data', resolve));
    child.stdout!.destroy();
    expect((await ended).code).toBe(141);
    expect(guestsOf(child.pid)).toEqual([]);
  });

  test('an arm64 guest has a shell of its own', context => {
    if (process.arch === 'arm64') return context.skip('needs a machine of another architecture');
    const ran = ringside(['vm', 'shell', '--arch', 'arm64', '--quiet'], { input: 'uname -m; exit 6\n' });
    expect(ran, ran.stderr).toMatchObject({ code: 6, stdout: 'aarch64\n' });
  });
});

describe('KVM', () => {
  test('is used where a guest came up under it, and else guests are emulated; the verdict is kept', () => {
    const ran = ringside(['vm', 'shell', '--quiet', '--qemu-user', 'root', '--', 'true']);
    expect(ran.code, ran.stderr).toBe(0);
    const file = join(places().cache, 'kvm-verdict.json');
    if (!existsSync('/dev/kvm')) return expect(existsSync(file)).toBe(false);
    const verdict = JSON.parse(readFileSync(file, 'utf8'));
    expect(verdict.bootId).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
    expect(verdict.works || verdict.reason.length > 0).toBe(true);
    const asked = ringside(['vm', 'shell', '--quiet', '--qemu-user', 'root', '--accel', 'kvm', '--', 'true']);
    expect(asked.code, asked.stderr).toBe(verdict.works ? 0 : 125);
    if (!verdict.works) expect(asked.stderr).toContain('→ ');
  });

  test('is not asked to count instructions or to be another processor', () => {
    const asked = (...more: readonly string[]) =>
      ringside(['vm', 'shell', '--quiet', '--accel', 'kvm', ...more, '--', 'true']);
    expect(asked('--time', 'instructions')).toMatchObject({ code: 125, stdout: '' });
    expect(asked('--arch', process.arch === 'x64' ? 'arm64' : 'x86_64').stderr).toContain('of its own kind');
  });
});
