import {
  KernelFunctions,
  type KernelParts,
  parts as kernelParts,
  type PartId,
  partOfEvent,
  partOfName,
} from '../../kernel/index.ts';
import { type Trace, unknownEvent } from '../../store/index.ts';
import { type CallScope, isOfStacks, type WeightUnit } from '../calls/index.ts';
import type { PathTree } from '../calls/path-tree.ts';
import { pathsIn } from '../calls/sources.ts';
import type { Asked } from '../question.ts';
import type { Opened, Workbench } from '../workbench.ts';
import { type OutsideId, partOfLayer } from './contract.ts';

/** How much of a recording is in a part of the kernel. */
export interface PartGlow {
  readonly id: PartId;
  /** Time in functions of it themselves, or how many stacks ended in it; 0 where only events are known. */
  readonly weight: number;
  /** Calls of its functions, stacks that end in it, or its events. */
  readonly count: number;
}

/** The parts of the kernel, lit. */
export interface KernelMap {
  /** What the light is from: calls that were traced, stacks of events, or events alone. */
  readonly from: 'calls' | 'stacks' | 'events';
  readonly unit: WeightUnit;
  /** Every part, in its order; most have nothing. */
  readonly parts: readonly PartGlow[];
  /** What is outside of the kernel, off the CPU, or in functions of which nothing is known. */
  readonly outside: Readonly<Record<OutsideId, { readonly weight: number; readonly count: number }>>;
  readonly weight: number;
  readonly count: number;
}

export async function askMap(bench: Workbench, scope: CallScope, asked: Asked): Promise<KernelMap> {
  const opened = bench.recording(scope.of);
  const paths = await pathsIn(opened, scope, asked);
  return paths === undefined ? mapOfEvents(opened, scope) : mapOfPaths(paths);
}

/** Sums by part, and what is in none. */
class Glow {
  readonly #sums = new Map<string, { weight: number; count: number }>();

  add(id: string, weight: number, count: number): void {
    const sum = this.#sums.get(id) ?? { weight: 0, count: 0 };
    sum.weight += weight;
    sum.count += count;
    this.#sums.set(id, sum);
  }

  map(from: KernelMap['from'], unit: WeightUnit): KernelMap {
    const of = (id: string): { weight: number; count: number } =>
      this.#sums.get(id) ?? { weight: 0, count: 0 };
    const all = [...this.#sums.values()];
    return {
      from,
      unit,
      parts: kernelParts.map(({ id }) => ({ id, ...of(id) })),
      outside: { user: of('user'), library: of('library'), wait: of('wait'), kernel: of('kernel') },
      weight: all.reduce((sum, { weight }) => sum + weight, 0),
      count: all.reduce((sum, { count }) => sum + count, 0),
    };
  }
}

function mapOfPaths(paths: PathTree): KernelMap {
  const glow = new Glow();
  const ids = paths.layers.map(({ id }) => partOfLayer(id));
  const calls = isOfStacks(paths.unit) ? stacksEnding(paths) : paths.calls;
  const weight = paths.unit === 'events' ? calls : paths.self;
  for (let path = 0; path < paths.count; path++) {
    glow.add(ids[paths.name[path]!]!, weight[path]!, calls[path]!);
  }
  return glow.map(isOfStacks(paths.unit) ? 'stacks' : 'calls', paths.unit);
}

/** How many stacks end in each path. */
function stacksEnding({ count, parent, calls }: PathTree): Float64Array {
  const own = calls.slice();
  for (let path = 0; path < count; path++) if (parent[path]! >= 0) own[parent[path]!]! -= calls[path]!;
  return own;
}

function mapOfEvents({ trace, parts }: Opened, { from, to }: CallScope): KernelMap {
  const { count, time, event, formats } = trace;
  const glow = new Glow();
  const counts = new Float64Array(formats.length);
  const traced = trace.findEvent('ftrace', 'function');
  const addFunction = functionCounter(trace, traced, parts, glow);
  for (let row = 0; row < count; row++) {
    if (time[row]! < (from ?? Number.NEGATIVE_INFINITY) || time[row]! > (to ?? Number.POSITIVE_INFINITY))
      continue;
    if (event[row] === traced) addFunction(row);
    else if (event[row] !== unknownEvent) counts[event[row]!]!++;
  }
  formats.forEach(({ system, name }, at) => {
    if (counts[at]! > 0) glow.add(partOfEvent(system, name) ?? 'kernel', 0, counts[at]!);
  });
  return glow.map('events', 'events');
}

/** Counts the part of the function that an event of the function tracer is about. */
function functionCounter(
  { symbols, fields }: Trace,
  event: number,
  parts: KernelParts | undefined,
  glow: Glow,
): (row: number) => void {
  const [high, low] = [fields.high(event, 'ip'), fields.low(event, 'ip')];
  if (event < 0 || high === undefined || low === undefined) return () => glow.add('kernel', 0, 1);
  const functions = new KernelFunctions(symbols.text);
  const known = new Map<number, string>();
  return row => {
    const address = (high(row) | 0) * 4_294_967_296 + low(row);
    let part = known.get(address);
    if (part === undefined) {
      const found = functions.find(address);
      const name = found < 0 ? '' : functions.name(found);
      const place = found < 0 ? undefined : parts?.find(name, functions.module(found));
      part = place?.part ?? (parts === undefined ? partOfName(name) : undefined) ?? 'kernel';
      known.set(address, part);
    }
    glow.add(part, 0, 1);
  };
}
