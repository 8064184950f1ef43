import type { Trace } from '../../store/index.ts';
import type { Steps } from '../analysis.ts';
import type { Calls } from '../syscalls/index.ts';
import { EventWalk } from '../walk/index.ts';
import { CallCursor } from './call-cursor.ts';
import { fileCallsOf } from './call-kinds.ts';
import type { Inodes } from './inodes.ts';

/** Pages that a call, or a task outside of any, brought into the page cache. */
export interface PagesAdded {
  readonly inode: number;
  readonly pages: number[];
}

/** What the events inside of calls tell of files. */
export interface CacheEvents {
  readonly inodes: Inodes;
  /** By call: what it brought in, by inode. */
  readonly addedByCall: ReadonlyMap<number, readonly PagesAdded[]>;
  /** By inode: pages that came and went, in calls or not. */
  readonly added: readonly number[];
  readonly deleted: readonly number[];
  /** By opened file: its inode, -1 where nothing tells. */
  readonly inodeOfFile: Int32Array;
}

/** Events of file systems whose inode is that of the file that the call around them works on. */
const fileEvents: readonly (readonly [event: string, inode: string, device: string])[] = [
  ['ext4:ext4_da_write_begin', 'ino', 'dev'],
  ['ext4:ext4_write_begin', 'ino', 'dev'],
  ['ext4:ext4_sync_file_enter', 'ino', 'dev'],
  ['xfs:xfs_file_buffered_read', 'ino', 'dev'],
  ['xfs:xfs_file_buffered_write', 'ino', 'dev'],
  ['xfs:xfs_file_direct_read', 'ino', 'dev'],
  ['xfs:xfs_file_direct_write', 'ino', 'dev'],
  ['xfs:xfs_file_fsync', 'ino', 'dev'],
  ['filemap:mm_filemap_get_pages', 'i_ino', 's_dev'],
];

/** Pages per entry of the page cache: `order` of its folio, above the least where the event has it. */
const mostOrder = 20;

/** Follows the page cache, and which inode the files are that calls work on. */
export function* followCache(trace: Trace, calls: Calls, inodes: Inodes): Steps<CacheEvents> {
  const cursor = new CallCursor(calls);
  const kinds = fileCallsOf(calls);
  const addedByCall = new Map<number, PagesAdded[]>();
  const added: number[] = [];
  const deleted: number[] = [];
  const inodeOfFile = new Int32Array(calls.files.names.length).fill(-1);
  const walk = new EventWalk(trace);
  walk.on('filemap:mm_filemap_add_to_page_cache', fields => {
    const [number, device, page] = [fields.number('i_ino'), fields.number('s_dev'), fields.number('index')];
    const order = fields.number('order');
    return row => {
      const inode = inodes.of(device(row), number(row));
      const pages = 2 ** Math.min(mostOrder, Math.max(0, order(row)));
      added[inode] = (added[inode] ?? 0) + pages;
      const call = cursor.at(calls.tasks.ofRow(row), row);
      if (call >= 0) addTo(addedByCall, call, inode, page(row), pages);
    };
  });
  walk.on('filemap:mm_filemap_delete_from_page_cache', fields => {
    const [number, device, order] = [fields.number('i_ino'), fields.number('s_dev'), fields.number('order')];
    return row => {
      const inode = inodes.of(device(row), number(row));
      deleted[inode] = (deleted[inode] ?? 0) + 2 ** Math.min(mostOrder, Math.max(0, order(row)));
    };
  });
  for (const [event, numberField, deviceField] of fileEvents) {
    walk.on(event, fields => {
      const [number, device] = [fields.number(numberField), fields.number(deviceField)];
      return row => {
        const call = cursor.at(calls.tasks.ofRow(row), row);
        const kind = call < 0 ? undefined : kinds[calls.rows.call.at(call)]?.kind;
        if (kind === undefined || kind === 'open') return;
        const file = calls.rows.file.at(call);
        if (file !== 0) inodeOfFile[file] = inodes.of(device(row), number(row));
      };
    });
  }
  yield* walk.steps();
  tellByPages(calls, kinds, addedByCall, inodeOfFile);
  tellByPath(calls, inodeOfFile);
  return { inodes, addedByCall, added, deleted, inodeOfFile };
}

function addTo(
  byCall: Map<number, PagesAdded[]>,
  call: number,
  inode: number,
  page: number,
  count: number,
): void {
  const ofCall = byCall.get(call) ?? [];
  byCall.set(call, ofCall);
  let found = ofCall.find(one => one.inode === inode);
  if (found === undefined) {
    found = { inode, pages: [] };
    ofCall.push(found);
  }
  for (let index = 0; index < Math.min(count, mostPagesOfEntry); index++) found.pages.push(page + index);
}

/** Of larger entries, which come from broken files alone, only so many pages are told apart. */
const mostPagesOfEntry = 512;

/** A read is of the file of which it brought in most pages: others are of the file system's own blocks. */
function tellByPages(
  { rows }: Calls,
  kinds: ReturnType<typeof fileCallsOf>,
  addedByCall: ReadonlyMap<number, readonly PagesAdded[]>,
  inodeOfFile: Int32Array,
): void {
  for (const [call, added] of addedByCall) {
    const kind = kinds[rows.call.at(call)]?.kind;
    const file = rows.file.at(call);
    if ((kind !== 'read' && kind !== 'write') || file === 0 || inodeOfFile[file]! >= 0) continue;
    const most = added.reduce((best, one) => (one.pages.length >= best.pages.length ? one : best));
    inodeOfFile[file] = most.inode;
  }
}

/** A file that was opened by the same path is the same, as long as the path did not lead to two. */
function tellByPath({ files: { names } }: Calls, inodeOfFile: Int32Array): void {
  const byPath = new Map<string, number>();
  for (const [file, inode] of inodeOfFile.entries()) {
    const path = names[file]!;
    if (inode < 0 || !path.startsWith('/')) continue;
    byPath.set(path, (byPath.get(path) ?? inode) === inode ? inode : -1);
  }
  for (const [file, inode] of inodeOfFile.entries()) {
    if (inode < 0) inodeOfFile[file] = byPath.get(names[file]!) ?? -1;
  }
}
