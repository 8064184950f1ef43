import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpackTar } from './tar-stream.ts';

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tar-'));
  out = join(folder, 'out');
  mkdirSync(join(folder, 'in/sub'), { recursive: true });
  mkdirSync(join(out, 'sub'), { recursive: true });
  writeFileSync(join(folder, 'in/plain'), 'x'.repeat(5000));
  writeFileSync(join(folder, 'in/empty'), '');
  writeFileSync(join(folder, 'in/other'), 'not wanted');
  writeFileSync(join(folder, 'in/sub/below'), 'below');
  symlinkSync('/etc/passwd', join(folder, 'in/link'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const pack = (...names: string[]): Buffer =>
  execFileSync('tar', ['-C', join(folder, 'in'), '-P', '--format=ustar', '-cf', '-', ...names]);
/** In pieces of an odd size, so that no header arrives whole. */
const inPieces = (bytes: Buffer): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / 333) }, (_, index) =>
      bytes.subarray(index * 333, index * 333 + 333),
    ),
    { objectMode: false },
  );
const limits = { accepts: (name: string) => name !== 'other', mostBytes: 1 << 20 };

test('accepted files come out, links and other names do not', async () => {
  const names = await unpackTar(inPieces(pack('plain', 'empty', 'other', 'link', 'sub/below')), out, limits);
  expect(names).toEqual(['plain', 'empty', 'sub/below']);
  expect(readFileSync(join(out, 'plain'), 'utf8')).toBe('x'.repeat(5000));
  expect(readFileSync(join(out, 'sub/below'), 'utf8')).toBe('below');
  expect(readdirSync(out).sort()).toEqual(['empty', 'plain', 'sub']);
});

test('a name that leads out of the folder is read over', async () => {
  const archive = pack('plain', 'empty');
  archive.write('../../evil\0', 0, 'latin1');
  expect(await unpackTar(inPieces(archive), out, limits)).toEqual(['empty']);
});

test('folders are made where accepted files lie in them, and nowhere else', async () => {
  rmSync(join(out, 'sub'), { recursive: true });
  mkdirSync(join(folder, 'in/empty-folder'));
  mkdirSync(join(folder, 'in/unwanted'));
  writeFileSync(join(folder, 'in/unwanted/file'), 'x');
  const accepts = (name: string): boolean => !name.startsWith('unwanted/');
  const packed = pack('sub', 'empty-folder', 'unwanted');
  expect(await unpackTar(inPieces(packed), out, { ...limits, accepts })).toEqual(['sub/below']);
  expect(readdirSync(out)).toEqual(['sub']);
});

test('more files than anybody records are refused', async () => {
  const one = pack('empty').subarray(0, 512);
  const archive = Buffer.concat(
    Array.from({ length: 101 }, (_, index) => {
      const header = Buffer.from(one);
      header.write(`many/${index}\0`, 0, 'latin1');
      return header;
    }),
  );
  await expect(unpackTar(inPieces(archive), out, { ...limits, mostFiles: 100 })).rejects.toThrow(
    'more than 100 files',
  );
});

test('an archive over the limit is refused', async () => {
  await expect(unpackTar(inPieces(pack('plain')), out, { ...limits, mostBytes: 100 })).rejects.toThrow(
    'more than 100 bytes',
  );
});

test('an archive that ends in the middle is an error, not a wait for ever', async () => {
  await expect(unpackTar(inPieces(pack('plain').subarray(0, 2000)), out, limits)).rejects.toThrow(
    'went away',
  );
});

test('a damaged size is an error', async () => {
  const archive = pack('plain');
  archive.write('zzzzzzzzzzz', 124, 'latin1');
  await expect(unpackTar(inPieces(archive), out, limits)).rejects.toThrow('damaged');
});

test('folders on the way are made, long names are whole, and of two files of one name the first is kept', async () => {
  const long = `new/${'n'.repeat(90)}/${'m'.repeat(90)}`;
  mkdirSync(join(folder, 'in/new', 'n'.repeat(90)), { recursive: true });
  writeFileSync(join(folder, 'in', long), 'deep');
  const archive = execFileSync('tar', [
    '-C',
    join(folder, 'in'),
    '--format=gnu',
    '-cf',
    '-',
    long,
    'sub/below',
  ]);
  expect(
    await unpackTar(inPieces(Buffer.concat([pack('empty').subarray(0, 512), archive])), out, limits),
  ).toEqual(['empty', long, 'sub/below']);
  expect(readFileSync(join(out, long), 'utf8')).toBe('deep');
  writeFileSync(join(folder, 'in/first'), '1');
  const again = Buffer.concat([pack('first').subarray(0, 1024), pack('first')]);
  expect(await unpackTar(inPieces(again), out, limits)).toEqual(['first']);
});
