import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { say, sizeInWords } from '../words/index.ts';
import type { RemotePackage } from './apt.ts';
import { download, findClosure, openApt } from './apt.ts';
import { withFileFailures } from './apt-failure.ts';
import { needDistribution, systemName } from './distribution.ts';
import type { KeptFolder, Stamp } from './kept-folder.ts';
import { keepFolder } from './kept-folder.ts';
import { places } from './places.ts';
import type { Progress } from './progress.ts';
import type { DebArch } from './tool.ts';
import { unpackDebs } from './unpack.ts';

/** Something made of packages that is kept unpacked in the cache. */
export interface UnpackedThing {
  /** Name of its folder. */
  readonly name: string;
  /** What a person calls it. */
  readonly label: string;
  readonly packages: readonly string[];
  readonly arch: DebArch;
  /** A path that must be in it. */
  readonly witness: string;
}

/** Where it stands, or will; asks nobody. Distributions do not share folders. */
export function placeOf(thing: UnpackedThing): KeptFolder {
  return {
    folder: join(places().cache, 'packages', stateKey(thing.arch), thing.name),
    recipe: thing.packages.join(' '),
    witness: thing.witness,
  };
}

/** Unpacks the packages with all that they need, if that was not done before; answers the folder. */
export async function needUnpacked(thing: UnpackedThing, progress: Progress): Promise<string> {
  const kept = placeOf(thing);
  await withFileFailures(() => keepFolder(kept, progress, partial => fill(partial, thing, progress)));
  progress.end();
  return kept.folder;
}

async function fill(
  partial: string,
  thing: UnpackedThing,
  progress: Progress,
): Promise<Omit<Stamp, 'recipe'>> {
  needDistribution();
  const apt = await openApt(stateKey(thing.arch), thing.arch);
  progress.phase(say('setup.looking-up', { label: thing.label }));
  const closure = await findClosure(apt, thing.packages, progress);
  announce(thing.label, closure, progress);
  const fetchFiles = () => download(apt, closure, `${partial}.debs`, progress, true);
  return unpackInto(partial, fetchFiles, progress, closure);
}

/** Downloads beside the folder, unpacks into it, and leaves nothing beside it. */
export async function unpackInto(
  partial: string,
  fetchFiles: () => Promise<readonly string[]>,
  progress: Progress,
  packages: readonly RemotePackage[],
): Promise<Omit<Stamp, 'recipe'>> {
  const beside = `${partial}.debs`;
  try {
    await mkdir(beside, { recursive: true });
    await unpackDebs(await fetchFiles(), partial, progress);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return { packages: Object.fromEntries(packages.map(each => [each.name, each.version])) };
}

let introduced = false;

/** Said before anything is downloaded; where it all goes is said once. */
export function announce(label: string, packages: readonly RemotePackage[], progress: Progress): void {
  if (!introduced) progress.say(say('setup.where', { folder: places().cache }));
  introduced = true;
  const bytes = packages.reduce((sum, each) => sum + each.size, 0);
  progress.say(say('setup.will-unpack', { label, count: packages.length, size: sizeInWords(bytes) }));
}

export function stateKey(arch: DebArch): string {
  const system = systemName();
  return `${system.id}-${system.version}-${arch}`.replace(/[^A-Za-z0-9.-]/g, '_');
}
