import { expect, it } from 'vitest';
import { ProblemList } from '../../store/index.ts';
import { reportBufferStats, reportUnread } from './buffer-stats.ts';
import type { TraceDatMetadata } from './metadata.ts';

const stats = (cpu: number, entries: number, read: number, overrun = 0, dropped = 0) =>
  `CPU: ${cpu}\nentries: ${entries}\noverrun: ${overrun}\ncommit overrun: 0\nbytes: 9\n` +
  `oldest event ts:    11.321395\nnow ts:    12.080519\ndropped events: ${dropped}\nread events: ${read}\n`;

function metadata(...cpuStats: string[]): TraceDatMetadata {
  const buffers = ['', 'foo'].map(name => ({ name, clock: '', pageSize: 4096, compressed: false, cpus: [] }));
  return { cpuStats, buffers, problems: new ProblemList() } as Partial<TraceDatMetadata> as TraceDatMetadata;
}

const said = (problems: ProblemList) =>
  problems.rows.map(({ name, place, count }) => `${name} ${count} ${place}`);

it('what the kernel overwrote or dropped is told, of the top instance and of others', () => {
  const file = metadata(stats(0, 0, 7), stats(1, 0, 7, 12), '\nBuffer: foo\n\n', stats(0, 0, 3, 0, 5));
  reportBufferStats(file);
  expect(said(file.problems)).toEqual(['tracer.overrun 12 CPU 1', 'tracer.dropped-events 5 CPU 0 of foo']);
});

it('what was neither read nor is in the file was left unread, whenever the kernel was asked', () => {
  const runs = [
    { buffer: 0, cpu: 0, events: 100 },
    { buffer: 0, cpu: 1, events: 30 },
    { buffer: 1, cpu: 0, events: 5 },
  ];
  const file = metadata(stats(0, 100, 0), stats(1, 10, 25), stats(2, 4, 0), 'Buffer: foo\n', stats(0, 3, 2));
  const problems = new ProblemList();
  reportUnread(file, runs, problems);
  expect(said(problems)).toEqual(['tracer.unread-events 9 CPU 1']);
});

it('nothing is said to be unread where the file is cut off: less is in it than once was', () => {
  const file = metadata(stats(0, 100, 0));
  const problems = new ProblemList();
  problems.add({ name: 'trace-dat.truncated', severity: 'loss', place: '', sentence: '' });
  reportUnread(file, [{ buffer: 0, cpu: 0, events: 1 }], problems);
  expect(problems.rows.length).toBe(1);
});
