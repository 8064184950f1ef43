import { errorName, largestError } from '../../kernel/index.ts';
import { type Cell, growing, Table, type Trace, tableOf } from '../../store/index.ts';
import { histogramCells, latencyCells, splitByGroup, summariseGroups } from '../latency/index.ts';
import { argumentText } from '../syscalls/index.ts';
import { fileCallsOf } from './call-kinds.ts';
import { type Files, fileCells } from './follow-files.ts';
import { addUse, type FileUse, unused } from './follow-reads.ts';
import {
  cacheTable,
  filesTable,
  opensTable,
  readDurationsTable,
  readsTable,
  readTimesTable,
} from './tables.ts';

type Cells = Readonly<Record<string, Cell>>;
const outcomes: readonly string[] = ['hit', 'miss'];

export function filesOf(files: Files): Table {
  const { cache, uses, writeback, calls } = files;
  const ofInode = new Map<number, FileUse>();
  const ofName = new Map<string, FileUse>();
  for (const [file, use] of uses.ofFile.entries()) {
    if (use === undefined) continue;
    const inode = cache.inodeOfFile[file]!;
    if (inode >= 0) addUse(useOf(ofInode, inode), use);
    else addUse(useOf(ofName, calls.files.names[file]!), use);
  }
  const byInode = cache.inodes.list.map((_, inode) => ({
    ...fileCells(files, inode),
    ...useCells(ofInode.get(inode)),
    pages_added: cache.added[inode] ?? 0,
    pages_deleted: cache.deleted[inode] ?? 0,
    pages_dirtied: writeback.dirtied[inode] ?? 0,
  }));
  const byName = [...ofName].map(([file, use]) => ({ file, ...useCells(use) }));
  return tableOf(filesTable, [...byInode, ...byName]);
}

function useOf<K>(uses: Map<K, FileUse>, key: K): FileUse {
  const found = uses.get(key) ?? unused();
  uses.set(key, found);
  return found;
}

function useCells(use: FileUse = unused()): Cells {
  return {
    opens: use.opens,
    reads: use.reads,
    read_bytes: use.readBytes,
    hits: use.hits,
    misses: use.misses,
    writes: use.writes,
    written_bytes: use.writtenBytes,
    syncs: use.syncs,
    sync_time: use.syncTime,
    ahead: use.ahead,
    ahead_used: use.aheadUsed,
  };
}

export function cacheOf(files: Files): Table {
  const { calls, uses } = files;
  const groups = new Map<
    string,
    { task: number; inode: number; hits: number; misses: number; sums: number[] }
  >();
  for (const { call, inode, bytes, added, ahead, aheadUsed } of uses.reads) {
    const task = calls.rows.task.at(call);
    const key = `${task}/${inode}`;
    const group = groups.get(key) ?? { task, inode, hits: 0, misses: 0, sums: [0, 0, 0, 0] };
    groups.set(key, group);
    if (added > 0) group.misses++;
    else group.hits++;
    for (const [index, value] of [bytes, added, ahead, aheadUsed].entries()) group.sums[index]! += value;
  }
  return tableOf(
    cacheTable,
    [...groups.values()].map(({ task, inode, hits, misses, sums }) => ({
      tid: calls.tasks.tids[task],
      comm: calls.tasks.comms[task],
      ...fileCells(files, inode),
      hits,
      misses,
      hit_ratio: hits / (hits + misses),
      bytes: sums[0],
      pages_added: sums[1],
      ahead: sums[2],
      ahead_used: sums[3],
    })),
  );
}

export function opensOf(trace: Trace, { calls }: Files): Table {
  const { rows, tasks, files } = calls;
  const kinds = fileCallsOf(calls);
  const list = growing.u32();
  for (let call = 0; call < rows.count; call++) {
    if (kinds[rows.call.at(call)]?.kind === 'open') list.push(call);
  }
  const opens = list.view();
  const numbers = (of: (call: number) => number): Float64Array => Float64Array.from(opens, of);
  const begin = Uint32Array.from(opens, call => rows.begin.at(call));
  const results = numbers(call => rows.result.at(call));
  return new Table(opensTable, {
    time: { codes: begin, numbers: trace.time },
    duration: numbers(call => rows.duration.at(call)),
    ...tasks.columns(Uint32Array.from(opens, call => rows.task.at(call))),
    file: { codes: Uint32Array.from(opens, call => rows.file.at(call)), texts: files.names },
    arguments: { length: opens.length, textOf: row => argumentText(calls, opens[row]!) },
    fd: results.map(result => (result < 0 ? Number.NaN : result)),
    error: {
      length: opens.length,
      textOf: row => {
        const result = results[row]!;
        return result < 0 && result >= -largestError ? errorName(-result) : undefined;
      },
    },
    begin_row: begin,
    end_row: numbers(call => rows.end.at(call)),
  });
}

export function readsOf(trace: Trace, files: Files): Table {
  const { calls, uses } = files;
  const { rows, tasks } = calls;
  return tableOf(
    readsTable,
    uses.reads.map(({ call, inode, bytes, added, ahead, aheadUsed }) => ({
      time: trace.time[rows.begin.at(call)],
      duration: rows.duration.at(call),
      tid: tasks.tids[rows.task.at(call)],
      comm: tasks.comms[rows.task.at(call)],
      ...fileCells(files, inode),
      bytes,
      outcome: outcomes[added > 0 ? 1 : 0],
      pages_added: added,
      ahead,
      ahead_used: aheadUsed,
      begin_row: rows.begin.at(call),
      end_row: rows.end.at(call),
    })),
  );
}

export function readTimesOf({ calls, uses }: Files): Table {
  const { groups, durations } = readGroups({ calls, uses });
  const summaries = summariseGroups(groups, durations, outcomes.length);
  return tableOf(
    readTimesTable,
    summaries
      .map((summary, group) => ({ outcome: outcomes[group], ...latencyCells(summary) }))
      .filter((cells: Cells) => cells.count !== 0),
  );
}

export function readDurationsOf({ calls, uses }: Files): Table {
  const { groups, durations } = readGroups({ calls, uses });
  return tableOf(
    readDurationsTable,
    splitByGroup(groups, durations, outcomes.length).flatMap((ofGroup, group) =>
      histogramCells(ofGroup, { outcome: outcomes[group] }),
    ),
  );
}

function readGroups({ calls, uses }: Pick<Files, 'calls' | 'uses'>): {
  readonly groups: Uint8Array;
  readonly durations: Float64Array;
} {
  return {
    groups: Uint8Array.from(uses.reads, ({ added }) => (added > 0 ? 1 : 0)),
    durations: Float64Array.from(uses.reads, ({ call }) => calls.rows.duration.at(call)),
  };
}
