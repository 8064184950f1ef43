import { readdirSync, readFileSync } from 'node:fs';
import { readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TargetError } from '../base/index.ts';
import { say } from '../words/index.ts';
import type { Apt, RemotePackage } from './apt.ts';
import { download, openApt, showPackage } from './apt.ts';
import { withFileFailures } from './apt-failure.ts';
import { findDistribution } from './distribution.ts';
import type { KeptFolder, Stamp } from './kept-folder.ts';
import { keepFolder, readStamp } from './kept-folder.ts';
import { needDepmod } from './kmod.ts';
import { unknownMachine } from './loader.ts';
import { makeFolder } from './open-folder.ts';
import { places } from './places.ts';
import type { Progress } from './progress.ts';
import { run, tail } from './run.ts';
import { type DebArch, debArchOf, type GuestArch, type KernelPackage } from './tool.ts';
import { announce, stateKey, unpackInto } from './unpacked.ts';

/** Which packages a name stood for when it was looked up: the image first, then what holds its modules. */
interface Resolution {
  readonly packages: readonly RemotePackage[];
}

/** The distribution's package that names its current kernel; undefined on an unknown distribution. */
export function defaultKernelName(arch: GuestArch): string | undefined {
  return findDistribution()?.packages.kernel[arch];
}

/**
 * A distribution kernel, unpacked under the cache, never installed. `name` is a package; one that only names
 * today's kernel (`linux-image-amd64`) is looked up when first asked for, and again with `refresh`.
 */
export async function needKernelPackage(
  name: string,
  arch: GuestArch,
  progress: Progress,
  options: { readonly refresh?: boolean } = {},
): Promise<KernelPackage> {
  const there = options.refresh ? undefined : findKernelPackage(name, arch);
  if (there) return there;
  if (!findDistribution()) throw unknownMachine();
  const kernel = await withFileFailures(() => makeKernel(name, debArchOf(arch), progress));
  progress.end();
  return kernel;
}

async function makeKernel(name: string, arch: DebArch, progress: Progress): Promise<KernelPackage> {
  const apt = await openApt(stateKey(arch), arch);
  const resolution = await resolveKernel(apt, name, progress);
  const { packages } = resolution;
  const kept = keptKernel(resolution, arch);
  const stamp = await keepFolder(kept, progress, async partial => {
    announce(say('thing.kernel', { name: packages[0]?.name ?? name }), packages, progress);
    const fetchFiles = () => download(apt, packages, `${partial}.debs`, progress, false);
    const made = await unpackInto(partial, fetchFiles, progress, packages);
    return { ...made, facts: { release: await completeModules(partial, progress) } };
  });
  await writeResolution(name, arch, resolution);
  return describe(kept, stamp, resolution);
}

/** A kernel that is already unpacked, by a name that was looked up before; asks nobody. */
export function findKernelPackage(name: string, arch: GuestArch): KernelPackage | undefined {
  const resolution = readResolution(name, debArchOf(arch));
  if (!resolution) return undefined;
  const kept = keptKernel(resolution, debArchOf(arch));
  const stamp = readStamp(kept);
  return stamp && describe(kept, stamp, resolution);
}

/** Every kernel in the cache, by the name it was asked for. */
export function listKernels(): readonly {
  readonly name: string;
  readonly arch: GuestArch;
  readonly kernel: KernelPackage;
}[] {
  const found = [];
  for (const arch of ['x86_64', 'arm64'] as const) {
    const folder = dirname(resolutionFile('any', debArchOf(arch)));
    for (const file of listFolder(folder)) {
      if (!file.endsWith('.json')) continue;
      const name = file.slice(0, -'.json'.length);
      const kernel = findKernelPackage(name, arch);
      if (kernel) found.push({ name, arch, kernel });
    }
  }
  return found;
}

/** Follows names that only stand for another (`linux-image-amd64` → `linux-image-6.1.0-…-amd64`). */
async function resolveKernel(apt: Apt, name: string, progress: Progress): Promise<Resolution> {
  progress.phase(say('setup.looking-up', { label: name }));
  let wanted = name;
  for (let steps = 0; steps < 4; steps++) {
    const fields = await showPackage(apt, wanted, progress);
    const needed = dependencies(fields);
    const next = needed.find(each => /^linux-image-(unsigned-)?\d/.test(each));
    if (next === undefined) {
      const modules = needed.filter(each => /^linux-modules(-extra)?-\d/.test(each));
      const packages = [remotePackage(fields)];
      for (const each of modules) packages.push(remotePackage(await showPackage(apt, each, progress)));
      return { packages };
    }
    wanted = next;
  }
  throw new TargetError(say('setup.check'), say('setup.no-kernel-in', { name }), say('setup.not-found'));
}

function dependencies(fields: ReadonlyMap<string, string>): readonly string[] {
  const words = (fields.get('Depends') ?? '').split(/[,|]/);
  return words.map(word => word.trim().split(/[ (:]/)[0] ?? '').filter(word => word !== '');
}

function remotePackage(fields: ReadonlyMap<string, string>): RemotePackage {
  return {
    name: fields.get('Package') ?? '',
    version: fields.get('Version') ?? '',
    size: Number(fields.get('Size') ?? 0),
  };
}

/** Makes modules.dep, which the package leaves to its installation; answers the kernel's release. */
async function completeModules(folder: string, progress: Progress): Promise<string> {
  const [release] = await readdir(join(folder, 'usr/lib/modules')).catch((): string[] => []);
  const images = await readdir(join(folder, 'boot')).catch((): string[] => []);
  if (release === undefined || !images.includes(`vmlinuz-${release}`)) {
    throw new TargetError(
      say('setup.check'),
      say('setup.no-kernel-in', { name: folder }),
      say('setup.not-found'),
    );
  }
  const depmod = await needDepmod(progress);
  progress.phase(say('setup.depmod'));
  const result = await run([...depmod.argv, '-b', folder, release], { env: depmod.env });
  if (result.code !== 0) {
    throw new TargetError(`depmod ${release}`, tail(result.stderr), say('setup.broken-package'));
  }
  return release;
}

function describe(kept: KeptFolder, stamp: Stamp, resolution: Resolution): KernelPackage {
  const release = stamp.facts?.release ?? '';
  const image = resolution.packages[0];
  return {
    release,
    vmlinuz: join(kept.folder, 'boot', `vmlinuz-${release}`),
    modules: join(kept.folder, 'usr/lib/modules', release),
    config: join(kept.folder, 'boot', `config-${release}`),
    package: image?.name ?? '',
    version: image?.version ?? '',
  };
}

function keptKernel(resolution: Resolution, arch: DebArch): KeptFolder {
  const [image] = resolution.packages;
  return {
    folder: join(places().cache, 'kernels', fileName(`${image?.name}_${image?.version}_${arch}`)),
    recipe: resolution.packages.map(each => `${each.name}=${each.version}`).join(' '),
    witness: 'boot',
  };
}

function resolutionFile(name: string, arch: DebArch): string {
  return join(places().cache, 'kernels', 'names', stateKey(arch), `${fileName(name)}.json`);
}

function readResolution(name: string, arch: DebArch): Resolution | undefined {
  try {
    const resolution: Resolution = JSON.parse(readFileSync(resolutionFile(name, arch), 'utf8'));
    return resolution.packages.length > 0 ? resolution : undefined;
  } catch {
    return undefined;
  }
}

async function writeResolution(name: string, arch: DebArch, resolution: Resolution): Promise<void> {
  const file = resolutionFile(name, arch);
  await makeFolder(dirname(file));
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(partial, JSON.stringify(resolution));
  await rename(partial, file);
}

function fileName(text: string): string {
  return text.replace(/[^A-Za-z0-9.+~_-]/g, '_');
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
