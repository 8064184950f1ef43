import type { Column, TableDescription } from '../../store/index.ts';
import { bytes, duration, row, text } from '../columns/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

const count = (id: string, sentence: string, unit = ''): Column => ({ id, type: 'integer', unit, sentence });
const time = (id: string, sentence: string): Column => ({ id, type: 'time', unit: 'ns', sentence });

const fileColumns: readonly Column[] = [
  text('file', 'Its path, where an event has it; else what kind of file was opened.'),
  text('device', 'Major and minor number of its device; 0:N is a file system without one.'),
  count('inode', 'Number of its inode.'),
];
const ahead = [
  count('ahead', 'Pages that reads brought in beyond what they asked for.', 'pages'),
  count('ahead_used', 'How many of them later reads found.', 'pages'),
];

export const filesTable: TableDescription = {
  id: 'files.files',
  sentence: 'Files by what was done with them, and what the page cache had of them.',
  columns: [
    ...fileColumns,
    count('opens', 'How often it was opened.'),
    count('reads', 'How many reads of it succeeded.'),
    bytes('read_bytes', 'What they read.'),
    count('hits', 'Reads that found everything in the page cache.'),
    count('misses', 'Reads that had to bring pages in.'),
    count('writes', 'How many writes succeeded.'),
    bytes('written_bytes', 'What they wrote.'),
    count('syncs', 'How many fsync, fdatasync, sync_file_range and syncfs succeeded.'),
    duration('sync_time', 'How long these took.'),
    count('pages_added', 'Pages that came into the page cache, in reads or not.', 'pages'),
    count('pages_deleted', 'Pages that left it.', 'pages'),
    ...ahead,
    count('pages_dirtied', 'How often a page was made dirty.', 'pages'),
  ],
  keys: ['file'],
  worst: 'read_bytes',
};

export const cacheTable: TableDescription = {
  id: 'files.cache',
  sentence: 'The page cache by task and file: reads that found everything there, and reads that did not.',
  columns: [
    ...taskColumns('that read'),
    ...fileColumns,
    count('hits', 'Reads that found everything in the page cache.'),
    count('misses', 'Reads that had to bring pages in.'),
    { id: 'hit_ratio', type: 'number', unit: '', sentence: 'Part of the reads that were hits, 0 to 1.' },
    bytes('bytes', 'What was read.'),
    count('pages_added', 'Pages that these reads brought in.', 'pages'),
    ...ahead,
  ],
  keys: ['comm', 'file'],
  worst: 'misses',
};

export const opensTable: TableDescription = {
  id: 'files.opens',
  sentence: 'Every open of a file.',
  kind: 'detail',
  columns: [
    time('time', 'When it was called.'),
    duration('duration', 'How long it took.'),
    ...taskColumns('that opened'),
    text('file', 'The path, where an event has it.'),
    text('arguments', 'Arguments of the call.'),
    count('fd', 'The descriptor it returned.'),
    text('error', 'The error it returned.'),
    row('begin_row', 'The event of its entry.'),
    row('end_row', 'The event of its return.'),
  ],
  worst: 'duration',
};

export const readsTable: TableDescription = {
  id: 'files.reads',
  sentence: 'Reads of files whose inode is known: what of them the page cache had.',
  kind: 'detail',
  columns: [
    time('time', 'When it was called.'),
    duration('duration', 'How long it took.'),
    ...taskColumns('that read'),
    ...fileColumns,
    bytes('bytes', 'What it read.'),
    text('outcome', 'hit: everything was in the page cache; miss: pages had to be brought in.'),
    count('pages_added', 'Pages of the file that it brought in.', 'pages'),
    ...ahead,
    row('begin_row', 'The event of its entry.'),
    row('end_row', 'The event of its return.'),
  ],
  worst: 'duration',
};

export const readTimesTable: TableDescription = {
  id: 'files.read-times',
  sentence: 'How long reads took that found everything in the page cache, and those that did not.',
  columns: [text('outcome', 'hit or miss.'), ...latencyColumns('from entry to return')],
  keys: ['outcome'],
  worst: 'total',
  samples: { table: 'files.reads', value: 'duration' },
};

export const readDurationsTable: TableDescription = histogramTable(
  'files.read-durations',
  'How long reads took, by what the page cache had.',
  [text('outcome', 'hit or miss.')],
);

const reason = text(
  'reason',
  'Why it was written: the flusher’s reason, or the call in which its writer was; empty where nothing tells.',
);
const delay = 'from being made dirty to the writing';

export const writebackReasonsTable: TableDescription = {
  id: 'files.writeback-reasons',
  sentence: 'Writeback by reason: how long files stayed dirty.',
  columns: [
    reason,
    count('pages_dirtied', 'How often a page was made dirty before.', 'pages'),
    count('pages_written', 'Pages that were written.', 'pages'),
    ...latencyColumns(delay),
  ],
  keys: ['reason'],
  worst: 'total',
  samples: { table: 'files.writebacks', value: 'duration' },
};

export const writebackDurationsTable: TableDescription = histogramTable(
  'files.writeback-durations',
  'How long files stayed dirty, by reason of the writing.',
  [reason],
);

export const writebacksTable: TableDescription = {
  id: 'files.writebacks',
  sentence: 'Files from when they were made dirty to when they were written.',
  kind: 'detail',
  columns: [
    time('time', 'When its first page was made dirty.'),
    duration('duration', 'Until its writing began.'),
    ...fileColumns,
    ...taskColumns('that made it dirty first', 'dirtied_by_'),
    ...taskColumns('that wrote it', 'written_by_'),
    reason,
    count('pages_dirtied', 'How often a page of it was made dirty.', 'pages'),
    count('pages_written', 'Pages that were written.', 'pages'),
    row('begin_row', 'The event that made it dirty.'),
    row('end_row', 'The event of its writing.'),
  ],
  worst: 'duration',
};

export const roundsTable: TableDescription = {
  id: 'files.flusher-rounds',
  sentence: 'Rounds of the flushers over dirty files.',
  kind: 'detail',
  columns: [
    time('time', 'When it began.'),
    duration('duration', 'Until its end.'),
    text('device', 'The backing device.'),
    reason,
    ...taskColumns('that wrote'),
    count('files', 'Files that it wrote whose becoming dirty was recorded.'),
    row('begin_row', 'The event of its beginning.'),
    row('end_row', 'The event of its end.'),
  ],
  worst: 'duration',
};

const operation = text('operation', 'The file system and its operation.');

export const operationsTable: TableDescription = {
  id: 'files.operations',
  sentence: 'Operations of file systems that have an event at their beginning and one at their end.',
  columns: [
    operation,
    text('device', 'Major and minor number of the device.'),
    bytes('bytes', 'Sum of their lengths, where their events have one in bytes.'),
    ...latencyColumns('from beginning to end'),
  ],
  keys: ['operation'],
  worst: 'total',
  samples: { table: 'files.operation-calls', value: 'duration' },
};

export const operationDurationsTable: TableDescription = histogramTable(
  'files.operation-durations',
  'How long operations of file systems took.',
  [operation],
);

export const operationCallsTable: TableDescription = {
  id: 'files.operation-calls',
  sentence: 'Every operation of a file system that was seen to end.',
  kind: 'detail',
  columns: [
    time('time', 'When it began.'),
    duration('duration', 'Until its end.'),
    operation,
    text('device', 'Major and minor number of the device.'),
    count('inode', 'Number of the inode, where the event has it.'),
    bytes('bytes', 'Its length, where its event has one in bytes.'),
    ...taskColumns('that ended it'),
    row('begin_row', 'The event of its beginning.'),
    row('end_row', 'The event of its end.'),
  ],
  worst: 'duration',
};

export const eventsTable: TableDescription = {
  id: 'files.events',
  sentence: 'Events of file systems by device.',
  columns: [
    text('event', 'system:name of the event.'),
    text('device', 'Major and minor number of the device.'),
    count('count', 'How many.'),
    bytes('bytes', 'Sum of their lengths, where they have one in bytes.'),
    row('row', 'The first of them.'),
  ],
  keys: ['event', 'device'],
  worst: 'count',
};
