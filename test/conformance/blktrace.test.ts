import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { makeRandom, randomTrace } from '../../src/formats/blktrace/testing/random-trace.ts';
import { writeRecords } from '../../src/formats/blktrace/testing/write-records.ts';
import { parseActionMask, parseFormatSpecs } from '../../src/text/blkparse/index.ts';
import { blkparse, blkparseVersion, ringside } from './blkparse.ts';
import { expectSame } from './expect-same.ts';

const recordings = join(import.meta.dirname, '../../recordings/blktrace');
const allFields =
  '%a|%c|%4c|%-16C|%C|%-9d|%d|%D|%e|%M|%m|%6n|%-8N|%N|%p|%P|%s|%12S|%t|%6t|%T|%-5T|%z|%q|%%|%\\n';
const installed = blkparseVersion();

function needsBlkparse(context: TestContext): void {
  if (installed !== '1.2.0') context.skip(`needs blkparse 1.2.0; it is ${installed}`);
}

const names = readdirSync(recordings)
  .filter(name => name.endsWith('.blkparse.gz'))
  .map(name => name.slice(0, -'.blkparse.gz'.length));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-blktrace-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('stored recordings', () => {
  it.each(names)('%s is printed as blkparse 1.2.0 printed it', async name => {
    const found = (await ringside(join(recordings, `${name}.blktrace.0`))).toString('latin1');
    const stored = gunzipSync(readFileSync(join(recordings, `${name}.blkparse.gz`)));
    expectSame(Buffer.from(found.replaceAll(`${recordings}/`, ''), 'latin1'), stored);
  });
});

describe.each(names)('%s, beside the installed blkparse', name => {
  beforeEach(needsBlkparse);
  const base = join(recordings, name);
  const same = async (args: readonly string[], wishes: Parameters<typeof ringside>[1]): Promise<void> => {
    expectSame(await ringside(`${base}.blktrace.0`, wishes), blkparse(['-i', base, ...args]));
  };

  it('is the same by default', () => same([], {}));
  it('is the same without totals', () => same(['-q'], { quiet: true }));
  it('is the same with totals of programs', () => same(['-s'], { perProgram: true }));
  it('is the same with only some categories', async () => {
    await same(['-a', 'write', '-a', 'complete'], { actionMask: parseActionMask(['write', 'COMPLETE']) });
    await same(['-A', '21'], { actionMask: parseActionMask(['21']) });
  });
  it('is the same with every field in a format', () =>
    same(['-f', allFields], { formats: parseFormatSpecs(allFields, []) }));
  it('is the same with formats of single actions', () =>
    same(['-F', 'C,%D %S\\t%e\\n', '-F', 'Q,%N\\n'], {
      formats: parseFormatSpecs(undefined, ['C,%D %S\\t%e\\n', 'Q,%N\\n']),
    }));
});

describe('waits of requests, beside the installed blkparse', () => {
  beforeEach(needsBlkparse);

  it.each(['mq', 'sda'])('%s: the same, but for those since a time that blkparse never set', async name => {
    const base = join(recordings, name);
    const ours = (await ringside(`${base}.blktrace.0`, { trackIos: true })).toString('latin1').split('\n');
    const theirs = blkparse(['-i', base, '-t']).toString('latin1').split('\n');
    expect(ours.length).toBe(theirs.length);
    const lines = ours.map((line, row) => ({ line, theirs: theirs[row]! }));
    const different = lines.filter(({ line, theirs }) => line !== theirs);
    expect(lines.length - different.length).toBeGreaterThan(700);
    // No request of these was inserted: what blkparse counts from is what lay in its memory.
    for (const { line, theirs } of different) {
      expect(theirs).toMatch(/^.{43}.?D /);
      expect(theirs.replace(/\( *\d+\) /, '')).toBe(line);
    }
  });
});

describe('two devices at once, beside the installed blkparse', () => {
  beforeEach(needsBlkparse);
  const two = join(recordings, 'two');
  const both = ['-i', join(two, 'sda'), '-i', join(two, 'vda')];

  it('are merged as blkparse merges them', async () => {
    expectSame(await ringside(two), blkparse(both));
    expectSame(await ringside(two, { perProgram: true }), blkparse([...both, '-s']));
  });
  it('have names as long as blkparse has room for', async () => {
    const long = join(mkdtempSync(join(folder, 'names-')), 'long name of a disk '.repeat(4));
    copyFileSync(join(recordings, 'sda.blktrace.0'), `${long}.blktrace.0`);
    copyFileSync(join(recordings, 'sda.blktrace.1'), `${long}.blktrace.1`);
    expectSame(await ringside(`${long}.blktrace.0`), blkparse(['-i', long]));
  });
  it('are told apart where one is named', async () => {
    expectSame(await ringside(join(two, 'vda.blktrace.1')), blkparse(['-i', join(two, 'vda')]));
  });
});

describe('random records, beside the installed blkparse', () => {
  beforeEach(needsBlkparse);

  it.each(Array.from({ length: 12 }, (_, seed) => seed))('files of CPUs, %i', async seed => {
    const random = makeRandom(seed);
    const devices = [(8 << 20) | random(40), (253 << 20) | 3].slice(0, 1 + (seed % 2));
    const place = mkdtempSync(join(folder, 'files-'));
    const files = randomTrace(random, { cpus: 1 + random(5), devices, events: 1 + random(4000) });
    const littleEndian = seed % 3 !== 0;
    const args: string[] = [];
    [...files.values()].forEach((cpus, device) => {
      args.push('-i', join(place, `dev${device}`));
      cpus.forEach((records, cpu) => {
        writeFileSync(join(place, `dev${device}.blktrace.${cpu}`), writeRecords(records, littleEndian));
      });
    });
    expectSame(await ringside(place), blkparse(args));
    expectSame(await ringside(place, { perProgram: true, quiet: true }), blkparse([...args, '-s', '-q']));
    const formats = parseFormatSpecs(allFields, []);
    expectSame(await ringside(place, { formats }), blkparse([...args, '-f', allFields]));
  });

  it.each(Array.from({ length: 12 }, (_, seed) => seed))('a pipe, %i', async seed => {
    const random = makeRandom(seed + 1000);
    const devices = [(8 << 20) | random(40), (253 << 20) | 3].slice(0, 1 + (seed % 2));
    const files = randomTrace(random, {
      cpus: 1 + random(5),
      devices,
      events: 1 + random(4000),
      gaps: seed % 4 === 1,
    });
    // As blktrace sends them: buffers of CPUs one after the other.
    const waiting = [...files.values()].flat().map(records => [...records]);
    const sent = [];
    while (waiting.some(records => records.length > 0)) {
      sent.push(...waiting[random(waiting.length)]!.splice(0, 1 + random(60)));
    }
    const path = join(folder, `pipe-${seed}`);
    writeFileSync(path, writeRecords(sent, seed % 3 !== 0));
    expectSame(await ringside(path), blkparse([], path));
    expectSame(await ringside(path, { perProgram: true }), blkparse(['-s'], path));
  });
});

describe('one file of all CPUs', () => {
  it('has the same events as the files it was made from', async () => {
    const lines = (text: Buffer): readonly string[] =>
      text
        .toString('latin1')
        .split('\n')
        .filter(line => /^ +\d+,\d+ /.test(line));
    const merged = lines(await ringside(join(recordings, 'sda.bin')));
    expect(merged).toEqual(lines(await ringside(join(recordings, 'sda.blktrace.0'))));
    expect(merged).toHaveLength(2180);
  });
});

describe('a recording with ids of cgroups', () => {
  it('shows the requests that blkparse 1.2.0 calls bad actions', async () => {
    const lines = (await ringside(join(recordings, 'cgroup.blktrace.0'), { quiet: true }))
      .toString()
      .split('\n');
    expect(lines[0]).toBe('  8,0    0        1     0.000000000   252  Q  RS 51200 + 512 [dd]');
    expect(lines.filter(line => line.includes(' C  RS '))).toHaveLength(4);
  });
  it('shows its message where that is asked for', async () => {
    const text = (await ringside(join(recordings, 'cgroup.blktrace.0'), { messages: true })).toString();
    expect(text).toContain('  8,0    1        0     0.111188547   204 1,0  m   N in a cgroup\n');
  });
});
