import { type ByteSource, FormatError, type SourceFolder } from '../../base/index.ts';
import { KernelSymbols, Trace, type TraceLoss } from '../../store/index.ts';
import type { ReadTools } from '../format.ts';
import { parseKernelStrings } from '../trace-dat/kernel-strings.ts';
import { has, isDummy } from './attribute.ts';
import { readHead } from './head.ts';
import { kallsymsBeside } from './kallsyms-beside.ts';
import type { PerfMetadata } from './metadata.ts';
import { type RecordPart, readRecords } from './read-records.ts';
import { countPeriods } from './read-values.ts';
import { eventType, recordType, sampleBit } from './record-types.ts';
import { PerfRecording } from './recording.ts';
import { SampleStacks } from './sample-stacks.ts';
import type { SymbolSources } from './symbolizer.ts';
import { namesOfTasks } from './task-names.ts';

/** Reads a perf.data of a file or a pipe, whatever can be read of it. Throws `FormatError` where it has no whole head. */
export async function readPerfData(
  source: ByteSource,
  tools: ReadTools,
  beside?: SourceFolder,
): Promise<PerfRecording> {
  const { metadata, data } = await readHead(source);
  return readParts([{ source, data }], metadata, tools, beside);
}

/** Reads what `perf record --threads` writes: a folder with a whole file `data` and the records of threads beside it. */
export async function readPerfFolder(folder: SourceFolder, tools: ReadTools): Promise<PerfRecording> {
  const head = await folder.open('data');
  if (head === undefined) throw new FormatError('perf.data', 0, 'a file "data" in the folder', 'none');
  const { metadata, data } = await readHead(head);
  const parts = [{ source: head, data }];
  const names = (await folder.list()).filter(name => /^data\.\d{1,6}$/.test(name));
  for (const name of names.toSorted((a, b) => Number(a.slice(5)) - Number(b.slice(5)))) {
    const source = await folder.open(name);
    if (source !== undefined) parts.push({ source, data: { offset: 0, size: source.size } });
  }
  return readParts(parts, metadata, tools);
}

async function readParts(
  parts: readonly RecordPart[],
  metadata: PerfMetadata,
  tools: ReadTools,
  beside?: SourceFolder,
): Promise<PerfRecording> {
  const { runs, walker, described } = await readRecords(parts, metadata, tools);
  const { index } = walker;
  index.sort();
  const start = walker.start + BigInt(settleTimes(index.time, index.count));
  const period = walker.readsValues ? countPeriods(index, runs, metadata, described) : undefined;
  const count = index.count;
  const column = {
    count,
    time: index.time.subarray(0, count),
    cpu: index.cpu.subarray(0, count),
    pid: index.tid.subarray(0, count),
    event: index.event.subarray(0, count),
    run: index.run.subarray(0, count),
    place: index.place.subarray(0, count),
    length: index.length.subarray(0, count),
  };
  const records = {
    ...(period === undefined ? {} : { period }),
    record: index.record.subarray(0, count),
    attribute: index.attribute.subarray(0, count),
  };
  const lostFormats = [recordType.lost, recordType.lostSamples].map(type => described.ofRecord[type]!);
  const sources = await symbolSources(metadata, tools, beside);
  const isRecord = new Uint8Array(described.formats.length);
  for (const format of described.ofRecord) if (format >= 0) isRecord[format] = 1;
  const trace: Trace = new Trace({
    ...column,
    start,
    clock: { name: clockName(metadata), unit: 'ns' },
    littleEndian: metadata.littleEndian,
    longBytes: metadata.longBytes,
    formats: described.formats,
    runs: runs.map(view => ({ buffer: 0, cpu: 0, view })),
    buffers: [''],
    losses: walker.lost === 0 ? [] : findLosses(column.event, lostFormats, column, runs, metadata),
    tasks: namesOfTasks(column, runs, described.ofRecord[recordType.comm]!, metadata),
    symbols: new KernelSymbols(metadata.kallsyms),
    kernelStrings: parseKernelStrings(metadata.printkFormats),
    facts: factsOf(parts[0]!.source, metadata),
    problems: metadata.problems.rows,
    makeStacks: mayHaveStacks(metadata)
      ? of => new SampleStacks(of, () => recording, metadata.events, isRecord, sources)
      : undefined,
  });
  const recording = new PerfRecording(trace, metadata, described, records);
  return recording;
}

/** Whether there are samples that say where the processor was. */
function mayHaveStacks({ events }: PerfMetadata): boolean {
  return events.some(event => {
    const isPlace = event.attribute.type !== eventType.tracepoint && !isDummy(event);
    return has(event.attribute, sampleBit.callchain) || (isPlace && has(event.attribute, sampleBit.ip));
  });
}

async function symbolSources(
  metadata: PerfMetadata,
  tools: ReadTools,
  beside: SourceFolder | undefined,
): Promise<SymbolSources> {
  const own = metadata.kallsyms.length > 0 ? metadata.kallsyms : undefined;
  const isAsked = own === undefined && beside !== undefined && mayHaveStacks(metadata);
  const kallsyms = isAsked ? await kallsymsBeside(beside, tools) : own;
  return {
    demangle: true,
    ...(kallsyms === undefined ? {} : { kallsyms }),
    ...(tools.binaries === undefined ? {} : { binaries: tools.binaries }),
  };
}

/** Makes the earliest time 0: answers what it was. Rows without a time get that of the row before them. */
function settleTimes(time: Float64Array, count: number): number {
  let first = 0;
  while (first < count && time[first] === Number.NEGATIVE_INFINITY) first++;
  const earliest = first < count ? time[first]! : 0;
  time.fill(0, 0, first);
  if (earliest !== 0) for (let i = first; i < count; i++) time[i] = time[i]! - earliest;
  return earliest;
}

function findLosses(
  event: Uint16Array,
  formats: readonly number[],
  columns: { readonly run: Uint16Array; readonly place: Uint32Array; readonly length: Uint32Array },
  runs: readonly DataView[],
  metadata: PerfMetadata,
): readonly TraceLoss[] {
  const losses: TraceLoss[] = [];
  for (let row = 0; row < event.length; row++) {
    if (!formats.includes(event[row]!)) continue;
    const view = runs[columns.run[row]!]!;
    const at = columns.place[row]! + (event[row] === formats[0] ? 8 : 0);
    if (at + 8 > columns.place[row]! + columns.length[row]!) continue;
    const count = Number(view.getBigUint64(at, metadata.littleEndian));
    losses.push({ row, count, atPageStart: false });
  }
  return losses;
}

const clockNames: Readonly<Record<number, string>> = {
  0: 'realtime',
  1: 'mono',
  4: 'mono_raw',
  7: 'boot',
  11: 'tai',
};

/** perf's own clock is the scheduler's: the `local` of tracefs. */
function clockName(metadata: PerfMetadata): string {
  const id = metadata.events[0]?.attribute.clockId;
  return id === undefined ? 'perf' : (clockNames[id] ?? `clock ${id}`);
}

function factsOf(source: ByteSource, metadata: PerfMetadata): Trace['facts'] {
  const { features } = metadata;
  const machine = [
    features.hostname,
    features.cpuDescription,
    features.totalMemory === 0 ? '' : `${Math.round(features.totalMemory / 1024)} MB`,
  ].filter(text => text !== '' && text !== '(none)');
  return {
    format: metadata.pipe ? 'perf-data (pipe)' : 'perf-data',
    source: source.name,
    uname:
      features.release === ''
        ? ''
        : `Linux ${features.hostname || '(none)'} ${features.release} ${features.arch}`,
    writer: features.version === '' ? '' : `perf ${features.version}`,
    ...(machine.length === 0 ? {} : { machine: machine.join(', ') }),
    ...(features.commandLine.length === 0 ? {} : { command: features.commandLine.join(' ') }),
    cpuCount: features.cpusOnline,
    cpuStats: '',
    pageSize: metadata.pageSize,
  };
}
