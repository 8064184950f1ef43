import { type ByteSource, FormatError } from '../../base/index.ts';
import {
  buildTrace,
  type CommonPlaces,
  type EventFormat,
  findField,
  KernelSymbols,
  type RunEvents,
  TaskNames,
  type Trace,
  type TraceLoss,
} from '../../store/index.ts';
import {
  EventColumns,
  PageCursor,
  type PageLayout,
  parseEventFormat,
  parsePageLayout,
  walkPage,
} from '../../tracefs/index.ts';
import type { ReadTools } from '../format.ts';
import { clockOf } from './clock.ts';
import { convertStart, convertTicks } from './convert-ticks.ts';
import { view } from './cursor.ts';
import { readHead } from './head.ts';
import { parseKernelStrings } from './kernel-strings.ts';
import type { TraceDatMetadata } from './metadata.ts';
import { readPages } from './records.ts';
import { readVersion6 } from './version-6.ts';
import { readVersion7 } from './version-7.ts';

const defaultResidentBytes = 2 ** 31;
const mostBytesOfRun = 2 ** 32 - 4096;

/** Everything that stands in a trace.dat beside the records. */
export async function readMetadata(source: ByteSource, tools: ReadTools): Promise<TraceDatMetadata> {
  const { metadata, cursor } = await readHead(source);
  if (metadata.version === 6) await readVersion6(source, cursor, metadata);
  else await readVersion7(source, cursor, metadata, tools);
  return metadata;
}

/** Reads a trace.dat of version 6 or 7, whatever can be read of it. */
export async function readTraceDat(source: ByteSource, tools: ReadTools): Promise<Trace> {
  const metadata = await readMetadata(source, tools);
  const layout = parsePageLayout(metadata.headerPage, metadata.littleEndian, metadata.longBytes);
  const formats = parseFormats(metadata, layout.longBytes);
  const pages = await readAllPages(source, metadata, tools);
  const start = firstStamp(pages, layout);
  const runs = pages.map(page => walkRun(page, layout, start, metadata));
  const { tsc } = metadata;
  if (tsc !== undefined) for (const run of runs) convertTicks(run.time, run.count, start, tsc);
  clampTimes(runs, metadata);
  return buildTrace(
    {
      start: (tsc === undefined ? start : convertStart(start, tsc)) + metadata.timeOffset,
      clock: clockOf(metadata),
      littleEndian: metadata.littleEndian,
      longBytes: layout.longBytes,
      formats,
      buffers: metadata.buffers.map(buffer => buffer.name),
      tasks: TaskNames.fromSavedCmdlines(metadata.savedCmdlines),
      symbols: new KernelSymbols(metadata.kallsyms),
      kernelStrings: parseKernelStrings(metadata.printkFormats),
      facts: {
        format: `trace-dat v${metadata.version}`,
        source: source.name,
        uname: metadata.uname,
        writer: metadata.writer,
        cpuCount: cpuCount(metadata),
        cpuStats: metadata.cpuStats.join(''),
        pageSize: metadata.pageSize,
        ...(metadata.latencyText === undefined ? {} : { latencyText: metadata.latencyText }),
      },
      problems: metadata.problems.rows,
    },
    runs,
    commonPlaces(formats),
  );
}

interface RunPages {
  readonly buffer: number;
  readonly cpu: number;
  readonly pageSize: number;
  readonly offset: number;
  readonly compressed: boolean;
  readonly view: DataView;
}

async function readAllPages(
  source: ByteSource,
  metadata: TraceDatMetadata,
  tools: ReadTools,
): Promise<RunPages[]> {
  const pages: RunPages[] = [];
  const filled = metadata.buffers.reduce((sum, b) => sum + b.cpus.filter(cpu => cpu.size > 0).length, 0);
  const share = Math.min(
    mostBytesOfRun,
    Math.floor((tools.residentBytes ?? defaultResidentBytes) / Math.max(1, filled)),
  );
  if (filled > 0xffff) {
    throw new FormatError('trace.dat', undefined, 'at most 65535 CPUs with records', String(filled));
  }
  for (const [index, buffer] of metadata.buffers.entries()) {
    for (const place of buffer.cpus) {
      if (place.size === 0) continue;
      const bytes = await readPages(source, buffer, place, share, metadata, tools);
      const { pageSize, compressed } = buffer;
      pages.push({
        buffer: index,
        cpu: place.cpu,
        pageSize,
        offset: place.offset,
        compressed,
        view: view(bytes),
      });
    }
  }
  return pages;
}

/** The earliest time stamp at the head of a CPU's first page. */
function firstStamp(pages: readonly RunPages[], layout: PageLayout): bigint {
  let first: bigint | undefined;
  for (const { view } of pages) {
    if (view.byteLength < layout.dataOffset) continue;
    const stamp = view.getBigUint64(0, layout.littleEndian);
    if (first === undefined || stamp < first) first = stamp;
  }
  return first ?? 0n;
}

function walkRun(pages: RunPages, layout: PageLayout, start: bigint, metadata: TraceDatMetadata): RunEvents {
  const { view, pageSize, cpu } = pages;
  const columns = new EventColumns(Math.ceil(view.byteLength / 32) + 16);
  const cursor = new PageCursor(view, layout, start);
  const losses: TraceLoss[] = [];
  let pending = 0;
  for (let page = 0; page < view.byteLength; page += pageSize) {
    const row = columns.count;
    const events = walkPage(cursor, page, Math.min(pageSize, view.byteLength - page), columns);
    if (cursor.lost !== 0) {
      pending = cursor.lost;
      metadata.problems.add({
        name: 'tracer.lost-events',
        severity: 'loss',
        place: `CPU ${cpu}`,
        count: cursor.lost,
        sentence:
          'The tracer overwrote or dropped events while it recorded; -1 where the kernel did not count them.',
      });
    }
    if (events > 0 && pending !== 0) {
      const first = page + layout.dataOffset;
      const at = columns.offset[row]!;
      losses.push({
        row,
        count: pending,
        atPageStart: at === first + 4 || (at === first + 8 && isLong(view, first, layout)),
      });
      pending = 0;
    }
    if (cursor.fault !== undefined) {
      const place = pages.compressed
        ? `CPU ${cpu}, page ${page / pageSize}`
        : `byte ${pages.offset + cursor.faultOffset}`;
      metadata.problems.add({
        name: 'ring-buffer.broken-page',
        severity: 'loss',
        place,
        sentence: 'Pages of the ring buffer are broken; their events up to the broken place were read.',
      });
    }
  }
  const { count, time, offset, length } = columns;
  return { buffer: pages.buffer, cpu, view, count, time, offset, length, losses };
}

/** Whether the event at a place stores its length in a word of its own. */
function isLong(view: DataView, at: number, layout: PageLayout): boolean {
  const head = view.getUint32(at, layout.littleEndian);
  return (layout.littleEndian ? head & 31 : head >>> 27) === 0;
}

function clampTimes(runs: readonly RunEvents[], metadata: TraceDatMetadata): void {
  const most = Number.MAX_SAFE_INTEGER;
  for (const { time, count, cpu } of runs) {
    let clamped = 0;
    for (let i = 0; i < count; i++) {
      const t = time[i]!;
      if (t > most) time[i] = most;
      else if (t < -most) time[i] = -most;
      else continue;
      clamped++;
    }
    if (clamped > 0) {
      metadata.problems.add({
        name: 'trace.time-range',
        severity: 'broken',
        place: `CPU ${cpu}`,
        count: clamped,
        sentence: 'Events claim to be more than 104 days from the start; their times are cut there.',
      });
    }
  }
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
  return formats;
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
