import { derived } from '../../analyses/index.ts';
import { lostStretches } from '../../analyses/walk/index.ts';
import { firstIndex } from '../../base/index.ts';
import type { Recording } from '../../formats/index.ts';
import type { Trace } from '../../store/index.ts';
import type { Opened } from '../workbench.ts';
import type { Strip } from './contract.ts';
import { lostPairs } from './lost.ts';
import { isRising } from './rising-order.ts';

/** Finer than any screen. */
const mostParts = 8192;
/** Bytes of records that an estimate looks at. */
const sampleBytes = 32 << 20;

/** A piece of a recording in which events came evenly, as far as is known: how many, from when to when. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly events: number;
}

/** How many events came when, over all of a recording: of one that is not in memory as a whole estimated from samples. */
export async function stripOf(opened: Opened, parts: number): Promise<Strip> {
  const { recording, trace, isWhole } = opened;
  const bound = Math.max(1, Math.min(mostParts, Math.floor(parts)));
  const loaded: readonly [number, number] = [trace.time[0] ?? 0, trace.time[trace.count - 1] ?? 0];
  const pieces = isWhole || recording.sample === undefined ? undefined : await sampledPieces(recording);
  const from = Math.min(loaded[0], pieces?.[0]?.from ?? loaded[0]);
  const to = (pieces ?? []).reduce((latest, piece) => Math.max(latest, piece.to), loaded[1]);
  const part = (to - from) / bound;
  const counts =
    pieces === undefined ? countsOf(trace, from, part, bound) : countsOfPieces(pieces, from, part, bound);
  return {
    from,
    to,
    counts,
    isEstimate: pieces !== undefined,
    lost: lostPairs(trace, -1, from, to, part),
    lostEvents: lostEvents(opened),
    loaded,
  };
}

function countsOf(trace: Trace, from: number, part: number, parts: number): Float64Array {
  if (derived(trace, isByTime)) return countsByTime(trace, from, part, parts);
  const { time, count } = trace;
  const counts = new Float64Array(parts);
  for (let row = 0; row < count; row++) {
    const index = part <= 0 ? 0 : Math.floor((time[row]! - from) / part);
    counts[Math.max(0, Math.min(parts - 1, index))]!++;
  }
  return counts;
}

/** A clock that steps back puts events behind others that came later. */
const isByTime = ({ time, count }: Trace): boolean => isRising(time.subarray(0, count));

/** Of events that stand by time each part is found by its bounds. */
function countsByTime({ time, count }: Trace, from: number, part: number, parts: number): Float64Array {
  const counts = new Float64Array(parts);
  let first = 0;
  for (let index = 0; index < parts; index++) {
    const isBehind = (row: number): boolean => Math.floor((time[row]! - from) / part) > index;
    const end = index === parts - 1 ? count : firstIndex(first, count, isBehind);
    counts[index] = end - first;
    first = end;
  }
  return counts;
}

function countsOfPieces(pieces: readonly Piece[], from: number, part: number, parts: number): Float64Array {
  const counts = new Float64Array(parts);
  for (const piece of pieces) {
    const length = piece.to - piece.from;
    const first = part <= 0 ? 0 : Math.floor((piece.from - from) / part);
    const last = part <= 0 ? 0 : Math.floor((piece.to - from) / part);
    for (let index = Math.max(0, first); index <= Math.min(parts - 1, last); index++) {
      const begin = Math.max(piece.from, from + index * part);
      const end = Math.min(piece.to, from + (index + 1) * part);
      counts[index]! += length <= 0 ? piece.events : (piece.events * Math.max(0, end - begin)) / length;
    }
  }
  return counts;
}

const kept = new WeakMap<Recording, Promise<readonly Piece[]>>();

/** What samples say of a recording, by time; looked at once. */
function sampledPieces(recording: Recording): Promise<readonly Piece[]> {
  const found = kept.get(recording) ?? samplePieces(recording);
  kept.set(recording, found);
  return found;
}

/** Estimated events in equal parts of a recording's time, as many as `mostParts`. */
export async function sampledDensity(
  recording: Recording,
): Promise<{ readonly from: number; readonly part: number; readonly counts: Float64Array }> {
  const pieces = await sampledPieces(recording);
  const from = pieces[0]?.from ?? 0;
  const to = pieces.reduce((latest, piece) => Math.max(latest, piece.to), from);
  const part = (to - from) / mostParts;
  return { from, part, counts: countsOfPieces(pieces, from, part, mostParts) };
}

async function samplePieces(recording: Recording): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  for await (const { trace, weight } of recording.sample!(sampleBytes))
    pieces.push(...spread(pagesOf(trace, weight)));
  return pieces.sort((a, b) => a.from - b.from);
}

/** The pages that a sample holds: of each its events, weighted. */
function pagesOf({ count, time, place, run, facts }: Trace, weight: number): readonly Piece[] {
  const pages: { from: number; to: number; events: number }[] = [];
  const size = Math.max(1, facts.pageSize);
  let key = -1;
  for (let row = 0; row < count; row++) {
    const here = run[row]! * 2 ** 33 + Math.floor(place[row]! / size);
    const page = pages.at(-1);
    if (page === undefined || here !== key) pages.push({ from: time[row]!, to: time[row]!, events: weight });
    else {
      page.to = Math.max(page.to, time[row]!);
      page.events += weight;
    }
    key = here;
  }
  return pages;
}

/** So many pages next to each other are picked at once. */
const pagesAtOnce = 10;

/** Sampled pages that lie together stand together for those between their neighbours and them. */
function spread(pages: readonly Piece[]): readonly Piece[] {
  const groups: Piece[] = [];
  for (let page = 0; page < pages.length; page += pagesAtOnce) {
    const group = pages.slice(page, page + pagesAtOnce);
    const events = group.reduce((sum, one) => sum + one.events, 0);
    groups.push({ from: group[0]!.from, to: Math.max(...group.map(({ to }) => to)), events });
  }
  return groups.map(({ from, to, events }, index) => {
    const [before, after] = [groups[index - 1], groups[index + 1]];
    return {
      from: before === undefined ? from : Math.min(from, (before.to + from) / 2),
      to: after === undefined ? to : Math.max(to, (to + after.from) / 2),
      events,
    };
  });
}

/** Events that were lost: those that are known of what is in memory, and what the kernel counted in all. */
function lostEvents({ trace, isWhole }: Opened): number {
  const { stretches } = derived(trace, lostStretches);
  const overruns = [...trace.facts.cpuStats.matchAll(/^(?:overrun|dropped events): (\d{1,15})$/gm)];
  const counted = overruns.reduce((sum, [, count]) => sum + Number(count), 0);
  if (stretches.some(({ count }) => count < 0)) return counted > 0 ? counted : -1;
  const known = stretches.reduce((sum, { count }) => sum + count, 0);
  return isWhole ? known : Math.max(known, counted);
}
