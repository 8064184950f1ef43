import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

const script = `sleep 5 & kill -TERM $!; wait $!
trap 'echo got' USR1; kill -USR1 $$
trap '' USR2; kill -USR2 $$
sleep 0.02`;

type Rows = readonly Readonly<Record<string, unknown>>[];

test('a kill is found with its sender, delay, stacks and what followed: in a real guest', () => {
  const recording = join(temporaryFolder(), 'signals');
  const events = ['-e', 'signal:*', '-e', 'sched:sched_process_*', '-e', 'raw_syscalls:*', '--stack'];
  const recorded = ringside(['record', '-q', '-o', recording, ...events, '--', 'sh', '-c', script]);
  expect(recorded.code, recorded.stderr).toBe(0);
  const rowsOf = (table: string, ...options: readonly string[]): Rows => {
    const { stdout, stderr } = ringside(['report', recording, table, '--json', ...options]);
    return (JSON.parse(stdout || stderr) as { rows: Rows }).rows;
  };

  const signals = rowsOf('signal.signals');
  const kill = signals.find(({ signal }) => signal === 'SIGTERM')!;
  expect(kill).toMatchObject({ context: 'task', scope: 'process', code: 'SI_USER', result: 'queued' });
  expect(kill).toMatchObject({ action: 'default: ends', delivered_as: 'SIGKILL' });
  expect(kill.duration).toBeGreaterThan(0);
  expect(kill.sender_stack).toMatch(/_sys_kill;.*send_signal/);
  expect(kill.stack).toMatch(/get_signal;/);

  const death = rowsOf('signal.deaths').find(({ signal }) => signal === 'SIGTERM')!;
  expect(death).toMatchObject({ sender_tid: kill.sender_tid, tid: kill.tid, parent_tid: kill.sender_tid });
  const child = signals.find(({ begin_row }) => begin_row === death.child_row)!;
  expect(child).toMatchObject({ signal: 'SIGCHLD', sender_tid: kill.tid, code: 'CLD_KILLED' });

  expect(signals.find(({ signal }) => signal === 'SIGUSR1')).toMatchObject({ action: 'handler' });
  expect(signals.find(({ signal }) => signal === 'SIGUSR2')).toMatchObject({ result: 'ignored' });

  const calls = rowsOf('syscalls.calls').toSorted((a, b) => Number(a.time) - Number(b.time));
  const kills = calls.filter(({ call }) => call === 'kill');
  expect(kills.map(row => row.arguments)).toEqual([
    `pid=${kill.tid}, sig=SIGTERM`,
    `pid=${kill.sender_tid}, sig=SIGUSR1`,
    `pid=${kill.sender_tid}, sig=SIGUSR2`,
  ]);
  const slept = calls.filter(({ call, result }) => call === 'clock_nanosleep' && result === 0);
  expect(slept.at(-1)!.duration).toBeGreaterThan(20_000_000);
});
