import { TargetError } from '../base/index.ts';
import { say } from '../words/index.ts';
import { aptFailure, isOutdated } from './apt-failure.ts';
import type { Progress } from './progress.ts';
import { run } from './run.ts';

/**
 * Installs packages into the system, by root or sudo; says so first. Only for programs of this machine's own
 * architecture that a person would install by hand as well. TargetError when APT refuses.
 */
export async function installPackages(
  names: readonly string[],
  label: string,
  way: 'install-as-root' | 'install-by-sudo',
  progress: Progress,
): Promise<void> {
  const prefix = way === 'install-by-sudo' ? ['sudo', '-n'] : [];
  const settings = ['env', 'DEBIAN_FRONTEND=noninteractive', 'NEEDRESTART_MODE=a', 'LC_ALL=C'];
  const aptGet = [...prefix, ...settings, 'apt-get', '-o', 'DPkg::Lock::Timeout=120'];
  const verb = ['install', '-y', '--no-install-recommends', '--no-remove', ...names];
  const install = [...aptGet, ...verb];
  const command = [...prefix, 'apt-get', ...verb].join(' ');
  progress.say(say('setup.will-install', { label, command }));
  progress.phase(say('setup.installing', { label }));
  let result = await run(install);
  let complaints = '';
  if (result.code !== 0 && isOutdated(result.stdout + result.stderr)) {
    progress.phase(say('setup.reading-lists'));
    complaints = (await run([...aptGet, 'update'])).stderr;
    progress.phase(say('setup.installing', { label }));
    result = await run(install);
  }
  progress.end();
  if (result.code === 127) throw new TargetError(say('setup.check'), result.stderr, say('setup.no-apt'));
  if (result.code !== 0) throw aptFailure(result.stderr, complaints);
}
