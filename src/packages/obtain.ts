import { TargetError } from '../base/index.ts';
import { say } from '../words/index.ts';
import { installPackages } from './install.ts';
import type { Progress } from './progress.ts';
import { chooseWay, hasSudo, isRoot, systemForbidden } from './way.ts';

/** Something that the system may have, that may be installed, and that can be unpacked. */
export interface Obtainable<T> {
  /** What a person calls it. */
  readonly label: string;
  /** To be installed; undefined where installing would not help, as for another architecture. */
  readonly install: readonly string[] | undefined;
  readonly findOnSystem: () => T | undefined;
  readonly findUnpacked: () => T | undefined;
  readonly unpack: (progress: Progress) => Promise<T>;
}

/** What would be used now, without getting any. */
export function findObtained<T>(wanted: Obtainable<T>): T | undefined {
  return (systemForbidden() ? undefined : wanted.findOnSystem()) ?? wanted.findUnpacked();
}

/** Gets it by the way that changes the machine least. Where installing fails, it is unpacked instead. */
export async function obtain<T>(wanted: Obtainable<T>, progress: Progress): Promise<T> {
  const onSystem = wanted.findOnSystem();
  const unpacked = wanted.findUnpacked();
  const forbidden = systemForbidden() || wanted.install === undefined;
  const mayAskSudo = !onSystem && !unpacked && !forbidden && !isRoot();
  const way = chooseWay({
    onSystem: onSystem !== undefined,
    isUnpacked: unpacked !== undefined,
    systemForbidden: systemForbidden(),
    canInstall: wanted.install !== undefined,
    isRoot: isRoot(),
    hasSudo: mayAskSudo && (await hasSudo()),
  });
  if (way === 'system' && onSystem) return onSystem;
  if (way === 'unpacked' && unpacked) return unpacked;
  if (way === 'install-as-root' || way === 'install-by-sudo') {
    const installed = await installAndFind(wanted, way, progress);
    if (installed) return installed;
  }
  return wanted.unpack(progress);
}

async function installAndFind<T>(
  wanted: Obtainable<T>,
  way: 'install-as-root' | 'install-by-sudo',
  progress: Progress,
): Promise<T | undefined> {
  try {
    await installPackages(wanted.install ?? [], wanted.label, way, progress);
    return wanted.findOnSystem();
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    progress.say(say('setup.install-failed', { label: wanted.label, output: error.output }));
    return undefined;
  }
}
