import { readFileSync } from 'node:fs';
import { loadLineage } from '../../kernel/index.ts';
import type { LabTools } from '../../lab-runner/index.ts';
import type { Progress } from '../../packages/index.ts';
import { openKernelInlines } from '../open/kernel-parts.ts';
import { openRecordingAt } from '../open/open-recording.ts';
import { version } from '../version.ts';

const lineageFile = new URL('../../../data/kernel/lineage.json', import.meta.url);

/** What labs need of the command. */
export function labTools(progress: Progress): LabTools {
  return {
    version,
    progress,
    lineage: loadLineage(readFileSync(lineageFile, 'utf8')),
    inlinesOf: release => openKernelInlines(release),
    open: (path, wanted) => openRecordingAt(path, { wanted }),
  };
}
