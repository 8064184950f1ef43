import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../base/index.ts';

export type Tracer = 'nop' | 'function' | 'function_graph';

/** An event to record: a glob over `system:event`, with what is done at it. */
export interface EventChoice {
  /** `sched:sched_switch`, `sched_switch`, `sched:*`, `*wakeup*`. */
  readonly pattern: string;
  /** The kernel's filter language: `prev_pid == 1`. */
  readonly filter?: string;
  /** The kernel's triggers: `stacktrace`, `hist:keys=pid`. */
  readonly triggers: readonly string[];
}

/** What is to be recorded; all that the tracer is told. */
export interface Plan {
  /** Its name when it came from a file of data/plans. */
  readonly name: string | undefined;
  readonly tracer: Tracer;
  readonly events: readonly EventChoice[];
  /** Graph (or function tracer) only these functions and what they call; globs. */
  readonly functions: readonly string[];
  readonly excludedFunctions: readonly string[];
  /** Levels of calls; 0 for all. */
  readonly depth: number;
  /** The whole system instead of the command and its children. */
  readonly all: boolean;
  /** A kernel stack at every event. */
  readonly stacks: boolean;
  /** Kernel syntax: `p:name function arg=%di`, `r:name function`, `p:name /path:0x1234`. */
  readonly probes: readonly string[];
  readonly clock: string;
  /** KiB of buffer a CPU; that of the saved guest where undefined. */
  readonly bufferKiB: number | undefined;
}

export const defaultPlan: Plan = {
  name: undefined,
  tracer: 'nop',
  events: [],
  functions: [],
  excludedFunctions: [],
  depth: 0,
  all: false,
  stacks: false,
  probes: [],
  clock: 'mono',
  bufferKiB: undefined,
};

interface PlanFile {
  readonly sentence: { readonly en: string; readonly ko: string };
  readonly events: readonly string[];
  readonly tracer?: Tracer;
  readonly all?: boolean;
  readonly bufferKiB?: number;
}

const folder = fileURLToPath(new URL('../../data/plans/', import.meta.url));

/** Every named plan with its sentence. */
export function listPlans(): readonly { readonly name: string; readonly sentence: PlanFile['sentence'] }[] {
  const names = readdirSync(folder).map(file => file.replace(/\.json$/, ''));
  return names.sort().map(name => ({ name, sentence: readPlanFile(name).sentence }));
}

/** The plan in data/plans of this name. A UsageError with the names there are when there is none. */
export function loadPlan(name: string): Plan {
  const names = readdirSync(folder).map(file => file.replace(/\.json$/, ''));
  if (!names.includes(name)) {
    throw new UsageError(`there is no plan "${name}"`, `Plans: ${names.sort().join(', ')}.`);
  }
  const { events, tracer, all, bufferKiB } = readPlanFile(name);
  return {
    ...defaultPlan,
    name,
    events: events.map(pattern => ({ pattern, triggers: [] })),
    tracer: tracer ?? defaultPlan.tracer,
    all: all ?? false,
    bufferKiB: bufferKiB ?? defaultPlan.bufferKiB,
  };
}

function readPlanFile(name: string): PlanFile {
  return JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as PlanFile;
}
