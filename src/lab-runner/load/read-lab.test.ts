import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownLabs, readLab } from './load-labs.ts';
import { LabFileError } from './read-yaml.ts';

let folder: string;

beforeEach(() => {
  const parent = mkdtempSync(join(tmpdir(), 'ringside-lab-files-'));
  folder = join(parent, 'fault-trace');
  mkdirSync(folder);
  cpSync(join(ownLabs, 'memory/fault-trace'), folder, { recursive: true });
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

function change(file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

function errorOf(): LabFileError {
  try {
    readLab(folder, 'memory');
  } catch (error) {
    if (error instanceof LabFileError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

function lineOf(file: string, text: string): number {
  return readFileSync(join(folder, file), 'utf8')
    .slice(0, readFileSync(join(folder, file), 'utf8').indexOf(text))
    .split('\n').length;
}

test.each([
  ['a field that nobody knows', 'lab.yaml', 'depth: 4', 'deepness: 4', 'deepness', /no field "deepness"/],
  ['a value of another kind', 'lab.yaml', 'depth: 4', 'depth: four', 'depth: four', /must be integer/],
  [
    'a value that is none of those there are',
    'lab.yaml',
    'command: ./faults',
    'tracer: fgraph\n    command: ./faults',
    'tracer: fgraph',
    /one of function, function_graph/,
  ],
  [
    'a recording that is not there',
    'check.yaml',
    '- id: copies',
    '- id: copies\n    in: nowhere',
    'in: nowhere',
    /no recording nowhere/,
  ],
  [
    'a shared program that is not there',
    'lab.yaml',
    'depth: 4',
    'depth: 4\nshares: [nothing.c]',
    'shares: [nothing.c]',
    /no labs\/workloads\/nothing\.c/,
  ],
  [
    'text that is no YAML',
    'check.yaml',
    'holds: faults >= 64',
    'holds: "faults',
    'holds: "faults',
    /quote|Missing/i,
  ],
] as const)('an error points to file, line and column: %s', (_what, file, from, to, place, message) => {
  change(file, from, to);
  const error = errorOf();
  expect(error.message).toMatch(message);
  expect(error.file).toBe(join(folder, file));
  if (place !== 'holds: "faults') expect(error.line).toBe(lineOf(file, place));
  expect(error.message).toMatch(new RegExp(`${file}:${error.line}:${error.column}: `));
});

test('a check of no kind, and one of two, are refused', () => {
  change('check.yaml', 'holds: faults >= 64', 'matches: x');
  expect(() => readLab(folder, 'memory')).toThrow(/check\.yaml:\d+:\d+/);
});

test('a lab without its text in one language is refused', () => {
  rmSync(join(folder, 'lab.ko.md'));
  expect(() => readLab(folder, 'memory')).toThrow(/lab\.ko\.md/);
});
