import { matchEvents } from '../recorder/check-plan.ts';
import { quote } from '../targets/shell.ts';
import type { TargetSession } from '../targets/target.ts';
import { currentLanguage, say } from '../words/index.ts';
import type { KernelView } from './kernel-view.ts';
import type { Lab } from './lab.ts';

/** A lab cannot run where it was to run. The lines say what it needs and why that is not there. */
export class LabNeedsError extends Error {
  override readonly name = 'LabNeedsError';
  readonly lines: readonly string[];

  constructor(id: string, lines: readonly string[]) {
    super(`${say('lab.needs', { id })} ${lines.join('; ')}`);
    this.lines = lines;
  }
}

/** What a lab needs of a kernel and does not find there, a sentence each. */
export async function missingNeeds(
  lab: Lab,
  kernel: KernelView,
  session: TargetSession,
): Promise<readonly string[]> {
  const { tracers, events, functions, conditions } = lab.needs;
  const used = lab.recordings.flatMap(({ tracer, user }) => (user ? ['function_graph'] : (tracer ?? [])));
  const missing: string[] = [];
  for (const tracer of new Set([...tracers, ...used])) {
    if (!kernel.facts.tracers.includes(tracer)) missing.push(say('lab.needs.tracer', { tracer }));
  }
  for (const choice of events) {
    const isThere = choice.split('|').some(one => matchEvents(one, kernel.facts.formats.keys()).length > 0);
    if (!isThere) missing.push(say('lab.needs.event', { event: choice }));
  }
  for (const name of new Set([...functions, ...lab.recordings.flatMap(one => one.functions ?? [])])) {
    if (traceableName(name, kernel) === undefined) missing.push(say('lab.needs.function', { name }));
  }
  for (const { test, what } of conditions) {
    const { code, lines } = await session.evaluate(`$inside /bin/sh -c ${quote(test)}`, 60);
    if (code === 0) continue;
    missing.push(say('lab.needs.condition', { what: what[currentLanguage()], said: lines.join(' ') }));
  }
  return missing;
}

/** The name by which the tracer takes a function; of several joined by `|`, the first that it takes. */
export function traceableName(asked: string, kernel: KernelView): string | undefined {
  for (const name of asked.split('|').map(one => one.trim())) {
    if (/[*?[]/.test(name)) return name;
    const fate = kernel.fate(name);
    const here = fate.kind === 'same' || fate.kind === 'renamed' ? fate.name : name;
    if (kernel.isTraceable(here)) return here;
  }
  return undefined;
}
