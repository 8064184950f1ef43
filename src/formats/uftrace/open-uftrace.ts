import {
  type ByteSource,
  decodeLatin1,
  decodeUtf8,
  encodeUtf8,
  FormatError,
  type SourceFolder,
} from '../../base/index.ts';
import type { Problem, Trace, TraceClock } from '../../store/index.ts';
import type { Recording, TimeWindow } from '../format.ts';
import { ArgumentSpecs } from './argument-specs.ts';
import { clockSince, type UftraceClock } from './clock.ts';
import { type DebugText, parseDebugText } from './debug-text.ts';
import { ExternMessages } from './extern-messages.ts';
import { feature, parseInfo, type UftraceInfo } from './info.ts';
import { KernelCpu } from './kernel-cpu.ts';
import { type KernelEvent, type KernelHeader, parseKernelHeader } from './kernel-header.ts';
import { type MemoryMap, parseMemoryMap } from './memory-map.ts';
import { PerfRecords } from './perf-records.ts';
import { UftraceProblems } from './problem.ts';
import { type SessionModule, Sessions } from './sessions.ts';
import { baseName, SymbolLookup } from './symbol-lookup.ts';
import { parseSymbols, type SymbolTable } from './symbol-table.ts';
import { parseTaskFile } from './task-file.ts';
import { parseTaskMessages, type TaskMessage } from './task-messages.ts';
import { clockName, firstTime, traceOf } from './trace-of-uftrace.ts';
import { UserRecords } from './user-records.ts';

const largestFile = 2 ** 31 - 1;
const largestText = 256 * 2 ** 20;
// Objects that uftrace adds to a program itself: never shown.
const ownLibraries = new Set([
  'libmcount.so',
  'libmcount-fast.so',
  'libmcount-single.so',
  'libmcount-fast-single.so',
]);

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A uftrace directory in memory. Its records can be walked as often as one likes: every walk gets readers of its own. */
export class UftraceRecording implements Recording {
  readonly format = 'uftrace';
  readonly start: bigint;
  readonly clock: TraceClock;
  /** What the directory is called. */
  readonly source: string;
  readonly info: UftraceInfo;
  /** From times of the files to those of the records that walks give. */
  readonly times: UftraceClock;
  readonly sessions: Sessions;
  readonly symbols: SymbolLookup;
  readonly arguments: ArgumentSpecs;
  readonly kernelHeader: KernelHeader | undefined;
  /** Names of user events by id, from `events.txt`. */
  readonly userEvents: ReadonlyMap<number, string>;
  /** Options that were kept with the recording (`default.opts`). */
  readonly defaultOptions: string;
  readonly problems: UftraceProblems;
  readonly #files: RecordingFiles;
  readonly #tids: ReadonlySet<number>;
  readonly #opened: readonly Problem[];

  constructor(source: string, info: UftraceInfo, files: RecordingFiles, problems: UftraceProblems) {
    this.source = source;
    this.info = info;
    this.problems = problems;
    this.#files = files;
    this.#tids = new Set(info.tids);
    this.times = clockSince(files.messages[0]?.time ?? 0n);
    this.sessions = new Sessions(files.messages, files, this.times, problems);
    this.symbols = new SymbolLookup(this.sessions, files.kallsyms);
    this.arguments = new ArgumentSpecs(info, this.sessions, module => files.debugOf(module));
    this.kernelHeader = files.kernelHeader;
    this.userEvents = parseUserEvents(files.userEvents);
    this.defaultOptions = files.defaultOptions;
    this.#opened = problems.rows;
    this.start = this.times.start + BigInt(firstTime(this));
    this.clock = { name: clockName(info), unit: 'ns' };
  }

  async load(window?: TimeWindow): Promise<Trace> {
    const trace = traceOf(this, new UftraceProblems(this.#opened));
    return window === undefined ? trace : trace.within(window);
  }

  async *stream(window?: TimeWindow): AsyncIterable<Trace> {
    yield await this.load(window);
  }

  /** What is missing from the directory or could not be understood, as far as it was read until now. */
  get problemRows(): readonly Problem[] {
    return this.problems.rows;
  }

  /** A walk over the functions of one task; undefined where it has no file. */
  userRecords(tid: number, problems = this.problems): UserRecords | undefined {
    const bytes = this.#files.tasks.get(tid);
    if (bytes === undefined) return undefined;
    const task = this.sessions.tasks.get(tid);
    return new UserRecords(
      `${tid}.dat`,
      bytes,
      this.info.littleEndian,
      this.times,
      (record, data, offset) => this.arguments.size(task, record, data, offset),
      problems,
    );
  }

  /** Walks over the kernel's records, one a CPU. */
  kernelCpus(problems = this.problems): readonly { readonly cpu: KernelCpu; readonly file: string }[] {
    const header = this.kernelHeader;
    if (header === undefined) return [];
    return this.#files.kernel.map(({ name, bytes }, number) => ({
      file: name,
      cpu: new KernelCpu(name, number, bytes, header, this.times, problems),
    }));
  }

  /** Walks over what the kernel told of tasks, one a CPU. */
  perfRecords(problems = this.problems): readonly PerfRecords[] {
    return this.#files.perf.map(
      ({ name, bytes }) => new PerfRecords(name, bytes, this.info.littleEndian, this.times, problems),
    );
  }

  externMessages(): ExternMessages | undefined {
    const text = this.#files.extern;
    return text === undefined ? undefined : new ExternMessages(text, this.times);
  }

  /** The bytes of a task's file, in which arguments are found. */
  taskBytes(tid: number): Uint8Array {
    return this.#files.tasks.get(tid) ?? new Uint8Array(0);
  }

  /** Whether a thread is one of those that were recorded. */
  isRecorded(tid: number): boolean {
    return this.#tids.has(tid);
  }

  /** Whether a thread has a file of its own. */
  hasRecords(tid: number): boolean {
    return this.#files.tasks.has(tid);
  }

  get kernelFiles(): readonly { readonly name: string; readonly bytes: number }[] {
    return this.kernelHeader === undefined ? [] : sizes(this.#files.kernel);
  }

  get perfFiles(): readonly { readonly name: string; readonly bytes: number }[] {
    return sizes(this.#files.perf);
  }

  /** The text of /proc/kallsyms, empty where the kernel was not recorded. */
  get kallsyms(): Uint8Array {
    return this.#files.kallsyms ?? new Uint8Array(0);
  }

  /** The pages of one CPU, in which the fields of kernel events are found. */
  kernelView(number: number): DataView | undefined {
    const bytes = this.#files.kernel[number]?.bytes;
    return bytes && new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The thread that a kernel event is about when it happened in `tid`, which was not recorded. */
  otherTid(event: KernelEvent, view: DataView, offset: number, length: number, tid: number): number {
    if (this.isRecorded(tid)) return tid;
    for (const read of event.others) {
      const other = read(view, offset, length);
      if (this.isRecorded(other)) return other;
    }
    return tid;
  }
}

/** The files of a directory after they were read, before anything is made of them. */
class RecordingFiles {
  messages: readonly TaskMessage[] = [];
  kallsyms: Uint8Array | undefined;
  kernelHeader: KernelHeader | undefined;
  userEvents = '';
  defaultOptions = '';
  extern: string | undefined;
  readonly tasks = new Map<number, Uint8Array>();
  kernel: readonly NamedBytes[] = [];
  perf: readonly NamedBytes[] = [];
  readonly maps = new Map<string, MemoryMap>();
  /** `NAME.sym` and `NAME.dbg`. */
  readonly namedFiles = new Map<string, Uint8Array>();
  readonly #tables = new Map<string, SymbolTable | undefined>();
  readonly #debug = new Map<string, DebugText | undefined>();

  modulesOf(sid: string): readonly SessionModule[] {
    const files = this.maps.get(sid)?.files ?? [];
    return files.map(file => ({
      ...file,
      symbols: ownLibraries.has(baseName(file.path)) ? undefined : this.symbolsOf(file.path, file.buildId),
    }));
  }

  kernelBaseOf(sid: string): number | undefined {
    return this.maps.get(sid)?.kernelBase;
  }

  symbolsOf(path: string, buildId = ''): SymbolTable | undefined {
    const key = `${path}\0${buildId}`;
    if (!this.#tables.has(key)) {
      const bytes = this.#ofFile('sym', path, buildId);
      const table = bytes === undefined ? undefined : parseSymbols(bytes);
      this.#tables.set(key, table !== undefined && table.count > 0 ? table : undefined);
    }
    return this.#tables.get(key);
  }

  debugOf({ path, buildId }: SessionModule): DebugText | undefined {
    const key = `${path}\0${buildId}`;
    if (!this.#debug.has(key)) {
      const bytes = this.#ofFile('dbg', path, buildId);
      this.#debug.set(key, bytes && parseDebugText(decodeUtf8(bytes)));
    }
    return this.#debug.get(key);
  }

  // Two files of one name have their symbols in NAME.sym and in NAME-xxxx.sym with the start of the build id,
  // or with a sum over the path where there is none.
  #ofFile(ending: 'sym' | 'dbg', path: string, buildId: string): Uint8Array | undefined {
    const name = baseName(path);
    const plain = this.namedFiles.get(`${name}.${ending}`);
    if (plain === undefined) return undefined;
    const head = decodeLatin1(plain.subarray(0, 8192));
    const saidPath = /^# path name: (.*)$/m.exec(head)?.[1];
    const saidId = /^# build-id: (.*)$/m.exec(head)?.[1] ?? '';
    const other =
      (saidPath !== undefined && saidPath !== path) ||
      (saidId !== '' && buildId !== '' && saidId !== buildId);
    if (!other || (saidPath === undefined && saidId === '')) return plain;
    return this.namedFiles.get(`${name}-${buildId === '' ? pathSum(path) : buildId.slice(0, 4)}.${ending}`);
  }
}

function sizes(files: readonly NamedBytes[]): readonly { readonly name: string; readonly bytes: number }[] {
  return files.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
}

function pathSum(path: string): string {
  let sum = 0;
  for (const byte of encodeUtf8(path)) sum = (sum + byte) & 0xffff;
  return sum.toString(16).padStart(4, '0');
}

/** Reads a uftrace directory (versions 3 and 4). Throws where `info` or the tasks cannot be read; the rest may be missing. */
export async function openUftrace(folder: SourceFolder): Promise<UftraceRecording> {
  const problems = new UftraceProblems();
  const names = [...(await folder.list())];
  const infoBytes = await readFile(folder, 'info', largestText, problems);
  if (infoBytes === undefined) throw new FormatError('uftrace', undefined, 'a file "info"', 'none');
  const info = parseInfo(infoBytes);
  const files = new RecordingFiles();
  const text = async (name: string): Promise<string | undefined> => {
    if (!names.includes(name)) return undefined;
    const bytes = await readFile(folder, name, largestText, problems);
    return bytes && decodeUtf8(bytes);
  };
  // As uftrace, that of old recordings first.
  const taskFile = names.includes('task') ? await readFile(folder, 'task', largestText, problems) : undefined;
  if (taskFile !== undefined) files.messages = parseTaskFile(taskFile, info.littleEndian, problems);
  if (files.messages.length === 0) {
    const tasks = await text('task.txt');
    if (tasks === undefined) throw new FormatError('uftrace', undefined, 'a file "task.txt"', 'none');
    files.messages = parseTaskMessages(tasks, problems);
  }
  for (const sid of new Set(files.messages.flatMap(m => (m.kind === 'session' ? [m.sid] : [])))) {
    const map = /^\w{1,32}$/.test(sid) ? await text(`sid-${sid}.map`) : undefined;
    if (map === undefined)
      problems.add(
        'missing',
        `sid-${sid}.map`,
        undefined,
        'a session without its map: functions have no names',
      );
    else files.maps.set(sid, parseMemoryMap(map));
  }
  for (const name of names) {
    if (!/^[^/]+\.(sym|dbg)$/.test(name)) continue;
    const bytes = await readFile(folder, name, largestText, problems);
    if (bytes !== undefined) files.namedFiles.set(name, bytes);
  }
  for (const tid of info.tids) {
    const bytes = names.includes(`${tid}.dat`)
      ? await readFile(folder, `${tid}.dat`, largestFile, problems)
      : undefined;
    if (bytes !== undefined) files.tasks.set(tid, bytes);
    else problems.add('missing', `${tid}.dat`, undefined, 'a task of the recording has no file');
  }
  if ((info.features & feature.kernel) !== 0) await readKernelFiles(folder, names, files, problems);
  if ((info.features & feature.perfEvent) !== 0) {
    files.perf = await readAll(folder, names.filter(name => /^perf-cpu.*\.dat$/.test(name)).sort(), problems);
  }
  files.userEvents = (await text('events.txt')) ?? '';
  files.defaultOptions = (await text('default.opts')) ?? '';
  files.extern = await text('extern.dat');
  return new UftraceRecording(folder.name, info, files, problems);
}

async function readKernelFiles(
  folder: SourceFolder,
  names: readonly string[],
  files: RecordingFiles,
  problems: UftraceProblems,
): Promise<void> {
  const header = names.includes('kernel_header')
    ? await readFile(folder, 'kernel_header', largestText, problems)
    : undefined;
  const cpus = names
    .filter(name => /^kernel-cpu\d+\.dat$/.test(name))
    .sort((a, b) => Number(a.slice(10, -4)) - Number(b.slice(10, -4)));
  if (header === undefined || cpus.length === 0) {
    const what = header === undefined ? 'kernel_header' : 'kernel-cpu0.dat';
    problems.add('missing', what, undefined, 'the kernel was recorded, but its records cannot be read');
    return;
  }
  files.kernelHeader = parseKernelHeader(header, problems);
  files.kernel = await readAll(folder, cpus, problems);
  files.kallsyms = names.includes('kallsyms')
    ? await readFile(folder, 'kallsyms', largestText, problems)
    : undefined;
  if (files.kallsyms === undefined)
    problems.add('missing', 'kallsyms', undefined, 'kernel functions have no names');
}

async function readAll(
  folder: SourceFolder,
  names: readonly string[],
  problems: UftraceProblems,
): Promise<NamedBytes[]> {
  const all: NamedBytes[] = [];
  for (const name of names) {
    const bytes = await readFile(folder, name, largestFile, problems);
    if (bytes !== undefined) all.push({ name, bytes });
  }
  return all;
}

async function readFile(
  folder: SourceFolder,
  name: string,
  limit: number,
  problems: UftraceProblems,
): Promise<Uint8Array | undefined> {
  const source: ByteSource | undefined = await folder.open(name);
  if (source === undefined) return undefined;
  if (source.size > limit)
    problems.add('limit', name, limit, 'only the beginning of a very large file was read');
  return source.read(0, Math.min(source.size, limit));
}

function parseUserEvents(text: string): ReadonlyMap<number, string> {
  const events = new Map<number, string>();
  for (const match of text.matchAll(/^EVENT: (\d{1,10}) ([^:\n]+:\S+)/gm)) {
    const id = Number(match[1]);
    if (!events.has(id)) events.set(id, match[2]!);
  }
  return events;
}
