import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../src/packages/index.ts';
import { GuestBehindSsh, noSsh, stateScript } from './guest-behind-ssh.ts';
import { removeTemporary, ringside, startRingside, temporaryFolder, untilSaid } from './ringside.ts';

let guest: GuestBehindSsh;
let before: string;

beforeAll(() => {
  if (noSsh !== undefined) return;
  guest = new GuestBehindSsh();
  before = guest.run(stateScript);
});
afterAll(() => {
  guest?.stop();
  removeTemporary();
});

describe('record --on ssh://', () => {
  test('records events, probes and functions of the command there, whose streams and code are its own', context => {
    if (noSsh !== undefined) return context.skip(noSsh);
    const recording = join(temporaryFolder(), 'r');
    const recorded = ringside(
      [
        ...['record', '--on', 'ssh://guest', '-o', recording, '-p', 'function', '-g', 'vfs_read'],
        ...['-e', 'sched:sched_process_*', '--probe', 'p:reads vfs_read count=%dx'],
        ...['--', 'sh', '-c', 'cat; echo apart >&2; cat /etc/hostname >/dev/null; pwd; exit 7'],
      ],
      { env: guest.env, input: 'passed on\n' },
    );
    expect([recorded.code, recorded.stdout], recorded.stderr).toEqual([7, 'passed on\n/root\n']);
    expect(recorded.stderr).toMatch(/^apart$/m);
    expect(recorded.stderr).toContain('nothing lost, real time');
    const { target, exitCode, time, kernel } = JSON.parse(
      readFileSync(join(recording, 'recording.json'), 'utf8'),
    );
    expect([target, exitCode, time.kind]).toEqual(['ssh://guest', 7, 'real']);
    expect(kernel.uname).toMatch(/^Linux vm /);
    const events = ringside(['events', recording]).stdout;
    expect(events).toMatch(/cat-\d+ .*reads: +\([0-9a-f]+\) count=0x/);
    expect(events).toMatch(/cat-\d+ .*function: +vfs_read/);
    expect(events).toMatch(/sched_process_exec: +filename=\S*\/cat /);
    expect(guest.run(stateScript)).toBe(before);
    if (findProgram('trace-cmd') === undefined) return context.skip('trace-cmd is not installed');
    const theirs = spawnSync('trace-cmd', ['report', '-i', join(recording, 'trace.dat')], {
      encoding: 'utf8',
    });
    expect(events === theirs.stdout).toBe(true);
  });

  test('a Ringside that is killed leaves the machine as it was', async context => {
    if (noSsh !== undefined) return context.skip(noSsh);
    const args = ['record', '--on', 'ssh://guest', '-o', join(temporaryFolder(), 'r'), '--'];
    const { child, ended } = startRingside([...args, 'sh', '-c', 'echo running; exec sleep 1000'], {
      env: guest.env,
    });
    await untilSaid(child.stdout!, 'running');
    expect(guest.run('ls /sys/kernel/tracing/instances; pgrep -x sleep | wc -l')).toMatch(
      /^ringside-1\n[1-9]/,
    );
    child.kill('SIGKILL');
    await ended;
    await expect
      .poll(() => guest.run(`pgrep -f 'sleep 100[0]' >/dev/null && echo runs; ${stateScript}`), {
        timeout: 60_000,
      })
      .toBe(before);
  });

  test('a lab that harms nothing is built, recorded and found there; another says why not', context => {
    if (noSsh !== undefined) return context.skip(noSsh);
    const check = (lab: string) => ringside(['lab', 'check', lab, '--on', 'ssh://guest'], { env: guest.env });
    const signals = check('signals');
    expect(signals.code, signals.stdout + signals.stderr).toBe(0);
    const kswapd = check('kswapd');
    expect(kswapd.code).toBe(1);
    expect(kswapd.stdout).toContain('a guest of its own');
    expect(guest.run(stateScript)).toBe(before);
  });

  test('whoever cannot become root, and a host that is not known, are told so before anything is done', context => {
    if (noSsh !== undefined) return context.skip(noSsh);
    const on = (address: string) => ringside(['record', '--on', address, '--', 'true'], { env: guest.env });
    const learner = on('ssh://learner@guest');
    expect(learner.code).toBe(125);
    expect(learner.stderr).toMatch(/traced by root alone.*\n.*ssh:\/\/root@guest/);
    const stranger = on('ssh://stranger');
    expect(stranger.code).toBe(125);
    expect(stranger.stderr).toMatch(/key of stranger is not known[\s\S]*ssh stranger/);
    expect(guest.run(stateScript)).toBe(before);
  });
});

test('addresses that are none, and what is asked of a guest, are refused', () => {
  const refused = (...args: string[]) => ringside(['record', ...args, '--', 'true']).stderr;
  expect(refused('--on', 'mars')).toContain('Targets: vm, local, ssh://[user@]HOST[:port].');
  expect(refused('--on', 'ssh://-oProxyCommand=x')).toContain('is no address');
  expect(refused('--on', 'ssh://host', '--memory', '512', '--kernel', 'k')).toContain(
    '--kernel, --memory speak of a guest',
  );
  expect(refused('--on', 'ssh://no-such-host.invalid')).toContain('nobody knows the name');
});
