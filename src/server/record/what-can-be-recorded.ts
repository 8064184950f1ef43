import { analyses } from '../../analyses/index.ts';
import { TargetError } from '../../base/index.ts';
import { defaultKernelName, needDistribution } from '../../packages/index.ts';
import type { PlanSummary, TargetSummary } from '../../protocol/index.ts';
import { matchEvents } from '../../recorder/check-plan.ts';
import { listPlans, loadPlan } from '../../recorder/plan.ts';

/** Where recordings can be made. */
export function listTargets(): readonly TargetSummary[] {
  const kernel = defaultKernelName('x86_64') ?? '';
  try {
    needDistribution();
    return [{ id: 'vm', kernel }];
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return [{ id: 'vm', kernel, problem: { message: error.message, remedy: error.remedy } }];
  }
}

/** The named plans, the one to begin with first and the one of all others last, and what their recordings answer. */
export function listPlanSummaries(): readonly PlanSummary[] {
  const plans = [...listPlans()].sort((a, b) => rank(a.name) - rank(b.name));
  return plans.map(({ name, sentence }) => {
    const events = loadPlan(name).events.map(({ pattern }) => pattern);
    return { name, sentence, events, answers: answersOf(events) };
  });
}

function rank(plan: string): number {
  if (plan === 'overview') return 0;
  return plan === 'everything' ? 2 : 1;
}

/** Ids of the analyses that find one of their sets of events among patterns; not of those that any event would do for. */
export function answersOf(patterns: readonly string[]): readonly string[] {
  const isRecorded = (needed: string): boolean => {
    const beginning = needed.replace(/\*$/, '');
    const begins = beginning !== needed;
    return patterns.some(
      pattern => matchEvents(pattern, [beginning]).length > 0 || (begins && pattern.startsWith(beginning)),
    );
  };
  return analyses
    .filter(({ needs }) => needs.some(set => !set.includes('*') && set.every(isRecorded)))
    .map(({ id }) => id);
}
