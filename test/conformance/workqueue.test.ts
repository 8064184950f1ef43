import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { workqueueAnalysis } from '../../src/analyses/workqueue/index.ts';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { readPerfData } from '../../src/formats/index.ts';
import type { Table, Trace } from '../../src/store/index.ts';
import { kworkLines, kworkMilliseconds, kworkSeconds, kworkSums } from './kwork.ts';

const recordings = join(import.meta.dirname, '../../recordings/answers');
const packed = (name: string): Buffer => gunzipSync(readFileSync(join(recordings, name)));
const textOf = (name: string): string => packed(name).toString();

describe('work items of perf.data (What must be shown, 1)', () => {
  let trace: Trace;
  let works: Table;
  const rowOf = (id: string, work: number): number => works.number(works.column(id), work);

  beforeAll(async () => {
    const source = sourceFromBytes(packed('kwork.perf.gz'));
    trace = await (await readPerfData(source, await loadDecompressors())).load();
    works = workqueueAnalysis.answer(trace).table('workqueue.works');
  });

  /** Where it has no symbols kwork names a work item by the address of its work_struct. */
  const nameOf = (work: number): string => {
    const begin = rowOf('begin_row', work);
    return `(w)${trace.fields.value(trace.event[begin]!, 'work')!(begin)}`;
  };
  const cpuOf = (id: string, work: number): number => trace.cpu[rowOf(id, work)]!;

  const sinceActivation = (work: number): string =>
    kworkMilliseconds(trace.time[rowOf('begin_row', work)]! - trace.time[rowOf('activate_row', work)]!);

  it('every run is one of perf kwork timehist, with its times, and its wait since its activation on the same CPU', () => {
    // kwork does not find the activation of an item that a worker on another CPU runs.
    const isElsewhere = (work: number): boolean => cpuOf('begin_row', work) !== cpuOf('activate_row', work);
    const ours = Array.from({ length: works.count }, (_, work) => ({
      start: kworkSeconds(trace.absoluteTime(rowOf('begin_row', work))),
      end: kworkSeconds(trace.absoluteTime(rowOf('end_row', work))),
      cpu: cpuOf('begin_row', work),
      name: nameOf(work),
      runtime: kworkMilliseconds(rowOf('duration', work)),
      delay: isElsewhere(work) ? '' : sinceActivation(work),
    }));
    const theirs = kworkLines(textOf('kwork.timehist.gz')).filter(({ name }) => name.startsWith('(w)'));
    expect(ours).toHaveLength(31);
    const elsewhere = ours.flatMap((line, work) =>
      isElsewhere(work) ? [[line.name, sinceActivation(work)]] : [],
    );
    expect(elsewhere).toEqual([
      ['(w)0xffff888005f809e8', '0.785'],
      ['(w)0xffff888005f80a40', '0.536'],
    ]);
    const byStart = (a: { readonly start: string }, b: { readonly start: string }): number =>
      Number(a.start) - Number(b.start);
    expect(ours.sort(byStart)).toEqual([...theirs].sort(byStart));
  });

  it('sums are those of perf kwork report', () => {
    const theirs = kworkSums(textOf('kwork.report.gz')).filter(({ name }) => name.startsWith('(w)'));
    const count = theirs.reduce((sum, one) => sum + one.count, 0);
    const total = theirs.reduce((sum, one) => sum + Number(one.time), 0);
    const functions = workqueueAnalysis.answer(trace).table('workqueue.functions');
    const sum = (id: string): number =>
      Array.from({ length: functions.count }, (_, row) => functions.number(functions.column(id), row)).reduce(
        (a, b) => a + b,
        0,
      );
    expect(sum('count')).toBe(count);
    // Each of kwork's figures is rounded to a microsecond.
    expect(Math.abs(sum('total') / 1e6 - total)).toBeLessThan(theirs.length * 0.0005);
  });
});
