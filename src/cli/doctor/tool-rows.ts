import { accessSync, constants, existsSync } from 'node:fs';
import { findDistribution, findGuestPrograms, findProgram, missingPrograms } from '../../packages/index.ts';
import { say } from '../../words/index.ts';
import type { DoctorRow } from './row.ts';

/** Programs that a recording may use in the guest: label, package. */
const programs: readonly (readonly [label: string, packageName: string])[] = [
  ['uftrace', 'uftrace'],
  ['trace-cmd', 'trace-cmd'],
  ['blktrace', 'blktrace'],
  ['perf', 'linux-perf'],
];

export function toolRows(): readonly DoctorRow[] {
  return [...programs.map(([label, name]) => programRow(label, name)), sshRow(), localRow()];
}

function programRow(label: string, name: string): DoctorRow {
  const base = { id: label, group: 'tools', label } as const;
  const path = missingPrograms([name]).length === 0 ? findProgram(label) : undefined;
  if (path !== undefined) return { ...base, verdict: 'ok', fact: path };
  if (findGuestPrograms([name]) !== undefined) {
    return { ...base, verdict: 'ok', fact: say('doctor.origin.unpacked') };
  }
  const verdict = findDistribution() ? 'fixable' : 'no';
  return { ...base, verdict, fact: say('doctor.not-yet'), remedy: say('doctor.remedy.guest') };
}

function sshRow(): DoctorRow {
  const base = { id: 'ssh', group: 'tools', label: say('doctor.ssh') } as const;
  const path = findProgram('ssh');
  if (path !== undefined) return { ...base, verdict: 'ok', fact: path };
  return { ...base, verdict: 'fixable', fact: say('doctor.not-yet'), remedy: say('doctor.ssh.remedy') };
}

// Only looked at, never touched: this machine's own tracer belongs to its owner.
function localRow(): DoctorRow {
  const base = { id: 'local', group: 'tools', label: say('doctor.local') } as const;
  if (process.platform !== 'linux') return { ...base, verdict: 'no', fact: say('doctor.local.other') };
  for (const folder of ['/sys/kernel/tracing', '/sys/kernel/debug/tracing']) {
    try {
      accessSync(`${folder}/events`, constants.R_OK | constants.X_OK);
      accessSync(`${folder}/tracing_on`, constants.W_OK);
      return { ...base, verdict: 'ok', fact: say('doctor.local.open') };
    } catch {
      // The other place, or none.
    }
  }
  const isRoot = process.getuid?.() === 0;
  const isClosed = !isRoot && existsSync('/sys/kernel/tracing');
  const state = isClosed ? 'closed' : 'absent';
  return {
    ...base,
    verdict: 'fixable',
    fact: say(`doctor.local.${state}`),
    remedy: say(`doctor.local.${state}-remedy`),
  };
}
