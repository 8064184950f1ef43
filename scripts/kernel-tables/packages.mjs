// Debian's packages, downloaded and unpacked without root by the distribution's own tools.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });

/** The version that apt would install, or undefined where no configured source has the package. */
export function candidateVersion(name) {
  const text = run('apt-cache', ['policy', name]);
  const version = /Candidate: (\S+)/.exec(text)?.[1];
  return version === '(none)' ? undefined : version;
}

/** Downloads and unpacks a package below `work`; returns `{ name, version, folder }`. */
export function unpackPackage(name, work) {
  const version = candidateVersion(name);
  if (version === undefined) throw new Error(`no configured package source has ${name}`);
  const folder = join(work, 'x', name);
  if (!existsSync(folder)) {
    mkdirSync(work, { recursive: true });
    const isOf = file => file.startsWith(`${name}_`) && file.endsWith('.deb');
    if (!readdirSync(work).some(isOf)) run('apt-get', ['download', '-q', name], work);
    mkdirSync(folder, { recursive: true });
    run('dpkg', ['-x', readdirSync(work).find(isOf), folder], work);
  }
  return { name, version, folder };
}

/** Unpacks `linux-source-X`; the folder returned is the root of the kernel's source. */
export function unpackSource(name, work) {
  const unpacked = unpackPackage(name, work);
  const root = join(work, name.replace('linux-source', 'src'));
  if (!existsSync(join(root, 'MAINTAINERS'))) {
    mkdirSync(root, { recursive: true });
    run(
      'tar',
      ['-C', root, '--strip-components=1', '-xf', join(unpacked.folder, `usr/src/${name}.tar.xz`)],
      work,
    );
  }
  return { ...unpacked, folder: root };
}
