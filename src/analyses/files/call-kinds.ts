import type { Calls } from '../syscalls/index.ts';

/** What a call does with a file. */
export type FileCallKind = 'open' | 'read' | 'write' | 'sync' | 'seek';

interface FileCall {
  readonly kind: FileCallKind;
  /** The argument with the place in the file; -1: it goes on where the last one ended. */
  readonly position: number;
}

const kinds: Readonly<Record<string, FileCall>> = {
  open: { kind: 'open', position: -1 },
  openat: { kind: 'open', position: -1 },
  openat2: { kind: 'open', position: -1 },
  creat: { kind: 'open', position: -1 },
  read: { kind: 'read', position: -1 },
  readv: { kind: 'read', position: -1 },
  pread64: { kind: 'read', position: 3 },
  preadv: { kind: 'read', position: 3 },
  preadv2: { kind: 'read', position: 3 },
  write: { kind: 'write', position: -1 },
  writev: { kind: 'write', position: -1 },
  pwrite64: { kind: 'write', position: 3 },
  pwritev: { kind: 'write', position: 3 },
  pwritev2: { kind: 'write', position: 3 },
  fsync: { kind: 'sync', position: -1 },
  fdatasync: { kind: 'sync', position: -1 },
  sync_file_range: { kind: 'sync', position: -1 },
  syncfs: { kind: 'sync', position: -1 },
  lseek: { kind: 'seek', position: -1 },
};

/** By code of a call what it does with a file; undefined for all others. */
export function fileCallsOf({ names }: Calls): readonly (FileCall | undefined)[] {
  return names.list.map(({ name }) => (Object.hasOwn(kinds, name) ? kinds[name] : undefined));
}
