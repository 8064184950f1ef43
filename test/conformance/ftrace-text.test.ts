import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { detectFormat, readTraceDat } from '../../src/formats/index.ts';
import type { Trace } from '../../src/store/index.ts';
import { findStyle } from '../../src/text/index.ts';
import { openText, printAll, readTextFile, textFolder, textNames } from './printed.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const pairs = join(textFolder, 'pairs');
const kernel = findStyle('ftrace-text', 'kernel')!;
const report = findStyle('ftrace-text')!;
/** Files of the pairs that hold no events. */
const noEvents = new Set(['hist', 'trigger', 'snapshot', 'empty']);

describe.each([textFolder, pairs])('text in %s', folder => {
  it.each(textNames(folder).filter(name => !noEvents.has(name)))(
    '%s comes back byte for byte',
    async name => {
      const text = readTextFile(folder, name);
      expect(await detectFormat({ kind: 'file', source: sourceFromBytes(text) })).toMatchObject({
        id: 'ftrace-text',
      });
      const recording = await openText(text, name);
      expect((await printAll(kernel, recording)).equals(text)).toBe(true);
      const trace = await recording.load();
      expect(trace.count).toBeGreaterThan(0);
      expect(trace.problems.filter(({ severity }) => severity === 'broken')).toEqual([]);
    },
  );
});

/** Which pages a text is of: `graph-abstime-proc-tail` is of `graph`. */
const pagesOf = (name: string, pages: readonly string[]): string | undefined =>
  pages.filter(one => name === one || name.startsWith(`${one}-`)).sort((a, b) => b.length - a.length)[0];

describe('a text and the pages it was printed from', () => {
  const pages = [
    ...['events', 'syscalls', 'stacks', 'kprobes', 'function', 'graph', 'graph-irqs'],
    ...['clock-counter', 'clock-x86-tsc', 'clock-uptime', 'clock-mono'],
  ];
  const traces = new Map<string, Trace>();
  beforeAll(async () => {
    const tools = await loadDecompressors();
    for (const name of pages) {
      const bytes = new Uint8Array(readFileSync(join(pairs, `${name}.dat`)));
      traces.set(name, await readTraceDat(sourceFromBytes(bytes), tools));
    }
  });

  const texts = textNames(pairs).filter(name => pagesOf(name, pages) !== undefined && !name.endsWith('cpu1'));
  it.each(texts)('%s has the same events', async name => {
    const binary = traces.get(pagesOf(name, pages)!)!;
    const text = await (await openText(readTextFile(pairs, name), name)).load();
    const eventOf = (trace: Trace, row: number): string => {
      const format = trace.formats[trace.event[row]!];
      return format === undefined ? '?' : `${format.system}:${format.name}`;
    };
    expect(text.count).toBe(binary.count);
    // trace-cmd takes the jiffies of this clock for nanoseconds.
    const isUptime = name === 'clock-uptime';
    if (!isUptime) expect(text.clock.unit).toBe(binary.clock.unit);
    const isGraph = name.startsWith('graph');
    const hasCpu = !/nocpu|nothing/.test(name);
    const unlike: string[] = [];
    for (let row = 0; row < text.count; row++) {
      // Returns of leaves have no time in a text: their place among those of other CPUs is not known.
      if (isGraph && !hasCpu) break;
      const same = isGraph || eventOf(text, row) === eventOf(binary, row);
      if (!same || (!isGraph && text.pid[row] !== binary.pid[row])) {
        unlike.push(
          `${row}: ${eventOf(text, row)} ${text.pid[row]} ${eventOf(binary, row)} ${binary.pid[row]}`,
        );
      }
      if (!isGraph && text.cpu[row] !== binary.cpu[row]) unlike.push(`${row}: CPU`);
      if (isGraph || /latency/.test(name)) continue;
      const difference = text.absoluteTime(row) - binary.absoluteTime(row);
      const most = text.clock.unit === 'ticks' ? 0n : 500n;
      if (difference < -most || difference > most) unlike.push(`${row}: ${difference} ns`);
    }
    expect(unlike).toEqual([]);
    const counts = (trace: Trace): Record<string, number> => {
      const found: Record<string, number> = {};
      for (let row = 0; row < trace.count; row++) {
        const key = eventOf(trace, row);
        found[key] = (found[key] ?? 0) + 1;
      }
      return found;
    };
    expect(counts(text)).toEqual(counts(binary));
  });
});

describe.skipIf(traceCmdVersion() !== '3.1.6')('trace-cmd report [needs trace-cmd 3.1.6]', () => {
  const switches = ['', '-l', '-t', '-R', '--ts-diff', '-l -t --ts-diff', '-N', '--raw-ts'];
  const cases = [
    ...switches.map(options => ['instances', options] as const),
    ...switches.map(options => ['tsc', options] as const),
    ...['', '-N', '-l'].flatMap(options => ['kprobe', 'stack'].map(name => [name, options] as const)),
    ['fgraph', ''] as const,
  ];
  it.each(cases)('of %s with "%s" comes back', async (name, options) => {
    const file = join(import.meta.dirname, `../../recordings/trace-dat/${name}.dat`);
    const whole = traceCmd('report', ...options.split(' ').filter(one => one !== ''), file);
    const text = whole.subarray(0, whole.lastIndexOf(10, 300_000) + 1);
    const recording = await openText(text, name);
    expect((await printAll(report, recording)).equals(text)).toBe(true);
    const trace = await recording.load();
    expect(trace.count).toBeGreaterThan(50);
    expect(trace.problems.filter(({ severity }) => severity === 'broken')).toEqual([]);
  });
});
