import type { Trace } from '../../store/index.ts';
import { eventName } from '../explain/explain-row.ts';
import type { Question } from '../question.ts';
import type { AlignedStrip, AlignedStrips, SharedEvent } from './contract.ts';

/** Events to choose from, those with the fewest first: what happened once aligns best. */
const mostEvents = 300;

export interface AlignWish {
  /** `system:name`; the first event of each recording where it is empty. */
  readonly event: string;
  /** The how manieth of both, from 1. */
  readonly nth: number;
  /** Parts of the whole time. */
  readonly parts: number;
}

/** Both recordings over the same time, from the same event on. */
export const askAligned: Question<AlignWish, AlignedStrips> = (bench, { event, nth, parts }) => {
  const [before, after] = [bench.recording(0).trace, bench.recording(1).trace];
  const rows = [before, after].map(trace => findRow(trace, event, nth)) as [number, number];
  const isFound = rows[0] >= 0 && rows[1] >= 0;
  const [was, is] = isFound ? rows : [firstRow(before), firstRow(after)];
  const [boundsBefore, boundsAfter] = [boundsFrom(before, was), boundsFrom(after, is)];
  const from = Math.min(boundsBefore.from, boundsAfter.from);
  const to = Math.max(boundsBefore.to, boundsAfter.to, from + 1);
  return {
    events: sharedEvents(before, after),
    event: isFound ? event : '',
    from,
    to,
    before: stripOf(before, was, from, to, parts),
    after: stripOf(after, is, from, to, parts),
  };
};

/** The nth event of a name; the first of all where no name is given; -1 where there is none. */
function findRow(trace: Trace, event: string, nth: number): number {
  if (event === '') return firstRow(trace);
  let left = Math.max(1, nth);
  const wanted = trace.formats.map(({ system, name }) => `${system}:${name}` === event);
  for (let row = 0; row < trace.count; row++) {
    if (wanted[trace.event[row]!] === true && --left === 0) return row;
  }
  return -1;
}

function firstRow({ count }: Trace): number {
  return count === 0 ? -1 : 0;
}

function boundsFrom(trace: Trace, row: number): { readonly from: number; readonly to: number } {
  if (row < 0) return { from: 0, to: 0 };
  const { time, count } = trace;
  return { from: time[0]! - time[row]!, to: time[count - 1]! - time[row]! };
}

function stripOf(trace: Trace, row: number, from: number, to: number, parts: number): AlignedStrip {
  const counts = new Float64Array(Math.max(1, Math.min(4096, Math.floor(parts))));
  const zero = row < 0 ? 0 : trace.time[row]!;
  const scale = counts.length / (to - from);
  for (let index = 0; index < trace.count; index++) {
    const part = Math.floor((trace.time[index]! - zero - from) * scale);
    counts[Math.min(counts.length - 1, Math.max(0, part))]!++;
  }
  return { counts, row, ...boundsFrom(trace, row) };
}

function sharedEvents(before: Trace, after: Trace): readonly SharedEvent[] {
  const [was, is] = [countsOf(before), countsOf(after)];
  return [...was]
    .flatMap(([name, count]) => {
      const other = is.get(name);
      return other === undefined ? [] : [{ name, before: count, after: other }];
    })
    .sort((a, b) => a.before + a.after - b.before - b.after)
    .slice(0, mostEvents);
}

function countsOf(trace: Trace): ReadonlyMap<string, number> {
  const counts = new Float64Array(trace.formats.length);
  const firsts = new Int32Array(trace.formats.length);
  for (let row = trace.count - 1; row >= 0; row--) {
    const event = trace.event[row]!;
    if (event >= counts.length) continue;
    counts[event]!++;
    firsts[event] = row;
  }
  const found = new Map<string, number>();
  counts.forEach((count, event) => {
    if (count > 0) found.set(eventName(trace, firsts[event]!), count);
  });
  return found;
}
