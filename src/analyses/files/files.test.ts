import { describe, expect, it } from 'vitest';
import type { Answer } from '../analysis.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { filesAnalysis } from './index.ts';

const numbers: Readonly<Record<string, number>> = {
  read: 0,
  write: 1,
  lseek: 8,
  pread64: 17,
  openat: 257,
  fsync: 74,
};
const disk = 8 * 2 ** 20;
const ino = 12;

interface Made {
  readonly at: readonly [number, number];
  readonly call: string;
  readonly args?: readonly number[];
  readonly result: number;
  readonly inside?: readonly MadeEvent[];
  readonly pid?: number;
}

/** Entry and return of a call, with events of its task between them. */
function call({ at, call, args = [], result, inside = [], pid = 7 }: Made): readonly MadeEvent[] {
  const id = numbers[call]!;
  return [
    {
      time: at[0],
      event: 'raw_syscalls:sys_enter',
      pid,
      fields: { id, args: [...args, 0, 0, 0, 0].slice(0, 6) },
    },
    ...inside.map(event => ({ ...event, pid })),
    { time: at[1], event: 'raw_syscalls:sys_exit', pid, fields: { id, ret: result } },
  ];
}

const open = (time: number, path: string, fd: number, pid = 7): readonly MadeEvent[] =>
  call({
    at: [time, time + 4],
    call: 'openat',
    args: [0xffff_ff9c, 0x7f00, 0],
    result: fd,
    inside: [{ time: time + 2, event: 'probe:vfs_getname', fields: { pathname: path } }],
    pid,
  });

const added = (time: number, ...pages: readonly number[]): readonly MadeEvent[] =>
  pages.map(index => ({
    time,
    event: 'filemap:mm_filemap_add_to_page_cache',
    fields: { pfn: 1, i_ino: ino, index, s_dev: disk, order: 0 },
  }));

function answerTo(...events: readonly (MadeEvent | readonly MadeEvent[])[]): Answer {
  return filesAnalysis.answer(handMade(events.flat() as MadeEvent[]));
}

function rowsOf(answer: Answer, table: string, ...ids: readonly string[]): readonly unknown[] {
  const found = answer.table(table);
  return Array.from({ length: found.count }, (_, row) => ids.map(id => found.cell(found.column(id), row)));
}

describe('the page cache', () => {
  const answer = answerTo(
    open(10, '/data/one', 3),
    call({ at: [20, 60], call: 'read', args: [3, 0, 8192], result: 8192, inside: added(30, 0, 1, 2, 3) }),
    call({ at: [70, 72], call: 'read', args: [3, 0, 4096], result: 4096 }),
    call({ at: [80, 81], call: 'pread64', args: [3, 0, 100, 100], result: 100 }),
    call({ at: [90, 91], call: 'lseek', args: [3, 4096 * 9, 0], result: 4096 * 9 }),
    call({ at: [92, 99], call: 'read', args: [3, 0, 10], result: 10, inside: added(95, 9) }),
    call({ at: [100, 101], call: 'read', args: [9, 0, 10], result: 10 }),
  );

  it('a read misses where it brings pages in, else it hits; pages beyond what it asked for were read ahead', () => {
    expect(
      rowsOf(answer, 'files.reads', 'time', 'duration', 'outcome', 'pages_added', 'ahead', 'ahead_used'),
    ).toEqual([
      [20, 40, 'miss', 4, 2, 0],
      [70, 2, 'hit', 0, 0, 1],
      [80, 1, 'hit', 0, 0, 0],
      [92, 7, 'miss', 1, 0, 0],
    ]);
    expect(rowsOf(answer, 'files.read-times', 'outcome', 'count', 'total')).toEqual([
      ['hit', 2, 3],
      ['miss', 2, 47],
    ]);
  });

  it('is told by file: path, device, inode, and what was done with it', () => {
    const columns = [
      'file',
      'device',
      'inode',
      'opens',
      'reads',
      'read_bytes',
      'hits',
      'misses',
      'pages_added',
    ];
    expect(rowsOf(answer, 'files.files', ...columns, 'ahead', 'ahead_used')).toEqual([
      ['/data/one', '8:0', 12, 1, 4, 12398, 2, 2, 5, 2, 1],
    ]);
    expect(rowsOf(answer, 'files.cache', 'tid', 'file', 'hits', 'misses', 'hit_ratio')).toEqual([
      [7, '/data/one', 2, 2, 0.5],
    ]);
  });

  it('a file that only hits is known by another open of its path', () => {
    const again = answerTo(
      open(10, '/data/one', 3),
      call({ at: [20, 60], call: 'read', args: [3, 0, 10], result: 10, inside: added(30, 0) }),
      open(70, '/data/one', 3, 8),
      call({ at: [80, 82], call: 'read', args: [3, 0, 10], result: 10, pid: 8 }),
    );
    expect(rowsOf(again, 'files.reads', 'tid', 'outcome', 'inode')).toEqual([
      [7, 'miss', 12],
      [8, 'hit', 12],
    ]);
  });

  it('pages that other tasks bring in meanwhile are not those of the read', () => {
    const other = answerTo(
      open(10, '/data/one', 3),
      call({ at: [20, 60], call: 'read', args: [3, 0, 10], result: 10, inside: added(30, 0) }),
      call({ at: [70, 90], call: 'read', args: [3, 0, 10], result: 10 }),
      added(80, 1).map(event => ({ ...event, cpu: 1, pid: 9 })),
    );
    expect(rowsOf(other, 'files.reads', 'outcome')).toEqual([['miss'], ['hit']]);
    expect(rowsOf(other, 'files.files', 'pages_added')).toEqual([[2]]);
  });
});

describe('writing back', () => {
  const dirty = (time: number, index: number): MadeEvent => ({
    time,
    event: 'writeback:writeback_dirty_folio',
    fields: { name: '8:0', ino, index },
  });
  const flusher = (time: number, event: string, fields: MadeEvent['fields']): MadeEvent => ({
    time,
    cpu: 1,
    pid: 9,
    comm: 'kworker/u4:0',
    event: `writeback:${event}`,
    fields: { name: '8:0', ...fields },
  });
  const written = (time: number): readonly MadeEvent[] => [
    flusher(time, 'writeback_start', { reason: 3 }),
    flusher(time + 1, 'writeback_single_inode_start', { ino, wrote: 0 }),
    flusher(time + 4, 'writeback_single_inode', { ino, wrote: 2 }),
    flusher(time + 5, 'writeback_written', { reason: 3 }),
  ];
  const columns = [
    'time',
    'duration',
    'inode',
    'dirtied_by_tid',
    'written_by_comm',
    'reason',
    'pages_dirtied',
  ];

  it('goes from the first page that was made dirty to the flusher, with its reason', () => {
    const answer = answerTo(
      call({ at: [10, 20], call: 'write', args: [3], result: 8192, inside: [dirty(12, 0), dirty(14, 1)] }),
      written(100),
      call({ at: [200, 210], call: 'write', args: [3], result: 10, inside: [dirty(202, 0)] }),
    );
    expect(rowsOf(answer, 'files.writebacks', ...columns, 'pages_written', 'begin_row', 'end_row')).toEqual([
      [12, 89, 12, 7, 'kworker/u4:0', 'periodic', 2, 2, 1, 5],
      [202, undefined, 12, 7, undefined, '', 1, undefined, 9, undefined],
    ]);
    expect(rowsOf(answer, 'files.writeback-reasons', 'reason', 'count', 'total', 'pages_written')).toEqual([
      ['periodic', 1, 89, 2],
    ]);
    expect(rowsOf(answer, 'files.flusher-rounds', 'time', 'duration', 'device', 'reason', 'files')).toEqual([
      [100, 5, '8:0', 'periodic', 1],
    ]);
  });

  it('of fsync has that call as its reason, and counts by file and operation', () => {
    const answer = answerTo(
      open(1, '/data/one', 3),
      call({
        at: [10, 20],
        call: 'write',
        args: [3],
        result: 4096,
        inside: [
          { time: 11, event: 'ext4:ext4_da_write_begin', fields: { dev: disk, ino, pos: 0, len: 4096 } },
          dirty(12, 0),
          {
            time: 15,
            event: 'ext4:ext4_da_write_end',
            fields: { dev: disk, ino, pos: 0, len: 4096, copied: 4096 },
          },
        ],
      }),
      call({
        at: [30, 90],
        call: 'fsync',
        args: [3],
        result: 0,
        inside: [
          {
            time: 31,
            event: 'ext4:ext4_sync_file_enter',
            fields: { dev: disk, ino, parent: 2, datasync: 0 },
          },
          { time: 35, event: 'ext4:ext4_writepages', fields: { dev: disk, ino } },
          { time: 50, event: 'ext4:ext4_writepages_result', fields: { dev: disk, ino, pages_written: 1 } },
          { time: 81, event: 'ext4:ext4_sync_file_exit', fields: { dev: disk, ino, ret: 0 } },
        ],
      }),
    );
    expect(rowsOf(answer, 'files.writebacks', ...columns)).toEqual([[12, 23, 12, 7, '<...>', 'fsync', 1]]);
    expect(rowsOf(answer, 'files.files', 'file', 'writes', 'written_bytes', 'syncs', 'sync_time')).toEqual([
      ['/data/one', 1, 4096, 1, 60],
    ]);
    expect(rowsOf(answer, 'files.operations', 'operation', 'device', 'count', 'total', 'bytes')).toEqual([
      ['ext4 da_write', '8:0', 1, 4, 4096],
      ['ext4 writepages', '8:0', 1, 15, undefined],
      ['ext4 sync_file', '8:0', 1, 50, undefined],
    ]);
    expect(rowsOf(answer, 'files.events', 'event', 'count', 'bytes')).toContainEqual([
      'ext4:ext4_da_write_end',
      1,
      4096,
    ]);
  });

  it('is not told across lost events', () => {
    const answer = answerTo(
      dirty(12, 0),
      { time: 50, event: 'sched:sched_switch', fields: {}, lost: 4 },
      written(100),
    );
    expect(rowsOf(answer, 'files.writebacks', 'duration')).toEqual([[undefined]]);
    expect(answer.problems).toMatchObject([{ name: 'files.writeback-across-losses', count: 1 }]);
  });
});

describe('phases of a journal’s commit', () => {
  it('follow each other on their device', () => {
    const names = ['start_commit', 'commit_locking', 'commit_flushing', 'commit_logging', 'end_commit'];
    const answer = answerTo(
      names.map((name, index) => ({
        time: 10 * index ** 2,
        pid: 5,
        event: `jbd2:jbd2_${name}`,
        fields: { dev: disk, transaction: 3 },
      })),
    );
    expect(rowsOf(answer, 'files.operations', 'operation', 'total')).toEqual([
      ['jbd2 commit: locking', 30],
      ['jbd2 commit: flushing', 50],
      ['jbd2 commit', 160],
      ['jbd2 commit: logging', 70],
    ]);
  });

  it('that have no end are counted', () => {
    const answer = answerTo({
      time: 1,
      event: 'ext4:ext4_sync_file_enter',
      pid: 7,
      fields: { dev: disk, ino },
    });
    expect(answer.problems).toMatchObject([
      { name: 'files.operation-unended', place: 'ext4 sync_file', count: 1 },
    ]);
  });
});

describe('extents and what moved them', () => {
  const part = disk + 1;
  const mapped = 1 << 5;
  const told = (time: number, lblk: number, pblk: number, ret: number, mflags = mapped): MadeEvent => ({
    time,
    event: 'ext4:ext4_ext_map_blocks_exit',
    pid: 9,
    fields: { dev: part, ino, flags: 0, pblk, lblk, len: 8, mflags, ret },
  });
  const bio = (time: number, sector: number, nr_sector: number, dev = disk): readonly MadeEvent[] => [
    {
      time,
      event: 'block:block_bio_queue',
      pid: 9,
      fields: { dev, sector, nr_sector, rwbs: 'W', comm: 'flush' },
    },
  ];
  const remap: MadeEvent = {
    time: 5,
    event: 'block:block_bio_remap',
    fields: { dev: disk, sector: 2048, nr_sector: 8, old_dev: part, old_sector: 0, rwbs: 'R' },
  };
  const buffer: MadeEvent = {
    time: 6,
    event: 'block:block_touch_buffer',
    fields: { dev: part, sector: 0, size: 4096 },
  };
  const columns = ['inode', 'logical', 'physical', 'blocks', 'sector', 'sectors'];

  it('a block becomes a sector of the disk by the size of a block and the beginning of the partition', () => {
    const answer = answerTo(remap, buffer, told(10, 0, 2065, 8));
    expect(rowsOf(answer, 'files.extents', ...columns)).toEqual([[ino, 0, 2065, 8, 18568, 64]]);
  });

  it('the same answer twice is one extent; holes, failures and blocks that are not chosen yet are none', () => {
    const answer = answerTo(
      remap,
      buffer,
      told(10, 0, 2065, 8),
      told(11, 0, 2065, 8),
      told(12, 8, 0, 0),
      told(13, 8, 0, -28),
      told(14, 16, 0, 4, 0),
    );
    expect(rowsOf(answer, 'files.extents', 'logical')).toEqual([[0]]);
  });

  it('without the size of a block there is no sector', () => {
    const answer = answerTo(remap, told(10, 0, 2065, 8));
    expect(rowsOf(answer, 'files.extents', 'physical', 'sector')).toEqual([[2065, undefined]]);
    expect(answer.table('files.transfers').count).toBe(0);
  });

  it('a bio belongs to the file that has its first sector, and to none beside it', () => {
    const answer = answerTo(
      remap,
      buffer,
      told(10, 0, 2065, 8),
      bio(20, 18568 + 16, 48),
      bio(30, 18568 + 64, 8),
      bio(40, 18568 - 8, 8),
      bio(50, 18568, 8, 254 * 2 ** 20),
    );
    expect(rowsOf(answer, 'files.transfers', 'logical', 'sector', 'bytes', 'direction', 'tid')).toEqual([
      [2, 18584, 48 * 512, 'write', 9],
    ]);
  });

  it('blocks that another file has had are those of the file that was told of last', () => {
    const other = { ...told(25, 0, 2065, 8), fields: { ...told(25, 0, 2065, 8).fields, ino: 13 } };
    const answer = answerTo(remap, buffer, told(10, 0, 2065, 8), bio(20, 18568, 8), other, bio(30, 18568, 8));
    expect(rowsOf(answer, 'files.transfers', 'inode')).toEqual([[ino], [13]]);
  });
});
