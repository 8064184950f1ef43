import { describe, expect, test } from 'vitest';
import { TargetError } from '../base/index.ts';
import { findDistribution, needDistribution, parseOsRelease } from './distribution.ts';

// Beginnings of the files that these systems ship.
const debian12 = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
ID=debian
`;
const ubuntu = `PRETTY_NAME="Ubuntu 24.04.1 LTS"
VERSION_ID="24.04"
ID=ubuntu
ID_LIKE=debian
`;
const fedora = `NAME="Fedora Linux"
ID=fedora
VERSION_ID=41
PRETTY_NAME="Fedora Linux 41 (Workstation Edition)"
`;
const mint = `ID=linuxmint
ID_LIKE="ubuntu debian"
VERSION_ID="22"
PRETTY_NAME="Linux Mint 22"
`;
const sid = 'PRETTY_NAME="Debian GNU/Linux trixie/sid"\nID=debian\n';

function failureOn(text: string): TargetError {
  try {
    needDistribution(parseOsRelease(text));
  } catch (error) {
    if (error instanceof TargetError) return error;
  }
  throw new Error('the set-up should not know this system');
}

describe('the table of distributions', () => {
  test('Debian 12 is proven, Ubuntu is there and unproven, with its own names', () => {
    const debian = findDistribution(parseOsRelease(debian12));
    expect(debian).toMatchObject({ proven: true, name: 'Debian GNU/Linux 12 (bookworm)' });
    expect(debian?.packages.kernel.x86_64).toBe('linux-image-amd64');
    const other = findDistribution(parseOsRelease(ubuntu));
    expect(other?.proven).toBe(false);
    expect(other?.packages.kernel.x86_64).toBe('linux-image-generic');
  });

  test('an unknown system gets the exact command of its own package manager', () => {
    expect(failureOn(fedora).remedy).toContain('sudo dnf install qemu-system-x86-core');
    expect(failureOn('ID=arch\n').remedy).toContain('sudo pacman -S');
    expect(failureOn(mint).remedy).toContain('sudo apt-get install');
    expect(failureOn(sid).remedy).toContain('sudo apt-get install');
    expect(failureOn(fedora).output).toContain('Fedora Linux 41');
  });

  test('a system that nobody thought of is told what is needed', () => {
    expect(failureOn('ID=plan9\n').remedy).toContain('ringside doctor');
    expect(failureOn('').remedy).toContain('ringside doctor');
  });
});

test('os-release: quotes of both kinds, escapes, comments, and lines that are none', () => {
  const system = parseOsRelease(`# a comment\nID='x y'\nNAME="a \\"b\\""\nPRETTY_NAME\n\0\nVERSION_ID=1\n`);
  expect(system).toEqual({ id: 'x y', like: [], version: '1', name: 'a "b"' });
});
