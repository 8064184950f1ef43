import type { Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived, type Finding, prepare } from '../analysis.ts';
import { extentsOf, extentsTable, transfersOf, transfersTable } from './extent-tables.ts';
import { followFiles } from './follow-files.ts';
import { cacheOf, filesOf, opensOf, readDurationsOf, readsOf, readTimesOf } from './summaries.ts';
import {
  cacheTable,
  eventsTable,
  filesTable,
  opensTable,
  operationCallsTable,
  operationDurationsTable,
  operationsTable,
  readDurationsTable,
  readsTable,
  readTimesTable,
  roundsTable,
  writebackDurationsTable,
  writebackReasonsTable,
  writebacksTable,
} from './tables.ts';
import {
  eventsOf,
  operationCallsOf,
  operationDurationsOf,
  operationsOf,
  roundsOf,
  writebackDurationsOf,
  writebackReasonsOf,
  writebacksOf,
} from './write-summaries.ts';

/** Files: what was done with them, what the page cache had of them, and when they were written. */
export const filesAnalysis: Analysis = {
  id: 'files',
  sentence:
    'Files: opens, reads, writes and syncs, what the page cache had, how long they stayed dirty and who wrote them.',
  needs: [
    ['syscalls:sys_enter_open*', 'filemap:mm_filemap_add_to_page_cache'],
    ['raw_syscalls:sys_enter', 'filemap:mm_filemap_add_to_page_cache'],
    ['writeback:*'],
    ['ext4:*'],
    ['xfs:*'],
    ['btrfs:*'],
  ],
  record: '--plan files',
  tables: [
    filesTable,
    cacheTable,
    readTimesTable,
    readDurationsTable,
    writebackReasonsTable,
    writebackDurationsTable,
    operationsTable,
    operationDurationsTable,
    eventsTable,
    opensTable,
    readsTable,
    writebacksTable,
    roundsTable,
    operationCallsTable,
    extentsTable,
    transfersTable,
  ],
  tracks: [
    {
      id: 'files.dirty',
      sentence: 'Files while they are dirty.',
      table: 'files.writebacks',
      kind: 'slices',
      lanes: ['inode'],
      start: 'time',
      duration: 'duration',
      value: 'reason',
    },
    {
      id: 'files.flushers',
      sentence: 'Rounds of the flushers.',
      table: 'files.flusher-rounds',
      kind: 'slices',
      lanes: ['device'],
      start: 'time',
      duration: 'duration',
      value: 'reason',
    },
    {
      id: 'files.operations',
      sentence: 'Operations of file systems.',
      table: 'files.operation-calls',
      kind: 'slices',
      lanes: ['tid'],
      start: 'time',
      duration: 'duration',
      value: 'operation',
    },
  ],
  links: [
    {
      id: 'files.transfers',
      sentence: 'From what told where blocks of a file lie to their way to or from the disk.',
      table: 'files.transfers',
      from: 'extent_row',
      to: 'begin_row',
    },
    {
      id: 'files.writebacks',
      sentence: 'From what made a file dirty to its writing.',
      table: 'files.writebacks',
      from: 'begin_row',
      to: 'end_row',
    },
  ],
  answer: answerFiles,
  prepare: trace => prepare(trace, followFiles),
  findings,
};

function answerFiles(trace: Trace): Answer {
  const files = derived(trace, followFiles);
  return answerWith(
    {
      'files.files': () => filesOf(files),
      'files.cache': () => cacheOf(files),
      'files.opens': () => opensOf(trace, files),
      'files.reads': () => readsOf(trace, files),
      'files.read-times': () => readTimesOf(files),
      'files.read-durations': () => readDurationsOf(files),
      'files.writebacks': () => writebacksOf(trace, files),
      'files.writeback-reasons': () => writebackReasonsOf(trace, files),
      'files.writeback-durations': () => writebackDurationsOf(trace, files),
      'files.flusher-rounds': () => roundsOf(trace, files),
      'files.operations': () => operationsOf(trace, files),
      'files.operation-durations': () => operationDurationsOf(trace, files),
      'files.operation-calls': () => operationCallsOf(trace, files),
      'files.events': () => eventsOf(files),
      'files.extents': () => extentsOf(trace, files),
      'files.transfers': () => transfersOf(trace, files),
    },
    files.problems,
  );
}

const leastReads = 10;

/** The file whose reads missed the page cache most. */
function findings(_trace: Trace, answer: Answer): readonly Finding[] {
  const files = answer.table('files.files');
  const [misses, hits] = [files.column('misses'), files.column('hits')];
  let most = -1;
  for (let row = 0; row < files.count; row++) {
    if (most < 0 || files.number(misses, row) > files.number(misses, most)) most = row;
  }
  if (most < 0) return [];
  const [missed, found] = [files.number(misses, most), files.number(hits, most)];
  if (missed + found < leastReads || missed <= found) return [];
  const name = files.text(files.column('file'), most) || `inode ${files.text(files.column('inode'), most)}`;
  const values = { file: name, misses: missed, reads: missed + found };
  return [{ id: 'files.misses', values, weight: missed / (missed + found) }];
}
