import { withoutVariant } from '../../kernel/index.ts';
import type { KernelView } from '../kernel-view.ts';
import type { Step } from '../lab.ts';

/** What a step of a path is in this kernel. */
export interface ResolvedStep {
  /** As the lab says it. */
  readonly asked: string;
  /** What it is called here, without variants; empty where no tracer can show it. */
  readonly names: ReadonlySet<string>;
  readonly isOptional: boolean;
  readonly fate: StepFate;
}

/** `same` also stands for functions that are none of the kernel's. */
export type StepFate =
  | { readonly kind: 'same' }
  | { readonly kind: 'renamed'; readonly to: readonly string[] }
  | { readonly kind: 'inlined'; readonly into: readonly string[] }
  /** It is there, but the tracer must not stop in it (noinstr, notrace). */
  | { readonly kind: 'hidden'; readonly name: string }
  | { readonly kind: 'gone' };

/** What the steps of a path are called here. `needsTracer`: it is looked for in calls, where not all functions show. */
export function resolveSteps(
  steps: readonly Step[],
  kernel: KernelView,
  options: { readonly needsTracer: boolean },
): readonly ResolvedStep[] {
  return steps.map(step => {
    if (typeof step !== 'string' && 'perhaps' in step) {
      return { ...resolve([step.perhaps], kernel, options.needsTracer), isOptional: true };
    }
    return resolve(typeof step === 'string' ? [step] : step.any, kernel, options.needsTracer);
  });
}

function resolve(asked: readonly string[], kernel: KernelView, needsTracer: boolean): ResolvedStep {
  const each = asked.map(name => resolveName(name, kernel, needsTracer));
  const names = new Set(each.flatMap(one => [...one.names]));
  // Of several, the first that can be seen; where none can, what became of the first.
  const seen = each.find(one => one.names.length > 0) ?? each[0]!;
  return { asked: asked.join(' | '), names, isOptional: false, fate: seen.fate };
}

function resolveName(
  name: string,
  kernel: KernelView,
  needsTracer: boolean,
): { readonly names: readonly string[]; readonly fate: StepFate } {
  const fate = kernel.fate(name);
  switch (fate.kind) {
    case 'unknown':
      return { names: [name], fate: { kind: 'same' } };
    case 'inlined':
      return { names: [], fate: { kind: 'inlined', into: fate.into } };
    case 'gone':
      return { names: [], fate: { kind: 'gone' } };
    default:
      if (needsTracer && !kernel.isTraceable(fate.name)) {
        return { names: [], fate: { kind: 'hidden', name: fate.name } };
      }
      return {
        names: [withoutVariant(fate.name)],
        fate: fate.kind === 'same' ? { kind: 'same' } : { kind: 'renamed', to: [fate.name] },
      };
  }
}

/** Follows a path step by step: which step is next, and whether it is at its end. */
export class StepFollower {
  readonly #steps: readonly ResolvedStep[];
  /** How often each step was reached. */
  readonly counts: number[];
  /** The first thing that reached it; -1 where nothing did. */
  readonly first: number[];

  constructor(steps: readonly ResolvedStep[]) {
    this.#steps = steps;
    this.counts = steps.map(() => 0);
    this.first = steps.map(() => -1);
  }

  /** The place after `name` was met at `place`; the same where it leads no further. Names come without variants. */
  advance(place: number, name: string, thing: number): number {
    for (let next = place; next < this.#steps.length; next++) {
      const step = this.#steps[next]!;
      if (step.names.has(name)) {
        this.counts[next]!++;
        if (this.first[next]! < 0) this.first[next] = thing;
        return next + 1;
      }
      if (!step.isOptional && step.names.size > 0) return place;
      // A function that was asked for and is gone is never met: the path ends there.
      if (!step.isOptional && step.fate.kind === 'gone') return place;
    }
    return place;
  }

  /** Whether all that must be met has been. */
  isComplete(place: number): boolean {
    return this.#steps
      .slice(place)
      .every(step => step.isOptional || (step.names.size === 0 && step.fate.kind !== 'gone'));
  }
}
