import { TargetError } from '../base/index.ts';
import { say } from '../words/index.ts';
import { places } from './places.ts';
import { tail } from './run.ts';

const notFound = /Unable to locate package|has no installation candidate|No packages found|Version '.*' for/;
const gone = /404 {1,2}Not Found|\b404\b|Hash Sum mismatch|File has unexpected size/;
const unreachable =
  /Temporary failure (in name )?resolving|Could not resolve|Could not connect|Unable to connect|Connection (failed|timed out|refused)|Network is unreachable|Something wicked happened/;
const full = /No space left on device|enough free space|ENOSPC|Disk quota exceeded/;

/** Whether newer lists may help: a package that is unknown, or is no longer where the lists say. */
export function isOutdated(output: string): boolean {
  return notFound.test(output) || gone.test(output);
}

/** What APT's words mean for a person: the error with its next step. `complaints` are those of reading the lists. */
export function aptFailure(output: string, complaints = ''): TargetError {
  const said = tail(`${complaints}\n${output}`);
  return new TargetError(say('setup.check'), said, remedy(output, complaints));
}

function remedy(output: string, complaints: string): string {
  if (full.test(output) || full.test(complaints)) return diskFullRemedy();
  if (unreachable.test(output)) return say('setup.no-network');
  if (gone.test(output)) return say('setup.gone');
  if (notFound.test(output))
    return say(unreachable.test(complaints) ? 'setup.no-network' : 'setup.not-found');
  return say('setup.apt-failed');
}

export function diskFullRemedy(): string {
  return say('setup.disk-full', { folder: places().cache });
}

/** Whether a program's or Node's words mean that the disk is full. */
export function isDiskFull(output: string): boolean {
  return full.test(output);
}

const closed = ['EACCES', 'EROFS', 'EPERM'];

/** The same for errors of Node's own that a person can put right: a full disk, a folder that is closed. */
export function fileFailure(error: unknown): TargetError | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const remedy = closed.includes(code)
    ? say('setup.closed')
    : code === 'ENOSPC' || code === 'EDQUOT'
      ? diskFullRemedy()
      : undefined;
  return remedy === undefined ? undefined : new TargetError(say('setup.check'), String(error), remedy);
}

/** Does the work; such an error comes out with its next step. */
export async function withFileFailures<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileFailure(error) ?? error;
  }
}
