// Run after `npm install` changed package-lock.json: adds the entries of optional packages for other platforms
// that the registry in use did not have. Without them `npm ci` calls the lock file out of sync. An entry made here
// has no integrity; it is only ever fetched on that platform.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/freshness.mjs';

const path = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const entries = lock.packages;

for (const parent of Object.values({ ...entries })) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (entries[place]) continue;
    const [, system, cpu, musl] =
      /-(linux|darwin|win32|android|freebsd)-(x64|arm64)(-musl)?/.exec(name) ?? [];
    if (!system) throw new Error(`${name}: its name does not tell its platform; complete it by hand`);
    entries[place] = {
      version,
      cpu: [cpu],
      ...(parent.dev && { dev: true }),
      ...(system === 'linux' && { libc: [musl ? 'musl' : 'glibc'] }),
      license: parent.license,
      optional: true,
      os: [system],
    };
    console.log(`added ${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`);
