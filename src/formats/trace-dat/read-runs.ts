import type { ProblemList, Trace, TraceMeta } from '../../store/index.ts';
import { type CommonPlaces, MergedRows } from '../../store/index.ts';
import type { ConvertTimes, PageLayout, PageRunEvents } from '../../tracefs/index.ts';
import { PageRun } from '../../tracefs/index.ts';
import { ArrivingPages } from './arriving-pages.ts';
import { PageFeed } from './page-feed.ts';
import type { PageReader } from './page-reader.ts';

/** Pages `[from, to)` of a reader that are wanted. */
export interface WantedPages {
  readonly reader: PageReader;
  /** Index of its instance. */
  readonly buffer: number;
  readonly from: number;
  readonly to: number;
}

/** What records are read with: the same for all runs. */
export interface RunReading {
  readonly layout: PageLayout;
  /** In ticks, as the pages have it. */
  readonly start: bigint;
  convertOf(cpu: number): ConvertTimes | undefined;
  readonly common: CommonPlaces;
  meta(): TraceMeta;
  readonly problems: ProblemList;
  /** All wanted pages were walked. */
  end(runs: readonly PageRun[]): void;
}

const mostBytesOfRun = 2 ** 32 - 2 ** 27;
/** Pages are walked this many bytes at a time where they are in memory anyway: what is walked fits into the cache. */
const walkedAtOnce = 1 << 18;
const usualBlock = 1 << 22;
const mostKept = 1 << 24;

/** All wanted pages at once: one trace. Where `mostBytes` do not hold them it ends early, at one time for all CPUs. */
export async function loadRuns(
  wanted: readonly WantedPages[],
  reading: RunReading,
  mostBytes: number,
): Promise<Trace> {
  const runs = wanted.map(pages => makeRun(pages, reading));
  const share = Math.min(mostBytesOfRun, Math.floor(mostBytes / Math.max(1, runs.length)));
  const arriving = runs.map((run, index) => {
    const { from, to } = wanted[index]!;
    return new ArrivingPages(run, Math.min(to - from, Math.max(1, Math.floor(share / run.pageSize))));
  });
  for (const [index, pages] of arriving.entries()) await pages.read(wanted[index]!.reader);
  const rows = new MergedRows(reading.meta(), reading.common);
  for (;;) {
    for (const [index, run] of runs.entries()) {
      if (run.first >= run.count && run.more)
        await arriving[index]!.walk(Math.ceil(walkedAtOnce / run.pageSize));
    }
    expectRows(rows, runs, arriving);
    const { taken, starved } = rows.merge(runs);
    for (const [index, run] of runs.entries()) run.first = taken[index]!;
    if (starved < 0) {
      reading.end(runs);
      break;
    }
    if (arriving[starved]!.isOver) {
      noteWindow(runs, reading.problems);
      break;
    }
  }
  rows.trim();
  return rows.trace(reading.meta(), runs, rows.count);
}

/** How much further than what was walked an estimate reaches: a recording may go on otherwise than it began. */
const farthest = 64;
const margin = 1.02;
const leastGrowth = 1.125;

/** Makes room for all rows where they can be counted, else for as many as those that were walked let expect. */
function expectRows(rows: MergedRows, runs: readonly PageRun[], arriving: readonly ArrivingPages[]): void {
  const known = rows.count + sum(runs, run => run.count - run.first);
  if (known <= rows.capacity) return;
  if (arriving.every(({ isAll }) => isAll)) {
    rows.expect(known + sum(runs, run => run.countEvents()));
    return;
  }
  const walked = Math.max(
    1,
    sum(arriving, pages => pages.walked),
  );
  const reach = Math.min(
    sum(arriving, pages => pages.bytes),
    walked * farthest,
  );
  rows.expect(Math.ceil(Math.max(known * Math.max(1, reach / walked) * margin, rows.capacity * leastGrowth)));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** All wanted pages, a few at a time: traces in the order of time, in bounded memory. */
export async function* streamRuns(
  wanted: readonly WantedPages[],
  reading: RunReading,
  largestBlock = usualBlock,
): AsyncGenerator<Trace, void, undefined> {
  const runs = wanted.map(pages => makeRun(pages, reading));
  const feeds = runs.map((run, index) => new PageFeed(run, wanted[index]!.reader, largestBlock));
  const rows = new MergedRows(reading.meta(), reading.common);
  for (;;) {
    for (const [index, run] of runs.entries()) {
      // The last row of a run is held back until its next one is there.
      while (run.more && run.first + 1 >= run.count && !keepsTooMuch(run)) await feeds[index]!.refill();
    }
    rows.clear();
    const { taken, starved } = rows.merge(runs);
    if (starved < 0) {
      reading.end(runs);
      yield rows.trace(reading.meta(), runs, rows.count);
      return;
    }
    // What follows a record in its instance is looked at: the last one of the run that ended waits for its successor.
    const last = rows.count - 1;
    for (const [index, run] of runs.entries()) run.first = taken[index]!;
    const held = runs[starved]!;
    held.first--;
    if (keepsTooMuch(held)) {
      held.first++;
      yield rows.trace(reading.meta(), runs, rows.count);
      continue;
    }
    appendAhead(rows, runs, held.buffer);
    if (last > 0) yield rows.trace(reading.meta(), runs, last);
  }
}

/** Nobody records that many pages without an event; a file that claims it does not get them all into memory. */
function keepsTooMuch(run: PageRun): boolean {
  return (run.nextPage - run.keptPage) * run.pageSize > mostKept;
}

/** The next record of every instance but `except`, whose next one is not known yet. */
function appendAhead(rows: MergedRows, runs: readonly PageRun[], except: number): void {
  const next = new Map<number, number>();
  for (const [index, run] of runs.entries()) {
    if (run.buffer === except || run.first >= run.count) continue;
    const rival = next.get(run.buffer);
    if (rival === undefined || run.time[run.first]! < runs[rival]!.time[runs[rival]!.first]!) {
      next.set(run.buffer, index);
    }
  }
  for (const index of next.values()) rows.append(runs[index]!, index, runs[index]!.first);
}

function makeRun({ reader, buffer, from, to }: WantedPages, reading: RunReading): PageRun {
  const { layout, start, problems } = reading;
  const events = pageEvents(reader, problems);
  const convert = reading.convertOf(reader.cpu);
  return new PageRun(
    { buffer, cpu: reader.cpu, pageSize: reader.pageSize },
    { from, to },
    { layout, start, convert, events },
  );
}

function pageEvents(reader: PageReader, problems: ProblemList): PageRunEvents {
  return {
    lost: ({ cpu }, count) =>
      problems.add({
        name: 'tracer.lost-events',
        severity: 'loss',
        place: `CPU ${cpu}`,
        count,
        sentence:
          'The tracer overwrote or dropped events while it recorded; -1 where the kernel did not count them.',
      }),
    broken: ({ pageSize }, page, offset) =>
      problems.add({
        name: 'ring-buffer.broken-page',
        severity: 'loss',
        place: reader.place(page, offset - page * pageSize),
        sentence: 'Pages of the ring buffer are broken; their events up to the broken place were read.',
      }),
  };
}

function noteWindow(runs: readonly PageRun[], problems: ProblemList): void {
  problems.add({
    name: 'trace-dat.window',
    severity: 'loss',
    place: '',
    count: runs.reduce((sum, run) => sum + Math.max(0, run.endPage - run.nextPage) * run.pageSize, 0),
    sentence:
      'The recording is larger than may be in memory at once; these many bytes of its later part are not shown. Choose a shorter stretch of time.',
  });
}
