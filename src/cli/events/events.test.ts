import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../base/index.ts';
import type { Recording } from '../../formats/index.ts';
import type { Trace } from '../../store/index.ts';
import { openRecordingAt } from '../open/open-recording.ts';
import { jsonHead, jsonLines } from './event-json.ts';
import { escapeControls } from './output-stream.ts';
import { type EventWishes, makeSelector, parseWindow } from './select-events.ts';

const recordings = join(import.meta.dirname, '../../../recordings/trace-dat');

describe('the events that are wanted', () => {
  let trace: Trace;
  let recording: Recording;
  beforeAll(async () => {
    ({ recording } = await openRecordingAt(join(recordings, 'instances.dat')));
    trace = await recording.load();
  });
  const count = (wishes: EventWishes): number => {
    const window = parseWindow(wishes, recording);
    const within = window === undefined ? trace : trace.within(window);
    const wanted = makeSelector(wishes)(within);
    let found = 0;
    for (let row = 0; row < within.count; row++) if (wanted === undefined || wanted(row)) found++;
    return found;
  };

  it('are all where nothing is said, and parts add up', () => {
    expect(count({})).toBe(335);
    expect(count({ cpu: '0' }) + count({ cpu: '1' })).toBe(335);
    expect(count({ event: ['sched'] }) + count({ event: ['irq:*'] })).toBe(335);
    expect(count({ event: ['sched_switch,sched_wak*'] })).toBeLessThan(count({ event: ['sched:sched_*'] }));
    expect(count({ task: '<idle>' })).toBe(count({ pid: '0' }));
  });

  it('lie between two times, as shown or since the start', () => {
    expect(count({ from: '+0', to: '+0.0002' })).toBe(count({ from: '+0ns', to: '+200us' }));
    expect(count({ to: '101.219371' }) + count({ from: '101.219371' })).toBe(335);
  });

  it.each([
    { cpu: 'x' },
    { pid: '5-2' },
    { from: 'noon' },
    { event: ['no_such_event'] },
    { F: [{ text: 'sched:', negated: false }] },
  ])('%j is refused', wishes => {
    expect(() => count(wishes)).toThrow(UsageError);
  });

  it('are lines of JSON with their fields', () => {
    const line = jsonLines(trace);
    const first = JSON.parse(line(0)) as Record<string, unknown>;
    expect(first).toMatchObject({
      time: 0,
      cpu: 0,
      pid: 245,
      comm: 'sleep',
      event: 'sched:sched_stat_runtime',
      buffer: 'foo',
    });
    expect(first.fields).toMatchObject({ comm: 'trace-cmd', pid: 245, runtime: 1_887_276 });
    expect(JSON.parse(jsonHead(trace))).toMatchObject({ ringside: 1, kind: 'events', start: '101219370507' });
  });
});

describe('text from a recording', () => {
  const shown = (text: string): string => Buffer.from(escapeControls(Buffer.from(text))).toString();
  it('steers no terminal', () => {
    expect(shown('a\tb\n')).toBe('a\tb\n');
    expect(shown('\x1b[2J\x07\x7f')).toBe('\\x1b[2J\\x07\\x7f');
    expect(shown('\u009b31m')).not.toContain('\u009b');
    expect(shown('작업 é')).toBe('작업 é');
    expect(shown('a\u202egnp')).toBe('a\\xe2\\x80\\xaegnp');
    expect(shown('\u2066\u061c\u200f')).toBe('\\xe2\\x81\\xa6\\xd8\\x9c\\xe2\\x80\\x8f');
    expect(shown('it’s … – → 👍 ؀')).toBe('it’s … – → 👍 ؀');
  });
});

describe('ringside events', () => {
  const bin = join(import.meta.dirname, '../../../bin/ringside.mjs');
  it('ends its help quietly when nobody reads it any more', () => {
    const command = `"${process.execPath}" "${join(recordings, '../../bin/ringside.mjs')}" events --help | head -n 1`;
    for (let i = 0; i < 3; i++) {
      const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
      expect([stdout.startsWith('Usage: ringside events'), stderr]).toEqual([true, '']);
    }
  });

  it('ends quietly when its reader is gone', () => {
    const script = `"$0" "$1" events "$2" | head -n 2; echo "rc \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', script, process.execPath, bin, join(recordings, 'fgraph.dat')],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout.split('\n')[0]).toBe('cpus=2');
    expect(stdout).toContain('rc 0');
    expect(stderr).toBe('');
  });
});
