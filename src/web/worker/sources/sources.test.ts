import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ByteSource, sourceFromBytes } from '../../../base/index.ts';
import { inputOfFiles, sourceOfBlob } from './files.ts';
import { groupFiles } from './group-files.ts';
import { readAhead } from './read-ahead.ts';
import { inputOfServed } from './served.ts';
import { watchReads } from './watch-reads.ts';

const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7) & 0xff);
const placed = (path: string, content: Uint8Array = bytes) => ({
  path,
  file: new Blob([content as Uint8Array<ArrayBuffer>]),
});

async function expectSameReads(source: ByteSource): Promise<void> {
  expect(source.size).toBe(bytes.length);
  for (const [offset, length] of [
    [0, 10],
    [990, 30],
    [995, 2500],
    [4990, 100],
    [5000, 1],
    [6000, 1],
    [0, 9999],
  ] as const) {
    expect([...(await source.read(offset, length))]).toEqual([...bytes.subarray(offset, offset + length)]);
    const into = new Uint8Array(9999).fill(1);
    const view = await source.read(offset, length, into);
    expect(view.buffer).toBe(into.buffer);
    expect([...view]).toEqual([...bytes.subarray(offset, offset + length)]);
  }
}

test('what is read ahead is read as without', () => expectSameReads(readAhead(sourceFromBytes(bytes), 1000)));

test('small reads of one place ask once, and what failed is asked again', async () => {
  let asked = 0;
  const inner = sourceFromBytes(bytes);
  const source = readAhead(
    {
      ...inner,
      read: (offset, length) => {
        asked++;
        return asked === 1 ? Promise.reject(new Error('gone')) : inner.read(offset, length);
      },
    },
    1000,
  );
  await expect(source.read(0, 4)).rejects.toThrow('gone');
  for (let at = 0; at < 900; at += 4) await source.read(at, 4);
  expect(asked).toBe(2);
});

test('whoever goes on from block to block finds the next one on its way', async () => {
  const inner = sourceFromBytes(bytes);
  const asked: number[] = [];
  const source = readAhead(
    {
      ...inner,
      read: (offset, length) => {
        asked.push(offset);
        return inner.read(offset, length);
      },
    },
    1000,
  );
  await source.read(0, 10);
  await source.read(500, 10);
  expect(asked).toEqual([0]);
  await source.read(1500, 10);
  expect(asked).toEqual([0, 1000, 2000]);
  await source.read(2500, 10);
  await source.read(3500, 10);
  await source.read(4500, 10);
  await source.read(500, 10);
  expect(asked).toEqual([0, 1000, 2000, 3000, 4000]);
});

test('a dropped file is read by ranges', () => expectSameReads(sourceOfBlob(placed('a').file, 'a')));

test('a dropped folder is a folder without its own name in paths', async () => {
  const input = inputOfFiles([
    placed('rec/trace.dat'),
    placed('rec/uftrace.data/info'),
    placed('rec/recording.json'),
  ]);
  if (input.kind !== 'folder') throw new Error('no folder');
  expect(input.folder.name).toBe('rec');
  expect(await input.folder.list()).toEqual(['recording.json', 'trace.dat', 'uftrace.data/info']);
  await expectSameReads((await input.folder.open('trace.dat'))!);
  expect(await input.folder.open('../trace.dat')).toBeUndefined();
});

test('files that were dropped together are told apart by the recording that they belong to', () => {
  const grouped = (...paths: string[]): string[][] =>
    groupFiles(paths.map(path => placed(path))).map(group => group.map(({ path }) => path));
  expect(grouped('a.dat', 'b.dat')).toEqual([['a.dat'], ['b.dat']]);
  expect(grouped('sda.blktrace.0', 'x.dat', 'sda.blktrace.1')).toEqual([
    ['sda.blktrace.0', 'sda.blktrace.1'],
    ['x.dat'],
  ]);
  expect(grouped('info', '12.dat', 'task.txt')).toHaveLength(1);
  expect(grouped('trace.dat', 'recording.json', 'uftrace.data/info')).toHaveLength(1);
  expect(grouped('one/trace.dat', 'two/trace.dat', 'one/proc/stat')).toEqual([
    ['one/trace.dat', 'one/proc/stat'],
    ['two/trace.dat'],
  ]);
});

test('of loose files of blktrace the one with most records is opened, the others beside it', async () => {
  const input = inputOfFiles([placed('sda.blktrace.0', new Uint8Array(0)), placed('sda.blktrace.1')]);
  expect(input.kind === 'file' && input.source.name).toBe('sda.blktrace.1');
  expect(input.kind === 'file' && (await input.beside?.list())).toEqual(['sda.blktrace.0', 'sda.blktrace.1']);
});

const served: Readonly<Record<string, Uint8Array>> = {
  'trace.dat': bytes,
  'odd name/ü#?.x': readFileSync(join(import.meta.dirname, 'served.ts')),
};
let ranges: (string | undefined)[] = [];
let knowsRanges = true;
const server = createServer(({ url, headers }, response) => {
  const files = '/token/api/recordings/an%20id/files';
  const path = decodeURIComponent(url!.slice(files.length + 1));
  if (url === files) {
    const entries = Object.entries(served).map(([path, { length }]) => ({ path, size: length }));
    response.end(JSON.stringify(entries));
    return;
  }
  const content = url!.startsWith(`${files}/`) ? served[path] : undefined;
  if (content === undefined) {
    response.writeHead(404).end();
    return;
  }
  ranges.push(headers.range);
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  if (knowsRanges && from !== undefined)
    response.writeHead(206).end(content.subarray(Number(from), Number(to) + 1));
  else response.end(content);
});
let base = '';
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token/`;
});
afterAll(() => server.close());

test.each([true, false])('a served recording is read by ranges (the host knows them: %s)', async knows => {
  knowsRanges = knows;
  ranges = [];
  const input = await inputOfServed('an id', base);
  if (input.kind !== 'folder') throw new Error('no folder');
  expect(await input.folder.list()).toEqual(['odd name/ü#?.x', 'trace.dat']);
  await expectSameReads((await input.folder.open('trace.dat'))!);
  expect(ranges).toEqual(['bytes=0-4999']);
  const odd = (await input.folder.open('odd name/ü#?.x'))!;
  expect(await odd.read(3, 20)).toEqual(Uint8Array.from(served['odd name/ü#?.x']!.subarray(3, 23)));
});

test.each([true, false])(
  'what is read gradually is told as it comes (the host knows ranges: %s)',
  async knows => {
    knowsRanges = knows;
    const input = await inputOfServed('an id', base);
    if (input.kind !== 'folder') throw new Error('no folder');
    let told = 0;
    const watched = watchReads(input, done => {
      told = done;
    });
    if (watched.kind !== 'folder') throw new Error('no folder');
    const source = (await watched.folder.open('trace.dat'))!;
    const there: number[] = [];
    const read = await source.readGradually!(1000, 3500, part => {
      expect([...part]).toEqual([...bytes.subarray(1000, 1000 + part.length)]);
      there.push(part.length);
    });
    expect([...read]).toEqual([...bytes.subarray(1000, 4500)]);
    expect(there.at(-1)).toBe(3500);
    expect(there).toEqual(there.toSorted((a, b) => a - b));
    expect(told).toBe(3500);
    expect(await source.readGradually!(5000, 10, () => {})).toHaveLength(0);
    expect([...(await source.readGradually!(4990, 100, () => {}))]).toEqual([...bytes.subarray(4990)]);
  },
);

test('whoever takes a reading back ends it', async () => {
  const input = await inputOfServed('an id', base);
  const watched = watchReads(input, () => {
    throw new Error('cancelled');
  });
  if (watched.kind !== 'folder') throw new Error('no folder');
  const source = (await watched.folder.open('trace.dat'))!;
  await expect(source.readGradually!(0, 5000, () => {})).rejects.toThrow('cancelled');
});

test('a recording that the server does not know fails by name', async () => {
  await expect(inputOfServed('other', base)).rejects.toThrow('404');
});
