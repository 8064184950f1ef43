import { growing, type Trace } from '../../store/index.ts';
import type { Steps } from '../analysis.ts';
import { tasksOf } from '../tasks/index.ts';
import { type EventFields, EventWalk, type RowHandler } from '../walk/index.ts';
import type { Inodes } from './inodes.ts';

/** Stretches of files that lie together on the disk, as the file system told of them. */
export class Extents {
  readonly inode = growing.u32();
  /** In blocks of the file system: where in the file, where on its device, how many. */
  readonly logical = growing.f64();
  readonly physical = growing.f64();
  readonly blocks = growing.f64();
  readonly row = growing.u32();
  readonly task = growing.u32();
}

export interface DiskExtents {
  readonly extents: Extents;
  /** Bytes of a block, by device; of those whose buffers were seen. */
  readonly blockBytes: ReadonlyMap<number, number>;
  /** Where partitions begin on their disks, in sectors, by device; NaN where remaps do not agree. */
  readonly starts: ReadonlyMap<number, number>;
}

const sectorBytes = 512;
/** What a call for blocks answered: these are on the disk (include/linux/buffer_head.h, BH_Mapped). */
const mapped = 1 << 5;
const blocksAreMapped = ['ext4:ext4_ext_map_blocks_exit', 'ext4:ext4_ind_map_blocks_exit'];
const buffersAreNamed = ['block:block_touch_buffer', 'block:block_dirty_buffer'];

/** Follows which blocks of a disk files have: ext4's answers, the size of its buffers, remaps of partitions. */
export function* followExtents(trace: Trace, inodes: Inodes): Steps<DiskExtents> {
  const [extents, blockBytes, starts] = [new Extents(), new Map<number, number>(), new Map<number, number>()];
  const tasks = tasksOf(trace);
  const known = new Set<string>();
  const walk = new EventWalk(trace);
  for (const event of blocksAreMapped) walk.on(event, fields => extentKeeper(fields));
  for (const event of buffersAreNamed) {
    walk.on(event, fields => {
      const [device, size] = [fields.number('dev'), fields.number('size')];
      return row => blockBytes.set(device(row), size(row));
    });
  }
  walk.on('block:block_bio_remap', fields => {
    const [from, to, was] = [fields.number('old_dev'), fields.number('sector'), fields.number('old_sector')];
    return row => {
      const start = to(row) - was(row);
      const before = starts.get(from(row));
      starts.set(from(row), before === undefined || before === start ? start : Number.NaN);
    };
  });
  yield* walk.steps();
  return { extents, blockBytes, starts };

  function extentKeeper(fields: EventFields): RowHandler {
    const [device, number, flags] = [fields.number('dev'), fields.number('ino'), fields.number('mflags')];
    const [logical, physical] = [fields.number('lblk'), fields.number('pblk')];
    const [length, result] = [fields.number('len'), fields.number('ret')];
    return row => {
      const blocks = Math.min(length(row), result(row));
      if (!(blocks > 0) || (flags(row) & mapped) === 0) return;
      const inode = inodes.of(device(row), number(row));
      const key = `${inode} ${logical(row)} ${physical(row)} ${blocks}`;
      if (known.has(key)) return;
      known.add(key);
      extents.inode.push(inode);
      extents.logical.push(logical(row));
      extents.physical.push(physical(row));
      extents.blocks.push(blocks);
      extents.row.push(row);
      extents.task.push(tasks.ofRow(row));
    };
  }
}

/** An extent in sectors of the whole disk; NaN where the size of a block, or the partition, is not known. */
export function sectorsOf(
  { extents, blockBytes, starts }: DiskExtents,
  extent: number,
  device: number,
): { readonly sector: number; readonly sectors: number } {
  const each = (blockBytes.get(device) ?? Number.NaN) / sectorBytes;
  return {
    sector: extents.physical.at(extent) * each + (starts.get(device) ?? 0),
    sectors: extents.blocks.at(extent) * each,
  };
}
