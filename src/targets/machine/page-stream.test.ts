import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { splitPages } from './page-stream.ts';

const page = (byte: number, count = 1): Buffer => Buffer.alloc(4096 * count, byte);

async function received(pieces: readonly Buffer[]) {
  const stream = new PassThrough();
  const pages = splitPages(stream, 2);
  const got: Buffer[][] = [[], []];
  for (const [cpu, parts] of got.entries()) pages.of(cpu).on('data', part => parts.push(part));
  for (const piece of pieces) stream.write(piece);
  stream.end();
  await pages.ended;
  return { pages, got: got.map(parts => Buffer.concat(parts)) };
}

test('pages go to their CPUs, however the stream is cut, and the end of a command is heard', async () => {
  const heads = ['pages 1 8192\n', 'pages 0 4096\n', 'exit 7\n', 'pages 1 4096\n', 'end\n'].map(line =>
    Buffer.from(line),
  );
  // Pages may hold what looks like a head.
  const all = Buffer.concat([
    heads[0]!,
    page(10, 2),
    heads[1]!,
    page(2),
    heads[2]!,
    heads[3]!,
    page(3),
    heads[4]!,
  ]);
  for (const size of [1000, 7, all.length]) {
    const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
      all.subarray(index * size, (index + 1) * size),
    );
    const { pages, got } = await received(pieces);
    expect(got[0]!.equals(page(2))).toBe(true);
    expect(got[1]!.equals(Buffer.concat([page(10, 2), page(3)]))).toBe(true);
    expect(await pages.exit).toBe(7);
  }
});

test.each([
  ['an end before the end', [Buffer.from('pages 0 4096\n'), page(1).subarray(9)]],
  ['a CPU that is none', [Buffer.from('pages 7 4096\n')]],
  ['what is no head', [Buffer.alloc(4096, 65)]],
])('%s is an error', async (_name, pieces) => {
  await expect(received(pieces)).rejects.toThrow();
});
