import { decodeUtf8, type SourceFolder } from '../base/index.ts';
import type { Recording } from '../formats/index.ts';
import { parseUptime } from '../procfs/index.ts';
import { type Problem, ProblemList, type Snapshot, type Trace } from '../store/index.ts';

/** Snapshots of a recording folder, and what was left out of them. */
interface FoundSnapshots {
  readonly snapshots: readonly Snapshot[];
  readonly problems: readonly Problem[];
}

const mostFiles = 20_000;
const largestFile = 1 << 24;
const mostBytes = 1 << 27;
/** Files that are read at once: a page asks a server for each. */
const atOnce = 16;

/** The snapshots in the `proc` of a recording folder, by time: `before`, `after`, and those that a workload took. */
export async function readSnapshots(folder: SourceFolder): Promise<FoundSnapshots> {
  const places = (await folder.list()).flatMap(path => placeOf(path) ?? []);
  const problems = new ProblemList();
  const moments = new Map<string, Map<string, string>>();
  let bytes = 0;
  const leftOut = (place: string, count: number): void =>
    problems.add({
      name: 'proc.left-out',
      severity: 'loss',
      place,
      count,
      sentence: 'Snapshots of files of /proc that are too large or too many to be read.',
    });
  if (places.length > mostFiles) leftOut(places[mostFiles]!.path, places.length - mostFiles);
  for (let first = 0; first < Math.min(places.length, mostFiles); first += atOnce) {
    const some = places.slice(first, Math.min(mostFiles, first + atOnce));
    const sources = await Promise.all(some.map(({ path }) => folder.open(path)));
    await Promise.all(
      some.map(async ({ path, moment, file }, index) => {
        const source = sources[index];
        if (source === undefined) return;
        bytes += source.size;
        if (source.size > largestFile || bytes > mostBytes) return leftOut(path, 1);
        const files = moments.get(moment) ?? new Map<string, string>();
        moments.set(moment, files);
        files.set(file, decodeUtf8(await source.read(0, source.size)));
      }),
    );
  }
  const snapshots = [...moments].map(([name, files]) => snapshotOf(name, files));
  return { snapshots: snapshots.sort(byTime), problems: problems.rows };
}

function placeOf(path: string): { path: string; moment: string; file: string } | undefined {
  const [, moment, file] = /^proc\/([^/]+)\/(.+)$/.exec(path) ?? [];
  return moment === undefined || file === undefined ? undefined : { path, moment, file };
}

/** `003-12.345678901-name` of a workload's; others are dated by the uptime that is among their files. */
function snapshotOf(folder: string, files: ReadonlyMap<string, string>): Snapshot {
  const [, seconds, fraction, moment] = /^\d{3,6}-(\d{1,10})\.(\d{9})-(.+)$/.exec(folder) ?? [];
  if (moment !== undefined) return { moment, monotonic: Number(seconds) * 1e9 + Number(fraction), files };
  // CLOCK_BOOTTIME, which differs from CLOCK_MONOTONIC by the time that a machine was suspended: guests are not.
  return { moment: folder, monotonic: parseUptime(files.get('uptime') ?? ''), files };
}

/** What has no time stands first, unless it is called `after`. */
function byTime(one: Snapshot, other: Snapshot): number {
  const timeOf = ({ moment, monotonic }: Snapshot): number =>
    monotonic ?? (moment === 'after' ? Number.MAX_VALUE : -1);
  return timeOf(one) - timeOf(other);
}

/** A recording whose traces have snapshots beside their events. They are read when the first events are. */
export function withSnapshots<R extends Recording>(recording: R, folder: SourceFolder): R {
  const [load, stream] = [recording.load.bind(recording), recording.stream.bind(recording)];
  const given = new WeakMap<Trace, Trace>();
  let reading: Promise<FoundSnapshots> | undefined;
  const dress = async (trace: Trace): Promise<Trace> => {
    reading ??= readSnapshots(folder);
    const { snapshots, problems } = await reading;
    if (snapshots.length === 0 && problems.length === 0) return trace;
    const dressed = given.get(trace) ?? trace.withSnapshots(snapshots, problems);
    given.set(trace, dressed);
    return dressed;
  };
  // It stays what it is, an instance of its format's class.
  recording.load = async window => dress(await load(window));
  recording.stream = async function* (window) {
    for await (const trace of stream(window)) yield await dress(trace);
  };
  return recording;
}
