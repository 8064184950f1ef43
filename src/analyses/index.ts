import type { Analysis } from './analysis.ts';
import { blockAnalysis } from './block/index.ts';
import { bpfAnalysis } from './bpf/index.ts';
import { callsAnalysis } from './calls/index.ts';
import { cgroupAnalysis } from './cgroup/index.ts';
import { filesAnalysis } from './files/index.ts';
import { irqAnalysis } from './irq/index.ts';
import { locksAnalysis } from './locks/index.ts';
import { memoryAnalysis } from './memory/index.ts';
import { networkAnalysis } from './network/index.ts';
import { othersBeside } from './others/index.ts';
import { powerAnalysis } from './power/index.ts';
import { procAnalysis } from './proc/index.ts';
import { schedAnalysis } from './sched/index.ts';
import { signalAnalysis } from './signal/index.ts';
import { syscallsAnalysis } from './syscalls/index.ts';
import { workqueueAnalysis } from './workqueue/index.ts';

const ofSubjects: readonly Analysis[] = [
  schedAnalysis,
  callsAnalysis,
  irqAnalysis,
  syscallsAnalysis,
  memoryAnalysis,
  workqueueAnalysis,
  filesAnalysis,
  blockAnalysis,
  networkAnalysis,
  signalAnalysis,
  locksAnalysis,
  powerAnalysis,
  cgroupAnalysis,
  bpfAnalysis,
  procAnalysis,
];

/** Every analysis, one line each; the order is that of the overview. */
export const analyses: readonly Analysis[] = [...ofSubjects, othersBeside(ofSubjects)];

export * from './analysis.ts';
export * from './questions.ts';
