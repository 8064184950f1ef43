import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { irqAnalysis } from '../../src/analyses/irq/index.ts';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { readPerfData } from '../../src/formats/index.ts';
import type { Table, Trace } from '../../src/store/index.ts';
import { type KworkLine, kwork, kworkLines, kworkMilliseconds, kworkSeconds, kworkSums } from './kwork.ts';
import { perfVersion } from './perf.ts';

const recordings = join(import.meta.dirname, '../../recordings/answers');
const packed = (name: string): Buffer => gunzipSync(readFileSync(join(recordings, name)));
const textOf = (name: string): string => packed(name).toString();

const isWork = ({ name }: { readonly name: string }): boolean => name.startsWith('(w)');
const lineText = ({ start, end, cpu, name, runtime }: KworkLine): string =>
  `${start} ${end} ${cpu} ${name} ${runtime}`;

/** Runs as kwork calls and prints them. */
function linesOf(trace: Trace, runs: Table): readonly KworkLine[] {
  const column = (id: string): number => runs.column(id);
  return Array.from({ length: runs.count }, (_, run) => {
    const begin = runs.number(column('begin_row'), run);
    const vector = trace.fields.number(trace.event[begin]!, 'vec');
    const name = runs.text(column('name'), run);
    return {
      start: kworkSeconds(trace.absoluteTime(begin)),
      end: kworkSeconds(trace.absoluteTime(runs.number(column('end_row'), run))),
      cpu: runs.number(column('cpu'), run),
      name:
        vector === undefined ? `${name}:${runs.number(column('irq'), run)}` : `(s)${name}:${vector(begin)}`,
      runtime: kworkMilliseconds(runs.number(column('duration'), run)),
      delay: vector === undefined ? '' : kworkMilliseconds(runs.number(column('delay'), run) || 0),
    };
  });
}

describe('interrupts and softirqs of perf.data (What must be shown, 1)', () => {
  let folder: string;
  let trace: Trace;
  let runs: Table;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-irq-'));
    trace = await (
      await readPerfData(sourceFromBytes(packed('kwork.perf.gz')), await loadDecompressors())
    ).load();
    runs = irqAnalysis.answer(trace).table('irq.runs');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('every run is one of perf kwork timehist, with its times', () => {
    const theirs = kworkLines(textOf('kwork.timehist.gz')).filter(line => !isWork(line));
    expect(theirs.length).toBe(525 + 928);
    expect(linesOf(trace, runs).map(lineText).sort()).toEqual(theirs.map(lineText).sort());
  });

  it('delays are those of perf kwork timehist, but where a softirq was raised more than once before it ran', () => {
    const theirs = new Map(kworkLines(textOf('kwork.timehist.gz')).map(line => [lineText(line), line.delay]));
    const other = linesOf(trace, runs)
      .filter(line => theirs.get(lineText(line)) !== line.delay)
      .map(line => [line.start, line.name, line.delay, theirs.get(lineText(line))]);
    expect(other).toHaveLength(17);
    expect(other).toEqual(
      expect.arrayContaining([
        // Raised at 10.192288 and, in the tick before it ran, at 10.192374: the first run answers the first raise.
        ['10.192411', '(s)SCHED:7', '0.124', '0.037'],
        ['10.192571', '(s)SCHED:7', '0.197', '0.283'],
        // Raised at 11.183796 by the run before, again at 11.196731, and run in ksoftirqd.
        ['11.196965', '(s)RCU:9', '13.169', '0.235'],
      ]),
    );
  });

  it('sums by CPU are those of perf kwork report', () => {
    const sums = new Map<string, { total: number; count: number }>();
    for (const [run, { name, cpu }] of linesOf(trace, runs).entries()) {
      const sum = sums.get(`${name} ${cpu}`) ?? { total: 0, count: 0 };
      sum.count++;
      sum.total += runs.number(runs.column('duration'), run);
      sums.set(`${name} ${cpu}`, sum);
    }
    const theirs = kworkSums(textOf('kwork.report.gz')).filter(sum => !isWork(sum));
    expect(theirs.length).toBe(sums.size);
    for (const { name, cpu, time, count } of theirs) {
      const sum = sums.get(`${name} ${cpu}`)!;
      expect([name, sum.count, kworkMilliseconds(sum.total)]).toEqual([name, count, time]);
    }
  });

  it('perf prints today what is stored', context => {
    if (perfVersion() !== '6.1.187') return context.skip(`needs perf 6.1.187, found ${perfVersion()}`);
    const file = join(folder, 'kwork.perf');
    writeFileSync(file, packed('kwork.perf.gz'));
    for (const command of ['report', 'latency', 'timehist'] as const) {
      expect(kwork(command, file)).toBe(textOf(`kwork.${command}.gz`));
    }
  });
});
