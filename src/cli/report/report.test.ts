import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cellWidth } from '../../base/index.ts';

const root = join(import.meta.dirname, '../../..');
const recordings = join(root, 'recordings/trace-dat');
const folder = mkdtempSync(join(tmpdir(), 'ringside-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ringside(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, LANG: 'C', COLUMNS: '80', ...environment };
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'bin/ringside.mjs'), ...args], {
    encoding: 'utf8',
    env,
  });
  return { out: stdout, err: stderr, status };
}

describe('ringside report FILE', () => {
  it('says what it is, what is missing, what is in it and what can be asked, within the width', () => {
    const { out, status } = ringside(['report', join(recordings, 'events.dat')]);
    expect(status).toBe(0);
    for (const part of [
      '50,208 events',
      'trace-dat v7',
      'Linux 6.1.0',
      'clock local',
      'kmem:kmem_cache_free',
    ])
      expect(out).toContain(part);
    expect(out.indexOf('Nothing is known to be missing')).toBeLessThan(out.indexOf('Events'));
    expect(out).toMatch(/○ power .*power:cpu_idle.*power:/s);
    expect(Math.max(...out.split('\n').map(cellWidth))).toBeLessThanOrEqual(80);
  });

  it('names losses first', () => {
    const path = join(folder, 'cut.dat');
    writeFileSync(path, readFileSync(join(recordings, 'events.dat')).subarray(0, 1_300_000));
    const { out } = ringside(['report', path]);
    expect(out.indexOf('Missing or broken')).toBeGreaterThan(0);
    expect(out.indexOf('Missing or broken')).toBeLessThan(out.indexOf('Events'));
  });

  it('answers by an analysis, a table, or a question of another tool: filtered, grouped, as CSV', () => {
    const file = join(recordings, 'events.dat');
    const whole = ringside(['report', file, 'sched']);
    expect(whole.status).toBe(0);
    expect(whole.out).toMatch(/^sched\.cpus /m);
    expect(Math.max(...whole.out.split('\n').map(cellWidth))).toBeLessThanOrEqual(80 + 60);
    const csv = ringside([
      'report',
      file,
      'sched.waits',
      '--csv',
      '--where',
      'duration > 1ms',
      '--by',
      'comm',
    ]).out;
    expect(csv.split('\n')[0]).toBe('comm,count,total,mean,p50,p90,p99,p999,max');
    expect(csv).toContain('rcu_preempt,');
    expect(ringside(['report', file, 'runqlat']).out).toContain('sched.latency-histogram');
    expect(ringside(['report', file, 'sched.waits', '--where', 'nonsense = 1']).err).toMatch(
      /nonsense = 1\n\s*\^/,
    );
  });

  it('one argument is the name of an answer where it is no file, and the recording the newest one', () => {
    const data = mkdtempSync(join(folder, 'data-'));
    const recording = join(data, 'ringside/recordings/20260101T000000.000Z-made');
    mkdirSync(recording, { recursive: true });
    writeFileSync(join(recording, 'recording.json'), '{}');
    copyFileSync(join(recordings, 'events.dat'), join(recording, 'trace.dat'));
    const environment = { XDG_DATA_HOME: data };
    expect(ringside(['report', 'sched.cpus', '--csv'], environment).out).toMatch(/^cpu,busy,/);
    expect(ringside(['report', 'runqlat'], environment).out).toContain('sched.latency-histogram');
    expect(ringside(['report', 'nonsense'], environment).err).toContain('nonsense');
  });

  it('a missing event says how to record it', () => {
    const { err, status } = ringside(['report', join(recordings, 'events.dat'), 'locks']);
    expect(err).toMatch(/locks needs lock:contention_begin.*ringside record -e 'lock:\*'/);
    expect(status).toBe(1);
  });

  it('speaks Korean, and JSON that does not change with the language', () => {
    const file = join(recordings, 'mono.dat');
    expect(ringside(['--lang', 'ko', 'report', file]).out).toContain('빠진 것으로 알려진 것이 없습니다');
    const json = ringside(['report', '--json', file]).out;
    expect(ringside(['--lang', 'ko', 'report', '--json', file]).out).toBe(json);
    expect(JSON.parse(json)).toMatchObject({ ringside: 1, kind: 'overview', facts: { counted: 1 } });
  });

  it('describes its columns, and refuses what is no analysis', () => {
    expect(ringside(['report', '--columns']).out).toContain('overview.events');
    const refused = ringside(['report', join(recordings, 'mono.dat'), 'nonsense']);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('nonsense');
  });
});

it('ends quietly when whoever reads it has enough', () => {
  const command = `"${process.execPath}" "${join(root, 'bin/ringside.mjs')}" report --columns | head -n 1`;
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  expect(stdout).toContain('overview.events');
  expect(stderr).toBe('');
});
