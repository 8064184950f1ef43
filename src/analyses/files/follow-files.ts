import type { Problem, Trace } from '../../store/index.ts';
import { derived, type Gradual, gradual, prepare, type Steps } from '../analysis.ts';
import { type Calls, followCalls } from '../syscalls/index.ts';
import { notesOf } from '../walk/index.ts';
import { type CacheEvents, followCache } from './follow-cache.ts';
import { type DiskExtents, followExtents } from './follow-extents.ts';
import { type FileSystemEvents, followOperations } from './follow-operations.ts';
import { type FileUses, followReads } from './follow-reads.ts';
import { followWriteback, type Writeback } from './follow-writeback.ts';
import { deviceName, Inodes } from './inodes.ts';

/** All that is told of files. */
export interface Files {
  readonly calls: Calls;
  readonly cache: CacheEvents;
  readonly uses: FileUses;
  readonly writeback: Writeback;
  readonly events: FileSystemEvents;
  readonly disk: DiskExtents;
  /** By inode: a path by which it was opened, empty where none is known. */
  readonly paths: readonly string[];
  readonly problems: readonly Problem[];
}

export const followFiles: Gradual<Files> = gradual(filesInSteps);

function* filesInSteps(trace: Trace): Steps<Files> {
  yield* prepare(trace, followCalls);
  const calls = derived(trace, followCalls);
  const inodes = new Inodes();
  const cache = yield* followCache(trace, calls, inodes);
  yield;
  const uses = followReads(calls, cache);
  const events = yield* followOperations(trace);
  const writeback = yield* followWriteback(trace, calls, inodes);
  const disk = yield* followExtents(trace, inodes);
  const lost = notesOf([
    [
      'files.writeback-across-losses',
      writeback.acrossLosses,
      'Not paired, because events between were lost.',
    ],
  ]);
  const problems = [...calls.problems, ...events.problems, ...lost];
  return { calls, cache, uses, writeback, events, disk, paths: pathsOf(calls, cache, inodes), problems };
}

function pathsOf({ files }: Calls, { inodeOfFile }: CacheEvents, inodes: Inodes): readonly string[] {
  const paths = inodes.list.map(() => '');
  for (const [file, inode] of inodeOfFile.entries()) {
    if (inode >= 0 && paths[inode] === '') paths[inode] = files.names[file]!;
  }
  return paths;
}

/** The columns that say which file, of an inode. */
export function fileCells(
  { paths, cache }: Files,
  inode: number,
): { readonly file: string; readonly device: string; readonly inode: number } {
  const { device, number } = cache.inodes.list[inode]!;
  return { file: paths[inode] ?? '', device: device < 0 ? '' : deviceName(device), inode: number };
}
