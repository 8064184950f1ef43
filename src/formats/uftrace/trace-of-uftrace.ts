import { decodeLatin1, encodeUtf8 } from '../../base/index.ts';
import {
  KernelSymbols,
  mergeRuns,
  TaskNames,
  Trace,
  type TraceFacts,
  type TraceLoss,
} from '../../store/index.ts';
import type { UftraceInfo } from './info.ts';
import type { UftraceRecording } from './open-uftrace.ts';
import { UftraceProblems } from './problem.ts';
import { eventId, UftraceRecord } from './record.ts';
import { baseName } from './symbol-lookup.ts';
import { UftraceFields } from './trace-fields.ts';
import { formatsOf, type UftraceFormats } from './trace-formats.ts';
import { kernelRun, perfRun, RunColumns, runFiles, userRun } from './trace-runs.ts';

/** Every record of a directory by time, each with the bytes of its own file. */
export function traceOf(recording: UftraceRecording, problems: UftraceProblems): Trace {
  const { info, sessions, times } = recording;
  const formats = formatsOf(recording);
  const names = new Map([...sessions.tasks.values()].map(({ tid, program }) => [tid, program]));
  const { runs, messages } = runsOf(recording, formats, problems, (tid, comm) => names.set(tid, comm));
  const tasks = new TaskNames();
  for (const [tid, comm] of names) if (comm !== '') tasks.add(tid, decodeLatin1(encodeUtf8(comm)));
  const { columns, losses } = merged(runs, Number(recording.start - times.start));
  const kernel = recording.kernelHeader;
  return new Trace({
    ...columns,
    start: recording.start,
    clock: recording.clock,
    littleEndian: info.littleEndian,
    longBytes: info.longBytes,
    formats: formats.formats,
    runs: runs.map(({ cpu, view }) => ({ buffer: 0, cpu, view })),
    buffers: [''],
    losses,
    tasks,
    symbols: new KernelSymbols(recording.kallsyms),
    kernelStrings: new Map(),
    facts: factsOf(recording, kernel?.pageBytes ?? 0),
    problems: problems.rows,
    fields: trace => new UftraceFields(recording, trace, messages),
  });
}

/** The time of the first record of all, by the recording's clock. */
export function firstTime(recording: UftraceRecording): number {
  const unheard = new UftraceProblems();
  const record = new UftraceRecord('user');
  let first = Number.POSITIVE_INFINITY;
  const look = (found: boolean, time: number): void => {
    if (found && time < first) first = time;
  };
  for (const tid of recording.info.tids) {
    const records = recording.userRecords(tid, unheard);
    if (records !== undefined) look(records.next(record), record.time);
  }
  for (const { cpu } of recording.kernelCpus(unheard)) look(cpu.next(record) !== 'end', record.time);
  for (const perf of recording.perfRecords(unheard))
    look(
      perf.next(() => true),
      perf.time,
    );
  const messages = recording.externMessages();
  if (messages !== undefined) look(messages.peek(), messages.time);
  return Number.isFinite(first) ? first : 0;
}

/** uftrace stamps with CLOCK_MONOTONIC unless another clock was asked for. */
export function clockName({ commandLine }: UftraceInfo): string {
  return /\s--clock[= ](\S+)/.exec(commandLine)?.[1] ?? 'mono';
}

/** The command that was recorded: uftrace's own command line from the program on. */
export function recordedCommand({ commandLine, program }: UftraceInfo): string {
  const words = commandLine.split(' ');
  const at = words.findIndex(word => word !== '' && baseName(word) === baseName(program));
  return at > 0 ? words.slice(at).join(' ') : program;
}

function factsOf({ info, source }: UftraceRecording, pageSize: number): TraceFacts {
  const { hostName, kernel, processor, memory } = info;
  const release = kernel.replace(/^Linux\s+/, '');
  return {
    format: `uftrace v${info.version}`,
    source,
    uname: release === '' ? '' : `Linux ${hostName || '(none)'} ${release}`,
    writer: `uftrace ${info.uftraceVersion.split(' ', 1)[0]}`.trim(),
    machine: [hostName === '(none)' ? '' : hostName, processor, memory && `${memory} of memory`]
      .filter(part => part !== '')
      .join(', '),
    command: recordedCommand(info),
    cpuCount: info.cpuCount,
    cpuStats: '',
    pageSize,
  };
}

function runsOf(
  recording: UftraceRecording,
  formats: UftraceFormats,
  problems: UftraceProblems,
  name: (tid: number, comm: string) => void,
): { readonly runs: readonly RunColumns[]; readonly messages: readonly string[] } {
  const runs: RunColumns[] = [];
  const numbers = runFiles(recording).map(({ number }) => number);
  for (const tid of recording.info.tids) {
    const records = recording.userRecords(tid, problems);
    runs.push(records === undefined ? new RunColumns(0, nothing()) : userRun(tid, records, formats));
  }
  for (const { cpu, file } of recording.kernelCpus(problems)) {
    const { run, unknown } = kernelRun(numbers[runs.length]!, cpu, formats);
    runs.push(run);
    if (unknown === 0) continue;
    problems.add('unknown', file, undefined, 'records that kernel_header does not describe', unknown);
  }
  for (const perf of recording.perfRecords(problems)) {
    runs.push(perfRun(numbers[runs.length]!, perf, formats, name));
  }
  const messages: string[] = [];
  const extern = recording.externMessages();
  if (extern !== undefined) {
    const run = new RunColumns(0, nothing());
    for (const event = formats.of(eventId.extern); extern.peek(); extern.consume()) {
      run.push(extern.time, messages.push(extern.message) - 1, 0, event, 0);
    }
    runs.push(run);
  }
  return { runs, messages };
}

const nothing = (): DataView => new DataView(new ArrayBuffer(0));

function merged(runs: readonly RunColumns[], shift: number) {
  const count = runs.reduce((sum, run) => sum + run.count, 0);
  const columns = {
    count,
    time: new Float64Array(count),
    cpu: new Uint16Array(count),
    pid: new Int32Array(count),
    event: new Uint16Array(count),
    run: new Uint16Array(count),
    place: new Uint32Array(count),
    length: new Uint32Array(count),
  };
  const losses: TraceLoss[] = [];
  const nextLoss = new Uint32Array(runs.length);
  mergeRuns(runs, (index, from, to, at) => {
    const run = runs[index]!;
    for (let row = from, out = at; row < to; row++, out++) columns.time[out] = run.time[row]! - shift;
    columns.pid.set(run.pid.subarray(from, to), at);
    columns.event.set(run.event.subarray(from, to), at);
    columns.place.set(run.place.subarray(from, to), at);
    columns.length.set(run.length.subarray(from, to), at);
    columns.cpu.fill(run.cpu, at, at + to - from);
    columns.run.fill(index, at, at + to - from);
    for (let next = nextLoss[index]!; next < run.losses.length && run.losses[next]!.row < to; next++) {
      losses.push({ ...run.losses[next]!, row: run.losses[next]!.row - from + at });
      nextLoss[index] = next + 1;
    }
  });
  losses.sort((a, b) => a.row - b.row);
  return { columns, losses };
}
