import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../base/index.ts';
import { argumentText } from './argument-text.ts';
import { openUftrace } from './index.ts';
import { MergedRecords, wholeRecording } from './merge.ts';
import { folderOf, type RecordedFiles, recordedFiles } from './testing/recorded.ts';
import { type CallSink, walkCalls } from './walk-calls.ts';

const noSink: CallSink = {
  function: () => 0,
  event: () => 0,
  wait: () => 0,
  task: () => 0,
  openCount: () => 0,
  enter: () => undefined,
  exit: () => undefined,
  mark: () => undefined,
  lost: () => undefined,
  endAll: () => undefined,
};

/** Reads everything there is to read; answers how many records there were, -1 where nothing could be opened. */
async function readAll(files: RecordedFiles): Promise<number> {
  let recording: Awaited<ReturnType<typeof openUftrace>>;
  try {
    recording = await openUftrace(folderOf(files));
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return -1;
  }
  const merged = new MergedRecords(recording, wholeRecording);
  let count = 0;
  for (let task = merged.next(); task !== undefined; task = merged.next()) {
    count++;
    if (task.current.source === 'user' && task.current.more) argumentText(recording, task, task.current);
  }
  walkCalls(recording, noSink);
  return count;
}

const small = ['args', 'forks', 'threads'];
const originals = new Map(small.map(name => [name, recordedFiles(name)]));
// Few pages of a large file are as good as many.
const kernel = recordedFiles('mv');
kernel.set('kernel-cpu1.dat', kernel.get('kernel-cpu1.dat')!.subarray(0, 4096 * 12));
kernel.set('kallsyms', kernel.get('kallsyms')!.subarray(0, 60_000));
originals.set('mv', kernel);

const damage = fc.record({
  name: fc.constantFrom(...originals.keys()),
  file: fc.nat(),
  kind: fc.constantFrom('cut', 'flip', 'fill', 'remove'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  bytes: fc.array(fc.nat(255), { minLength: 1, maxLength: 24 }),
});

function damaged(
  files: RecordedFiles,
  name: string,
  kind: string,
  at: number,
  bytes: number[],
): RecordedFiles {
  const copy = new Map(files);
  const original = files.get(name)!;
  const place = Math.min(original.length, Math.floor(at * (original.length + 1)));
  if (kind === 'remove') copy.delete(name);
  else if (kind === 'cut') copy.set(name, original.slice(0, place));
  else {
    const changed = original.slice();
    bytes.forEach((byte, index) => {
      const target = place + index;
      if (target < changed.length) changed[target] = kind === 'flip' ? changed[target]! ^ byte : byte;
    });
    copy.set(name, changed);
  }
  return copy;
}

describe('a damaged recording is read as far as it goes', () => {
  test('cut, changed and missing files', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, file, kind, at, bytes }) => {
        const files = originals.get(name)!;
        // Symbols are many and alike; the other files are where structure is.
        const candidates = [...files.keys()].filter(key => !/^lib.*\.(sym|dbg)$/.test(key));
        await readAll(damaged(files, candidates[file % candidates.length]!, kind, at, bytes));
      }),
      { numRuns: 300 },
    );
  });

  test('a task cut inside a record gives the records before and says so', async () => {
    const whole = await readAll(originals.get('threads')!);
    const files = new Map(originals.get('threads'));
    files.set('211.dat', files.get('211.dat')!.slice(0, 16 * 100 + 5));
    expect(await readAll(files)).toBeLessThan(whole);
    const recording = await openUftrace(folderOf(files));
    walkCalls(recording, noSink);
    expect(recording.problemRows).toMatchObject([{ name: 'uftrace.truncated-tasks', place: '211.dat:1600' }]);
  });

  test('bytes that are no uftrace directory are refused', async () => {
    const files = new Map([['info', new Uint8Array(100)]]);
    await expect(openUftrace(folderOf(files))).rejects.toThrow(/expected "Ftrace!"/);
    await expect(openUftrace(folderOf(new Map()))).rejects.toThrow(/expected a file "info"/);
  });
});
