import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { FormatError, sourceFromBytes, UsageError } from '../../base/index.ts';
import { sourceFromPieces } from '../../opening/index.ts';
import { isTar, openTar } from '../../opening/tar-folder.ts';
import { unwrap } from '../../opening/unwrap.ts';
import { findProgram } from '../../packages/index.ts';
import { openRecordingAt } from './open-recording.ts';
import { unpackStream } from './unpack-stream.ts';

const recordings = join(import.meta.dirname, '../../../recordings');
const plain = join(recordings, 'trace-dat/mono.dat');
let folder = '';
let times: Float64Array;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-open-'));
  times = await timesIn(plain);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function timesIn(path: string): Promise<Float64Array> {
  const opened = await openRecordingAt(path);
  try {
    expect(opened.problems).toEqual([]);
    return (await opened.recording.load()).time;
  } finally {
    await opened.close();
  }
}

function needs(context: TestContext, ...programs: readonly string[]): void {
  for (const program of programs) {
    if (findProgram(program) === undefined) context.skip(`needs ${program}`);
  }
}

/** Packs a file by the program of that name, into a file whose name says nothing. */
function pack(file: string, program: string, ...args: readonly string[]): string {
  const packed = join(mkdtempSync(join(folder, 'packed-')), 'file');
  writeFileSync(packed, execFileSync(program, [...args, '-c', file], { maxBuffer: 1 << 28 }));
  return packed;
}

function tar(file: string, ...args: readonly string[]): string {
  const packed = join(mkdtempSync(join(folder, 'tar-')), 'file');
  execFileSync('tar', [
    ...args,
    '-cf',
    packed,
    '-C',
    join(file, '..'),
    file.slice(file.lastIndexOf('/') + 1),
  ]);
  return packed;
}

test.for(['gzip', 'xz', 'zstd'])('what %s packed is opened by its content', async (program, context) => {
  needs(context, program);
  expect(await timesIn(pack(plain, program))).toEqual(times);
});

test('blocks, several streams and packing in packing are undone', async context => {
  needs(context, 'xz');
  expect(await timesIn(pack(plain, 'xz', '-T2', '--block-size=64KiB'))).toEqual(times);
  const bytes = readFileSync(plain);
  const two = join(folder, 'two');
  writeFileSync(two, Buffer.concat([gzipSync(bytes.subarray(0, 5000)), gzipSync(bytes.subarray(5000))]));
  expect(await timesIn(two)).toEqual(times);
  expect(await timesIn(pack(pack(plain, 'xz'), 'gzip'))).toEqual(times);
});

test('an archive of one recording is that recording', async context => {
  needs(context, 'xz', 'zstd');
  const archive = tar(plain);
  expect(await timesIn(archive)).toEqual(times);
  for (const program of ['gzip', 'xz', 'zstd']) expect(await timesIn(pack(archive, program))).toEqual(times);
  expect(await timesIn(tar(pack(plain, 'gzip')))).toEqual(times);
});

test('standard input is opened by its content too', () => {
  const program = join(import.meta.dirname, '../../../bin/ringside.mjs');
  const events = (file: string, input?: Buffer): string => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [program, 'events', '--first', '50', file],
      {
        encoding: 'utf8',
        ...(input === undefined ? {} : { input }),
      },
    );
    expect(status, stderr).toBe(0);
    return stdout;
  };
  const packed = gzipSync(readFileSync(tar(plain)));
  expect(events('-', packed)).toBe(events(plain));
});

test('an archived recording folder is opened as the folder is', async () => {
  const recording = join(folder, 'recorded');
  mkdirSync(join(recording, 'proc'), { recursive: true });
  copyFileSync(plain, join(recording, 'trace.dat'));
  writeFileSync(join(recording, 'proc/cpuinfo'), 'processor');
  writeFileSync(join(recording, 'recording.json'), JSON.stringify({ time: { kind: 'emulated' } }));
  const opened = await openRecordingAt(tar(recording));
  expect(opened.time).toBe('emulated');
  expect((await opened.recording.load()).time).toEqual(times);
  await opened.close();
});

test('an archived uftrace directory and a folder of blktrace are opened without being unpacked', async () => {
  const uftrace = await openRecordingAt(join(recordings, 'uftrace/mv.uftrace.tar.gz'));
  expect(uftrace.recording.format).toBe('uftrace');
  expect((await uftrace.recording.load()).count).toBeGreaterThan(100);
  await uftrace.close();
  const blktrace = await openRecordingAt(tar(join(recordings, 'blktrace/two')));
  expect(blktrace.recording.format).toBe('blktrace');
  expect((await blktrace.recording.load()).buffers).toEqual(['sda', 'vda']);
  await blktrace.close();
});

test.each([['gnu'], ['pax'], ['ustar']])('long names are read of tar’s format %s', async format => {
  const deep = join(folder, `deep-${format}`, 'a'.repeat(60), 'b'.repeat(60), 'c'.repeat(60));
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, 'file'), 'content');
  writeFileSync(join(folder, `deep-${format}`, 'other'), 'else');
  const archive = readFileSync(tar(join(folder, `deep-${format}`), `--format=${format}`));
  expect(isTar(archive)).toBe(true);
  const opened = await openTar(sourceFromBytes(archive));
  const name = `${'a'.repeat(60)}/${'b'.repeat(60)}/${'c'.repeat(60)}/file`;
  expect(await opened.list()).toEqual([name, 'other']);
  const file = await opened.open(name);
  expect(Buffer.from((await file?.read(0, 100)) ?? []).toString()).toBe('content');
});

test('names that lead out of an archive are passed over, and a cut archive is read as far as it goes', async () => {
  const archive = readFileSync(tar(plain));
  const evil = Buffer.from(archive);
  evil.fill(0, 0, 100);
  evil.write('../../etc/passwd', 0);
  let sum = 0;
  evil.fill(32, 148, 156);
  for (let i = 0; i < 512; i++) sum += evil[i]!;
  evil.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  expect(await (await openTar(sourceFromBytes(evil))).list()).toEqual([]);
  const cut = await openTar(sourceFromBytes(archive.subarray(0, 3000)));
  expect((await (await cut.open('mono.dat'))?.read(0, 1 << 20))?.length).toBe(3000 - 512);
});

test('a broken stream is read up to there', async () => {
  const packed = readFileSync(pack(plain, 'gzip'));
  const { source, problems } = await unwrap(sourceFromBytes(packed.subarray(0, packed.length - 2000)), {
    unpackStream,
  });
  expect(problems).toMatchObject([{ name: 'gzip.broken', severity: 'loss' }]);
  const whole = readFileSync(plain);
  expect(source.size).toBeGreaterThan(whole.length / 2);
  expect(Buffer.from(await source.read(0, source.size)).equals(whole.subarray(0, source.size))).toBe(true);
});

test('a bomb is refused by name', async () => {
  const bomb = sourceFromBytes(gzipSync(Buffer.alloc(1 << 22)));
  await expect(unwrap(bomb, { unpackStream, mostUnpacked: 1 << 20 })).rejects.toThrow(
    /gzip: expected at most 1048576 bytes unpacked, found more/,
  );
  const { source } = await unwrap(bomb, { unpackStream, mostUnpacked: 1 << 22 });
  expect(source.size).toBe(1 << 22);
});

test('what is none of ours and what is ours but broken are answered differently', async () => {
  const other = join(folder, 'other');
  writeFileSync(other, gzipSync('no recording'));
  await expect(openRecordingAt(other)).rejects.toThrow(UsageError);
  const broken = join(folder, 'broken');
  writeFileSync(broken, Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), Buffer.alloc(100, 0xff)]));
  await expect(openRecordingAt(broken)).rejects.toThrow(FormatError);
  for (const head of [
    [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
    [0x28, 0xb5, 0x2f, 0xfd],
  ]) {
    writeFileSync(broken, Buffer.concat([Buffer.from(head), Buffer.alloc(100, 0xff)]));
    await expect(openRecordingAt(broken)).rejects.toThrow(FormatError);
  }
});

test('files of blktrace are found by the name that they begin with, and for a CPU that had nothing to do', async () => {
  const place = join(folder, 'disks');
  mkdirSync(place);
  copyFileSync(join(recordings, 'blktrace/sda.blktrace.0'), join(place, 'sda.blktrace.0'));
  writeFileSync(join(place, 'sda.blktrace.1'), '');
  const [first, second] = [await timesIn(join(place, 'sda')), await timesIn(join(place, 'sda.blktrace.1'))];
  expect(first.length).toBe(1919);
  expect(second).toEqual(first);
});

test('pieces are read as the whole', async () => {
  const whole = Uint8Array.from({ length: 100 }, (_, i) => i);
  const pieces = [whole.subarray(0, 7), whole.subarray(7, 7), whole.subarray(7, 60), whole.subarray(60)];
  const source = sourceFromPieces(pieces, 'pieces');
  expect(source.size).toBe(100);
  for (let offset = 0; offset <= 101; offset++) {
    for (const length of [0, 1, 8, 53, 54, 200]) {
      expect(await source.read(offset, length)).toEqual(
        whole.subarray(offset, Math.min(100, offset + length)),
      );
    }
  }
});
