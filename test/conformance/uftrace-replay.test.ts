import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUftrace } from '../../src/formats/uftrace/index.ts';
import { folderOf, recordedFiles, recordedReplay } from '../../src/formats/uftrace/testing/recorded.ts';
import { type ReplayOptions, replayAsUftrace } from '../../src/text/replay/index.ts';

const names = ['mv', 'files', 'threads', 'forks', 'args', 'events', 'patch'];

async function replay(name: string, options: ReplayOptions = {}): Promise<string> {
  const recording = await openUftrace(folderOf(recordedFiles(name)));
  let text = '';
  replayAsUftrace(recording, options, line => {
    text += `${line}\n`;
  });
  return text;
}

/** Says where two texts differ first instead of showing thousands of lines. */
function expectSame(found: string, expected: string): void {
  if (found === expected) return;
  const [a, b] = [found.split('\n'), expected.split('\n')];
  const line = b.findIndex((text, index) => text !== a[index]);
  expect({ line, text: a[line], lines: a.length }).toEqual({ line, text: b[line], lines: b.length });
}

describe('a replay is byte for byte the stored one of uftrace 0.13', () => {
  it.each(names)('%s', async name => {
    expectSame(await replay(name), recordedReplay(name));
  });
});

function uftraceVersion(): string {
  try {
    return /v(\d\S*)/.exec(execFileSync('uftrace', ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown';
  } catch {
    return 'not installed';
  }
}

const version = uftraceVersion();

// Only options that find a function in every recording they are tried on: without one uftrace says so in its output.
const options: readonly (readonly [recordings: readonly string[], line: string, options: ReplayOptions])[] = [
  [names, '-D 3', { depth: 3 }],
  [names, '-t 5us', { threshold: 5000 }],
  [names, '-t 100us', { threshold: 100_000 }],
  [names, '--kernel-full', { kernelFull: true }],
  [['threads', 'args', 'patch'], '-F work -D 3', { filter: ['work'], depth: 3 }],
  [['threads', 'args', 'patch'], '-N fib', { notrace: ['fib'] }],
  [['forks'], '-F fork', { filter: ['fork'] }],
  [['mv', 'files'], '-F do_fault@kernel', { filter: ['do_fault@kernel'] }],
  [['mv', 'files'], '-N do_fault@kernel', { notrace: ['do_fault@kernel'] }],
  [['mv', 'files'], '-F ^f -t 2us', { filter: ['^f'], threshold: 2000 }],
  [['threads'], '--tid 211', { tids: new Set([211]) }],
];

describe.skipIf(version !== '0.13')(`options act as in uftrace (needs uftrace 0.13, is ${version})`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-uftrace-'));
    for (const name of names) {
      mkdirSync(join(folder, name));
      for (const [file, bytes] of recordedFiles(name)) writeFileSync(join(folder, name, file), bytes);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const cases = options.flatMap(([recordings, line, wanted]) =>
    recordings.map(name => [name, line, wanted] as const),
  );
  it.each(cases)('%s %s', async (name, line, wanted) => {
    const argv = ['replay', '-d', join(folder, name), '--no-pager', ...line.split(' ')];
    const expected = execFileSync('uftrace', argv, {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expectSame(await replay(name, wanted), expected);
  });
});
