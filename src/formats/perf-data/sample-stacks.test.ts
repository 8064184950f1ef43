import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type SourceFolder, sourceFromBytes } from '../../base/index.ts';
import { binariesBelow } from '../../cli/open/binaries.ts';
import type { RecordedStack, Trace } from '../../store/index.ts';
import { writeTestFile } from '../trace-dat/testing/test-file.ts';
import type { FindBinary } from './binary-symbols.ts';
import { readPerfData } from './index.ts';

const recordings = join(import.meta.dirname, '../../../recordings');
const unpacked = (path: string): Uint8Array =>
  new Uint8Array(gunzipSync(readFileSync(join(recordings, `${path}.gz`))));

interface Around {
  readonly binaries?: FindBinary;
  readonly beside?: Readonly<Record<string, Uint8Array>>;
}

async function read(name: string, { binaries, beside = {} }: Around = {}): Promise<Trace> {
  const folder: SourceFolder = {
    name: 'folder',
    list: async () => Object.keys(beside),
    open: async path => (beside[path] === undefined ? undefined : sourceFromBytes(beside[path], path)),
  };
  const source = sourceFromBytes(unpacked(`perf/${name}.perf`));
  return (await readPerfData(source, binaries === undefined ? {} : { binaries }, folder)).trace;
}

const stacksOf = (trace: Trace): readonly RecordedStack[] =>
  Array.from({ length: trace.count }, (_, row) => trace.stacks!.find(row)).filter(one => one !== undefined);

/** Chains as perf script prints them: names from the innermost on, `[unknown]` with the place in its binary. */
function printed(name: string): string[] {
  const text = Buffer.from(unpacked(`perf/${name}.script`)).toString('latin1');
  return text
    .split('\n\n')
    .map(sample => sample.split('\n').filter(line => line.startsWith('\t')))
    .filter(lines => lines.length > 0)
    .map(lines => lines.map(nameInLine).join(';'));
}

function nameInLine(line: string): string {
  const [, place, name, binary] = /^\t *([0-9a-f]+) (.+?)(?:\+0x[0-9a-f]+)? \((.*)\)$/.exec(line)!;
  if (name !== '[unknown]') return name!;
  return binary === '[unknown]' ? `0x${place}` : `${binary!.slice(binary!.lastIndexOf('/') + 1)}+0x${place}`;
}

const joined = ({ kernel, program }: RecordedStack): string =>
  [...kernel, ...program.map(({ name }) => name)].join(';');

describe('the stacks of perf samples', () => {
  it('are the chains that perf script prints, by the symbols that lie beside', async () => {
    const kallsyms = unpacked('uftrace/kallsyms');
    const trace = await read('cpu', { beside: { kallsyms } });
    const found = stacksOf(trace).map(joined);
    expect(found.length).toBeGreaterThan(100);
    expect(found).toEqual(printed('cpu'));
  });

  it('tell programs from libraries, and name what has no symbol as addr2line takes it', async () => {
    const frames = stacksOf(await read('cpu')).flatMap(({ program }) => program);
    const [libc] = frames.filter(({ module }) => module === 'libc.so.6');
    expect(libc).toMatchObject({
      isLibrary: true,
      name: expect.stringMatching(/^libc\.so\.6\+0x[0-9a-f]+$/),
    });
    expect(frames).toContainEqual({ name: 'perf+0x9dfcd', module: 'perf', isLibrary: false });
    const [kernel] = stacksOf(await read('cpu'));
    expect(kernel!.kernel[0]).toBe('0xffffffff81a592eb');
  });

  it('are unwound from copies where the programs are there', async () => {
    const trace = await read('stack', { binaries: binariesBelow(join(recordings, 'perf/symfs')) });
    expect(stacksOf(trace).map(joined).join('\n')).toMatch(/^spin;step;walk;walk;.*main;/m);
  });

  it('are the symbols of the trace.dat beside it where no list is', async () => {
    const kallsyms = Buffer.from(unpacked('uftrace/kallsyms')).toString('latin1');
    const events = writeTestFile({
      version: 7,
      littleEndian: true,
      longBytes: 8,
      headerPage: '',
      ftraceFormats: [],
      eventFormats: [],
      kallsyms,
      cpuCount: 0,
      buffers: [],
    });
    expect(stacksOf(await read('cpu', { beside: { 'trace.dat': events } })).map(joined)).toEqual(
      printed('cpu'),
    );
    const broken = stacksOf(await read('cpu', { beside: { 'trace.dat': events.slice(0, 40) } }));
    expect(broken[0]!.kernel[0]).toBe('0xffffffff81a592eb');
  });

  it('without a chain are the place alone; tracepoints and records of tasks have none', async () => {
    const faults = await read('faults');
    const rows = stacksOf(faults);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.every(({ kernel, program }) => kernel.length + program.length === 1)).toBe(true);
    expect((await read('sched')).stacks).toBeUndefined();
  });
});

describe('samples weigh', () => {
  it('the time that their clock counted', async () => {
    const trace = await read('cpu');
    const weight = trace.stacks!.weightOf(trace.findEvent('perf', 'cpu-clock'))!;
    expect([weight.unit, weight.of(trace.event.indexOf(trace.findEvent('perf', 'cpu-clock')))]).toEqual([
      'ns',
      2_000_000,
    ]);
  });

  it('as often as their event happened, also in a group; tracepoints weigh nothing', async () => {
    const trace = await read('group');
    const units = trace.formats.map((_, event) => trace.stacks?.weightOf(event)?.unit);
    expect(units).toContain('events');
    const several = await read('several');
    expect(several.stacks!.weightOf(several.findEvent('kmem', 'kmalloc'))).toBeUndefined();
  });

  it('the same in a slice of the trace', async () => {
    const whole = await read('cpu');
    const event = whole.findEvent('perf', 'cpu-clock');
    const rows = [...whole.event.keys()].filter(row => whole.event[row] === event);
    const part = whole.slice(rows[5]!, whole.count);
    expect(joined(part.stacks!.find(0)!)).toBe(joined(whole.stacks!.find(rows[5]!)!));
    expect(part.stacks!.weightOf(event)!.of(0)).toBe(whole.stacks!.weightOf(event)!.of(rows[5]!));
  });
});
