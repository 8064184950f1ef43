import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { TargetError } from '../../../base/index.ts';
import type { GuestArch, Progress } from '../../../packages/index.ts';
import { defaultKernelName, needKernelPackage, places } from '../../../packages/index.ts';
import { architectures } from '../architectures.ts';
import { cutVmlinux } from './cut-vmlinux.ts';
import { decompressorOf } from './decompress.ts';
import { lackingModules } from './modules.ts';
import { hasPvhNote } from './pvh-note.ts';

/** A kernel that QEMU can start and whose modules are at hand. */
export interface BootableKernel {
  /** What QEMU is given: an ELF `vmlinux`, or arm64's `Image`. */
  readonly image: string;
  /** `…/lib/modules/RELEASE`; undefined for a kernel that has none. */
  readonly modules: string | undefined;
  /** The distribution's package and version, or the path given. */
  readonly origin: string;
  /** Tells one build from another: a digest of the image. */
  readonly id: string;
}

export interface KernelChoice {
  /** A package's name, or a path to a `vmlinux` or `bzImage`; today's distribution kernel without. */
  readonly kernel?: string;
  /** Folder of modules for a kernel given by path. */
  readonly modules?: string;
}

/** Finds, fetches or reads the kernel asked for and makes it bootable; a second time costs some milliseconds. */
export async function needKernel(
  arch: GuestArch,
  choice: KernelChoice,
  progress: Progress,
): Promise<BootableKernel> {
  const named = choice.kernel ?? defaultKernelName(arch) ?? '';
  if (named.includes('/')) {
    const image = resolve(named);
    if (!statSync(image, { throwIfNoEntry: false })?.isFile())
      throw new TargetError(
        'find the kernel',
        `there is no file ${image}`,
        'Give --kernel a package name or a path.',
      );
    const modules = choice.modules === undefined ? undefined : await findModules(resolve(choice.modules));
    return prepare(arch, image, modules, image);
  }
  const found = await needKernelPackage(named, arch, progress);
  return prepare(arch, found.vmlinuz, found.modules, `${found.package} ${found.version}`);
}

/** `DIR` itself when it has a modules.dep, else the one folder below `DIR/lib/modules`. */
async function findModules(folder: string): Promise<string> {
  for (const candidate of [folder, join(folder, 'lib/modules'), join(folder, 'usr/lib/modules')]) {
    if (existsSync(join(candidate, 'modules.dep'))) return candidate;
    const inside = await readdir(candidate).catch((): string[] => []);
    const release = inside.find(name => existsSync(join(candidate, name, 'modules.dep')));
    if (release !== undefined) return join(candidate, release);
  }
  throw new TargetError(
    'find the modules',
    `no modules.dep below ${folder}`,
    'Run `make modules_install INSTALL_MOD_PATH=DIR` and give --modules DIR.',
  );
}

async function prepare(
  arch: GuestArch,
  source: string,
  modules: string | undefined,
  origin: string,
): Promise<BootableKernel> {
  const image = await imagePath(source);
  if (existsSync(image)) {
    const now = new Date();
    await utimes(image, now, now).catch(() => {});
  } else {
    const bytes = await unpackImage(arch, await readFile(source), source);
    await mkdir(dirname(image), { recursive: true, mode: 0o755 });
    const partial = `${image}.${process.pid}.partial`;
    await writeFile(partial, bytes, { mode: 0o644 });
    await rename(partial, image);
  }
  if (modules !== undefined) await checkDrivers(arch, modules, origin);
  return { image, modules, origin, id: basename(image, '.image') };
}

/** Without these no guest of this kernel is reached; the others are left out where a kernel lacks them. */
async function checkDrivers(arch: GuestArch, modules: string, origin: string): Promise<void> {
  const lacking = await lackingModules(modules, architectures[arch].firstModules);
  if (lacking.length === 0) return;
  throw new TargetError(
    'use the kernel',
    `${origin} has no ${lacking.join(', ')}, neither as modules nor built in`,
    `Choose another, as ${defaultKernelName(arch) ?? 'the distribution’s own'}; the guest needs virtio-pci, virtio-console, and to see this machine’s files 9p over virtio and overlayfs.`,
  );
}

/** Where the bootable image of this kernel file is kept; its modification time says when it was last used. */
export async function imagePath(source: string): Promise<string> {
  const { size, mtimeMs } = await stat(source);
  const name = createHash('sha256').update(`${source} ${size} ${mtimeMs}`).digest('hex').slice(0, 16);
  return join(places().cache, 'images', `${name}.image`);
}

async function unpackImage(arch: GuestArch, bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (arch === 'arm64') return unpackArmImage(bytes, name);
  const vmlinux = await cutVmlinux(bytes, name);
  if (hasPvhNote(vmlinux)) return vmlinux;
  // A bzImage starts by its own code too, only slower.
  if (vmlinux !== bytes) return bytes;
  throw new TargetError(
    'read the kernel image',
    `${name} is an ELF file that QEMU cannot start: it has no PVH entry`,
    'Give --kernel the bzImage of the same build, or a vmlinux built with CONFIG_PVH=y.',
  );
}

/** arm64's bootable form is `Image`, sometimes compressed as a whole (Documentation/arm64/booting.rst). */
async function unpackArmImage(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const refuse = (why: string): TargetError =>
    new TargetError(
      'read the kernel image',
      `${name}: ${why}`,
      'Give --kernel the `Image` of an arm64 kernel.',
    );
  const decompress = decompressorOf(bytes);
  const image = decompress
    ? await decompress(bytes, 0).catch((error: Error) => {
        throw refuse(`it cannot be unpacked: ${error.message}`);
      })
    : bytes;
  if (image.length < 64 || Buffer.from(image.subarray(56, 60)).toString('latin1') !== 'ARMd') {
    throw refuse('it is no arm64 Image (no ARM\\x64 at byte 56)');
  }
  return image;
}
