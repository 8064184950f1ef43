import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeTemporary, ringside, root } from './ringside.ts';

afterAll(removeTemporary);

let faults: readonly string[];
let said: string;
beforeAll(() => {
  const packages = ['gdb', 'gcc', 'libc6-dev'].flatMap(name => ['--with', name]);
  const workload = join(root, 'labs/memory/fault-step/workload/run.sh');
  const ran = ringside(['vm', 'shell', '-q', ...packages, '--', 'sh', workload]);
  expect(ran.code, ran.stderr).toBe(0);
  said = ran.stdout;
  faults = said.split(/^(?=fault \d+: )/m).slice(1);
});

/** The faults of lines that have this text. */
const at = (line: string): readonly string[] =>
  faults.filter(fault => /^ {2}line +(.*)$/m.exec(fault)![1]!.includes(line));
const field = (name: string, fault: string): string =>
  new RegExp(`^ {2}${name} +(.*)$`, 'm').exec(fault)![1]!;

test('each first touch of a page is a fault at its instruction and line, in its mapping', () => {
  for (const [line, mapping] of [
    ['data_that_is_zero[i * page] = 1', 'rw-p'],
    ['heap[i * page] = 1', '[heap]'],
    ['(deep + i * page) = 1', '[stack]'],
  ]) {
    const found = at(line!);
    expect(found.length, line).toBeGreaterThanOrEqual(2);
    for (const fault of found) {
      expect(fault).toMatch(
        /^fault \d+: minor, no page is there, a write, by the program \(error code 0x6\)/,
      );
      expect(field('mapping', fault)).toContain(mapping);
      expect(field('instruction', fault)).toMatch(/^0x[0-9a-f]+ <touch_\w+\+\d+>:\s+mov/);
      const [low, high] = field('mapping', fault)
        .split(' ')[0]!
        .split('-')
        .map(each => Number.parseInt(each, 16));
      const address = Number(field('address', fault));
      expect(address >= low! && address < high!).toBe(true);
    }
  }
});

test('what was read first is written by a second fault of the same page', () => {
  const [read] = at('sink = anonymous[0]');
  const [write] = at('anonymous[0] = 1');
  expect(read).toContain('minor, no page is there, a read');
  expect(write).toContain('minor, the page is there, the access is not allowed, a write');
  expect(field('address', write!)).toBe(field('address', read!));
});

test('pages of a file that are not in memory are major faults, which read the disk; a private copy is made by writing', () => {
  const reads = at('sink = file[i * page]');
  expect(reads).toHaveLength(2);
  for (const fault of reads) {
    expect(fault).toMatch(/^fault \d+: major, /);
    const [, filemap, disk] = /\n( +)filemap_fault\n[\s\S]*?\n( +)submit_bio\n/.exec(fault)!;
    expect(disk!.length).toBeGreaterThan(filemap!.length);
  }
  const [write] = at("file[0] = 'X'");
  expect(write).toMatch(/wp_page_copy/);
  expect(field('address', write!)).toBe(field('address', reads[0]!));
});

test('the handler’s path begins at the entry and goes through handle_mm_fault', () => {
  for (const fault of faults) {
    expect(fault).toMatch(/^ {2}kernel +\w+\n/m);
    expect(fault).toMatch(/\n( +)handle_mm_fault\n\1 {2}__handle_mm_fault/);
  }
  expect(said).toMatch(new RegExp(`^${faults.length} faults in \\d+ steps, \\d+ s$`, 'm'));
  // What gdb says of each step is not among it.
  expect(said).not.toMatch(/^0x[0-9a-f]+\t\d+/m);
});
