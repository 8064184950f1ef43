import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileMode, folderMode, writeCpio } from './cpio.ts';
import { cutVmlinux } from './cut-vmlinux.ts';
import { loadModules, parseModulesDep } from './modules.ts';

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

/** Large enough for several blocks, with runs and noise. */
const vmlinux = Buffer.alloc(300_000);
for (let at = 0; at < vmlinux.length; at++) vmlinux[at] = at % 1000 < 500 ? 7 : (at * 2654435761) >>> 24;
vmlinux.write('\x7fELF', 0, 'latin1');

/** A bzImage around a payload, with the fields that the boot protocol names. */
function bzImage(payload: Buffer, lie: { length?: number; protocol?: number } = {}): Buffer {
  const setup = Buffer.alloc(3 * 512);
  setup.writeUInt8(2, 0x1f1);
  setup.write('HdrS', 0x202, 'latin1');
  setup.writeUInt16LE(lie.protocol ?? 0x20f, 0x206);
  setup.writeUInt32LE(64, 0x248);
  setup.writeUInt32LE(lie.length ?? payload.length, 0x24c);
  return Buffer.concat([setup, Buffer.alloc(64), payload]);
}

const sizeBehind = Buffer.alloc(4);
sizeBehind.writeUInt32LE(vmlinux.length);

describe('the vmlinux of a bzImage', () => {
  test.for([
    ['gzip', ['gzip', '-9'], false],
    ['xz', ['xz', '--check=crc32', '--x86', '--lzma2=dict=1MiB'], true],
    ['zstd', ['zstd', '-19'], true],
    ['lz4', ['lz4', '-l', '-9'], true],
  ] as const)('packed with %s', async ([, [program, ...args], isSizeAppended], context) => {
    if (!has(program)) return context.skip(`${program} is not installed`);
    const packed = execFileSync(program, [...args, '-c'], { input: vmlinux });
    const payload = isSizeAppended ? Buffer.concat([packed, sizeBehind]) : packed;
    const cut = await cutVmlinux(bzImage(payload), 'test');
    expect(Buffer.compare(Buffer.from(cut), vmlinux)).toBe(0);
  });

  test('an ELF file is answered as it is', async () => {
    expect(await cutVmlinux(vmlinux, 'test')).toBe(vmlinux);
  });

  test.each([
    ['nothing', Buffer.alloc(0), /neither an ELF file nor a bzImage/],
    ['text', Buffer.from('hello'.repeat(1000)), /neither an ELF file nor a bzImage/],
    ['an old protocol', bzImage(Buffer.alloc(100), { protocol: 0x204 }), /older than 2\.08/],
    ['a length beyond the file', bzImage(Buffer.alloc(100), { length: 2 ** 31 }), /its payload ends at byte/],
    ['an unknown packing', bzImage(Buffer.alloc(100)), /other than gzip, xz, zstd and lz4/],
  ])('%s is refused by name', async (_, image, message) => {
    await expect(cutVmlinux(image, 'test')).rejects.toThrow(message);
  });
});

test('modules come in an order that insmod takes, without those that are not there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modules-'));
  try {
    const files = ['kernel/net/9p/9pnet.ko', 'kernel/fs/netfs/netfs.ko', 'kernel/fs/9p/9p.ko'];
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), file);
    }
    // depmod lists what a module needs nearest first.
    writeFileSync(
      join(folder, 'modules.dep'),
      `${files[2]}: ${files[1]} ${files[0]}\n${files[1]}:\n${files[0]}:\n`,
    );
    const loaded = await loadModules(folder, ['9p', 'virtio_pci', '9pnet']);
    expect(loaded.map(({ name }) => name)).toEqual(['9pnet', 'netfs', '9p']);
    expect(Buffer.from(loaded[2]!.bytes).toString()).toBe(files[2]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('modules.dep: packed modules, dashes, and lines that say nothing', () => {
  const table = parseModulesDep('kernel/a/crc32c-intel.ko.xz: kernel/b.ko.xz\n\n:x\nkernel/b.ko.xz:\n');
  expect([...table.keys()]).toEqual(['crc32c_intel', 'b']);
  expect(table.get('crc32c_intel')?.needs).toEqual(['kernel/b.ko.xz']);
});

test('an initramfs has aligned headers, names and contents, and ends as the kernel expects', () => {
  const archive = Buffer.from(
    writeCpio([
      { path: 'bin', mode: folderMode },
      { path: 'bin/x', mode: fileMode, bytes: Buffer.from('abcde') },
    ]),
  );
  const names: string[] = [];
  for (let at = 0; at < archive.length; ) {
    expect(archive.toString('latin1', at, at + 6)).toBe('070701');
    const field = (index: number): number =>
      Number.parseInt(archive.toString('latin1', at + 6 + index * 8, at + 14 + index * 8), 16);
    const name = archive.toString('latin1', at + 110, at + 110 + field(11) - 1);
    names.push(name);
    const content = Math.ceil((at + 110 + field(11)) / 4) * 4;
    if (name === 'bin/x') expect(archive.toString('latin1', content, content + field(6))).toBe('abcde');
    at = Math.ceil((content + field(6)) / 4) * 4;
  }
  expect(names).toEqual(['bin', 'bin/x', 'TRAILER!!!']);
});
