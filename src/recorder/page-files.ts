import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TargetError } from '../base/index.ts';
import { createPump } from '../targets/pump.ts';
import type { TargetSession } from '../targets/target.ts';

/** The raw pages of each CPU, on their way from the target into files of their own. */
export interface PageFiles {
  readonly paths: readonly string[];
  /** Settles with the sizes when everything the agent sent is on the disk. Rejects when the disk did not take it. */
  settle(): Promise<readonly number[]>;
}

/** Receives the pages of every CPU into `folder`. */
export async function receivePages(session: TargetSession, folder: string): Promise<PageFiles> {
  await mkdir(folder, { recursive: true });
  const pump = createPump();
  const cpus = Array.from({ length: session.cpus }, (_, cpu) => cpu);
  const paths = cpus.map(cpu => join(folder, `cpu${cpu}`));
  const files = paths.map(path => createWriteStream(path, { highWaterMark: 1 << 20 }));
  let failure: Error | undefined;
  files.forEach((file, cpu) => {
    file.on('error', error => {
      failure ??= error;
    });
    pump.pass(session.pages(cpu), file, () => {});
  });
  return {
    paths,
    async settle() {
      if (!failure) await pump.settle();
      await Promise.all(files.map(end));
      if (failure)
        throw new TargetError(
          'write the recording',
          failure.message,
          'Make room, or give -o a folder on another disk.',
        );
      return Promise.all(paths.map(async path => (await stat(path)).size));
    },
  };
}

function end(file: WriteStream): Promise<void> {
  return new Promise(resolve => {
    if (file.destroyed) return resolve();
    file.once('close', () => resolve());
    file.end();
  });
}
