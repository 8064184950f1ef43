import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KeptFiles } from './kept-files.ts';
import { procFiles } from './snapshots.ts';

const accepted = (names: readonly string[], bytes = 1): readonly string[] => {
  const files = new KeptFiles();
  return names.filter(name => files.accepts(name, bytes));
};

test('snapshots and output are kept under names that can be files anywhere, and nothing else', () => {
  const good = [
    'proc/000-1.000000000-full/meminfo',
    'proc/1234-12.345678901-a.b_c-d/12/smaps',
    'proc/000-1.000000000-full/sys/kernel/debug/extfrag/extfrag_index',
    'out/result.txt',
  ];
  const bad = [
    'proc/before/meminfo',
    'proc/000-1.0-full/meminfo',
    'proc/000-1.000000000-/meminfo',
    'proc/000-1.000000000-full',
    'proc/000-1.000000000-full/a b',
    `proc/000-1.000000000-full${'/a'.repeat(9)}`,
    'out/folder/file',
    'out/.hidden',
    `out/${'a'.repeat(81)}`,
    'trace.dat',
    'recording.json',
    'proc/000-1.000000000-full/\u0001',
  ];
  expect(accepted([...good, ...bad])).toEqual(good);
});

test('what is too large or too much is left out, and counted', () => {
  const files = new KeptFiles();
  expect(files.accepts('proc/000-1.000000000-a/meminfo', 2 ** 24 + 1)).toBe(false);
  const large = Array.from({ length: 9 }, (_, index) => `proc/000-1.000000000-a/${index}`);
  expect(large.filter(name => files.accepts(name, 2 ** 24)).length).toBe(8);
  expect(files.accepts('out/a', 2 ** 26 - 1)).toBe(true);
  expect(files.accepts('out/b', 2)).toBe(false);
  expect(files.accepts('out/c', 1)).toBe(true);
  expect(files.leftOut).toBe(3);
  const many = Array.from({ length: 20_001 }, (_, index) => `proc/000-1.000000000-a/${index}`);
  expect(accepted(many).length).toBe(19_000);
});

test('the usual files of a snapshot are those that every recording keeps', () => {
  const script = readFileSync(new URL('../../data/agent/snapshot.sh', import.meta.url), 'utf8');
  const usual = /^standard='([^']+)'/m.exec(script)?.[1]?.split(/\s+/);
  expect(usual).toEqual(procFiles.map(name => `/proc/${name}`));
});
