import { readFileSync } from 'node:fs';
import { TargetError } from '../base/index.ts';
import { say } from '../words/index.ts';
import type { GuestArch } from './tool.ts';

/** The one table from a distribution to the names of its packages. */
export interface Distribution {
  readonly id: string;
  readonly version: string;
  /** What a person calls it. */
  readonly name: string;
  /** A test ran the whole set-up on it. */
  readonly proven: boolean;
  readonly packages: PackageNames;
}

export interface PackageNames {
  readonly qemu: Readonly<Record<GuestArch, readonly string[]>>;
  readonly busybox: string;
  readonly kernel: Readonly<Record<GuestArch, string>>;
  /** Programs whose package is called otherwise than they are. */
  readonly guest: Readonly<Record<string, string>>;
}

// ipxe-qemu is only recommended by QEMU, but without its ROMs a machine with a network card does not start.
const debian: PackageNames = {
  qemu: { x86_64: ['qemu-system-x86', 'ipxe-qemu'], arm64: ['qemu-system-arm', 'ipxe-qemu'] },
  busybox: 'busybox-static',
  kernel: { x86_64: 'linux-image-amd64', arm64: 'linux-image-arm64' },
  guest: {},
};

const ubuntu: PackageNames = {
  ...debian,
  kernel: { x86_64: 'linux-image-generic', arm64: 'linux-image-generic' },
  guest: { 'linux-perf': 'linux-tools-generic' },
};

const table: readonly Omit<Distribution, 'name'>[] = [
  { id: 'debian', version: '12', proven: true, packages: debian },
  { id: 'debian', version: '13', proven: false, packages: debian },
  { id: 'ubuntu', version: '22.04', proven: false, packages: ubuntu },
  { id: 'ubuntu', version: '24.04', proven: false, packages: ubuntu },
];

/** Commands for systems that the set-up does not know; run by hand, then Ringside finds what they installed. */
const byHand: readonly { readonly ids: readonly string[]; readonly command: string }[] = [
  {
    ids: ['fedora', 'rhel', 'centos', 'rocky', 'almalinux'],
    command: 'sudo dnf install qemu-system-x86-core busybox kernel-core uftrace trace-cmd blktrace perf',
  },
  {
    ids: ['arch', 'manjaro', 'endeavouros'],
    command: 'sudo pacman -S --needed qemu-system-x86 busybox linux trace-cmd blktrace perf',
  },
  {
    ids: ['opensuse-tumbleweed', 'opensuse-leap', 'sles', 'suse'],
    command: 'sudo zypper install qemu-x86 busybox-static kernel-default uftrace trace-cmd blktrace perf',
  },
  { ids: ['alpine'], command: 'doas apk add qemu-system-x86_64 busybox-static linux-lts trace-cmd blktrace' },
  { ids: ['darwin'], command: 'brew install qemu' },
  {
    ids: ['debian', 'ubuntu'],
    command:
      'sudo apt-get install --no-install-recommends qemu-system-x86 busybox-static uftrace trace-cmd blktrace',
  },
];

/** This machine's system, as /etc/os-release says it; `darwin`, `win32`… where there is none. */
export interface SystemName {
  readonly id: string;
  /** Relatives, nearest first. */
  readonly like: readonly string[];
  readonly version: string;
  readonly name: string;
}

/** Reads the text of an os-release file (os-release(5)); unknown lines are passed over. */
export function parseOsRelease(text: string): SystemName {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, raw] = /^([A-Z_]+)=(.*)$/.exec(line.trim()) ?? [];
    if (key && raw !== undefined)
      values.set(key, raw.replace(/^(["'])(.*)\1$/, '$2').replace(/\\(.)/g, '$1'));
  }
  const id = values.get('ID') ?? 'linux';
  return {
    id,
    like: (values.get('ID_LIKE') ?? '').split(' ').filter(word => word !== ''),
    version: values.get('VERSION_ID') ?? '',
    name: values.get('PRETTY_NAME') ?? values.get('NAME') ?? id,
  };
}

let remembered: SystemName | undefined;

/** This machine's system. */
export function systemName(): SystemName {
  remembered ??= readSystemName();
  return remembered;
}

function readSystemName(): SystemName {
  if (process.platform !== 'linux') {
    return { id: process.platform, like: [], version: '', name: process.platform };
  }
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return parseOsRelease(readFileSync(path, 'utf8'));
    } catch {
      // The next place; a system without either is a Linux that we do not know.
    }
  }
  return { id: 'linux', like: [], version: '', name: 'Linux' };
}

/** The row of the table for a system, or undefined where it has none. */
export function findDistribution(system: SystemName = systemName()): Distribution | undefined {
  const row = table.find(each => each.id === system.id && each.version === system.version);
  return row && { ...row, name: system.name };
}

/** The row of the table for this machine; a TargetError with the command to run by hand where it has none. */
export function needDistribution(system: SystemName = systemName()): Distribution {
  const found = findDistribution(system);
  if (found) return found;
  const command = commandByHand(system);
  throw new TargetError(
    say('setup.check'),
    say('setup.unknown-system', { name: system.name }),
    command === undefined ? say('setup.unknown-system.read') : say('setup.unknown-system.run', { command }),
  );
}

/** What to run by hand on a system without a row in the table; undefined for one nobody thought of. */
export function commandByHand(system: SystemName): string | undefined {
  for (const id of [system.id, ...system.like]) {
    const row = byHand.find(each => each.ids.includes(id));
    if (row) return row.command;
  }
  return undefined;
}
