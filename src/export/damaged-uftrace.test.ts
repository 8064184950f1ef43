import { describe, expect, test } from 'vitest';
import { FormatError } from '../base/index.ts';
import { openUftrace } from '../formats/uftrace/index.ts';
import { folderOf, type RecordedFiles, recordedFiles } from '../formats/uftrace/testing/recorded.ts';
import { OutputBytes } from '../text/index.ts';
import { kernelEventText, replayAsUftrace } from '../text/replay/index.ts';
import { uftraceDumpStyle } from '../text/uftrace-dump/index.ts';
import { graphLines, sessionGraphs } from '../text/uftrace-graph/index.ts';
import { collectCalls, reportTasks, reportText } from '../text/uftrace-report/index.ts';
import { chromeUftrace } from './chrome/chrome.ts';
import { foldedUftrace } from './folded/folded.ts';

const longest = 2000;
const flips = Number(process.env.RINGSIDE_FLIPS ?? 300);
const cuts = 200;

// One that is small and has all kinds of files: programs, libraries, kernel functions, switches.
const original = recordedFiles('mv');
for (const name of original.keys()) if (/^lib.*\.sym$/.test(name)) original.delete(name);
original.set('kernel-cpu1.dat', original.get('kernel-cpu1.dat')!.subarray(0, 4096 * 3));
original.set('kallsyms', original.get('kallsyms')!.subarray(0, 20_000));
const names = [...original.keys()];
const arguments_ = recordedFiles('args');
for (const name of arguments_.keys())
  if (/^(?:lib.*|21[789])\.(?:sym|dat)$/.test(name)) arguments_.delete(name);

/** Says everything there is to say of a recording; answers how many records there were, -1 where it is none. */
async function tellAll(files: RecordedFiles): Promise<number> {
  const begun = Date.now();
  let recording: Awaited<ReturnType<typeof openUftrace>>;
  try {
    recording = await openUftrace(folderOf(files));
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return -1;
  }
  const trace = await recording.load();
  const printer = uftraceDumpStyle.printer(recording, {});
  const out = new OutputBytes();
  printer.use(trace);
  printer.head?.(out);
  for (const row of printer.order?.(trace) ?? []) {
    printer.print(row, out);
    const event = trace.event[row]!;
    for (const { name } of trace.formats[event]?.fields ?? []) trace.fields.value(event, name)?.(row);
  }
  replayAsUftrace(recording, { kernelText: kernelEventText(recording) }, () => undefined);
  reportText(collectCalls(recording, {}), {});
  reportTasks(recording, {}, undefined, undefined);
  for (const _ of graphLines(recording, sessionGraphs(recording, undefined, {}), undefined, undefined));
  for (const _ of foldedUftrace(recording, { faithful: true }));
  JSON.parse([...chromeUftrace(recording, {})].join(''));
  expect(Date.now() - begun).toBeLessThan(longest);
  return trace.count;
}

/** A generator of numbers below 1 that repeats. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a damaged uftrace directory is told as far as it goes', () => {
  test('whole', async () => {
    expect(await tellAll(original)).toBeGreaterThan(500);
  });

  test(`cut at ${cuts} places`, { timeout: 120_000 }, async () => {
    const roll = dice(1);
    for (let round = 0; round < cuts; round++) {
      const files = round % 2 === 0 ? original : arguments_;
      const keys = [...files.keys()];
      const name = keys[Math.floor(roll() * keys.length)]!;
      const bytes = files.get(name)!;
      await tellAll(new Map(files).set(name, bytes.slice(0, Math.floor(roll() * bytes.length))));
    }
  });

  test(`with bytes changed at ${flips} places`, { timeout: 600_000 }, async () => {
    const roll = dice(2);
    for (let round = 0; round < flips; round++) {
      const files = round % 2 === 0 ? original : arguments_;
      const keys = [...files.keys()];
      const name = keys[Math.floor(roll() * keys.length)]!;
      const bytes = files.get(name)!.slice();
      for (let change = 0; change < 4 && bytes.length > 0; change++) {
        // Heads are where structure is.
        const end = roll() < 0.5 ? Math.min(64, bytes.length) : bytes.length;
        bytes[Math.floor(roll() * end)] = Math.floor(roll() * 256);
      }
      await tellAll(new Map(files).set(name, bytes));
    }
  });

  test('and says which file ends too early', async () => {
    const files = new Map(original);
    files.set('199.dat', original.get('199.dat')!.slice(0, 16 * 20 + 7));
    const recording = await openUftrace(folderOf(files));
    const { problems } = await recording.load();
    expect(problems).toMatchObject([{ name: 'uftrace.truncated-tasks', place: '199.dat:320' }]);
    expect(names.length).toBeGreaterThan(8);
  });
});
