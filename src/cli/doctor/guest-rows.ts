import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestArch, QemuTool } from '../../packages/index.ts';
import { findBusybox, findDistribution, findQemu, listKernels, places, run } from '../../packages/index.ts';
import { say, sizeInWords } from '../../words/index.ts';
import type { DoctorRow, Verdict } from './row.ts';

export async function guestRows(): Promise<readonly DoctorRow[]> {
  const [intel, arm] = await Promise.all([qemuRow('x86_64'), qemuRow('arm64')]);
  return [kvmRow(), intel, arm, busyboxRow(), kernelsRow(), savedRow()];
}

/** What the micro-VM wrote when it last tried KVM; it counts for the boot it was tried in. */
interface KvmVerdict {
  readonly bootId: string;
  readonly works: boolean;
  readonly reason?: string;
}

function kvmRow(): DoctorRow {
  const base = { id: 'kvm', group: 'guest', label: say('doctor.kvm') } as const;
  if (!existsSync('/dev/kvm')) {
    return {
      ...base,
      verdict: 'no',
      fact: say('doctor.kvm.absent'),
      remedy: say('doctor.kvm.absent-remedy'),
    };
  }
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    const remedy = say('doctor.kvm.closed-remedy');
    return { ...base, verdict: 'fixable', fact: say('doctor.kvm.closed'), remedy };
  }
  const verdict = readKvmVerdict();
  if (verdict?.works) return { ...base, verdict: 'ok', fact: say('doctor.kvm.works') };
  if (verdict) {
    return { ...base, verdict: 'no', fact: say('doctor.kvm.broken', { reason: verdict.reason ?? '?' }) };
  }
  const remedy = say('doctor.kvm.untried-remedy');
  return { ...base, verdict: 'fixable', fact: say('doctor.kvm.untried'), remedy };
}

function readKvmVerdict(): KvmVerdict | undefined {
  try {
    const verdict: KvmVerdict = JSON.parse(readFileSync(join(places().cache, 'kvm-verdict.json'), 'utf8'));
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return verdict.bootId === bootId ? verdict : undefined;
  } catch {
    return undefined;
  }
}

async function qemuRow(arch: GuestArch): Promise<DoctorRow> {
  const label = say('doctor.qemu', { arch });
  const isNeeded = arch === 'x86_64';
  const base = { id: `qemu-${arch}`, group: 'guest', label, isNeeded } as const;
  const tool = findQemu(arch);
  if (!tool) {
    const remedy = say(isNeeded ? 'doctor.remedy.start' : 'doctor.remedy.arm64');
    return { ...base, verdict: canBeGot(), fact: say('doctor.not-yet'), remedy };
  }
  const version = await qemuVersion(tool);
  if (version) {
    const origin = say(`doctor.origin.${tool.origin}`);
    return { ...base, verdict: 'ok', fact: say('doctor.fact.version', { version, origin }) };
  }
  const name = findDistribution()?.packages.qemu[arch][0] ?? 'qemu';
  return {
    ...base,
    verdict: 'no',
    fact: say('doctor.broken-program', { path: tool.path }),
    remedy: say('doctor.remedy.reinstall', { package: name }),
  };
}

async function qemuVersion(tool: QemuTool): Promise<string | undefined> {
  const result = await run([...tool.argv, ...tool.firmwareArgs, '--version'], { env: tool.env });
  return /version (\d+(?:\.\d+)+)/.exec(result.stdout)?.[1];
}

function busyboxRow(): DoctorRow {
  const base = { id: 'busybox', group: 'guest', label: say('doctor.busybox'), isNeeded: true } as const;
  const found = findBusybox('x86_64');
  if (found) return { ...base, verdict: 'ok', fact: `${found.path}` };
  return { ...base, verdict: canBeGot(), fact: say('doctor.not-yet'), remedy: say('doctor.remedy.start') };
}

function kernelsRow(): DoctorRow {
  const base = { id: 'kernels', group: 'guest', label: say('doctor.kernels'), isNeeded: true } as const;
  const releases = [...new Set(listKernels().map(each => each.kernel.release))];
  if (releases.length > 0) return { ...base, verdict: 'ok', fact: releases.join(', ') };
  return {
    ...base,
    verdict: canBeGot(),
    fact: say('doctor.kernels.none'),
    remedy: say('doctor.remedy.start'),
  };
}

function savedRow(): DoctorRow {
  const base = { id: 'saved-guests', group: 'guest', label: say('doctor.saved') } as const;
  const { count, bytes } = measure(join(places().cache, 'guests'));
  if (count === 0) return { ...base, verdict: 'fixable', fact: say('doctor.saved.none') };
  return { ...base, verdict: 'ok', fact: say('doctor.saved.fact', { count, size: sizeInWords(bytes) }) };
}

/** Saved guests in the folder, and the bytes on disk of all files under it. */
function measure(folder: string): { count: number; bytes: number } {
  let count = 0;
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      if (entry.name === 'saved.json') count += 1;
      bytes += statSync(join(entry.parentPath, entry.name)).blocks * 512;
    }
  } catch {
    // Not there, or going away while it is looked at: what was counted is good enough for a person.
  }
  return { count, bytes };
}

function canBeGot(): Verdict {
  return findDistribution() ? 'fixable' : 'no';
}
