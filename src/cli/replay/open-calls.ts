import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type TimeKind, UsageError } from '../../base/index.ts';
import { detectFormat } from '../../formats/index.ts';
import { isUftraceInfo, openUftrace, type UftraceRecording } from '../../formats/uftrace/index.ts';
import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { loadDecompressors } from '../open/decompressors.ts';
import { openFileSource } from '../open/file-source.ts';
import { newestRecording } from '../open/newest-recording.ts';
import { readRecordingFacts, readUname } from '../open/recording-facts.ts';
import { readOnlyFolder } from './read-only-folder.ts';

/** What a recording tells besides its records. */
export interface CallFacts {
  /** What to call it: the path as it was given. */
  readonly source: string;
  /** The command that was recorded; empty where nothing says it. */
  readonly command: string;
  /** Release of the kernel; empty where nothing says it. */
  readonly kernel: string;
  /** Architecture as `uname -m` says it; undefined where nothing says it. */
  readonly arch: string | undefined;
  readonly time: TimeKind;
}

/** A recording that holds calls. */
export type OpenedCalls =
  | { readonly kind: 'uftrace'; readonly facts: CallFacts; readonly recording: UftraceRecording }
  | { readonly kind: 'trace'; readonly facts: CallFacts; readonly trace: Trace };

/** Opens what `path` names, or the newest recording: a uftrace directory, a recording folder or a file. */
export async function openCalls(path: string | undefined): Promise<OpenedCalls> {
  const given = path ?? (await newestRecording());
  if (given === undefined) {
    throw new UsageError(say('replay.no-recording'), say('replay.no-recording.remedy'));
  }
  const found = statSync(given, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new UsageError(say('replay.not-found', { name: given }), say('replay.not-found.remedy'));
  }
  if (!found.isDirectory()) return openFile(given, await factsOf(join(given, '..'), given));
  if (isUftrace(given)) return openDirectory(given, await factsOf(join(given, '..'), given));
  const facts = await factsOf(given, given);
  if (isUftrace(join(given, 'uftrace.data'))) return openDirectory(join(given, 'uftrace.data'), facts);
  if (existsSync(join(given, 'trace.dat'))) return openFile(join(given, 'trace.dat'), facts);
  if (existsSync(join(given, 'recording.json'))) {
    throw new UsageError(say('replay.no-calls', { name: given }), say('replay.no-calls.remedy'));
  }
  throw new UsageError(say('replay.unknown-format', { name: given }), say('replay.not-found.remedy'));
}

function isUftrace(folder: string): boolean {
  const info = join(folder, 'info');
  return (
    statSync(info, { throwIfNoEntry: false })?.isFile() === true &&
    isUftraceInfo(readFileSync(info).subarray(0, 16))
  );
}

async function openDirectory(path: string, facts: CallFacts): Promise<OpenedCalls> {
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

async function openFile(path: string, facts: CallFacts): Promise<OpenedCalls> {
  const source = await openFileSource(path);
  try {
    const format = await detectFormat(source);
    if (format === undefined) {
      throw new UsageError(say('replay.unknown-format', { name: path }), say('replay.not-found.remedy'));
    }
    const trace = await format.read(source, await loadDecompressors());
    const { release, arch } = readUname(trace.facts.uname);
    const kernel = facts.kernel || release;
    return { kind: 'trace', trace, facts: { ...facts, kernel, arch: facts.arch ?? (arch || undefined) } };
  } finally {
    await source.close();
  }
}

async function factsOf(folder: string, source: string): Promise<CallFacts> {
  const { command, release, arch, time } = await readRecordingFacts(folder);
  return { source, command: command.join(' '), kernel: release, arch: arch || undefined, time };
}
