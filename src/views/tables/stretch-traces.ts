import { derived } from '../../analyses/index.ts';
import { firstIndex } from '../../base/index.ts';
import type { Table, Trace } from '../../store/index.ts';
import type { Stretch } from '../question.ts';
import { findAnalysis, type Workbench } from '../workbench.ts';
import type { OfTable } from './contract.ts';

/** A trace, or a stretch of one, and the row that its first event has in the whole. */
export interface StretchTrace {
  readonly trace: Trace;
  readonly firstRow: number;
}

/** A stretch is looked at from several sides; the ones before it are asked for again by going back. */
const keptStretches = 4;

/** The last few stretches of a trace that were asked for: what analyses made of them stays with them. */
class RecentStretches {
  readonly #trace: Trace;
  readonly #kept = new Map<string, StretchTrace>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** The events from `from` to `to`, both included. */
  of({ from, to }: Stretch): StretchTrace {
    const { time, count } = this.#trace;
    const first = firstIndex(0, count, row => time[row]! >= from);
    const end = firstIndex(first, count, row => time[row]! > to);
    if (first === 0 && end === count) return { trace: this.#trace, firstRow: 0 };
    const key = `${first}-${end}`;
    const found = this.#kept.get(key) ?? { trace: this.#trace.slice(first, end), firstRow: first };
    this.#kept.delete(key);
    this.#kept.set(key, found);
    if (this.#kept.size > keptStretches) this.#kept.delete(this.#kept.keys().next().value!);
    return found;
  }
}

function recentStretches(trace: Trace): RecentStretches {
  return new RecentStretches(trace);
}

/** The events of a stretch of time; all of them where none is meant. */
export function traceWithin(trace: Trace, within: Stretch | undefined): StretchTrace {
  return within === undefined ? { trace, firstRow: 0 } : derived(trace, recentStretches).of(within);
}

/** A table of an analysis, and the row of the recording that its row 0 of the trace is. */
export function tableWithin(
  bench: Workbench,
  { of, table: id, within }: OfTable,
): { readonly table: Table; readonly firstRow: number } {
  const { trace, firstRow } = traceWithin(bench.recording(of).trace, within);
  const analysis = findAnalysis(id.slice(0, Math.max(0, id.indexOf('.'))));
  return { table: derived(trace, analysis.answer).table(id), firstRow };
}
