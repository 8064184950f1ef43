import { checkLab } from './check/check-lab.ts';
import type { Finding } from './check/finding.ts';
import { openLabRecording } from './check/recorded-lab.ts';
import type { Lab } from './lab.ts';
import type { LabTools } from './lab-tools.ts';
import { type LabRunOptions, type RecordedLab, recordLab } from './record-lab.ts';

/** A lab that was run afresh, with what its checks found. */
export interface CheckedLab extends RecordedLab {
  readonly findings: readonly Finding[];
  readonly isFound: boolean;
}

/** Records a lab and looks for all that it names. */
export async function runAndCheck(lab: Lab, options: LabRunOptions, tools: LabTools): Promise<CheckedLab> {
  const recorded = await recordLab(lab, options, tools);
  const recordings = new Map(
    [...recorded.folders].map(([id, folder]) => [id, openLabRecording(folder, tools)] as const),
  );
  try {
    const { kernel, modules } = options.guest;
    const sameKernel = [
      ...(kernel === undefined ? [] : ['--kernel', kernel]),
      ...(modules === undefined ? [] : ['--modules', modules]),
    ];
    const findings = await checkLab(lab, {
      kernel: recorded.kernel,
      recordings,
      print: words => tools.print([...words, ...sameKernel]),
    });
    return { ...recorded, findings, isFound: findings.every(({ isFound }) => isFound) };
  } finally {
    for (const recording of recordings.values()) await recording.close();
  }
}
