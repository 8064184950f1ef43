import { listKernelStrings, type TraceDatRecording } from '../../formats/index.ts';
import type { Trace } from '../../store/index.ts';
import { OutputBytes } from '../output-bytes.ts';
import { TimePrinter } from './report-time.ts';

/** What `trace-cmd report` tells of a file instead of its events. */
export type FileFact = 'functions' | 'printks' | 'formats' | 'cpus' | 'uname' | 'stat';

export interface FactWishes {
  /** Of each CPU the time of its first and of its last event. */
  readonly firstEvent?: boolean;
  readonly lastEvent?: boolean;
  readonly nanoseconds?: boolean;
}

/** One fact of a file byte for byte as `trace-cmd report` 3.1.6 prints it, in pieces. */
export async function* printFileFact(
  recording: TraceDatRecording,
  fact: FileFact,
  path: string,
  wishes: FactWishes,
): AsyncGenerator<Uint8Array> {
  const out = new OutputBytes(1 << 16);
  if (fact === 'functions') yield* printFunctions(recording, out);
  else if (fact === 'printks') printKernelStrings(recording, out);
  else if (fact === 'formats') printFormats(recording, out);
  else if (fact === 'cpus') await printCpus(recording, path, wishes, out);
  else {
    out.text(`cpus=${recording.meta.facts.cpuCount}\n`);
    if (fact === 'stat') await printStat(recording, out);
    else printUname(recording, out);
  }
  yield out.bytes.subarray(0, out.length);
}

function* printFunctions({ meta: { symbols } }: TraceDatRecording, out: OutputBytes): Generator<Uint8Array> {
  const { text } = symbols;
  const name = { start: 0, end: 0 };
  for (let symbol = 0; symbol < symbols.count; symbol++) {
    out.hex64(symbols.high(symbol), symbols.low(symbol));
    out.byte(32);
    symbols.nameBytes(symbol, name);
    out.copy(text, name.start, name.end);
    const newline = text.indexOf(10, name.end);
    const module = text.subarray(name.end, newline < 0 ? text.length : newline);
    if (module.includes(91)) {
      out.byte(32);
      out.write(module.subarray(module.indexOf(91)));
    }
    out.byte(10);
    if (out.length > 1 << 16) {
      yield out.bytes.subarray(0, out.length);
      out.clear();
    }
  }
}

function printKernelStrings({ metadata }: TraceDatRecording, out: OutputBytes): void {
  // libtraceevent collects them the last first, and glibc's qsort keeps that among equal addresses.
  const strings = listKernelStrings(metadata.printkFormats).toReversed();
  strings.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [address, text] of strings) out.text(`${address} ${text}\n`);
}

function printFormats({ meta: { formats } }: TraceDatRecording, out: OutputBytes): void {
  const names = formats
    // No file describes the block tracer's records; readers know them.
    .filter(({ system, name }) => system !== 'ftrace' || name !== 'blktrace')
    .map(({ system, name }) => `${system}\0${name}`)
    .sort();
  for (const name of names) out.text(`${name.replace('\0', ':')}\n`);
}

function printUname({ meta: { facts } }: TraceDatRecording, out: OutputBytes): void {
  out.text(facts.uname === '' ? ' uname was not recorded in this file\n' : `${facts.uname}\n`);
  out.text(facts.writer === '' ? ' version was not recorded in this file\n' : `${facts.writer}\n`);
}

/** Columns of the times of a CPU's first and last event. */
interface CpuTimes {
  first: number;
  last: number;
}

async function printCpus(
  recording: TraceDatRecording,
  path: string,
  { firstEvent = false, lastEvent = false, nanoseconds = false }: FactWishes,
  out: OutputBytes,
): Promise<void> {
  const times = new Map<number, CpuTimes>();
  let printer: TimePrinter | undefined;
  for await (const trace of recording.stream()) {
    printer ??= new TimePrinter(trace, { nanoseconds });
    noteTimes(trace, times);
  }
  out.text(`List of CPUs in ${path} with data:\n`);
  for (const [cpu, { first, last }] of [...times].sort(([a], [b]) => a - b)) {
    out.text(`  ${cpu}`);
    if (firstEvent) {
      out.text('\tFirst event:');
      printer?.print(out, first);
    }
    if (lastEvent) {
      out.text('\tLast event:');
      printer?.print(out, last);
    }
    out.byte(10);
  }
}

/** Of the top instance alone: trace-cmd looks at no other. */
function noteTimes(trace: Trace, times: Map<number, CpuTimes>): void {
  const isTop = trace.runs.map(({ buffer }) => trace.buffers[buffer] === '');
  for (let row = 0; row < trace.count; row++) {
    if (!isTop[trace.run[row]!]) continue;
    const time = trace.time[row]!;
    const known = times.get(trace.cpu[row]!);
    if (known === undefined) times.set(trace.cpu[row]!, { first: time, last: time });
    else known.last = time;
  }
}

async function printStat({ metadata, pages }: TraceDatRecording, out: OutputBytes): Promise<void> {
  out.text('\nKernel buffer statistics:\n');
  out.text('  Note: "entries" are the entries left in the kernel ring buffer and are not\n');
  out.text('        recorded in the trace data. They should all be zero.\n\n');
  if (metadata.cpuStats.length === 0) out.text(' No stats in this file\n');
  else out.text(`${metadata.cpuStats.join('\n')}\n\n`);
  const top = metadata.buffers.findIndex(({ name }) => name === '');
  const { cpus = [], pageSize = 0 } = metadata.buffers[top] ?? {};
  const readers = new Map(
    pages.filter(({ buffer }) => buffer === top).map(one => [one.reader.cpu, one.reader]),
  );
  // What is compressed, trace-cmd uncompresses into a file whose first page is left out.
  let unpacked = pageSize;
  let next = 0;
  for (const { cpu, offset, size } of cpus.toSorted((a, b) => a.cpu - b.cpu)) {
    for (; next < cpu; next++) printPlace(next, 0, 0, out);
    next = cpu + 1;
    const reader = readers.get(cpu);
    if (reader?.compressed !== true) {
      printPlace(cpu, offset, size, out);
      continue;
    }
    const bytes = (await reader.countPages()) * pageSize;
    printPlace(cpu, unpacked, bytes, out);
    unpacked += bytes;
  }
}

function printPlace(cpu: number, offset: number, size: number, out: OutputBytes): void {
  out.text(`CPU${cpu} data recorded at offset=0x${offset.toString(16)}\n    ${size} bytes in size\n`);
}
