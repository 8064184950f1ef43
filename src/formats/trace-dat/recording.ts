import { type ByteSource, FormatError } from '../../base/index.ts';
import {
  type CommonPlaces,
  type EventFormat,
  findField,
  KernelSymbols,
  ProblemList,
  TaskNames,
  type Trace,
  type TraceClock,
  type TraceMeta,
} from '../../store/index.ts';
import {
  type ConvertTimes,
  type PageLayout,
  parseEventFormat,
  parsePageLayout,
} from '../../tracefs/index.ts';
import type { ReadTools, Recording, TimeWindow, TraceSample } from '../format.ts';
import { blockTraceFormat } from './block-trace-event.ts';
import { reportBufferStats, reportUnread } from './buffer-stats.ts';
import { clampTimes } from './clamp-times.ts';
import { clockOf } from './clock.ts';
import { view } from './cursor.ts';
import { FileClock, type FirstStamp } from './file-clock.ts';
import { readHead } from './head.ts';
import { parseKernelStrings } from './kernel-strings.ts';
import type { TraceDatMetadata } from './metadata.ts';
import { openPages, type PageReader } from './page-reader.ts';
import { loadRuns, type RunReading, streamRuns, type WantedPages } from './read-runs.ts';
import { samplePages } from './sample-pages.ts';
import { readVersion6 } from './version-6.ts';
import { readVersion7 } from './version-7.ts';

const defaultResidentBytes = 2 ** 31;

/** Everything that stands in a trace.dat beside the records. */
export async function readMetadata(source: ByteSource, tools: ReadTools): Promise<TraceDatMetadata> {
  const { metadata, cursor } = await readHead(source);
  if (metadata.version === 6) await readVersion6(source, cursor, metadata);
  else await readVersion7(source, cursor, metadata, tools);
  reportBufferStats(metadata);
  return metadata;
}

/** Reads a trace.dat of version 6 or 7 as a whole, whatever can be read of it. */
export async function readTraceDat(source: ByteSource, tools: ReadTools): Promise<Trace> {
  return (await openTraceDat(source, tools)).load();
}

/** Opens a trace.dat of version 6 or 7: all but its records is read. */
export async function openTraceDat(source: ByteSource, tools: ReadTools): Promise<TraceDatRecording> {
  const metadata = await readMetadata(source, tools);
  const layout = parsePageLayout(metadata.headerPage, metadata.littleEndian, metadata.longBytes);
  const filled = metadata.buffers.reduce((sum, b) => sum + b.cpus.filter(cpu => cpu.size > 0).length, 0);
  if (filled > 0xffff) {
    throw new FormatError('trace.dat', undefined, 'at most 65535 CPUs with records', String(filled));
  }
  const pages = metadata.buffers.flatMap((buffer, index) =>
    buffer.cpus
      .filter(place => place.size > 0)
      .map(place => ({
        buffer: index,
        reader: openPages(source, buffer, place, metadata, tools, metadata.problems),
      })),
  );
  const clock = new FileClock(metadata, await firstStamps(pages, layout), tools.rawTimes === true);
  return new TraceDatRecording(source.name, metadata, layout, pages, clock, tools);
}

interface RunPages {
  readonly buffer: number;
  readonly reader: PageReader;
}

/** A trace.dat that was opened. */
export class TraceDatRecording implements Recording {
  readonly format = 'trace-dat';
  readonly start: bigint;
  readonly clock: TraceClock;
  readonly uname: string;
  readonly metadata: TraceDatMetadata;
  readonly layout: PageLayout;
  /** The pages of every CPU that has some, of one instance after the other. */
  readonly pages: readonly RunPages[];
  /** What its traces share. */
  readonly meta: Omit<TraceMeta, 'problems'>;

  readonly #tools: ReadTools;
  readonly #fileClock: FileClock;
  readonly #common: CommonPlaces;

  constructor(
    source: string,
    metadata: TraceDatMetadata,
    layout: PageLayout,
    pages: readonly RunPages[],
    fileClock: FileClock,
    tools: ReadTools,
  ) {
    this.uname = metadata.uname;
    this.metadata = metadata;
    this.layout = layout;
    this.pages = pages;
    this.#fileClock = fileClock;
    this.#tools = tools;
    this.start = fileClock.start;
    this.clock = clockOf(metadata);
    const formats = parseFormats(metadata, layout.longBytes);
    this.#common = commonPlaces(formats);
    this.meta = {
      start: this.start,
      clock: this.clock,
      littleEndian: metadata.littleEndian,
      longBytes: layout.longBytes,
      formats,
      buffers: metadata.buffers.map(buffer => buffer.name),
      tasks: TaskNames.fromSavedCmdlines(metadata.savedCmdlines),
      symbols: new KernelSymbols(metadata.kallsyms),
      kernelStrings: parseKernelStrings(metadata.printkFormats),
      facts: {
        format: `trace-dat v${metadata.version}`,
        source,
        uname: metadata.uname,
        writer: metadata.writer,
        cpuCount: cpuCount(metadata),
        cpuStats: metadata.cpuStats.join(''),
        pageSize: metadata.pageSize,
        ...(metadata.latencyText === undefined ? {} : { latencyText: metadata.latencyText }),
      },
    };
  }

  async load(window?: TimeWindow): Promise<Trace> {
    const problems = new ProblemList();
    const wanted = await this.#wantedPages(window, true);
    const most = this.#tools.residentBytes ?? defaultResidentBytes;
    const trace = await loadRuns(wanted, this.#reading(problems, window === undefined), most);
    return window === undefined ? trace : trace.within(window);
  }

  async *stream(window?: TimeWindow): AsyncIterable<Trace> {
    const problems = new ProblemList();
    // How many compressed pages there are shows when they are read.
    const wanted = await this.#wantedPages(window, false);
    const last = window?.to === undefined ? Number.POSITIVE_INFINITY : Number(window.to - this.start);
    const reading = this.#reading(problems, window === undefined);
    for await (const trace of streamRuns(wanted, reading, this.#tools.blockBytes)) {
      yield window === undefined ? trace : trace.within(window);
      if (trace.count > 0 && trace.time[0]! > last) return;
    }
  }

  async guessBytes(): Promise<number> {
    let bytes = 0;
    for (const { reader } of this.pages) bytes += (await reader.guessPages()) * reader.pageSize;
    return bytes;
  }

  async *sample(bytes: number): AsyncIterable<TraceSample> {
    const problems = new ProblemList();
    const share = bytes / Math.max(1, this.pages.length);
    for (const pages of this.pages) yield await samplePages(pages, share, this.#reading(problems));
  }

  #reading(problems: ProblemList, whole = false): RunReading {
    return {
      layout: this.layout,
      start: this.#fileClock.startTicks,
      convertOf: cpu => this.#conversionOf(cpu, problems),
      common: this.#common,
      // What is wrong with the file itself is found once, when it is first read.
      meta: () => ({ ...this.meta, problems: [...this.metadata.problems.rows, ...problems.rows] }),
      problems,
      end: runs => {
        if (whole) reportUnread(this.metadata, runs, problems);
      },
    };
  }

  #conversionOf(cpu: number, problems: ProblemList): ConvertTimes {
    return (time, from, to) => {
      const rows = time.subarray(from, to);
      this.#fileClock.convert(rows, cpu);
      clampTimes(rows, cpu, problems);
    };
  }

  /** The pages of a window; those of a stream need no end, because it ends with the window's time. */
  async #wantedPages(window: TimeWindow | undefined, counted: boolean): Promise<WantedPages[]> {
    const wanted: WantedPages[] = [];
    for (const { reader, buffer } of this.pages) {
      if (window === undefined) {
        const to = counted || !reader.compressed ? await reader.countPages() : Number.MAX_SAFE_INTEGER;
        wanted.push({ reader, buffer, from: 0, to });
      } else wanted.push({ buffer, ...(await this.#pagesWithin(reader, window)) });
    }
    return wanted;
  }

  /** The pages that hold events of a stretch of time: pages are in the order of time, each with the time it begins at. */
  async #pagesWithin(reader: PageReader, { from, to }: TimeWindow): Promise<Omit<WantedPages, 'buffer'>> {
    const isAfter = (time: bigint) => (page: Uint8Array) => {
      const stamp = readStamp(page, this.layout);
      return stamp === undefined || this.#fileClock.timeOf(stamp, reader.cpu) > time;
    };
    const near = from === undefined ? reader : await reader.near(isAfter(from - 1n));
    const first = from === undefined ? 0 : Math.max(0, (await findPage(near, isAfter(from - 1n))) - 1);
    return {
      reader: near,
      from: first,
      to: to === undefined ? await near.countPages() : await findPage(near, isAfter(to)),
    };
  }
}

/** The first page for which `is` holds, as it does for all behind it; how many there are where it does for none. */
async function findPage(reader: PageReader, is: (page: Uint8Array) => boolean): Promise<number> {
  const holds = async (page: number): Promise<boolean> => is(await reader.read(page, 1));
  // Pages behind the last one are empty, for which it holds. Compressed ones are not counted for it.
  let low = -1;
  let high = reader.compressed ? 16 : await reader.countPages();
  while (reader.compressed && !(await holds(high))) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The time stamps at the heads of the CPUs' first pages. */
async function firstStamps(pages: readonly RunPages[], layout: PageLayout): Promise<FirstStamp[]> {
  const stamps: FirstStamp[] = [];
  for (const { reader } of pages) {
    const ticks = readStamp(await reader.read(0, 1), layout);
    if (ticks !== undefined) stamps.push({ cpu: reader.cpu, ticks });
  }
  return stamps;
}

function readStamp(page: Uint8Array, layout: PageLayout): bigint | undefined {
  return page.length < layout.dataOffset ? undefined : view(page).getBigUint64(0, layout.littleEndian);
}

function parseFormats(metadata: TraceDatMetadata, longBytes: 4 | 8): readonly EventFormat[] {
  const formats: EventFormat[] = [];
  const add = (text: string, system: string): void => {
    const format = parseEventFormat(text, system, longBytes);
    if (format !== undefined) formats.push(format);
    else {
      metadata.problems.add({
        name: 'trace-dat.event-format',
        severity: 'broken',
        place: system,
        sentence: 'Descriptions of events could not be understood; their records have no fields.',
      });
    }
  };
  for (const text of metadata.ftraceFormats) add(text, 'ftrace');
  for (const { system, texts } of metadata.eventFormats) for (const text of texts) add(text, system);
  const blockTrace = blockTraceFormat(formats);
  return blockTrace === undefined ? formats : [...formats, blockTrace];
}

/** Every event has the common fields at the same places: any format tells them. */
function commonPlaces(formats: readonly EventFormat[]): CommonPlaces {
  const [format] = formats;
  const type = format === undefined ? undefined : findField(format, 'common_type');
  const pid = format === undefined ? undefined : findField(format, 'common_pid');
  return {
    typeOffset: type?.offset ?? 0,
    typeBytes: type?.size ?? 2,
    pidOffset: pid?.offset ?? 4,
    pidBytes: pid?.size ?? 4,
  };
}

function cpuCount(metadata: TraceDatMetadata): number {
  let count = metadata.cpuCount;
  for (const { name, cpus } of metadata.buffers) {
    if (name === '') for (const { cpu } of cpus) count = Math.max(count, cpu + 1);
  }
  return count;
}
