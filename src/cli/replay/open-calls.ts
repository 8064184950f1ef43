import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type TimeKind, UsageError } from '../../base/index.ts';
import { detectFormat } from '../../formats/index.ts';
import { isUftraceInfo, openUftrace, type UftraceRecording } from '../../formats/uftrace/index.ts';
import { places } from '../../packages/index.ts';
import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { loadDecompressors } from '../open/decompressors.ts';
import { openFileSource } from '../open/file-source.ts';
import { readOnlyFolder } from './read-only-folder.ts';

/** What a recording tells besides its records. */
export interface RecordingFacts {
  /** What to call it: the path as it was given. */
  readonly source: string;
  /** The command that was recorded; empty where nothing says it. */
  readonly command: string;
  /** Release of the kernel; empty where nothing says it. */
  readonly kernel: string;
  readonly time: TimeKind;
}

/** A recording that holds calls. */
export type OpenedCalls =
  | { readonly kind: 'uftrace'; readonly facts: RecordingFacts; readonly recording: UftraceRecording }
  | { readonly kind: 'trace'; readonly facts: RecordingFacts; readonly trace: Trace };

/** Opens what `path` names, or the newest recording: a uftrace directory, a recording folder or a file. */
export async function openCalls(path: string | undefined): Promise<OpenedCalls> {
  const given = path ?? newestRecording();
  const found = statSync(given, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new UsageError(say('replay.not-found', { name: given }), say('replay.not-found.remedy'));
  }
  if (!found.isDirectory()) return openFile(given, factsOf(join(given, '..'), given));
  if (isUftrace(given)) return openDirectory(given, factsOf(join(given, '..'), given));
  const facts = factsOf(given, given);
  if (isUftrace(join(given, 'uftrace.data'))) return openDirectory(join(given, 'uftrace.data'), facts);
  if (existsSync(join(given, 'trace.dat'))) return openFile(join(given, 'trace.dat'), facts);
  throw new UsageError(say('replay.unknown-format', { name: given }), say('replay.not-found.remedy'));
}

function newestRecording(): string {
  const folder = join(places().data, 'recordings');
  const newest = existsSync(folder)
    ? readdirSync(folder)
        .filter(name => existsSync(join(folder, name, 'recording.json')) && !name.endsWith('.partial'))
        .sort()
        .at(-1)
    : undefined;
  if (newest === undefined) {
    throw new UsageError(say('replay.no-recording'), say('replay.no-recording.remedy'));
  }
  return join(folder, newest);
}

function isUftrace(folder: string): boolean {
  const info = join(folder, 'info');
  return (
    statSync(info, { throwIfNoEntry: false })?.isFile() === true &&
    isUftraceInfo(readFileSync(info).subarray(0, 16))
  );
}

async function openDirectory(path: string, facts: RecordingFacts): Promise<OpenedCalls> {
  const recording = await openUftrace(readOnlyFolder(path));
  const { program, commandLine, kernel } = recording.info;
  return {
    kind: 'uftrace',
    recording,
    facts: {
      ...facts,
      command: facts.command || recordedCommand(commandLine, program),
      kernel: facts.kernel || kernel.replace(/^Linux\s+/, ''),
    },
  };
}

/** What uftrace ran: its own command line from the program on. */
function recordedCommand(commandLine: string, program: string): string {
  const words = commandLine.split(' ');
  const at = words.findIndex(word => word !== '' && basename(word) === basename(program));
  return at > 0 ? words.slice(at).join(' ') : program;
}

async function openFile(path: string, facts: RecordingFacts): Promise<OpenedCalls> {
  const source = await openFileSource(path);
  try {
    const format = await detectFormat(source);
    if (format === undefined) {
      throw new UsageError(say('replay.unknown-format', { name: path }), say('replay.not-found.remedy'));
    }
    const trace = await format.read(source, await loadDecompressors());
    const release = /^\S+ \S+ (\S+)/.exec(trace.facts.uname)?.[1] ?? '';
    return { kind: 'trace', trace, facts: { ...facts, kernel: facts.kernel || release } };
  } finally {
    await source.close();
  }
}

/** What `recording.json` of a recording folder says, as far as it says it. */
function factsOf(folder: string, source: string): RecordingFacts {
  const nothing: RecordingFacts = { source, command: '', kernel: '', time: 'real' };
  const file = join(folder, 'recording.json');
  if (!existsSync(file)) return nothing;
  try {
    const said = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly command?: unknown;
      readonly kernel?: { readonly release?: unknown };
      readonly time?: { readonly kind?: unknown };
    };
    const { command } = said;
    const time = said.time?.kind;
    const release = said.kernel?.release;
    return {
      source,
      command: Array.isArray(command) ? command.join(' ') : typeof command === 'string' ? command : '',
      kernel: typeof release === 'string' ? release : '',
      time: time === 'emulated' || time === 'instructions' ? time : 'real',
    };
  } catch {
    return nothing;
  }
}
