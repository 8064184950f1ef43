import { UsageError } from '../base/index.ts';
import { type GuestWishes, usualGuest } from '../targets/guest-wishes.ts';
import { blktraceOn } from './companions/blktrace.ts';
import type { Companion } from './companions/companion.ts';
import { perfWith } from './companions/perf.ts';
import { defaultPlan, type EventChoice, loadPlan, type Plan } from './plan.ts';

/** What a person asks to be recorded, on the command line or in the page. */
export interface RecordWishes extends GuestWishes {
  /** Where: `vm`, `local`, `ssh://…`. */
  readonly on: string;
  readonly event: readonly EventChoice[];
  readonly tracer?: 'function' | 'function_graph';
  readonly function: readonly string[];
  readonly notrace: readonly string[];
  readonly depth?: number;
  readonly stack?: boolean;
  readonly user?: boolean;
  readonly block: readonly string[];
  readonly perf?: string;
  readonly probe: readonly string[];
  readonly plan?: string;
  readonly all?: boolean;
  /** Seconds after which the command is ended. */
  readonly duration?: number;
  readonly clock: string;
  /** KiB a CPU. */
  readonly buffer?: number;
  readonly output?: string;
  /** What the folder is called in the usual place, where not after the command. */
  readonly name?: string;
}

/** Nothing in particular: an overview. */
export const noWishes: RecordWishes = {
  ...usualGuest,
  on: 'vm',
  event: [],
  function: [],
  notrace: [],
  block: [],
  probe: [],
  clock: 'mono',
};

/** The plan that the options ask for: a named one, added to by the others; an overview when nothing is asked for. */
export function planOf(options: RecordWishes): Plan {
  if (options.user && options.tracer !== undefined) {
    throw new UsageError(
      'with --user the tracer belongs to uftrace, so -p cannot have it',
      'Leave -p out: uftrace records the kernel’s function graph too. Events (-e) go together with --user.',
    );
  }
  const asksNothing =
    options.tracer === undefined && options.event.length === 0 && options.probe.length === 0;
  const name = options.plan ?? (asksNothing && !options.user ? 'overview' : undefined);
  const base = name === undefined ? defaultPlan : loadPlan(name);
  return {
    ...base,
    tracer: options.tracer ?? base.tracer,
    events: [...base.events, ...options.event],
    functions: options.function,
    excludedFunctions: options.notrace,
    depth: options.depth ?? 0,
    all: options.all ?? base.all,
    stacks: options.stack ?? false,
    probes: options.probe,
    clock: options.clock,
    bufferKiB: options.buffer ?? base.bufferKiB,
  };
}

/** Other tracers that run along. */
export function companionsOf(options: RecordWishes): readonly Companion[] {
  return [...options.block.map(blktraceOn), ...(options.perf === undefined ? [] : [perfWith(options.perf)])];
}

/** Packages of the programs that the recording itself needs in the guest. */
export function programsOf(options: RecordWishes): readonly string[] {
  const packages = companionsOf(options).map(companion => companion.package);
  return [...packages, ...(options.user ? ['uftrace'] : [])];
}
