import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { architectures } from './architectures.ts';
import type { CpioEntry } from './kernel/cpio.ts';
import { fileMode, folderMode, programMode, writeCpio } from './kernel/cpio.ts';
import { loadModules } from './kernel/modules.ts';
import type { Machine } from './machine.ts';

const dataFolder = fileURLToPath(new URL('../../../data/', import.meta.url));
/** What runs in the guest: its own, and what every agent has. */
const agentFiles = ['guest/init', 'guest/agent.sh', 'agent/tracer.sh', 'agent/snapshot.sh'].map(name =>
  join(dataFolder, name),
);
const folders = [
  'bin',
  'dev',
  'proc',
  'sys',
  'run',
  'tmp',
  'modules',
  'host',
  'programs',
  'layer',
  'root-of-command',
];

/** The guest's first file system: busybox, the agent, and the modules that reach the host and the disks. Not compressed: unpacking is the slow part in an emulated guest. */
export async function buildInitramfs(machine: Machine, busybox: string): Promise<Uint8Array> {
  const { firstModules, lateModules } = architectures[machine.arch];
  const program = (path: string, bytes: Uint8Array): CpioEntry => ({ path, mode: programMode, bytes });
  const first = await modulesOf(machine, firstModules);
  const known = new Set(first.map(module => module.name));
  const late = (await modulesOf(machine, lateModules)).filter(module => !known.has(module.name));
  const list = (name: string, modules: readonly { name: string }[]): CpioEntry => ({
    path: `modules/${name}.list`,
    mode: fileMode,
    bytes: Buffer.from(modules.map(module => `${module.name}\n`).join('')),
  });
  return writeCpio([
    ...folders.map(path => ({ path, mode: folderMode })),
    ...(await Promise.all(agentFiles.map(async path => program(basename(path), await readFile(path))))),
    program('bin/busybox', await readFile(busybox)),
    ...[...first, ...late].map(({ name, bytes }) => ({ path: `modules/${name}.ko`, mode: fileMode, bytes })),
    list('first', first),
    list('late', late),
  ]);
}

async function modulesOf(machine: Machine, names: readonly string[]) {
  return machine.kernel.modules === undefined ? [] : loadModules(machine.kernel.modules, names);
}

/** Changes when what runs in the guest changes: saved guests of an older agent are then not used. */
export function agentDigest(): string {
  const digest = createHash('sha256');
  for (const path of agentFiles) digest.update(readFileSync(path));
  return digest.digest('hex').slice(0, 12);
}
