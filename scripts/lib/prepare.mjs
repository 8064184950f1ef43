import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIsFresh, dependenciesAreFresh, fingerprint, markBuilt, root } from './freshness.mjs';
import { words } from './words.mjs';

const needed = '20.19.0';

/** Answers why this Node is too old, or undefined. */
export function complainOfNode(version = process.versions.node) {
  const [have, need] = [version, needed].map(text => text.split('.').map(Number));
  const newer = have[0] > need[0] || (have[0] === need[0] && have[1] >= need[1]);
  return newer ? undefined : `${words().oldNode(version, needed)}\n${words().oldNodeRemedy}`;
}

/**
 * Installs the npm packages and builds, where either is out of date; answers whether it went well.
 * When two start at once, one does it and the other waits: flock on package.json.
 */
export function prepare() {
  if (dependenciesAreFresh() && buildIsFresh()) return true;
  const self = [process.execPath, join(root, 'scripts/lib/prepare.mjs')];
  const locked = runVisibly(['flock', join(root, 'package.json'), ...self]);
  return locked.error ? prepareAlone() : locked.status === 0;
}

function prepareAlone() {
  return installDependencies() && build();
}

function installDependencies() {
  if (dependenciesAreFresh()) return true;
  process.stderr.write(`${words().installing}\n`);
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const result = runVisibly([...npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.status === 0) return true;
  process.stderr.write(`${words().installFailed}\n`);
  return false;
}

function build() {
  if (buildIsFresh()) return true;
  process.stderr.write(`${words().building}\n`);
  const print = fingerprint();
  const result = runVisibly([process.execPath, join(root, 'scripts/build.mjs')]);
  if (result.status === 0) {
    markBuilt(print);
    return true;
  }
  process.stderr.write(`${words().buildFailed}\n`);
  return false;
}

// What these programs print is diagnostics: standard output stays free for what the user asked for.
function runVisibly([program, ...args]) {
  return spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2] });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = prepareAlone() ? 0 : 1;
