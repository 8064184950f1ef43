import { execFile } from 'node:child_process';
import type { LabTools } from '../../lab-runner/index.ts';
import type { Progress } from '../../packages/index.ts';
import { openKernelInlines } from '../open/kernel-parts.ts';
import { openLineage } from '../open/lineage.ts';
import { openRecordingAt } from '../open/open-recording.ts';
import { version } from '../version.ts';

/** What labs need of the command. */
export function labTools(progress: Progress): LabTools {
  return {
    version,
    progress,
    lineage: openLineage(),
    inlinesOf: release => openKernelInlines(release),
    print: printOurselves,
    open: (path, wanted) => openRecordingAt(path, { wanted }),
  };
}

const mostPrinted = 64 * 1024 * 1024;

/** What this very program prints for other words. */
function printOurselves(words: readonly string[]): Promise<string> {
  const options = { encoding: 'utf8', maxBuffer: mostPrinted } as const;
  return new Promise(resolve => {
    execFile(process.execPath, [process.argv[1]!, ...words], options, (error, printed) =>
      resolve(error ? '' : printed),
    );
  });
}
