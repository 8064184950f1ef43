import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { TargetError } from '../../../base/index.ts';
import { silentProgress } from '../../../packages/index.ts';
import { needKernel } from './bootable-kernel.ts';
import { fileMode, folderMode, writeCpio } from './cpio.ts';
import { cutVmlinux } from './cut-vmlinux.ts';
import { lackingModules, loadModules } from './modules.ts';
import { hasPvhNote } from './pvh-note.ts';

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'ringside-images-'));
const cacheBefore = process.env.XDG_CACHE_HOME;
process.env.XDG_CACHE_HOME = folder;
afterAll(() => {
  if (cacheBefore === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = cacheBefore;
  rmSync(folder, { recursive: true });
});

/** An x86-64 ELF file with one note segment. */
function elfWithNote(name: string, type: number): Buffer {
  const elf = Buffer.alloc(40_000);
  for (let at = 200; at < elf.length; at++) elf[at] = (at * 2654435761) >>> 24;
  elf.write('\x7fELF', 0, 'latin1');
  elf.writeUInt16LE(62, 18);
  elf.writeBigUInt64LE(64n, 32);
  elf.writeUInt16LE(56, 54);
  elf.writeUInt16LE(1, 56);
  elf.writeUInt32LE(4, 64);
  elf.writeBigUInt64LE(120n, 72);
  elf.writeBigUInt64LE(20n, 96);
  elf.writeUInt32LE(name.length + 1, 120);
  elf.writeUInt32LE(4, 124);
  elf.writeUInt32LE(type, 128);
  elf.write(name, 132, 'latin1');
  return elf;
}

const vmlinux = elfWithNote('Xen', 18);

function bzImage(payload: Buffer): Buffer {
  const setup = Buffer.alloc(3 * 512);
  setup.writeUInt8(2, 0x1f1);
  setup.write('HdrS', 0x202, 'latin1');
  setup.writeUInt16LE(0x20f, 0x206);
  setup.writeUInt32LE(0, 0x248);
  setup.writeUInt32LE(payload.length, 0x24c);
  return Buffer.concat([setup, payload]);
}

const withSize = (packed: Buffer, size: number): Buffer => {
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(size);
  return Buffer.concat([packed, tail]);
};

describe.each([
  ['gzip', ['gzip', '-9']],
  ['xz', ['xz', '--check=crc32']],
  ['zstd', ['zstd', '-19']],
  ['lz4', ['lz4', '-l', '-9']],
] as const)('a payload packed with %s', (_, [program, ...args]) => {
  const pack = (): Buffer => execFileSync(program, [...args, '-c'], { input: vmlinux });

  test('that ends in the middle is refused, wherever it ends', async context => {
    if (!has(program)) return context.skip(`${program} is not installed`);
    const packed = pack();
    for (const length of [20, packed.length >> 2, packed.length >> 1, packed.length - 200]) {
      const image = bzImage(withSize(packed.subarray(0, length), vmlinux.length));
      await expect(cutVmlinux(image, 'test'), `${length} bytes`).rejects.toThrow(TargetError);
    }
  });

  test('whose size is a lie is refused without taking that much memory', async context => {
    if (!has(program)) return context.skip(`${program} is not installed`);
    for (const lie of [1, vmlinux.length - 1, vmlinux.length + 1, 2 ** 32 - 1]) {
      await expect(cutVmlinux(bzImage(withSize(pack(), lie)), 'test'), `${lie}`).rejects.toThrow(TargetError);
    }
    expect(process.memoryUsage.rss()).toBeLessThan(1024 ** 3);
  });

  test('with damaged bytes is refused or unpacked, but never crashes', async context => {
    if (!has(program)) return context.skip(`${program} is not installed`);
    const packed = pack();
    for (let at = 6; at < packed.length; at += Math.ceil(packed.length / 12)) {
      const damaged = Buffer.from(packed);
      damaged[at]! ^= 0xff;
      const outcome = await cutVmlinux(bzImage(withSize(damaged, vmlinux.length)), 'test').catch(
        (error: unknown) => error,
      );
      expect(outcome instanceof TargetError || outcome instanceof Uint8Array, String(outcome)).toBe(true);
    }
  });
});

describe('what QEMU can start at once', () => {
  test('is an ELF file with the PVH note and no other', () => {
    expect(hasPvhNote(vmlinux)).toBe(true);
    expect(hasPvhNote(elfWithNote('Xen', 17))).toBe(false);
    expect(hasPvhNote(elfWithNote('GNU', 18))).toBe(false);
    expect(hasPvhNote(Buffer.alloc(64))).toBe(false);
    expect(hasPvhNote(vmlinux.subarray(0, 100))).toBe(false);
  });

  test('a note or a table that lies about its size is no note', () => {
    const lying = Buffer.from(vmlinux);
    lying.writeBigUInt64LE(2n ** 63n, 32);
    expect(hasPvhNote(lying)).toBe(false);
    const endless = elfWithNote('GNU', 18);
    endless.writeBigUInt64LE(2n ** 40n, 96);
    endless.writeUInt32LE(0xffffffff, 124);
    expect(hasPvhNote(endless)).toBe(false);
  });
});

describe('ringside record --kernel PATH', () => {
  const kernelAt = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const need = (kernel: string, modules?: string, arch: 'x86_64' | 'arm64' = 'x86_64') =>
    needKernel(arch, modules === undefined ? { kernel } : { kernel, modules }, silentProgress);

  test('takes a vmlinux, and a bzImage apart', async () => {
    const plain = await need(kernelAt('vmlinux', vmlinux));
    const packed = await need(kernelAt('bzImage', bzImage(gzipSync(vmlinux))));
    expect(execFileSync('cmp', [plain.image, packed.image]).toString()).toBe('');
    expect(plain.modules).toBeUndefined();
    expect(plain.id).not.toBe(packed.id);
  });

  test('gives QEMU the bzImage itself where the kernel in it has no PVH entry', async () => {
    const image = bzImage(gzipSync(elfWithNote('Xen', 17)));
    const kernel = await need(kernelAt('old-bzImage', image));
    expect(execFileSync('cmp', [kernel.image, join(folder, 'old-bzImage')]).toString()).toBe('');
  });

  test.each([
    [
      'a file that is no kernel',
      'text',
      Buffer.from('hello\n'.repeat(500)),
      /neither an ELF file nor a bzImage/,
    ],
    ['a program', 'program', elfWithNote('GNU', 1), /no PVH entry/],
    ['an empty file', 'empty', Buffer.alloc(0), /neither an ELF file nor a bzImage/],
  ])('says of %s what it is and what to give instead', async (_, name, bytes, message) => {
    const failure = await need(kernelAt(name, bytes)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TargetError);
    expect((failure as TargetError).message).toMatch(message);
    expect((failure as TargetError).remedy).toMatch(/^Give --kernel/);
  });

  test('says that there is no such file, or that it is a folder', async () => {
    await expect(need(join(folder, 'nothing'))).rejects.toThrow(/there is no file/);
    await expect(need(`${folder}/`)).rejects.toThrow(/there is no file/);
  });

  test('refuses an x86-64 kernel for arm64', async () => {
    await expect(need(kernelAt('x86', vmlinux), undefined, 'arm64')).rejects.toThrow(/no arm64 Image/);
    await expect(
      need(kernelAt('cut.gz', gzipSync(vmlinux).subarray(0, 50)), undefined, 'arm64'),
    ).rejects.toThrow(/cannot be unpacked/);
  });

  test('says how to make a modules.dep where the folder of modules has none', async () => {
    const failure = await need(kernelAt('vmlinux', vmlinux), folder).catch((error: unknown) => error);
    expect((failure as TargetError).message).toContain('no modules.dep below');
    expect((failure as TargetError).remedy).toContain('make modules_install');
  });

  test('names the drivers that a kernel lacks and the guest cannot do without', async () => {
    const modules = mkdtempSync(join(folder, 'modules-'));
    writeFileSync(
      join(modules, 'modules.dep'),
      'kernel/fs/overlayfs/overlay.ko:\nkernel/virtio_console.ko.xz:\n',
    );
    writeFileSync(join(modules, 'modules.builtin'), 'kernel/drivers/virtio/virtio_pci.ko\n');
    expect(await lackingModules(modules, ['overlay', 'virtio-pci', '9p'])).toEqual(['9p']);
    await expect(need(kernelAt('vmlinux', vmlinux), modules)).rejects.toThrow(/has no 9pnet_virtio, 9p,/);
    expect((await need(kernelAt('vmlinux', vmlinux))).modules).toBeUndefined();
  });
});

test('a module packed with zstd is unpacked whole', async context => {
  if (!has('zstd')) return context.skip('zstd is not installed');
  const modules = mkdtempSync(join(folder, 'modules-'));
  writeFileSync(join(modules, 'modules.dep'), 'a.ko.zst:\n');
  writeFileSync(join(modules, 'a.ko.zst'), execFileSync('zstd', ['-c'], { input: vmlinux }));
  const [module] = await loadModules(modules, ['a']);
  expect(Buffer.compare(Buffer.from(module!.bytes), vmlinux)).toBe(0);
});

test('cpio reads an initramfs as it was written', context => {
  if (!has('cpio')) return context.skip('cpio is not installed');
  const archive = writeCpio([
    { path: 'bin', mode: folderMode },
    { path: 'bin/x', mode: fileMode, bytes: vmlinux },
    { path: 'empty', mode: fileMode },
  ]);
  const listed = execFileSync('cpio', ['-tv', '--quiet'], { input: archive, encoding: 'utf8' });
  expect(listed).toMatch(/^drwxr-xr-x .* bin\n-rw-r--r-- .* 40000 .* bin\/x\n-rw-r--r-- .* 0 .* empty\n$/);
});
