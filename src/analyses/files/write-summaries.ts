import { type Cell, type NumberColumn, Table, type Trace, tableOf } from '../../store/index.ts';
import { histogramCells, latencyCells, splitByGroup, summariseGroups } from '../latency/index.ts';
import { type Files, fileCells } from './follow-files.ts';
import { deviceName } from './inodes.ts';
import { operationPairs } from './operation-pairs.ts';
import {
  eventsTable,
  operationCallsTable,
  operationDurationsTable,
  operationsTable,
  roundsTable,
  writebackDurationsTable,
  writebackReasonsTable,
  writebacksTable,
} from './tables.ts';

const operationNames = operationPairs.map(({ operation }) => operation);

export function writebacksOf(trace: Trace, files: Files): Table {
  const { writebacks: all } = files.writeback;
  const inodes = all.inode.view();
  const cells = files.cache.inodes.list.map((_, inode) => fileCells(files, inode));
  const { tasks } = files.calls;
  return new Table(writebacksTable, {
    time: { codes: all.dirtyRow.view(), numbers: trace.time },
    duration: delaysOf(trace, files),
    file: { codes: inodes, texts: cells.map(({ file }) => file) },
    device: { codes: inodes, texts: cells.map(({ device }) => device) },
    inode: { codes: inodes, numbers: cells.map(({ inode }) => inode) },
    ...tasks.columns(all.dirtiedBy.view(), 'dirtied_by_'),
    ...tasks.columns(all.writtenBy.view(), 'written_by_'),
    reason: { codes: all.reason.view(), texts: all.reasons },
    pages_dirtied: all.pagesDirtied.view(),
    pages_written: all.pagesWritten.view(),
    begin_row: all.dirtyRow.view(),
    end_row: all.writeRow.view(),
  });
}

export function writebackReasonsOf(trace: Trace, files: Files): Table {
  const { writebacks: all } = files.writeback;
  const summaries = summariseGroups(all.reason.view(), delaysOf(trace, files), all.reasons.length);
  const sums = all.reasons.map(() => ({ dirtied: 0, written: 0 }));
  for (let index = 0; index < all.inode.length; index++) {
    const sum = sums[all.reason.at(index)]!;
    if (Number.isNaN(all.writeRow.at(index))) continue;
    sum.dirtied += all.pagesDirtied.at(index);
    sum.written += all.pagesWritten.at(index) || 0;
  }
  return tableOf(
    writebackReasonsTable,
    all.reasons
      .map((reason, code) => ({
        reason,
        pages_dirtied: sums[code]!.dirtied,
        pages_written: sums[code]!.written,
        ...latencyCells(summaries[code]!),
      }))
      .filter(cells => (cells as Readonly<Record<string, Cell>>).count !== 0),
  );
}

export function writebackDurationsOf(trace: Trace, files: Files): Table {
  const { writebacks: all } = files.writeback;
  return tableOf(
    writebackDurationsTable,
    splitByGroup(all.reason.view(), delaysOf(trace, files), all.reasons.length).flatMap((delays, code) =>
      histogramCells(delays, { reason: all.reasons[code]! }),
    ),
  );
}

/** How long each was dirty; NaN where it was not seen to be written. */
function delaysOf({ time }: Trace, { writeback: { writebacks } }: Files): Float64Array {
  const dirty = writebacks.dirtyRow.view();
  return Float64Array.from(writebacks.writeRow.view(), (row, index) =>
    Number.isNaN(row) ? Number.NaN : time[row]! - time[dirty[index]!]!,
  );
}

export function roundsOf({ time }: Trace, { writeback, calls: { tasks } }: Files): Table {
  return tableOf(
    roundsTable,
    writeback.rounds.map(({ device, reason, task, beginRow, endRow, files }) => ({
      time: time[beginRow],
      duration: time[endRow]! - time[beginRow]!,
      device,
      reason,
      tid: tasks.tids[task],
      comm: tasks.comms[task],
      files,
      begin_row: beginRow,
      end_row: endRow,
    })),
  );
}

export function operationsOf(trace: Trace, files: Files): Table {
  const { operations: all } = files.events;
  const keys = new Map<string, number>();
  const groups = Uint32Array.from(all.operation.view(), (operation, index) => {
    const key = `${operation} ${all.device.at(index)}`;
    const group = keys.get(key) ?? keys.size;
    keys.set(key, group);
    return group;
  });
  const bytes = new Float64Array(keys.size).fill(Number.NaN);
  for (const [index, group] of groups.entries()) {
    const more = all.bytes.at(index);
    if (!Number.isNaN(more)) bytes[group] = (bytes[group] || 0) + more;
  }
  const summaries = summariseGroups(groups, operationTimes(trace, files), keys.size);
  return tableOf(
    operationsTable,
    [...keys.keys()].map((key, group) => {
      const [operation, device] = key.split(' ').map(Number);
      return {
        operation: operationNames[operation!],
        device: deviceText(device!),
        bytes: bytes[group],
        ...latencyCells(summaries[group]!),
      };
    }),
  );
}

export function operationDurationsOf(trace: Trace, files: Files): Table {
  const { operations: all } = files.events;
  const byOperation = splitByGroup(all.operation.view(), operationTimes(trace, files), operationNames.length);
  return tableOf(
    operationDurationsTable,
    byOperation.flatMap((durations, operation) =>
      histogramCells(durations, { operation: operationNames[operation]! }),
    ),
  );
}

export function operationCallsOf(trace: Trace, files: Files): Table {
  const { operations: all } = files.events;
  const device = all.device.view();
  return new Table(operationCallsTable, {
    time: { codes: all.beginRow.view(), numbers: trace.time },
    duration: operationTimes(trace, files),
    operation: { codes: all.operation.view(), texts: operationNames },
    device: { length: device.length, textOf: row => deviceText(device[row]!) },
    inode: all.inode.view(),
    bytes: all.bytes.view(),
    ...files.calls.tasks.columns(all.task.view()),
    begin_row: all.beginRow.view(),
    end_row: all.endRow.view(),
  });
}

export function eventsOf({ events: { counts } }: Files): Table {
  return tableOf(
    eventsTable,
    counts.map(({ event, device, count, bytes, row }) => ({
      event,
      device: deviceText(device),
      count,
      bytes,
      row,
    })),
  );
}

function operationTimes({ time }: Trace, { events: { operations } }: Files): Float64Array {
  const begin: NumberColumn = operations.beginRow.view();
  return Float64Array.from(operations.endRow.view(), (row, index) => time[row]! - time[begin[index]!]!);
}

function deviceText(device: number): string {
  return Number.isNaN(device) ? '' : deviceName(device);
}
