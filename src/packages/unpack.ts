import { chmod, mkdir, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TargetError } from '../base/index.ts';
import { say } from '../words/index.ts';
import { diskFullRemedy, isDiskFull } from './apt-failure.ts';
import type { Progress } from './progress.ts';
import { run, tail } from './run.ts';

// Nobody reads these in a guest, and they are a third of the files.
const leftOut = ['./usr/share/doc', './usr/share/man', './usr/share/info', './usr/share/lintian'];

/**
 * Unpacks packages over each other into a usr-merged folder: bin, sbin, lib, lib64 are links into usr, so that it
 * works as a lower layer under a usr-merged root. Owners and set-user-id bits are not taken over; all is readable
 * to everyone, because QEMU may run as somebody else. Each file is removed once unpacked.
 */
export async function unpackDebs(
  files: readonly string[],
  folder: string,
  progress: Progress,
): Promise<void> {
  const doing = say('setup.unpacking');
  progress.phase(doing, 0, files.length);
  await layUsrMerge(folder);
  const script = [
    'set -o pipefail; umask 022;',
    'dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink --no-same-owner --no-same-permissions',
    ...leftOut.map(path => `--exclude=${path}`),
    '-C "$2"',
  ].join(' ');
  for (const [index, file] of files.entries()) {
    const result = await run(['bash', '-c', script, 'bash', file, folder]);
    if (result.code !== 0) throw unpackFailure(file, result.stderr);
    await rm(file);
    progress.phase(doing, index + 1, files.length);
  }
  const result = await run(['chmod', '-R', 'u+rwX,go+rX,go-w', folder]);
  if (result.code !== 0) throw unpackFailure(folder, result.stderr);
}

async function layUsrMerge(folder: string): Promise<void> {
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    await mkdir(join(folder, 'usr', name), { recursive: true, mode: 0o755 });
    await symlink(`usr/${name}`, join(folder, name));
  }
  await chmod(folder, 0o755);
}

function unpackFailure(file: string, output: string): TargetError {
  return new TargetError(
    say('setup.check.unpack', { file: basename(file) }),
    tail(output),
    isDiskFull(output) ? diskFullRemedy() : say('setup.broken-package'),
  );
}
