import { type CallTree, isTimed, rowKind } from '../../analyses/calls/index.ts';
import { encodeUtf8 } from '../../base/index.ts';
import {
  argumentText,
  eventId,
  jsonEscaped,
  recordType,
  type TaskReader,
  type UftraceRecording,
} from '../../formats/uftrace/index.ts';
import type { Trace } from '../../store/index.ts';
import type { ShownOptions } from '../../text/replay/shown-records.ts';
import { waitName } from '../folded/folded.ts';
import { visitCalls } from '../shown-calls.ts';

/** What stands in the file besides the calls. */
export interface ChromeOptions extends ShownOptions {
  /** When it was recorded, as `ctime` writes it; left out where nobody knows. */
  readonly recorded?: string;
  readonly noArguments?: boolean;
  /** With uftrace's fault: a comma too many wherever records were lost, which makes it no JSON. */
  readonly faithful?: boolean;
}

/** Pieces of the file that `uftrace dump --chrome` (0.13) writes; also Perfetto reads it. */
export function* chromeUftrace(recording: UftraceRecording, options: ChromeOptions): Iterable<string> {
  const names = namesBefore(recording);
  yield '{"traceEvents":[\n';
  // uftrace writes a comma behind each of these lines, which is right only where something follows.
  const faithful = options.faithful === true;
  let comma = '';
  for (const tid of recording.info.tids) {
    const comm = jsonText(names.get(tid) ?? recording.sessions.tasks.get(tid)?.program ?? '');
    for (const kind of ['process_name', 'thread_name']) {
      yield `${comma}{"ts":0,"ph":"M","pid":${tid},"name":"${kind}","args":{"name":"[${tid}] ${comm}"}}`;
      comma = ',\n';
    }
  }
  if (faithful) yield comma;
  const calls = new ChromeCalls(recording, options);
  for (const _ of visitCalls(recording, options, calls)) yield calls.take();
  yield calls.take();
  const { info } = recording;
  const command = (info.header.infos & 8n) !== 0n ? info.commandLine : undefined;
  yield footer(`uftrace ${info.uftraceVersion}`, options.recorded, command);
}

function footer(version: string, recorded: string | undefined, command: string | undefined): string {
  const facts = [
    `"version":"${jsonText(version)}"`,
    ...(recorded === undefined ? [] : [`"recorded_time":"${jsonText(recorded)}"`]),
    ...(command === undefined ? [] : [`"command_line":"${jsonText(command)}"`]),
  ];
  return `\n], "displayTimeUnit": "ns", "metadata": {\n${facts.join(',\n')}\n} }\n`;
}

/** The names that tasks have in the end. */
function namesBefore(recording: UftraceRecording): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const perf of recording.perfRecords()) {
    while (perf.next(tid => recording.isRecorded(tid))) if (perf.isName) names.set(perf.tid, perf.comm);
  }
  return names;
}

class ChromeCalls {
  readonly #recording: UftraceRecording;
  readonly #withArguments: boolean;
  readonly #faithful: boolean;
  readonly #startMicroseconds: bigint;
  readonly #startRest: number;
  readonly #names = new Map<string, string>();
  #text = '';
  #isFirst: boolean;

  constructor(recording: UftraceRecording, { noArguments, faithful }: ChromeOptions) {
    this.#recording = recording;
    this.#withArguments = noArguments !== true;
    this.#faithful = faithful === true;
    this.#isFirst = this.#faithful || recording.info.tids.length === 0;
    const { start } = recording.times;
    this.#startMicroseconds = start / 1000n;
    this.#startRest = Number(start % 1000n);
  }

  /** What was written since it was asked last. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  call(task: TaskReader, name: string): void {
    const { type, address } = task.current;
    if (type === recordType.lost) {
      if (!this.#faithful) return;
      this.#text += this.#isFirst ? '' : ',\n';
      this.#isFirst = false;
      return;
    }
    const isSwitch = type === recordType.event;
    const begins = isSwitch ? address === eventId.schedOut : type === recordType.entry;
    this.#event(task, begins ? 'B' : 'E', this.#escaped(name), isSwitch);
  }

  named(task: TaskReader): void {
    const { tid, current } = task;
    const pid = task.task?.pid ?? tid;
    const comm = jsonText(current.text);
    const metadata = (place: string, kind: string, name: string): void => {
      const comma = this.#isFirst && !this.#faithful ? '' : ',\n';
      if (!this.#faithful) this.#isFirst = false;
      this.#text += `${comma}{"ts":0,"ph":"M","pid":${place},"name":"${kind}","args":{"name":"${name}"}}`;
    };
    if (pid === tid) {
      metadata(`${tid}`, 'process_name', comm);
      metadata(`${tid}`, 'thread_name', comm);
    } else metadata(`${pid},"tid":${tid}`, 'thread_name', `[${tid}] ${comm}`);
  }

  #event(task: TaskReader, phase: 'B' | 'E', name: string, isSwitch: boolean): void {
    const { tid, current } = task;
    const pid = task.task?.pid ?? tid;
    const place = pid === tid ? `"pid":${tid}` : `"pid":${pid},"tid":${tid}`;
    const comma = this.#isFirst ? '' : ',\n';
    this.#isFirst = false;
    this.#text += `${comma}{"ts":${this.#stamp(current.time)},"ph":"${phase}",${place},"name":"${name}"`;
    if (current.more && this.#withArguments && !isSwitch) {
      const values = argumentText(this.#recording, task, current, 'json');
      this.#text += `,"args":{"${phase === 'B' ? 'arguments' : 'retval'}":"${values}"}`;
    }
    this.#text += '}';
  }

  #stamp(time: number): string {
    const rest = time + this.#startRest;
    const microseconds = Math.floor(rest / 1000);
    const whole =
      this.#startMicroseconds === 0n
        ? String(microseconds)
        : String(this.#startMicroseconds + BigInt(microseconds));
    return `${whole}.${String(rest - microseconds * 1000).padStart(3, '0')}`;
  }

  #escaped(name: string): string {
    let text = this.#names.get(name);
    if (text === undefined) {
      text = jsonEscaped(encodeUtf8(name));
      this.#names.set(name, text);
    }
    return text;
  }
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The same of any calls: complete ones, in the order in which they began. */
export function* chromeTree(tree: CallTree, shown: Uint8Array, trace: Trace): Iterable<string> {
  yield '{"traceEvents":[\n';
  let comma = '';
  for (const { tid, comm, cpu } of tree.tasks) {
    const name = jsonText(`[${tid}] ${comm}`);
    yield `${comma}{"ts":0,"ph":"M","pid":${pidOf(tid, cpu)},"name":"thread_name","args":{"name":"${name}"}}`;
    comma = ',\n';
  }
  for (let row = 0; row < tree.count; row++) {
    const { kind, text } = tree.names[tree.name[row]!]!;
    if (!isTimed(kind) || shown[row] === 0) continue;
    const { tid, cpu } = tree.tasks[tree.task[row]!]!;
    const name = jsonEscaped(encodeUtf8(kind === rowKind.wait ? waitName(text) : text));
    const time = `"ts":${stampOf(trace.start, tree.start[row]!)},"dur":${stampOf(0n, tree.end[row]! - tree.start[row]!)}`;
    yield `${comma}{${time},"ph":"X","pid":${pidOf(tid, cpu)},"name":"${name}"}`;
    comma = ',\n';
  }
  yield footer(trace.facts.writer, undefined, trace.facts.command);
}

// There is one idle task a CPU.
function pidOf(tid: number, cpu: number | undefined): number {
  return tid === 0 ? -1 - (cpu ?? 0) : tid;
}

function stampOf(start: bigint, time: number): string {
  const all = start + BigInt(Math.round(time));
  return `${all / 1000n}.${String(all % 1000n).padStart(3, '0')}`;
}
