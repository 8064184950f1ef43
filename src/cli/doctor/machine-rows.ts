import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { arch, availableParallelism, freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import {
  commandByHand,
  findDistribution,
  hasSudo,
  isRoot,
  places,
  systemForbidden,
  systemName,
} from '../../packages/index.ts';
import { say, sizeInWords } from '../../words/index.ts';
import type { DoctorRow } from './row.ts';

const neededNode = '20.19';
const guestMemory = 1024 ** 3;
/** QEMU, busybox, one kernel with its modules, the package lists, one saved guest. */
const setUpSize = 1.2e9;

export async function machineRows(): Promise<readonly DoctorRow[]> {
  return [nodeRow(), systemRow(), processorRow(), diskRow(), await rightsRow()];
}

export function nodeRow(version = process.versions.node): DoctorRow {
  const base = { id: 'node', group: 'machine', label: say('doctor.node'), isNeeded: true } as const;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { ...base, verdict: 'ok', fact: version };
  const fact = say('doctor.node.old', { version, needed: neededNode });
  return { ...base, verdict: 'no', fact, remedy: say('doctor.node.remedy', { needed: neededNode }) };
}

function systemRow(): DoctorRow {
  const base = { id: 'system', group: 'machine', label: say('doctor.system') } as const;
  const system = systemName();
  const { name } = system;
  const distribution = findDistribution();
  if (distribution?.proven) return { ...base, verdict: 'ok', fact: say('doctor.system.proven', { name }) };
  if (distribution) return { ...base, verdict: 'ok', fact: say('doctor.system.unproven', { name }) };
  const command = commandByHand(system);
  return {
    ...base,
    verdict: 'fixable',
    fact: say('doctor.system.unknown', { name }),
    remedy: command ? say('doctor.system.remedy', { command }) : say('doctor.system.remedy-read'),
  };
}

function processorRow(): DoctorRow {
  const free = freemem();
  const numbers = { cores: availableParallelism(), arch: arch(), memory: sizeInWords(totalmem()) };
  const fact = say('doctor.machine.fact', { ...numbers, free: sizeInWords(free) });
  const base = { id: 'processor', group: 'machine', label: say('doctor.machine'), fact } as const;
  if (free >= guestMemory) return { ...base, verdict: 'ok' };
  return { ...base, verdict: 'fixable', remedy: say('doctor.machine.little') };
}

function diskRow(): DoctorRow {
  const base = { id: 'disk', group: 'machine', label: say('doctor.disk'), isNeeded: true } as const;
  const folder = places().cache;
  const ancestor = nearestExisting(folder);
  try {
    accessSync(ancestor, constants.W_OK | constants.X_OK);
  } catch {
    const fact = say('doctor.disk.closed', { folder });
    return { ...base, verdict: 'no', fact, remedy: say('doctor.disk.closed-remedy') };
  }
  const stats = statfsSync(ancestor);
  const free = stats.bavail * stats.bsize;
  const fact = say('doctor.disk.fact', { size: sizeInWords(free), folder });
  if (free >= setUpSize) return { ...base, verdict: 'ok', fact };
  return {
    ...base,
    verdict: 'fixable',
    fact,
    remedy: say('doctor.disk.remedy', { size: sizeInWords(setUpSize) }),
  };
}

function nearestExisting(folder: string): string {
  let path = folder;
  while (!existsSync(path) && path !== dirname(path)) path = dirname(path);
  return path;
}

async function rightsRow(): Promise<DoctorRow> {
  const base = { id: 'rights', group: 'machine', label: say('doctor.rights'), verdict: 'ok' } as const;
  if (systemForbidden()) return { ...base, fact: say('doctor.rights.forbidden') };
  if (isRoot()) return { ...base, fact: say('doctor.rights.root') };
  return { ...base, fact: say((await hasSudo()) ? 'doctor.rights.sudo' : 'doctor.rights.user') };
}
