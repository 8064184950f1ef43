import type { OfRecording, Question } from '../question.ts';
import { findRows, matchedNames, type SearchWish, stepFrom } from './search.ts';

/** What a search found. */
export interface Found {
  readonly total: number;
  /** The first of the events, by time. */
  readonly rows: Uint32Array;
  /** How many there are in each of 512 equal parts of the time from `from` to `to`. */
  readonly histogram: Uint32Array;
  readonly from: number;
  readonly to: number;
  /** The first names of events and tasks that the text is a part of. */
  readonly events: readonly string[];
  readonly tasks: readonly string[];
}

const mostRows = 1000;
const mostNames = 50;
const parts = 512;

/** Finds a text in all events in memory. Answers nothing where the question was taken back. */
export const askFind: Question<OfRecording & SearchWish, Found | undefined> = async (
  bench,
  { of, ...wish },
  asked,
) => {
  const opened = bench.recording(of);
  const { trace } = opened;
  const rows = await findRows(opened, wish, asked);
  if (rows === undefined) return undefined;
  const names = matchedNames(trace, wish.text);
  const [from, to] = [trace.time[0] ?? 0, trace.time[trace.count - 1] ?? 0];
  return {
    total: rows.length,
    rows: rows.slice(0, mostRows),
    histogram: histogramOf(rows, trace.time, from, to),
    from,
    to,
    events: names.events.slice(0, mostNames),
    tasks: names.tasks.slice(0, mostNames),
  };
};

/** The event of a search that is the next (1) or the previous (-1) one to a row; undefined where there is none. */
export const askNextEvent: Question<
  OfRecording & SearchWish & { readonly row: number; readonly direction: 1 | -1 },
  number | undefined
> = async (bench, { of, row, direction, ...wish }, asked) => {
  const rows = await findRows(bench.recording(of), wish, asked);
  return rows === undefined ? undefined : stepFrom(rows, row, direction < 0 ? -1 : 1);
};

function histogramOf(rows: Uint32Array, time: Float64Array, from: number, to: number): Uint32Array {
  const counts = new Uint32Array(parts);
  const perTime = to > from ? parts / (to - from) : 0;
  for (const row of rows) {
    const part = Math.floor((time[row]! - from) * perTime);
    counts[Math.max(0, Math.min(parts - 1, part))]!++;
  }
  return counts;
}
