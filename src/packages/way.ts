import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

/** How a program comes to be there. */
export type Way = 'system' | 'unpacked' | 'install-as-root' | 'install-by-sudo' | 'unpack';

export interface Situation {
  /** The system has it. */
  readonly onSystem: boolean;
  /** An earlier run unpacked it. */
  readonly isUnpacked: boolean;
  /** RINGSIDE_NO_SYSTEM_TOOLS: neither the system's tools nor installing any. */
  readonly systemForbidden: boolean;
  /** Installing would give it: it is for this machine's own architecture, and there is a package. */
  readonly canInstall: boolean;
  readonly isRoot: boolean;
  /** `sudo -n true` works: no password would be asked. */
  readonly hasSudo: boolean;
}

/** Which way to take. The least that changes the machine comes first. */
export function chooseWay(situation: Situation): Way {
  if (situation.onSystem && !situation.systemForbidden) return 'system';
  if (situation.isUnpacked) return 'unpacked';
  if (situation.systemForbidden || !situation.canInstall) return 'unpack';
  if (situation.isRoot) return 'install-as-root';
  return situation.hasSudo ? 'install-by-sudo' : 'unpack';
}

/** Whether the environment forbids the system's own tools. */
export function systemForbidden(): boolean {
  const value = process.env.RINGSIDE_NO_SYSTEM_TOOLS ?? '';
  return value !== '' && value !== '0';
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether sudo works without asking. It is never asked for a password. */
export async function hasSudo(): Promise<boolean> {
  if (findProgram('sudo') === undefined) return false;
  return (await run(['sudo', '-n', 'true'])).code === 0;
}

/** The program's file in PATH or in the folders of system programs, which an ordinary user's PATH may lack. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  for (const folder of folders) {
    if (!folder.startsWith('/')) continue;
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this one.
    }
  }
  return undefined;
}
