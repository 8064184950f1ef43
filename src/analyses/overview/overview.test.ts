import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../base/index.ts';
import { loadDecompressors } from '../../cli/open/decompressors.ts';
import { openTraceDat, type TraceDatRecording } from '../../formats/index.ts';
import { askedOf, type Overview, OverviewBuilder } from './index.ts';

const recordings = join(import.meta.dirname, '../../../recordings/trace-dat');

async function open(name: string, blockBytes: number): Promise<TraceDatRecording> {
  const bytes = new Uint8Array(readFileSync(join(recordings, `${name}.dat`)));
  return openTraceDat(sourceFromBytes(bytes), { ...(await loadDecompressors()), blockBytes });
}

async function counted(recording: TraceDatRecording): Promise<Overview> {
  const builder = new OverviewBuilder();
  for await (const trace of recording.stream()) builder.add(trace);
  return builder.finish()!;
}

describe('the overview of a recording', () => {
  it('counts every event once, however the recording is cut', async () => {
    const whole = await counted(await open('events', 1 << 22));
    const pieces = await counted(await open('events', 8192));
    expect(pieces).toEqual(whole);
    const sum = (rows: readonly { readonly count: number }[]): number =>
      rows.reduce((all, { count }) => all + count, 0);
    expect(whole.events).toBe(50_208);
    for (const rows of [whole.eventCounts, whole.taskCounts, whole.cpuCounts]) expect(sum(rows)).toBe(50_208);
    expect(whole.counted).toBe(1);
  });

  it('has one row a CPU and instance', async () => {
    const { cpuCounts } = await counted(await open('instances', 1 << 22));
    const names = cpuCounts.map(({ buffer, cpu }) => `${buffer}${cpu}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(cpuCounts.map(({ buffer }) => buffer)).size).toBeGreaterThan(1);
  });
});

describe('what events can tell about', () => {
  const rowOf = (recorded: readonly string[], subject: string) =>
    askedOf(recorded).find(row => row.subject === subject);

  it('says what is missing of the set that lacks the fewest, and how to record it', () => {
    expect(rowOf(['sched:sched_switch'], 'sched')).toEqual({
      subject: 'sched',
      recorded: 'partly',
      missing: ['sched:sched_wak*'],
      record: '--plan sched',
    });
    expect(rowOf(['sched:sched_switch', 'sched:sched_waking'], 'sched')?.recorded).toBe('yes');
    expect(rowOf([], 'block')).toMatchObject({ recorded: 'no' });
    expect(rowOf(['blktrace:issue', 'blktrace:complete'], 'block')?.recorded).toBe('yes');
  });
});
