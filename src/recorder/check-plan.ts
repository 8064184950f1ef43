import { UsageError } from '../base/index.ts';
import type { KernelFacts } from './kernel-facts.ts';
import { nearestNames } from './nearest-names.ts';
import type { EventChoice, Plan } from './plan.ts';

/** An event of this kernel that is to be recorded. */
export interface ChosenEvent {
  readonly system: string;
  readonly event: string;
  readonly choice: EventChoice;
}

/** The events that a plan means on this kernel. A UsageError with the nearest names when something is not there. */
export async function checkPlan(plan: Plan, facts: KernelFacts): Promise<readonly ChosenEvent[]> {
  if (!facts.tracers.includes(plan.tracer)) {
    throw new UsageError(
      `this kernel has no tracer "${plan.tracer}"`,
      `It has: ${facts.tracers.join(', ')}.`,
    );
  }
  await checkFunctions([...plan.functions, ...plan.excludedFunctions], facts);
  const chosen = new Map<string, ChosenEvent>();
  for (const choice of plan.events) {
    const found = matchEvents(choice.pattern, facts.formats.keys());
    // A plan from a file names events of many kernels; what this one lacks is left out there, but not where it was typed.
    if (found.length === 0 && plan.name === undefined) throw unknownEvent(choice.pattern, facts);
    for (const name of found) {
      const [system = '', event = ''] = name.split(':');
      chosen.set(name, { system, event, choice });
    }
  }
  return [...chosen.values()];
}

/** Names `system:event` that a pattern means: `sched:*`, `sched/sched_switch`, `sched_switch`, `sched`. */
export function matchEvents(pattern: string, names: Iterable<string>): readonly string[] {
  const normal = pattern.replace('/', ':');
  const all = [...names];
  const matches = (glob: string): string[] => {
    const expression = globExpression(glob);
    return all.filter(name => expression.test(name) && !name.startsWith('ftrace:'));
  };
  if (normal.includes(':')) return matches(normal);
  const byEvent = matches(`*:${normal}`);
  return byEvent.length > 0 ? byEvent : matches(`${normal}:*`);
}

function globExpression(glob: string): RegExp {
  const escaped = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  try {
    return new RegExp(`^${escaped}$`);
  } catch {
    return /^$(?!)/;
  }
}

async function checkFunctions(patterns: readonly string[], facts: KernelFacts): Promise<void> {
  if (patterns.length === 0) return;
  const functions = await facts.functions();
  for (const pattern of patterns) {
    if (functions.has(pattern)) continue;
    if (/[*?[]/.test(pattern)) {
      const expression = globExpression(pattern);
      if ([...functions].some(name => expression.test(name))) continue;
    }
    const nearest = nearestNames(pattern, functions);
    throw new UsageError(`this kernel has no function "${pattern}" that can be traced`, suggest(nearest));
  }
}

function unknownEvent(pattern: string, facts: KernelFacts): UsageError {
  return new UsageError(
    `this kernel has no event "${pattern}"`,
    suggest(nearestNames(pattern, facts.formats.keys())),
  );
}

function suggest(names: readonly string[]): string {
  return names.length > 0 ? `Nearest: ${names.join(', ')}.` : 'Nothing has a similar name.';
}
