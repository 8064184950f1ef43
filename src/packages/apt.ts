import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TargetError } from '../base/index.ts';
import { say } from '../words/index.ts';
import { aptFailure, isOutdated } from './apt-failure.ts';
import { withLock } from './lock.ts';
import { makeFolder } from './open-folder.ts';
import { places } from './places.ts';
import type { Progress } from './progress.ts';
import { run } from './run.ts';
import type { DebArch } from './tool.ts';

/** An APT state of our own: the system's sources and keys, nothing of its lists, locks and installed packages. */
export interface Apt {
  readonly folder: string;
  readonly config: string;
}

/** One package that would be downloaded. */
export interface RemotePackage {
  readonly name: string;
  readonly version: string;
  /** Bytes to download. */
  readonly size: number;
}

const day = 24 * 60 * 60 * 1000;

/** Makes the APT state for an architecture. What apt.conf(5) lets the user set (APT_CONFIG) still holds. */
export async function openApt(key: string, arch: DebArch): Promise<Apt> {
  const folder = join(places().cache, 'apt', key);
  if (/["\\\n]/.test(folder)) {
    throw new TargetError(say('setup.check'), say('setup.odd-folder', { folder }), say('setup.choose-cache'));
  }
  await makeFolder(join(folder, 'lists', 'partial'));
  await makeFolder(join(folder, 'archives', 'partial'));
  await writeFile(join(folder, 'status'), '');
  const config = join(folder, 'apt.conf');
  await writeFile(config, [...configuration(folder, arch), ''].join('\n'));
  return { folder, config };
}

// `#clear` also takes away hooks of the system that would touch the system's own state.
function configuration(folder: string, arch: DebArch): readonly string[] {
  return [
    '#clear APT::Architectures;',
    '#clear APT::Update::Pre-Invoke;',
    '#clear APT::Update::Post-Invoke;',
    '#clear APT::Update::Post-Invoke-Success;',
    '#clear DPkg::Pre-Invoke;',
    '#clear DPkg::Post-Invoke;',
    '#clear DPkg::Pre-Install-Pkgs;',
    '#clear APT::NeverAutoRemove;',
    `APT::Architecture "${arch}";`,
    `APT::Architectures { "${arch}"; };`,
    'APT::Install-Recommends "false";',
    'APT::Get::Assume-Yes "true";',
    'APT::Sandbox::User "";',
    'Debug::NoLocking "true";',
    'Acquire::Languages { "none"; };',
    'Acquire::Retries "2";',
    'Acquire::http::Timeout "20";',
    'Acquire::https::Timeout "20";',
    `Dir::State "${folder}";`,
    `Dir::State::lists "${folder}/lists";`,
    `Dir::State::status "${folder}/status";`,
    `Dir::State::extended_states "${folder}/extended_states";`,
    `Dir::Cache "${folder}";`,
    `Dir::Cache::archives "${folder}/archives";`,
    `Dir::Cache::pkgcache "${folder}/pkgcache.bin";`,
    'Dir::Cache::srcpkgcache "";',
    'Acquire::GzipIndexes "true";',
    `Dir::Log "${folder}";`,
  ];
}

/** What `names` need, all of it, as if nothing were installed. Reads the lists anew when they are old or lack one. */
export async function findClosure(
  apt: Apt,
  names: readonly string[],
  progress: Progress,
): Promise<readonly RemotePackage[]> {
  const argv = ['apt-get', '-c', apt.config, 'install', '--print-uris', ...names];
  const result = await withLists(apt, progress, () => run(argv));
  return parsePrintUris(result.stdout);
}

/** The control fields of the newest version of a package. */
export async function showPackage(
  apt: Apt,
  name: string,
  progress: Progress,
): Promise<ReadonlyMap<string, string>> {
  const argv = ['apt-cache', '-c', apt.config, 'show', '--no-all-versions', name];
  const result = await withLists(apt, progress, () => run(argv));
  return parseControl(result.stdout);
}

/** Downloads exactly these packages into an empty folder and answers their files. APT checks their signatures. */
export async function download(
  apt: Apt,
  packages: readonly RemotePackage[],
  into: string,
  progress: Progress,
  closure: boolean,
): Promise<readonly string[]> {
  const doing = say('setup.downloading');
  const total = packages.reduce((sum, each) => sum + each.size, 0);
  progress.phase(doing, 0, total);
  await mkdir(join(into, 'partial'), { recursive: true });
  const names = packages.map(each => `${each.name}=${each.version}`);
  const verb = closure ? ['install', '--download-only'] : ['download'];
  const argv = [
    'apt-get',
    ...['-c', apt.config, '-o', `Dir::Cache::archives=${into}`, '-o', 'APT::Status-Fd=3'],
    ...verb,
    ...names,
  ];
  const onStatus = (line: string): void => {
    const [, percent] = /^dlstatus:[^:]*:([\d.]+):/.exec(line) ?? [];
    if (percent !== undefined) progress.phase(doing, (Number(percent) / 100) * total, total);
  };
  const result = await withLists(apt, progress, () => run(argv, { cwd: into, onStatus }));
  const files = (await readdir(into)).filter(name => name.endsWith('.deb')).sort();
  if (files.length !== packages.length) throw aptFailure(result.stdout + result.stderr);
  return files.map(name => join(into, name));
}

/** Runs an APT command on fresh enough lists; once more on new ones when it did not find what it looked for. */
async function withLists(
  apt: Apt,
  progress: Progress,
  command: () => ReturnType<typeof run>,
): Promise<{ stdout: string; stderr: string }> {
  return withLock(join(apt.folder, 'lock'), progress, async () => {
    const isNew = await updateLists(apt, progress, day);
    let result = await command();
    if (result.code !== 0 && !isNew && isOutdated(result.stdout + result.stderr)) {
      await updateLists(apt, progress, 0);
      result = await command();
    }
    if (result.code === 0) return result;
    throw aptFailure(result.stderr, await readFile(join(apt.folder, 'updated'), 'utf8'));
  });
}

/**
 * `apt-get update` when the lists are older than `age` milliseconds; answers whether it was. Some sources may be
 * out of reach: what the others have is enough, unless the package that is wanted is missing then. What APT
 * complained about is kept for that case.
 */
async function updateLists(apt: Apt, progress: Progress, age: number): Promise<boolean> {
  const stamp = join(apt.folder, 'updated');
  const then = await stat(stamp).then(
    stats => stats.mtimeMs,
    () => 0,
  );
  if (Math.abs(Date.now() - then) < age && (await hasLists(apt))) return false;
  progress.phase(say('setup.reading-lists'));
  const result = await run(['apt-get', '-c', apt.config, 'update']);
  if (result.code === 127) throw new TargetError(say('setup.check'), result.stderr, say('setup.no-apt'));
  const complaints = `${result.stdout}\n${result.stderr}`
    .split('\n')
    .filter(line => /^(E|W|Err)[: ]/.test(line));
  await writeFile(stamp, complaints.join('\n'));
  return true;
}

async function hasLists(apt: Apt): Promise<boolean> {
  const names = await readdir(join(apt.folder, 'lists'));
  return names.some(name => name.includes('_Packages'));
}

/** Lines of `--print-uris`: `'URI' FILE SIZE HASH`; the file is NAME_VERSION_ARCH.deb, `%3a` for a colon. */
export function parsePrintUris(text: string): readonly RemotePackage[] {
  const packages: RemotePackage[] = [];
  for (const line of text.split('\n')) {
    const [, name, version, size] = /^'[^']*' ([^_ ]+)_([^_ ]+)_[^_ ]+\.deb (\d+)/.exec(line) ?? [];
    if (name === undefined || version === undefined) continue;
    packages.push({ name, version: version.replace(/%3a/gi, ':'), size: Number(size) });
  }
  return packages;
}

/** The fields of one paragraph of control data (deb822(5)), continued lines joined. */
export function parseControl(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of text.split('\n')) {
    if (line === '' && fields.size > 0) break;
    const [, key, value] = /^([A-Za-z0-9-]+):\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined) {
      last = key;
      fields.set(key, value ?? '');
    } else if (/^\s/.test(line) && last !== '') fields.set(last, `${fields.get(last)} ${line.trim()}`);
  }
  return fields;
}
