import { existsSync, readdirSync } from 'node:fs';
import { access, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { TargetError, type TimeKind, UsageError } from '../base/index.ts';
import { places } from '../packages/index.ts';

/** `recording.json`: what a recording is, for people and programs. Documented in docs/recording.md. */
export interface RecordingFile {
  readonly format: 1;
  readonly ringside: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly exitCode: number;
  readonly target: string;
  readonly kernel: {
    readonly package: string;
    readonly uname: string;
    readonly arch: string;
    readonly cpus: number;
  };
  readonly time: {
    readonly kind: TimeKind;
    readonly clock: string;
    /** CLOCK_MONOTONIC and CLOCK_REALTIME of the target at its start and end, in nanoseconds. */
    readonly pairs: readonly { readonly monotonic: string; readonly realtime: string }[];
  };
  readonly plan: object;
  readonly lost: LossSummary;
  readonly files: readonly string[];
}

/** What the kernel counted of what did not get into the recording. */
export interface LossSummary {
  readonly overrun: number;
  readonly commitOverrun: number;
  readonly dropped: number;
  /** Left unread in the buffers. */
  readonly unread: number;
  readonly perCpu: readonly { readonly cpu: number; readonly events: number }[];
}

export const nothingLost: LossSummary = { overrun: 0, commitOverrun: 0, dropped: 0, unread: 0, perCpu: [] };

export interface RecordingFolder {
  /** Written into until it is whole. */
  readonly partial: string;
  readonly final: string;
  write(name: string, content: string | Uint8Array): Promise<void>;
  /** Gives the folder its name: only now is it a recording. */
  finish(recording: RecordingFile): Promise<void>;
  discard(): Promise<void>;
}

/** Where recordings lie when nobody says otherwise. */
export function recordingsFolder(): string {
  return join(places().data, 'recordings');
}

/**
 * A new recording at `output`, or in the default place under the time and a name.
 * A folder that has something else in it is refused; an older recording there gives way when the new one is whole.
 */
export async function beginRecording(
  output: string | undefined,
  name: string | undefined,
): Promise<RecordingFolder> {
  const final = output === undefined ? defaultPlace(name) : resolve(output);
  checkReplaceable(final);
  const partial = `${final}.partial`;
  try {
    await mkdir(dirname(final), { recursive: true });
    await access(dirname(final), constants.W_OK);
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
  } catch (error) {
    throw new TargetError(
      'make the recording',
      (error as Error).message,
      `Give -o a folder that can be written to; ${dirname(final)} cannot.`,
    );
  }
  return {
    partial,
    final,
    write: (name, content) => writeFile(join(partial, name), content),
    async finish(recording) {
      await writeFile(join(partial, 'recording.json'), `${JSON.stringify(recording, undefined, 2)}\n`);
      await rm(final, { recursive: true, force: true });
      await rename(partial, final);
    },
    discard: () => rm(partial, { recursive: true, force: true }),
  };
}

function defaultPlace(named: string | undefined): string {
  const stamp = new Date()
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.(\d+)Z/, '.$1Z');
  const name = basename(named ?? 'recording')
    .replace(/[^\w.+-]/g, '_')
    .slice(0, 40);
  return join(recordingsFolder(), `${stamp}-${name}`);
}

function checkReplaceable(folder: string): void {
  if (!existsSync(folder)) return;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new UsageError(`${folder} is not a folder`, 'Give -o the name of a new folder.');
  }
  if (names.length > 0 && !names.includes('recording.json')) {
    throw new UsageError(
      `${folder} has files in it that are no recording`,
      'Give -o the name of a new or empty folder.',
    );
  }
}

/** Reads the recording.json of a folder; undefined when it is no whole recording. */
export async function readRecordingFile(folder: string): Promise<RecordingFile | undefined> {
  try {
    const recording = JSON.parse(await readFile(join(folder, 'recording.json'), 'utf8')) as RecordingFile;
    return recording.format === 1 ? recording : undefined;
  } catch {
    return undefined;
  }
}
