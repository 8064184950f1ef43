import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TimeKind, UsageError } from '../../base/index.ts';
import { recordedCommand, UftraceRecording } from '../../formats/uftrace/index.ts';
import { readUname } from '../../kernel/index.ts';
import { callsFirst, type RecordingFacts } from '../../opening/index.ts';
import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { namedOrNewest, openRecordingAt } from '../open/open-recording.ts';
import { reportProblems } from '../print/problems.ts';

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
  const given = await namedOrNewest(path);
  if (existsSync(join(given, 'recording.json')) && !holdsCalls(given)) {
    throw new UsageError(say('replay.no-calls', { name: given }), say('replay.no-calls.remedy'));
  }
  const { recording, problems, facts: told, close } = await openRecordingAt(given, { wanted: callsFirst });
  try {
    reportProblems(problems);
    const facts = factsFrom(told, given);
    if (recording instanceof UftraceRecording) {
      const command = facts.command || recordedCommand(recording.info);
      const kernel = facts.kernel || recording.info.kernel.replace(/^Linux\s+/, '');
      return { kind: 'uftrace', recording, facts: { ...facts, command, kernel } };
    }
    const trace = await recording.load();
    const { release, arch } = readUname(trace.facts.uname);
    const kernel = facts.kernel || release;
    return { kind: 'trace', trace, facts: { ...facts, kernel, arch: facts.arch ?? (arch || undefined) } };
  } finally {
    await close();
  }
}

function holdsCalls(folder: string): boolean {
  return callsFirst.some(name => existsSync(join(folder, name)));
}

function factsFrom({ command, release, arch, time }: RecordingFacts, source: string): CallFacts {
  return { source, command: command.join(' '), kernel: release, arch: arch || undefined, time };
}
