import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sourceFromBytes } from '../../base/index.ts';
import { loadOpenTools } from '../../cli/open/open-tools.ts';
import { unwrap } from '../../opening/unwrap.ts';
import { findProgram } from '../../packages/index.ts';
import { readTools as page } from './read-tools.ts';

const recordings = join(import.meta.dirname, '../../../recordings');
const plain = readFileSync(join(recordings, 'trace-dat/mono.dat'));
const node = await loadOpenTools();

async function unwrapped(bytes: Uint8Array, tools = page) {
  const { source, problems } = await unwrap(sourceFromBytes(bytes), tools);
  return { bytes: Buffer.from(await source.read(0, source.size)), problems };
}

test.for(['gzip', 'xz', 'zstd'])(
  'a page unpacks what %s packed, whole, cut off and broken, as Node does',
  async (program, context) => {
    if (findProgram(program) === undefined) context.skip(`needs ${program}`);
    const packed = execFileSync(program, ['-c', join(recordings, 'trace-dat/mono.dat')], {
      maxBuffer: 1 << 28,
    });
    const whole = await unwrapped(packed);
    expect(whole.bytes.equals(plain)).toBe(true);
    expect(whole.problems).toEqual([]);
    const cut = await unwrapped(packed.subarray(0, packed.length - 2000));
    expect(cut.problems).toMatchObject([{ name: `${program}.broken`, severity: 'loss' }]);
    expect(cut.bytes.length).toBeGreaterThan(plain.length / 2);
    expect(cut.bytes.equals(plain.subarray(0, cut.bytes.length))).toBe(true);
    const broken = Buffer.from(packed);
    broken.fill(0xff, packed.length >> 1, (packed.length >> 1) + 50);
    const ours = await unwrapped(broken);
    expect(ours.problems.map(({ name }) => name)).toEqual(
      (await unwrapped(broken, node)).problems.map(({ name }) => name),
    );
    await expect(unwrapped(Buffer.concat([packed.subarray(0, 6), Buffer.alloc(100, 0xff)]))).rejects.toThrow(
      program,
    );
  },
);

test('several members of gzip, stored, fixed and dynamic, with names and junk behind', async () => {
  const parts = [
    gzipSync(plain.subarray(0, 70_000)),
    gzipSync(plain.subarray(70_000, 70_100), { level: 9 }),
    gzipSync(plain.subarray(70_100), { level: 0 }),
  ];
  const two = await unwrapped(Buffer.concat([...parts, Buffer.alloc(10)]));
  expect(two.problems).toEqual([]);
  expect(two.bytes.equals(plain)).toBe(true);
});

test('a bomb is refused by name', async () => {
  const bomb = gzipSync(Buffer.alloc(1 << 22));
  await expect(unwrapped(bomb, { ...page, mostUnpacked: 1 << 20 })).rejects.toThrow(
    /at most 1048576 bytes unpacked/,
  );
});

test('every packed recording is unpacked as Node’s zlib does', async () => {
  for (const name of readdirSync(recordings, { recursive: true, encoding: 'utf8' }).filter(one =>
    one.endsWith('.perf.gz'),
  )) {
    const packed = readFileSync(join(recordings, name));
    expect((await unwrapped(packed)).bytes.equals(gunzipSync(packed)), name).toBe(true);
  }
});

test('blocks of zlib are of the size that is expected, or refused', async () => {
  const packed = deflateSync(plain.subarray(0, 9000));
  expect(Buffer.from(await page.zlib!(packed, 9000)).equals(plain.subarray(0, 9000))).toBe(true);
  await expect(page.zlib!(packed, 8000)).rejects.toThrow();
  expect((await page.zlib!(packed, 9001)).length).toBe(9000);
  await expect(page.zlib!(packed.subarray(0, 500), 9000)).rejects.toThrow();
});
