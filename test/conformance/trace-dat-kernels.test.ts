import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readTrace, reportFlags, reportText } from './report-text.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

// Small recordings of many kernels, tracers, clocks and losses (recordings/trace-dat/README.md). Stored are digests of what
// trace-cmd 3.1.6 prints of each and the problems that are true of it; `RINGSIDE_STORE=1` stores them anew from trace-cmd.
const folder = join(import.meta.dirname, '../../recordings/trace-dat/kernels');
const files = readdirSync(folder).filter(name => name.endsWith('.dat'));
const storePath = join(folder, 'expected.json');

interface Expected {
  readonly problems: readonly string[];
  /** SHA-256 of the report by its switch. */
  readonly reports: Readonly<Record<string, string>>;
}

const store: Record<string, Expected> = JSON.parse(readFileSync(storePath, 'utf8'));
const version = traceCmdVersion();
const live = version === '3.1.6';
const storing = process.env.RINGSIDE_STORE === '1';

/** trace-cmd's -R prints what lies in memory behind a record (docs/differences.md): that is taken out of both texts. */
function withoutStaleBytes(text: string): string {
  return text
    .replaceAll(/( kernel_stack: +size=(\d+) caller=ARRAY\[)([^\]]*)/g, (_all, head, size, bytes) =>
      [head, ...bytes.split(', ').slice(0, Number(size) * 8)].join(' '),
    )
    .replaceAll(/( raw_data: +id=\w+ buf=[^\n]{0,4})[^\n]*/g, '$1')
    .replaceAll(/( opened: [^\n]* name=)[\s\S]*?( how=)/g, '$1$2');
}

/** trace-cmd's -l prints X for a lazy need to reschedule (docs/differences.md): both letters are taken out of both texts. */
function withoutLazyLetters(text: string): string {
  return text.replaceAll(/^(.{8,}?-\d+ +\d+)[dX.][NBbLl.](?=[hHs.][\da-f.]{2})/gm, '$1');
}

function comparable(text: string, flag: string, name: string): string {
  if (flag === '-R') return withoutStaleBytes(text);
  return flag === '-l' && name.startsWith('6.12-rt') ? withoutLazyLetters(text) : text;
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}

/** Where two texts differ first. */
function firstDifference(found: string, expected: string) {
  const [a, b] = [found.split('\n'), expected.split('\n')];
  const line = b.findIndex((text, index) => text !== a[index]);
  return { line, text: a[line], expected: b[line], lines: [a.length, b.length] };
}

describe(`recordings of kernels, judged by trace-cmd (live with 3.1.6, is ${version})`, () => {
  const fresh: Record<string, Expected> = {};
  afterAll(() => {
    if (storing) writeFileSync(storePath, `${JSON.stringify(fresh, undefined, 1)}\n`);
  });

  it.each(files)('%s', async name => {
    const path = join(folder, name);
    const trace = await readTrace(path);
    const problems = trace.problems.map(problem => `${problem.name} ${problem.count}`);
    const reports: Record<string, string> = {};
    for (const [flag, options] of reportFlags) {
      const found = comparable(reportText(trace, options), flag, name);
      if (live) {
        const theirs = traceCmd('report', ...(flag === '' ? [] : [flag]), path).toString('latin1');
        const expected = comparable(theirs, flag, name);
        if (found !== expected) expect.soft(firstDifference(found, expected), flag).toBeUndefined();
        reports[flag] = digest(expected);
      }
      if (!storing) expect.soft(digest(found), `digest of ${flag}`).toBe(store[name]?.reports[flag]);
    }
    fresh[name] = { problems, reports };
    if (!storing) expect(problems).toEqual(store[name]?.problems);
  });
});

describe('a lazy need to reschedule, with -l', () => {
  // `dB`, `dl`, `.l`: how often each stands in a text.
  const lettersOf = (text: string, pattern: RegExp): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const [, letters = ''] of text.matchAll(pattern)) {
      if (!/[BbLl]/.test(letters[1] ?? '')) continue;
      const shown = letters.replace('b', 'd');
      counts[shown] = (counts[shown] ?? 0) + 1;
    }
    return counts;
  };

  it('has the letters of the kernel’s own text, where trace-cmd prints X', async () => {
    const trace = await readTrace(join(folder, '6.12-rt-lazy.dat'));
    const ours = reportText(trace, { latency: true });
    const kernel = gunzipSync(readFileSync(join(folder, '6.12-rt-lazy.txt.gz'))).toString('latin1');
    const expected = lettersOf(kernel, /\[\d{3}\] ([dDbX.][NnpBbLl.])[hHsZz.][\d.]/g);
    expect(Object.keys(expected).length).toBeGreaterThan(1);
    const found = lettersOf(ours, /^.{8,}?-\d+ +\d+([dX.][NBbLl.])[hHs.][\da-f.]{2}/gm);
    expect(found).toEqual(expected);
    expect(ours).not.toMatch(/^.{8,}?-\d+ +\d+X/m);
    if (live)
      expect(traceCmd('report', '-l', join(folder, '6.12-rt-lazy.dat')).toString()).toMatch(/-\d+ +\d+X/);
  });
});
