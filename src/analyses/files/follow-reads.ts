import type { Calls } from '../syscalls/index.ts';
import { fileCallsOf } from './call-kinds.ts';
import type { CacheEvents, PagesAdded } from './follow-cache.ts';

/** What one read found in the page cache. */
export interface Read {
  readonly call: number;
  readonly inode: number;
  readonly bytes: number;
  /** Pages of the file that it had to bring in, those that it asked for among them. */
  readonly added: number;
  /** Pages it brought in beyond what it asked for. */
  readonly ahead: number;
  /** Pages that it found because an earlier read had brought them in ahead. */
  readonly aheadUsed: number;
}

/** What was done with one opened file, or with all opens of one file. */
export interface FileUse {
  opens: number;
  reads: number;
  readBytes: number;
  writes: number;
  writtenBytes: number;
  syncs: number;
  syncTime: number;
  hits: number;
  misses: number;
  ahead: number;
  aheadUsed: number;
}

export interface FileUses {
  readonly reads: readonly Read[];
  /** By opened file. */
  readonly ofFile: readonly (FileUse | undefined)[];
}

const pageSize = 4096;

/** Goes through the calls that read, write and synchronise files, by the time they began. */
export function followReads(calls: Calls, cache: CacheEvents): FileUses {
  const kinds = fileCallsOf(calls);
  const { rows } = calls;
  const reads: Read[] = [];
  const ofFile: (FileUse | undefined)[] = [];
  const positions: number[] = [];
  const ahead = new Map<number, Set<number>>();
  for (let call = 0; call < rows.count; call++) {
    const kind = kinds[rows.call.at(call)];
    const [file, result] = [rows.file.at(call), rows.result.at(call)];
    if (kind === undefined || file === 0 || Number.isNaN(result) || result < 0) continue;
    ofFile[file] ??= unused();
    const use = ofFile[file];
    const given = kind.position < 0 ? -1 : calls.arguments.number(rows.begin.at(call), kind.position);
    const position = given >= 0 ? given : (positions[file] ?? 0);
    switch (kind.kind) {
      case 'open':
        use.opens++;
        positions[file] = 0;
        break;
      case 'seek':
        positions[file] = result;
        break;
      case 'sync':
        use.syncs++;
        use.syncTime += rows.duration.at(call);
        break;
      case 'write':
        use.writes++;
        use.writtenBytes += result;
        if (given < 0) positions[file] = position + result;
        break;
      case 'read': {
        use.reads++;
        use.readBytes += result;
        if (given < 0) positions[file] = position + result;
        const read = readOf(cache, call, file, position, result, ahead);
        if (read === undefined) break;
        reads.push(read);
        use.ahead += read.ahead;
        use.aheadUsed += read.aheadUsed;
        if (read.added > 0) use.misses++;
        else use.hits++;
      }
    }
  }
  return { reads, ofFile };
}

function readOf(
  { addedByCall, inodeOfFile }: CacheEvents,
  call: number,
  file: number,
  position: number,
  bytes: number,
  aheadOf: Map<number, Set<number>>,
): Read | undefined {
  const inode = inodeOfFile[file]!;
  if (inode < 0) return undefined;
  const added = addedByCall.get(call)?.find(one => one.inode === inode);
  if (bytes === 0 && added === undefined) return undefined;
  const ahead = aheadOf.get(inode) ?? new Set<number>();
  aheadOf.set(inode, ahead);
  const first = Math.floor(position / pageSize);
  const end = Math.ceil((position + bytes) / pageSize);
  const aheadUsed = useAhead(ahead, first, end);
  return {
    call,
    inode,
    bytes,
    added: added?.pages.length ?? 0,
    ahead: noteAhead(added, first, end, ahead),
    aheadUsed,
  };
}

/** Takes the pages of a stretch from those that were brought in ahead. */
function useAhead(ahead: Set<number>, first: number, end: number): number {
  let used = 0;
  if (end - first > ahead.size) {
    for (const page of [...ahead]) if (page >= first && page < end && ahead.delete(page)) used++;
  } else for (let page = first; page < end; page++) if (ahead.delete(page)) used++;
  return used;
}

function noteAhead(added: PagesAdded | undefined, first: number, end: number, ahead: Set<number>): number {
  let count = 0;
  for (const page of added?.pages ?? []) {
    if (page >= first && page < end) continue;
    ahead.add(page);
    count++;
  }
  return count;
}

export function unused(): FileUse {
  return {
    opens: 0,
    reads: 0,
    readBytes: 0,
    writes: 0,
    writtenBytes: 0,
    syncs: 0,
    syncTime: 0,
    hits: 0,
    misses: 0,
    ahead: 0,
    aheadUsed: 0,
  };
}

/** Adds what was done with one opened file to another's. */
export function addUse(to: FileUse, from: FileUse): void {
  for (const key of Object.keys(to) as (keyof FileUse)[]) to[key] += from[key];
}
