import { accessSync, constants, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { arch as hostArch } from 'node:os';
import { join } from 'node:path';
import { TargetError } from '../../base/index.ts';
import { type GuestArch, isRoot, type Progress, places, type QemuTool } from '../../packages/index.ts';
import { say } from '../../words/index.ts';
import type { Accelerator } from './machine.ts';

const device = '/dev/kvm';

/** What is known of KVM on this machine since it started; `ringside doctor` reads it too. */
export interface KvmVerdict {
  readonly bootId: string;
  /** A guest reached its agent under it. */
  readonly works: boolean;
  readonly reason?: string;
}

interface VerdictFile extends KvmVerdict {
  /** What each QEMU as each user found; the newest stands above. */
  readonly found: Readonly<Record<string, { readonly works: boolean; readonly reason?: string }>>;
}

export interface AcceleratorWish {
  /** What the user asked for; undefined to find the best. */
  readonly asked: Accelerator | undefined;
  readonly arch: GuestArch;
  readonly instructionTime: boolean;
  readonly qemu: QemuTool;
  /** QEMU keeps the rights of the one who starts it. */
  readonly asRoot: boolean;
}

/**
 * Opens a guest under KVM where that works, emulated else. /dev/kvm may open, make a machine and still end QEMU at
 * its first step, so KVM counts as working only after a guest reached its agent under it. The verdict is remembered
 * until this machine restarts. A TargetError when KVM was asked for by name and does not work.
 */
export async function withBestAccelerator<T>(
  wish: AcceleratorWish,
  progress: Progress,
  open: (accelerator: Accelerator) => Promise<T>,
): Promise<T> {
  if (wish.asked === 'tcg') return open('tcg');
  const hindrance = whyNotHere(wish) ?? whyClosed(wish.asRoot);
  if (wish.asked === 'kvm') {
    if (hindrance) throw new TargetError(say('vm.kvm.check'), hindrance.reason, hindrance.remedy);
    return openUnderKvm(wish, open);
  }
  if (hindrance) {
    if (
      hindrance.isWorthSaying &&
      remember(`closed ${wish.asRoot}`, { works: false, reason: hindrance.reason })
    )
      progress.say(say('vm.kvm.not-used', { reason: hindrance.reason }));
    return open('tcg');
  }
  const verdict = readVerdicts()?.found[nameOf(wish)];
  if (verdict?.works) return open('kvm');
  if (verdict) return open('tcg');
  return findOut(wish, progress, open);
}

async function openUnderKvm<T>(
  wish: AcceleratorWish,
  open: (accelerator: Accelerator) => Promise<T>,
): Promise<T> {
  try {
    const opened = await open('kvm');
    remember(nameOf(wish), { works: true });
    return opened;
  } catch (error) {
    if (!isDeath(error)) throw error;
    throw new TargetError(say('vm.kvm.check'), error.output, say('vm.kvm.remedy'));
  }
}

/** A guest that dies under KVM and lives without it says that KVM does not work; one that dies both ways says nothing of it. */
async function findOut<T>(
  wish: AcceleratorWish,
  progress: Progress,
  open: (accelerator: Accelerator) => Promise<T>,
): Promise<T> {
  try {
    const opened = await open('kvm');
    remember(nameOf(wish), { works: true });
    return opened;
  } catch (error) {
    if (!isDeath(error)) throw error;
    const reason = reasonIn(error.output);
    progress.say(say('vm.kvm.not-used', { reason }));
    const opened = await open('tcg');
    remember(nameOf(wish), { works: false, reason });
    return opened;
  }
}

/** The guest came up and went, or never came: no other failure has to do with KVM. */
function isDeath(error: unknown): error is TargetError {
  return error instanceof TargetError && error.check === 'run the guest';
}

/** QEMU's own words where it had some, else what was noticed first. */
function reasonIn(output: string): string {
  const line = /QEMU said: (.*)/.exec(output)?.[1] ?? output.split('\n')[0] ?? '';
  return line.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, 200);
}

interface Hindrance {
  readonly reason: string;
  readonly remedy: string;
  readonly isWorthSaying: boolean;
}

function whyNotHere(wish: AcceleratorWish): Hindrance | undefined {
  const host = { x64: 'x86_64', arm64: 'arm64' }[hostArch() as 'x64'] ?? hostArch();
  const because = (reason: string): Hindrance => ({
    reason,
    remedy: say('vm.kvm.leave-out'),
    isWorthSaying: false,
  });
  if (wish.instructionTime) return because(say('vm.kvm.counts-instructions'));
  if (wish.arch !== host) return because(say('vm.kvm.other-arch', { guest: wish.arch, host }));
  return undefined;
}

/** Why the user whom QEMU runs as cannot open /dev/kvm. */
function whyClosed(asRoot: boolean): Hindrance | undefined {
  const stats = statSync(device, { throwIfNoEntry: false });
  if (!stats)
    return { reason: say('vm.kvm.absent'), remedy: say('vm.kvm.absent-remedy'), isWorthSaying: false };
  if (isRoot() && !asRoot) {
    if ((stats.mode & 0o006) === 0o006 || groupOfKvm() !== undefined) return undefined;
    return {
      reason: say('vm.kvm.closed-to-guests'),
      remedy: say('vm.kvm.closed-to-guests-remedy'),
      isWorthSaying: true,
    };
  }
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return undefined;
  } catch {
    return { reason: say('vm.kvm.closed'), remedy: say('doctor.kvm.closed-remedy'), isWorthSaying: true };
  }
}

/** The group that may open /dev/kvm; undefined where there is none, or it is root's own. */
export function groupOfKvm(): number | undefined {
  const stats = statSync(device, { throwIfNoEntry: false });
  return stats && stats.gid !== 0 && (stats.mode & 0o060) === 0o060 ? stats.gid : undefined;
}

function nameOf({ qemu, asRoot }: AcceleratorWish): string {
  const { size, mtimeMs } = statSync(qemu.path);
  return `${qemu.path} ${size} ${mtimeMs} ${asRoot}`;
}

function verdictPath(): string {
  return join(places().cache, 'kvm-verdict.json');
}

function readVerdicts(): VerdictFile | undefined {
  try {
    const file: VerdictFile = JSON.parse(readFileSync(verdictPath(), 'utf8'));
    return file.bootId === bootId() && typeof file.found === 'object' ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Notes what was found; answers whether that is news. A cache that cannot be written keeps nothing. */
function remember(name: string, verdict: { readonly works: boolean; readonly reason?: string }): boolean {
  const before = readVerdicts()?.found ?? {};
  const known = before[name];
  const isNews = known?.works !== verdict.works || known.reason !== verdict.reason;
  const file: VerdictFile = { bootId: bootId(), ...verdict, found: { ...before, [name]: verdict } };
  try {
    mkdirSync(places().cache, { recursive: true, mode: 0o755 });
    const partial = `${verdictPath()}.${process.pid}.partial`;
    writeFileSync(partial, `${JSON.stringify(file, undefined, 1)}\n`);
    renameSync(partial, verdictPath());
  } catch {
    // Tried again the next time.
  }
  return isNews;
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
