import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../base/index.ts';
import { findKernelPartsBy } from '../../kernel/index.ts';
import {
  eventsFirst,
  noFacts,
  type OpenedRecording as OpenedInside,
  openRecording,
  type RecordingFacts,
} from '../../opening/index.ts';
import { say } from '../../words/index.ts';
import { openKernelParts } from './kernel-parts.ts';
import { newestRecording, recordingsFolder } from './newest-recording.ts';
import { openInput } from './open-input.ts';
import { loadOpenTools } from './open-tools.ts';
import { readRecordingFacts } from './read-recording-facts.ts';

export interface OpenedRecording extends OpenedInside {
  /** What was opened, as it was named or found. */
  readonly path: string;
  close(): Promise<void>;
}

export interface OpenWishes {
  readonly wanted?: readonly string[];
  /** Times as the tracer wrote them. */
  readonly rawTimes?: boolean;
  /** Standard input may be read while it comes; such a recording can only be streamed, and once. */
  readonly mayGrow?: boolean;
}

/**
 * Opens a recording of any format: a file, a folder, standard input (`-`), or the newest one where nothing is named. A file
 * may be packed (gzip, xz, zstd) or an archive (tar). A recording folder of Ringside's own stands for what it holds, the
 * first of `wanted` that is there; the name that files of blktrace begin with stands for them.
 */
export async function openRecordingAt(
  path: string | undefined,
  { wanted = eventsFirst, rawTimes = false, mayGrow = false }: OpenWishes = {},
): Promise<OpenedRecording> {
  findKernelPartsBy(openKernelParts);
  const place = await locate(await namedOrNewest(path));
  const { input, close } = await openInput(place, mayGrow);
  try {
    const tools = { ...(await loadOpenTools()), rawTimes };
    const opened = await openRecording(input, tools, wanted);
    if (input.kind === 'file') return { ...opened, path: place, close };
    const facts = opened.facts === noFacts ? await factsAround(place) : opened.facts;
    return { ...opened, facts, time: facts.time, path: join(place, opened.part), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The recording that is named, or the newest one. */
export async function namedOrNewest(path: string | undefined): Promise<string> {
  const given = path ?? (await newestRecording());
  if (given !== undefined) return given;
  const folder = recordingsFolder();
  throw new UsageError(say('events.no-recording', { folder }), say('events.no-recording.remedy'));
}

/** A folder that says nothing of itself may be a part of a recording folder. */
function factsAround(place: string): Promise<RecordingFacts> {
  return readRecordingFacts(dirname(resolve(place)));
}

/** Where what was named lies: for the common name of blktrace's files, one of them. */
export async function locate(path: string): Promise<string> {
  if (path === '-') return path;
  const found = await stat(path).catch(() => undefined);
  const isThere = found !== undefined && !(found.isFile() && found.size === 0);
  return isThere ? path : ((await findCpuFile(path)) ?? path);
}

/** A file of blktrace that has records, for their common name or for the file of a CPU that had nothing to do. */
async function findCpuFile(path: string): Promise<string | undefined> {
  const base = path.replace(/\.blktrace\.\d+$/, '');
  const beginning = `${basename(base)}.blktrace.`;
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    if (!name.startsWith(beginning) || !/^\d+$/.test(name.slice(beginning.length))) continue;
    const file = join(dirname(path), name);
    if (((await stat(file).catch(() => undefined))?.size ?? 0) > 0) return file;
  }
  return undefined;
}
