import { derived, type Finding } from '../../analyses/index.ts';
import type { OfRecording } from '../question.ts';
import { findAnalysis, type Workbench } from '../workbench.ts';

export interface FindingsWish extends OfRecording {
  readonly analysis: string;
}

/** What one analysis finds remarkable: each is asked for by itself, so that what is known is shown while others look. */
export function askFindings(bench: Workbench, { of, analysis }: FindingsWish): readonly Finding[] {
  const { trace } = bench.recording(of);
  const { answer, findings } = findAnalysis(analysis);
  return trace.count === 0 ? [] : (findings?.(trace, derived(trace, answer)) ?? []);
}
