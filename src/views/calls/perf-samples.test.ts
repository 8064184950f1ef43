import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { unheard } from '../question.ts';
import { benchWith } from '../timeline/testing/opened.ts';
import { askFlame, askFunctions, askSandwich, askSources, askTree } from './index.ts';

const script = join(import.meta.dirname, '../../../recordings/perf/cpu.script.gz');

/** What perf script printed: of each sample its period, its task, and the places in its chain, the innermost first. */
const samples = gunzipSync(readFileSync(script))
  .toString('latin1')
  .trimEnd()
  .split('\n\n')
  .map(sample => {
    const [head = '', ...lines] = sample.split('\n');
    const [, period, event] = /: +(\d+) (\S+): $/.exec(head)!;
    return {
      event,
      tid: Number(/^.{0,16}? +(\d+) /.exec(head)![1]),
      period: Number(period),
      places: lines.map(line => line.trim().split(' ')[0]!),
    };
  })
  .filter(({ places }) => places.length > 0);

const clock = 'perf:cpu-clock';
const bench = await benchWith('perf/cpu.perf.gz');
const sum = (of: readonly { readonly period: number }[]): number =>
  of.reduce((all, { period }) => all + period, 0);
const idle = '0xffffffff81a592eb';
const inIdle = samples.filter(({ places }) => places.includes(idle.slice(2)));

describe('samples of perf with call chains', () => {
  test('are a source of calls with the time that they stand for', () => {
    const sources = askSources(bench, {});
    expect(sources.map(({ id, kind, weight, count }) => ({ id, kind, weight, count }))).toEqual([
      { id: clock, kind: 'stacks', weight: 'ns', count: samples.length },
    ]);
    const tids = new Map(sources[0]!.threads.map(({ tid, count }) => [tid, count]));
    expect(tids.get(320)).toBe(samples.filter(({ tid }) => tid === 320).length);
  });

  test('have a flame graph by time and by samples', async () => {
    const byTime = (await askFlame(bench, { by: 'time', least: 0 }, unheard))!;
    expect([byTime.unit, byTime.all]).toEqual(['sampled-ns', sum(samples)]);
    const bySamples = (await askFlame(bench, { by: 'calls', least: 0 }, unheard))!;
    expect(bySamples.all).toBe(samples.length);
    const { depth, width } = bySamples.frames;
    const outermost = [...width].filter((_, frame) => depth[frame] === 0);
    expect(outermost.reduce((all, one) => all + one, 0)).toBeCloseTo(1);
  });

  test('have functions with what ends in them and what is anywhere', async () => {
    const { names, self, total, calls } = (await askFunctions(bench, { by: 'self', most: 999 }, unheard))!;
    const at = names.findIndex(({ text }) => text === idle);
    expect(self[at]).toBe(sum(inIdle.filter(({ places }) => places[0] === idle.slice(2))));
    expect(total[at]).toBe(sum(inIdle));
    expect(calls[at]).toBe(inIdle.length);
    const libraries = names.filter(({ group }) => group === 'library').map(({ module }) => module);
    expect(libraries).toContain('libc.so.6');
  });

  test('have callers and callees of a function, weighed by either', async () => {
    const wish = { function: idle, least: 0 } as const;
    const around = (await askSandwich(bench, { ...wish, by: 'time' }, unheard))!;
    expect([around.total, around.calls]).toEqual([sum(inIdle), inIdle.length]);
    const bySamples = (await askSandwich(bench, { ...wish, by: 'calls' }, unheard))!;
    expect([bySamples.callers.shown, bySamples.callees.shown]).toEqual([inIdle.length, inIdle.length]);
  });

  test('have a tree of paths, the program above the kernel that it called', async () => {
    const rows = (await askTree(
      bench,
      { depth: 200, open: [], closed: [], first: 0, count: 10_000 },
      unheard,
    ))!;
    expect(rows.unit).toBe('sampled-ns');
    const own = [...rows.self].reduce((all, one) => all + one, 0);
    expect(own).toBe(sum(samples));
    const groups = [...rows.name].map(name => rows.names[name]!.group);
    const mixed = groups.some(
      (group, place) =>
        place > 0 &&
        rows.level[place] === rows.level[place - 1]! + 1 &&
        (groups[place - 1] === 'library' || groups[place - 1] === 'user') &&
        group !== 'library' &&
        group !== 'user',
    );
    expect(mixed).toBe(true);
  });

  test('of one thread and of a stretch of time are those of it', async () => {
    const [source] = askSources(bench, {});
    const { thread, count } = source!.threads.find(({ tid }) => tid === 320)!;
    const flame = (await askFlame(bench, { by: 'calls', least: 0, thread }, unheard))!;
    expect(flame.all).toBe(count);
    const { trace } = bench.recording();
    const times = [...trace.time].filter(
      (_, row) => trace.event[row] === trace.findEvent('perf', 'cpu-clock'),
    );
    const to = times[Math.floor(times.length / 3)]!;
    const part = (await askFlame(bench, { by: 'calls', least: 0, from: 0, to }, unheard))!;
    expect(part.all).toBe(times.filter(time => time <= to).length);
  });
});
