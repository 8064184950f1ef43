import {
  type Cell,
  type Column,
  type Table,
  type TableDescription,
  type Trace,
  tableOf,
} from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { deviceText, directionOf } from '../block/actions.ts';
import { followBlock } from '../block/follow-block.ts';
import { bytes, row, text } from '../columns/index.ts';
import { taskColumns } from '../tasks/index.ts';
import { type Files, fileCells } from './follow-files.ts';
import { PlacedExtents } from './placed-extents.ts';

const count = (id: string, sentence: string, unit = ''): Column => ({ id, type: 'integer', unit, sentence });
const time = (id: string, sentence: string): Column => ({ id, type: 'time', unit: 'ns', sentence });

const fileColumns: readonly Column[] = [
  text('file', 'Its path, where an event has it; else what kind of file was opened.'),
  text('device', 'Major and minor number of its device; 0:N is a file system without one.'),
  count('inode', 'Number of its inode.'),
  count('logical', 'The first block, counted in the file.'),
];

export const extentsTable: TableDescription = {
  id: 'files.extents',
  sentence: 'Stretches of files that lie together on the disk, as the file system told of them.',
  kind: 'detail',
  columns: [
    time('time', 'When the file system told of it.'),
    ...fileColumns,
    count('physical', 'The same block, counted on the file system’s device.'),
    count('blocks', 'How many blocks.'),
    bytes('block_bytes', 'The size of a block; unknown where no buffer of the device was recorded.'),
    count('sector', 'Where it begins on the whole disk, in sectors of 512 bytes.', 'sectors'),
    count('sectors', 'How many sectors.', 'sectors'),
    ...taskColumns('that asked'),
    row('begin_row', 'The event that tells of it.'),
  ],
  worst: 'blocks',
};

export const transfersTable: TableDescription = {
  id: 'files.transfers',
  sentence: 'Every bio that moved blocks of a file whose extents were told.',
  kind: 'detail',
  columns: [
    time('time', 'When it was queued.'),
    ...fileColumns,
    text('disk', 'The device by its numbers: major,minor.'),
    count('sector', 'Where it begins, in sectors of 512 bytes.', 'sectors'),
    bytes('bytes', 'How much it reads or writes.'),
    text('direction', 'read, write, discard, flush, zone or other.'),
    ...taskColumns('that queued it'),
    row('extent_row', 'The event that tells of the extent.'),
    row('begin_row', 'Where it was queued.'),
    row('issue_row', 'Where its request was issued.'),
    row('end_row', 'Where it completed.'),
  ],
  worst: 'bytes',
};

export function extentsOf(trace: Trace, files: Files): Table {
  const { extents, blockBytes } = files.disk;
  const placed = new PlacedExtents(files);
  return tableOf(
    extentsTable,
    Array.from({ length: extents.row.length }, (_, extent) => ({
      time: trace.time[extents.row.at(extent)]!,
      ...fileCells(files, extents.inode.at(extent)),
      logical: extents.logical.at(extent),
      physical: extents.physical.at(extent),
      blocks: extents.blocks.at(extent),
      block_bytes: blockBytes.get(placed.deviceOf(extent)),
      sector: placed.sector[extent],
      sectors: placed.sectors[extent],
      ...taskCells(files, extents.task.at(extent)),
      begin_row: extents.row.at(extent),
    })),
  );
}

const sectorBytes = 512;

export function transfersOf(trace: Trace, files: Files): Table {
  const { bios, devices, letters } = derived(trace, followBlock);
  const { extents, blockBytes } = files.disk;
  const placed = new PlacedExtents(files);
  const seen = (at: number): Cell => (at < 0 ? undefined : at);
  const rows: Record<string, Cell>[] = [];
  for (let bio = 0; bio < bios.count; bio++) {
    const [sector, sectors, queued] = [bios.sector.at(bio), bios.sectors.at(bio), bios.queueRow.at(bio)];
    const { device } = devices[bios.device.at(bio)]!;
    const extent = sectors === 0 ? -1 : placed.at(device, sector, queued);
    if (extent < 0) continue;
    const into = ((sector - placed.sector[extent]!) * sectorBytes) / blockBytes.get(placed.deviceOf(extent))!;
    rows.push({
      time: trace.time[queued]!,
      ...fileCells(files, extents.inode.at(extent)),
      logical: extents.logical.at(extent) + Math.floor(into),
      disk: deviceText(device),
      sector,
      bytes: sectors * sectorBytes,
      direction: directionOf(letters.texts[bios.rwbs.at(bio)]!, sectors),
      ...taskCells(files, bios.task.at(bio)),
      extent_row: extents.row.at(extent),
      begin_row: queued,
      issue_row: seen(bios.issueRow.at(bio)),
      end_row: seen(bios.endRow.at(bio)),
    });
  }
  return tableOf(transfersTable, rows);
}

function taskCells({ calls: { tasks } }: Files, task: number): Readonly<Record<string, Cell>> {
  return { tid: tasks.tids[task], comm: tasks.comms[task] };
}
