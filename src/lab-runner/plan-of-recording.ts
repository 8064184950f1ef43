import { defaultPlan, type EventChoice, loadPlan, type Plan } from '../recorder/plan.ts';
import type { KernelView } from './kernel-view.ts';
import type { LabRecording } from './lab.ts';
import { traceableName } from './needs.ts';

/** What a recording of a lab tells the tracer, before it is known which kernel it is. */
export function planOfRecording(lab: string, recording: LabRecording): Plan {
  const {
    tracer,
    plan,
    events = [],
    functions = [],
    notrace = [],
    depth,
    stacks,
    probes = [],
    all,
    buffer,
  } = recording;
  const base = plan === undefined ? defaultPlan : loadPlan(plan);
  return {
    ...base,
    // A plan with a name leaves out events that a kernel lacks; what must be there stands in the lab's needs.
    name: `lab ${lab}`,
    tracer: tracer ?? base.tracer,
    events: [...base.events, ...events.map(asChoice)],
    functions,
    excludedFunctions: notrace,
    depth: depth ?? base.depth,
    stacks: stacks ?? base.stacks,
    probes,
    all: all ?? base.all,
    bufferKiB: buffer ?? base.bufferKiB,
  };
}

/** The same with the names that this kernel has. */
export function withKernelNames(plan: Plan, kernel: KernelView): Plan {
  const known = (asked: readonly string[]): readonly string[] =>
    asked.flatMap(name => traceableName(name, kernel) ?? []);
  return {
    ...plan,
    functions: known(plan.functions),
    excludedFunctions: known(plan.excludedFunctions),
    probes: plan.probes.map(probe =>
      probe.replaceAll(
        /\{([A-Za-z_][\w.]*)\}/g,
        (_whole, name: string) => traceableName(name, kernel) ?? name,
      ),
    ),
  };
}

function asChoice(event: NonNullable<LabRecording['events']>[number]): EventChoice {
  if (typeof event === 'string') return { pattern: event, triggers: [] };
  const { event: pattern, filter, triggers = [] } = event;
  return { pattern, triggers, ...(filter === undefined ? {} : { filter }) };
}
