import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Whether what npm installed is what the lock file says. npm's own record of it is written last. */
export function dependenciesAreFresh(folder = root) {
  const locked = readJson(join(folder, 'package-lock.json'))?.packages;
  const installed = readJson(join(folder, 'node_modules', '.package-lock.json'))?.packages;
  if (!locked || !installed) return false;
  for (const [place, entry] of Object.entries(locked)) {
    if (place === '') continue;
    const there = installed[place];
    if (!there && !entry.optional && !entry.devOptional && !entry.peer) return false;
    if (there && (there.version !== entry.version || there.integrity !== entry.integrity)) return false;
  }
  return Object.keys(installed).every(place => locked[place] !== undefined);
}

/** Whether nothing that goes into dist/ changed since it was built. */
export function buildIsFresh(folder = root) {
  return readText(stampFile(folder)) === fingerprint(folder);
}

/** To be called after a good build, with the fingerprint taken before it. */
export function markBuilt(print, folder = root) {
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(stampFile(folder), print);
}

/** Names, sizes and times of everything that goes into dist/. */
export function fingerprint(folder = root) {
  const hash = createHash('sha256');
  const add = path => {
    const stats = statSync(join(folder, path), { throwIfNoEntry: false });
    if (stats?.isFile()) hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`);
  };
  for (const name of readdirSync(folder).sort()) {
    if (/^(tsconfig.*|package-lock)\.json$/.test(name)) add(name);
  }
  for (const path of ['vite.config.mjs', 'scripts/build.mjs', 'scripts/lib/bundle.mjs']) add(path);
  for (const name of readdirSync(join(folder, 'src'), { recursive: true }).sort()) {
    if (!/\.test\.tsx?$/.test(name)) add(join('src', name));
  }
  return hash.digest('hex');
}

function stampFile(folder) {
  return join(folder, 'dist', '.built-from');
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
