import type { Recording } from '../../formats/index.ts';
import { say } from '../../words/index.ts';
import type { Asked, Stretch } from '../question.ts';
import type { Opened, Workbench } from '../workbench.ts';
import type { LoadedWindow } from './contract.ts';
import { sampledDensity, stripOf } from './strip.ts';

/** Bytes of records that a page may have in memory: its tracks and answers need several times as much. */
const mostBytes = 512 << 20;

/**
 * Puts another stretch of a recording that is too large for memory in the place of what is there: as much of it, from its
 * middle, as memory may hold. Nothing changes where the question was taken back meanwhile.
 */
export async function loadWindow(
  bench: Workbench,
  of: number | undefined,
  wanted: Stretch,
  asked: Asked,
): Promise<LoadedWindow> {
  const opened = bench.recording(of);
  if (opened.isWhole) return windowOf(opened);
  asked.progress(0, 0, say('tracks.loading'));
  const { from, to } = await fitting(opened, wanted);
  await asked.pause();
  if (asked.isCancelled()) return windowOf(opened);
  const { recording } = opened;
  const trace = await recording.load({
    from: recording.start + BigInt(Math.floor(from)),
    to: recording.start + BigInt(Math.ceil(to)),
  });
  if (asked.isCancelled()) return windowOf(opened);
  bench.replace(of ?? 0, { ...opened, trace });
  return windowOf(bench.recording(of));
}

/** What of a recording is loaded first: all of it, or from its beginning about as many bytes of records as memory may hold. */
export async function loadAtFirst(
  recording: Recording,
  most = mostBytes,
): Promise<Pick<Opened, 'trace' | 'isWhole'>> {
  const bytes = (await recording.guessBytes?.()) ?? 0;
  if (bytes <= most || recording.sample === undefined)
    return { trace: await recording.load(), isWhole: bytes <= most };
  const { from, part, counts } = await sampledDensity(recording);
  const wanted = (counts.reduce((sum, count) => sum + count, 0) * most) / bytes;
  let events = 0;
  const full = counts.findIndex(count => {
    events += count;
    return events > wanted;
  });
  const to = recording.start + BigInt(Math.ceil(from + Math.max(1, full) * part));
  return { trace: await recording.load({ to }), isWhole: false };
}

function windowOf({ trace, isWhole }: Opened): LoadedWindow {
  return {
    from: trace.time[0] ?? 0,
    to: trace.time[trace.count - 1] ?? 0,
    events: trace.count,
    isWhole,
  };
}

/** A stretch around the middle of the wanted one that memory may hold, by the density of the recording. */
async function fitting(opened: Opened, { from, to }: Stretch): Promise<Stretch> {
  const bytes = (await opened.recording.guessBytes?.()) ?? 0;
  const strip = await stripOf(opened, 4096);
  const all = strip.counts.reduce((sum, count) => sum + count, 0);
  const part = (strip.to - strip.from) / strip.counts.length;
  const middle = Math.max(strip.from, Math.min(strip.to, (from + to) / 2));
  const [least, most] = [Math.max(strip.from, from), Math.min(strip.to, to)];
  let half = Math.max(middle - least, most - middle, 0);
  const bytesOf = (length: number): number => {
    const [first, last] = [(middle - length - strip.from) / part, (middle + length - strip.from) / part];
    const counts = strip.counts.subarray(Math.max(0, Math.floor(first)), Math.max(0, Math.ceil(last)));
    return all === 0 ? 0 : (bytes * counts.reduce((sum, count) => sum + count, 0)) / all;
  };
  while (half > part / 2 && bytesOf(half) > mostBytes) half *= 0.75;
  return { from: Math.max(least, middle - half), to: Math.min(most, middle + half) };
}
