import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { blockAnalysis } from '../../src/analyses/block/index.ts';
import type { Answer } from '../../src/analyses/index.ts';
import { openRecordingAt } from '../../src/cli/open/open-recording.ts';
import type { Table } from '../../src/store/index.ts';
import { blkparse, blkparseVersion } from './blkparse.ts';

const recordings = join(import.meta.dirname, '../../recordings/blktrace');
const folder = mkdtempSync(join(tmpdir(), 'ringside-btt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installed = blkparseVersion();
function needsBlktrace(context: TestContext): void {
  if (installed !== '1.2.0') context.skip(`needs blktrace 1.2.0 (blkparse, btt); it is ${installed}`);
}

async function answerOf(path: string): Promise<Answer> {
  const opened = await openRecordingAt(path);
  try {
    return blockAnalysis.answer(await opened.recording.load());
  } finally {
    await opened.close();
  }
}

type Row = Readonly<Record<string, string | number>>;

function rowsOf(table: Table): readonly Row[] {
  const { columns } = table.description;
  return Array.from({ length: table.count }, (_, row) =>
    Object.fromEntries(columns.map(({ id }, column) => [id, table.cell(column, row) ?? ''])),
  );
}

/** What btt says of all devices: of each stage the least, the mean, the most and how many. */
function btt(name: string): string {
  const binary = join(folder, `${name}.bin`);
  blkparse(['-i', join(recordings, name), '-O', '-d', binary]);
  // It leaves files where it runs.
  return spawnSync('btt', ['-i', binary], { encoding: 'utf8', cwd: folder }).stdout;
}

function stagesOfBtt(text: string): readonly (readonly [string, string, string, string, number])[] {
  const all = text.slice(0, text.indexOf('Device Overhead'));
  return [...all.matchAll(/^(\w2\w) +([\d.]+) +([\d.]+) +([\d.]+) +(\d+)$/gm)].map(
    ([, stage, least, mean, most, count]) => [stage!, least!, mean!, most!, Number(count)],
  );
}

const seconds = (nanoseconds: string | number | undefined): string => (Number(nanoseconds) / 1e9).toFixed(9);

/** A line of a table of btt by its heading: the numbers after the device. */
function lineOf(text: string, heading: string): readonly number[] {
  const part = text.slice(text.indexOf(heading));
  const line = /^ \( +\d+, +\d+\) \|(.*)$/m.exec(part)?.[1] ?? '';
  return [...line.matchAll(/[\d.]+/g)].map(([number]) => Number(number));
}

describe('equal figures: block, judged by btt on the same bytes', () => {
  beforeEach(needsBlktrace);

  it('mq: the least, the mean, the most and the number of every stage', async () => {
    const ours = new Map(
      rowsOf((await answerOf(join(recordings, 'mq.blktrace.0'))).table('block.stages')).map(row => [
        row.stage,
        [seconds(row.least), seconds(row.mean), seconds(row.max), row.count],
      ]),
    );
    const theirs = stagesOfBtt(btt('mq'));
    expect(theirs.map(([stage]) => stage)).toEqual(['Q2Q', 'Q2G', 'G2I', 'Q2M', 'I2D', 'M2D', 'D2C', 'Q2C']);
    // btt takes the merge of two requests for the merge of a bio that has a request already.
    for (const [stage, ...figures] of theirs) {
      if (stage !== 'Q2M' && stage !== 'M2D')
        expect({ stage, ours: ours.get(stage) }).toEqual({ stage, ours: figures });
    }
    const merges = Number(theirs.find(([stage]) => stage === 'Q2M')![4]);
    const bios = rowsOf((await answerOf(join(recordings, 'mq.blktrace.0'))).table('block.bios'));
    expect(bios.filter(({ merged }) => merged !== '')).toHaveLength(merges - 1);
    expect(bios.filter(({ merge_row, getrq_row }) => merge_row !== '' && getrq_row !== '')).toEqual([]);
  });

  it('sda: the same, but for the two parts of the bio that was split, of which btt loses sight', async () => {
    const answer = await answerOf(join(recordings, 'sda.blktrace.0'));
    const bios = rowsOf(answer.table('block.bios'));
    const split = bios.find(({ fate }) => fate === 'split')!;
    const parts = bios.filter(({ begin_row }) => begin_row === split.begin_row);
    expect(parts.map(({ sector, bytes }) => [sector, bytes])).toEqual([
      [36866, 2032 * 512],
      [38898, 16 * 512],
    ]);
    for (const [stage, least, mean, most, count] of stagesOfBtt(btt('sda'))) {
      if (stage === 'Q2Q') continue;
      const column = stage.toLowerCase();
      const durations = bios
        .filter(bio => Number(bio.bytes) > 0 && !(stage.endsWith('C') && parts.includes(bio)))
        .map(bio => Number(stage === 'Q2C' ? bio.duration : bio[column] === '' ? Number.NaN : bio[column]))
        .filter(duration => !Number.isNaN(duration));
      const sum = durations.reduce((a, b) => a + b, 0);
      expect({ stage, count: durations.length, least: seconds(Math.min(...durations)) }).toEqual({
        stage,
        count,
        least,
      });
      expect(seconds(Math.max(...durations))).toBe(most);
      expect(sum / durations.length / 1e9).toBeCloseTo(Number(mean), 8);
    }
  });

  it.each(['mq', 'sda'])(
    '%s: bios, requests, sizes, seeks, plugs and active periods of the device',
    async name => {
      const answer = await answerOf(join(recordings, `${name}.blktrace.0`));
      const text = btt(name);
      const [device] = rowsOf(answer.table('block.devices')) as [Row];
      const [queued, issued, ratio, least, , most, total] = lineOf(text, 'Device Merge Information');
      expect([device.queued, device.issued, Number(device.least) / 512, Number(device.most) / 512]).toEqual([
        queued,
        issued,
        least,
        most,
      ]);
      expect(Number(device.bytes) / 512).toBe(total);
      expect(Number(device.merge_ratio).toFixed(1)).toBe(ratio?.toFixed(1));
      expect(Number(device.waiting_mean).toFixed(1)).toBe(
        lineOf(text, 'Active Requests At Q')[0]?.toFixed(1),
      );
      const seeks = rowsOf(answer.table('block.seeks'));
      for (const [step, heading] of [
        ['queue', 'Q2Q Seek'],
        ['issue', 'D2D Seek'],
      ]) {
        // Its median is of a walk over its tree in another order than by distance, and no median.
        const [count, mean, , mode, often] = lineOf(text, `Device ${heading}`);
        const found = seeks.find(row => row.step === step)!;
        expect([found.count, found.mode, found.mode_count]).toEqual([count, mode, often]);
        expect(Number(found.mean).toFixed(1)).toBe(mean?.toFixed(1));
      }
      const [plugs, timer, plugged] = lineOf(text, 'Plug Information');
      // btt counts a plug that is never released as released with nothing at the end.
      expect([Number(device.plugs) + (name === 'sda' ? 1 : 0), device.timer_unplugs]).toEqual([plugs, timer]);
      expect(100 * Number(device.plugged)).toBeCloseTo(plugged!, 8);
    },
  );

  it('mq: when the device was at work; btt takes the time before the first request for idle time', async () => {
    const answer = await answerOf(join(recordings, 'mq.blktrace.0'));
    const [device] = rowsOf(answer.table('block.devices')) as [Row];
    const requests = rowsOf(answer.table('block.requests'));
    const [periods, active, idle] = lineOf(btt('mq'), 'I/O Active Period');
    expect([device.periods, Number(device.period_mean) / 1e9]).toEqual([periods, expect.closeTo(active!, 9)]);
    const before = Math.min(
      ...requests.filter(({ bytes }) => Number(bytes) > 0).map(({ time }) => Number(time)),
    );
    const first = Math.min(...rowsOf(answer.table('block.bios')).map(({ time }) => Number(time)));
    const pause = Number(device.pause_mean) + (before - first) / (periods! - 1);
    expect(pause / 1e9).toBeCloseTo(idle!, 8);
  });
});

describe('equal figures: block, judged by the totals of blkparse on the same bytes', () => {
  beforeEach(needsBlktrace);

  it.each(['mq', 'sda'])('%s: queued, issued, completed, merged and unplugged', async name => {
    const text = blkparse(['-i', join(recordings, name)]).toString('latin1');
    const total = text.slice(Math.max(text.indexOf('\nTotal ('), text.lastIndexOf('\nCPU')));
    const theirs = (label: string): readonly number[] =>
      (new RegExp(` ${label}: +(\\d+)(?:, +(\\d+)KiB)?`).exec(total) ?? []).slice(1).map(Number);
    const actions = rowsOf((await answerOf(join(recordings, `${name}.blktrace.0`))).table('block.actions'));
    const ours = (wanted: readonly string[], directions: readonly string[]): readonly number[] => {
      const rows = actions.filter(
        ({ action, direction }) => wanted.includes(String(action)) && directions.includes(String(direction)),
      );
      const sum = (id: string): number => rows.reduce((all, row) => all + Number(row[id]), 0);
      return [sum('count'), Math.floor(sum('bytes') / 1024)];
    };
    const merges = ['merge_back', 'merge_front'];
    const flushes = ours(['issue'], ['flush'])[0]!;
    // What has no data counts there as a read: flushes of the cache and commands (PC), but for ends of flushing writes.
    const others = ['flush', 'other', 'command'];
    const plus = (a: readonly number[], b: readonly number[]): readonly number[] => [
      a[0]! + (b[0] ?? 0),
      a[1]! + (b[1] ?? 0),
    ];
    expect(ours(['issue'], ['read', ...others])).toEqual(
      plus(theirs('Read Dispatches'), theirs('PC Read Disp.')),
    );
    expect(ours(['issue'], ['write', 'discard'])).toEqual(theirs('Write Dispatches'));
    const written = plus(ours(['complete'], ['write', 'discard', 'flush']), [-flushes, 0]);
    expect(written).toEqual(theirs('Writes Completed'));
    const passed = (/PC Reads Compl.: +(\d+)/.exec(total) ?? []).slice(1).map(Number);
    const read = plus(ours(['complete'], ['read', 'other', 'command']), [flushes, 0]);
    expect(read).toEqual(plus(theirs('Reads Completed'), passed));
    expect(ours(['queue'], ['read'])).toEqual(theirs('Reads Queued'));
    expect(ours(['queue'], ['write', 'discard', 'flush'])).toEqual(theirs('Writes Queued'));
    expect(ours(merges, ['read'])).toEqual(theirs('Read Merges'));
    expect(ours(merges, ['write', 'discard'])).toEqual(theirs('Write Merges'));
    expect(ours(['unplug'], [''])[0]).toBe(theirs('IO unplugs')[0]);
    expect(ours(['unplug_timer'], [''])[0]).toBe(theirs('Timer unplugs')[0]);
  });

  it('the text that blkparse printed tells the same stages as its files', async () => {
    const ofFiles = await answerOf(join(recordings, 'mq.blktrace.0'));
    const ofText = await answerOf(join(recordings, 'mq.blkparse.gz'));
    for (const table of ['block.stages', 'block.seeks', 'block.devices']) {
      expect(rowsOf(ofText.table(table))).toEqual(rowsOf(ofFiles.table(table)));
    }
  });

  it('two devices at once, each beside its own', async () => {
    const answer = await answerOf(join(recordings, 'two'));
    const devices = rowsOf(answer.table('block.devices'));
    const bios = rowsOf(answer.table('block.bios'));
    expect(devices.map(({ device }) => device).sort()).toEqual(['254,0', '8,0']);
    for (const { device, queued } of devices) {
      expect(
        bios.filter(bio => bio.device === device && Number(bio.bytes) > 0).length,
      ).toBeGreaterThanOrEqual(Number(queued));
    }
  });
});
