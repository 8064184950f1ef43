import { type Fate, fateOf, type KernelNames, type Lineage, namesOf } from '../kernel/index.ts';
import { type KernelFacts, readFacts } from '../recorder/kernel-facts.ts';
import { listSaved } from '../targets/micro-vm/index.ts';
import type { LabTools } from './lab-tools.ts';

/** What a lab asks of the kernel that runs it. */
export interface KernelView {
  readonly release: string;
  readonly facts: KernelFacts;
  /** What became of a function that the lab names. */
  fate(name: string): Fate;
  /** Whether the function tracers take it; the name as this kernel has it. */
  isTraceable(name: string): boolean;
}

/** Reads what a kernel's functions are called from its own symbols. */
export async function viewKernel(facts: KernelFacts, tools: LabTools): Promise<KernelView> {
  const release = /^\S+ \S+ (\S+)/.exec(facts.uname)?.[1] ?? '';
  const traceable = await facts.functions();
  const names: KernelNames = namesOf(
    functionsIn((await facts.kallsyms()).toString('latin1')),
    tools.inlinesOf(release),
  );
  return { release, facts, ...asker(names, tools.lineage, traceable) };
}

/** The kernel of the guest that was saved last, which is the one that will most likely run; undefined where there is none. */
export async function viewLastKernel(tools: LabTools): Promise<KernelView | undefined> {
  const [last] = await listSaved();
  if (last === undefined) return undefined;
  try {
    return await viewKernel(await readFacts(last.facts), tools);
  } catch {
    // It may be removed at any time: the text then has the names of the course.
    return undefined;
  }
}

function asker(
  names: KernelNames,
  lineage: Lineage,
  traceable: ReadonlySet<string>,
): Pick<KernelView, 'fate' | 'isTraceable'> {
  const known = new Map<string, Fate>();
  return {
    fate(name) {
      const fate = known.get(name) ?? fateOf(name, names, lineage);
      known.set(name, fate);
      return fate;
    },
    isTraceable: name => traceable.has(name),
  };
}

/** Names of kallsyms' lines of code: `ffffffff81000000 T name [module]`. */
function* functionsIn(kallsyms: string): Iterable<string> {
  for (const match of kallsyms.matchAll(/^[0-9a-f]+ [tTwW] (\S+)/gm)) yield match[1]!;
}
