import { expect, test } from 'vitest';
import { handMade } from '../analyses/testing/hand-made.ts';
import { encodeUtf8, type SourceFolder, sourceFromBytes } from '../base/index.ts';
import { wholeTrace } from '../formats/index.ts';
import { readSnapshots, withSnapshots } from './snapshots.ts';

function folderOf(files: Readonly<Record<string, string>>, sizes: Readonly<Record<string, number>> = {}) {
  const asked: string[] = [];
  const folder: SourceFolder = {
    name: 'recording',
    list: async () => Object.keys(files).sort(),
    open: async path => {
      asked.push(path);
      const source = sourceFromBytes(encodeUtf8(files[path] ?? ''), path);
      return { ...source, size: sizes[path] ?? source.size };
    },
  };
  return { folder, asked };
}

const files = {
  'proc/after/meminfo': 'MemFree: 1 kB\n',
  'proc/after/uptime': '30.00 1.00\n',
  'proc/before/meminfo': 'MemFree: 3 kB\n',
  'proc/before/uptime': '10.00 1.00\n',
  'proc/000-20.500000001-full/12/status': 'Name:\ta\n',
  'proc/001-20.500000002-full/12/status': 'Name:\tb\n',
  'proc/loose': 'of no moment',
  'trace.dat': '',
};

test('moments stand in the order of time, with the paths of their files', async () => {
  const { snapshots, problems } = await readSnapshots(folderOf(files).folder);
  expect(snapshots.map(({ moment, monotonic, files: of }) => [moment, monotonic, [...of.keys()]])).toEqual([
    ['before', 10e9, ['meminfo', 'uptime']],
    ['full', 20_500_000_001, ['12/status']],
    ['full', 20_500_000_002, ['12/status']],
    ['after', 30e9, ['meminfo', 'uptime']],
  ]);
  expect(problems).toEqual([]);
});

test('a file that is too large is left out, and counted', async () => {
  const large = folderOf(files, { 'proc/after/meminfo': 2 ** 25 });
  const { snapshots, problems } = await readSnapshots(large.folder);
  expect([...snapshots.at(-1)!.files.keys()]).toEqual(['uptime']);
  expect(problems.map(({ name, count, place }) => [name, count, place])).toEqual([
    ['proc.left-out', 1, 'proc/after/meminfo'],
  ]);
});

test('a recording reads them with its first events, once, and windows keep them', async () => {
  const { folder, asked } = folderOf(files);
  const recording = withSnapshots(wholeTrace('made', handMade([{ time: 5, event: 'a:b' }])), folder);
  expect(asked).toEqual([]);
  const trace = await recording.load();
  expect(await recording.load()).toBe(trace);
  expect(asked.length).toBe(6);
  expect(trace.snapshots.length).toBe(4);
  expect((await recording.load({ from: 6n })).snapshots.length).toBe(4);
  for await (const part of recording.stream()) expect(part.snapshots.length).toBe(4);
  expect(asked.length).toBe(6);
});
