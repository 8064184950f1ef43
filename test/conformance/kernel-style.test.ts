import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { type Recording, traceDat } from '../../src/formats/index.ts';
import { findStyle } from '../../src/text/index.ts';
import { kernelDefaults, parseKernelWishes } from '../../src/text/kernel/index.ts';
import { printAll, readTextFile, textFolder } from './printed.ts';

const pairs = join(textFolder, 'pairs');
const style = findStyle('trace-dat', 'kernel')!;

async function openPages(name: string): Promise<Recording> {
  const bytes = new Uint8Array(readFileSync(join(pairs, `${name}.dat`)));
  const source = sourceFromBytes(bytes, name);
  return traceDat.open({ kind: 'file', source }, await loadDecompressors());
}

async function print(name: string, options: string): Promise<string> {
  const wishes = options === '' ? kernelDefaults : parseKernelWishes(options);
  if (typeof wishes === 'string') throw new Error(`no option ${wishes}`);
  return (await printAll(style, await openPages(name), { kernel: wishes })).toString('latin1');
}

const expected = (name: string): string => readTextFile(pairs, name).toString('latin1');

/** What `%p` prints. Of addresses but NULL the kernel shows a hash, for which only it has the key. */
const pointer = /(?<=[ =])(?:00000000|ffff[0-9a-f]{4})[0-9a-f]{8}(?![0-9a-f])/g;
const isNull = (text: string): boolean => /^0+$/.test(text);
const withoutHashes = (text: string): string =>
  text.replace(pointer, found => (isNull(found) ? found : 'HASH'));

/** Each address has one hash, and each hash is of one address. */
function expectOneToOne(printed: string, wanted: string): void {
  const pointersOf = (text: string): readonly string[] =>
    (text.match(pointer) ?? []).filter(found => !isNull(found));
  const addresses = pointersOf(printed);
  const hashes = pointersOf(wanted);
  expect(addresses.length).toBe(hashes.length);
  const couples = new Set(addresses.map((one, index) => `${one} ${hashes[index]}`));
  expect(couples.size).toBe(new Set(addresses).size);
  expect(couples.size).toBe(new Set(hashes).size);
  expect(couples.size).toBeGreaterThan(100);
}

/** The symbols kept with the pairs are those that follow in /proc/kallsyms, which for modules is not by address. */
const withoutModuleSizes = (text: string): string => text.replace(/\/0x[0-9a-f]+( \[\w+\])/g, '/SIZE$1');

/** A recording has no thread groups: their column, and its room in the head. */
const withoutGroups = (text: string): string =>
  text
    .replace(/ \(( *\d+|-------)\) \[/g, ' [')
    .replace(/^(#) {10}(?= {30})/gm, '$1')
    .replace(/^(# +TASK-PID {5}) {2}TGID {4}/m, '$1')
    .replace(/^(# {14}\| \| {9}) {2}\| {7}/m, '$1');

describe('the kernel’s own text of a buffer, from its pages', () => {
  it.each([
    'function',
    'graph',
    'graph-irqs',
    'kprobes',
    'stacks',
    'clock-counter',
    'clock-mono',
    'clock-uptime',
    'clock-x86-tsc',
  ])('%s is equal byte for byte', async name => {
    expect(await print(name, '')).toBe(expected(name));
  });

  it('syscalls is equal but for the column of thread groups', async () => {
    expect(await print('syscalls', '')).toBe(withoutGroups(expected('syscalls')));
  });

  const eventTexts = [
    ['events', ''],
    ['events-noirq', 'noirq-info'],
  ] as const;
  it.each(eventTexts)(
    '%s is equal but for hashes of addresses, each of which is of one address',
    async (text, list) => {
      const printed = await print('events', list);
      const wanted = expected(text);
      const mask = (one: string): string => withoutModuleSizes(withoutHashes(one));
      expect(mask(printed)).toBe(mask(wanted));
      expectOneToOne(printed, wanted);
    },
  );

  const latency = [
    ['events-latency', 'events', 'latency-format'],
    ['events-verbose', 'events', 'latency-format,verbose'],
    ['function-latency', 'function', 'latency-format'],
    ['clock-counter-latency', 'clock-counter', 'latency-format'],
    ['clock-x86-tsc-latency', 'clock-x86-tsc', 'latency-format'],
  ] as const;
  it.each(latency)('%s is equal, times counted from the first event', async (text, name, list) => {
    const since = /( *\d+)(?=us.: |: )|(\d+\.\d{3})(?=ms \()/;
    const split = (lines: string): { readonly rest: string; readonly times: readonly number[] } => {
      const times: number[] = [];
      const rest = withoutModuleSizes(withoutHashes(lines))
        .split('\n')
        .map(line =>
          line.startsWith('#')
            ? line
            : line.replace(since, found => {
                times.push(Math.round(Number(found) * (found.includes('.') ? 1000 : 1)));
                return '?';
              }),
        );
      return { rest: rest.join('\n'), times };
    };
    const printed = split(await print(name, list));
    const wanted = split(expected(text));
    expect(printed.rest).toBe(wanted.rest);
    // Each is rounded on its own.
    const shifts = printed.times.map((time, index) => wanted.times[index]! - time - wanted.times[0]!);
    expect(shifts.filter(shift => Math.abs(shift) > 1)).toEqual([]);
    expect(printed.times.length).toBeGreaterThan(100);
  });

  const options = [
    ['function-addr', 'function', 'sym-offset,sym-addr'],
    ['function-noparent', 'function', 'noprint-parent'],
    ['function-offset', 'function', 'sym-offset'],
    ['stacks-addr', 'stacks', 'sym-offset,sym-addr'],
    ['stacks-offset', 'stacks', 'sym-offset'],
    ['graph-abstime-proc-tail', 'graph', 'funcgraph-abstime,funcgraph-proc,funcgraph-tail'],
    ['graph-all', 'graph', 'funcgraph-abstime,funcgraph-proc,funcgraph-tail,latency-format'],
    ['graph-irqs-proc', 'graph-irqs', 'funcgraph-proc'],
    ['graph-latency', 'graph', 'latency-format'],
    ['graph-nooverhead', 'graph', 'nofuncgraph-overhead'],
    ['graph-noduration', 'graph', 'nofuncgraph-overhead,nofuncgraph-duration'],
    ['graph-nothing', 'graph', 'nofuncgraph-overhead,nofuncgraph-duration,nofuncgraph-cpu'],
    ['graph-nocpu', 'graph', 'nofuncgraph-overhead,nofuncgraph-cpu'],
  ] as const;
  it.each(options)('%s is equal: %s with %s', async (text, name, list) => {
    const mask = (one: string): string => withoutModuleSizes(withoutHashes(one));
    expect(mask(await print(name, list))).toBe(mask(expected(text)));
  });
});

const kernels = join(import.meta.dirname, '../../recordings/trace-dat/kernels');
const realTime = readdirSync(kernels).filter(name => /^6\.12-rt-.*\.dat$/.test(name));

describe('the kernel’s own text of what a real-time kernel 6.12 recorded', () => {
  async function openKernels(name: string): Promise<Recording> {
    const source = sourceFromBytes(new Uint8Array(readFileSync(join(kernels, name))), name);
    return traceDat.open({ kind: 'file', source }, await loadDecompressors());
  }
  const printed = async (recording: Recording): Promise<string> =>
    (await printAll(style, recording, { kernel: kernelDefaults })).toString('latin1');

  it('has the letters of a lazy need to reschedule, and else nothing but the hashes of its own', async () => {
    const text = await printed(await openKernels('6.12-rt-lazy.dat'));
    const wanted = readTextFile(kernels, '6.12-rt-lazy').toString('latin1');
    for (const letters of ['dl', 'dB', 'db', '.l']) expect(wanted).toContain(`] ${letters}`);
    expect(withoutHashes(text)).toBe(withoutHashes(wanted));
  });

  it.each(realTime)('%s has a line for each of its events', async name => {
    const recording = await openKernels(name);
    const { count } = await recording.load();
    const text = await printed(recording);
    expect(text).toMatch(/^# tracer: \w+\n/);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    // The return of a call without calls in it stands on the line of its entry.
    const leaves = text.match(/\(\);$/gm)?.length ?? 0;
    expect(text.split('\n').length - 1).toBeGreaterThanOrEqual(count - leaves);
  });
});
