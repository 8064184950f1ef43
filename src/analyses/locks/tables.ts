import type { Column, TableDescription } from '../../store/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

const kind: Column = {
  id: 'kind',
  type: 'text',
  unit: '',
  sentence: 'spinlock, mutex, rwsem read …; lockdep where the kernel says names instead.',
};
const lock: Column = {
  id: 'lock',
  type: 'text',
  unit: '',
  sentence: 'The lock: its name where it is a variable of the kernel or lockdep names it, else its address.',
};
const stack: Column = {
  id: 'stack',
  type: 'text',
  unit: '',
  sentence: 'Functions that led to it, the outermost first.',
};
const waited = 'from contention to its end';
const samples = { table: 'locks.waits', value: 'duration' };

const spanColumns: readonly Column[] = [
  { id: 'time', type: 'time', unit: 'ns', sentence: 'When it began.' },
  { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU on which it began.' },
  ...taskColumns('that waited or held'),
  kind,
  lock,
  { id: 'duration', type: 'duration', unit: 'ns', sentence: 'How long.' },
  { id: 'failed', type: 'integer', unit: '', sentence: '1 where it ended without the lock.' },
  stack,
  { id: 'begin_row', type: 'row', unit: '', sentence: 'The event of its beginning.' },
  { id: 'end_row', type: 'row', unit: '', sentence: 'The event of its end.' },
];

export const kindsTable: TableDescription = {
  id: 'locks.kinds',
  sentence: 'Waits by kind of lock.',
  columns: [kind, ...latencyColumns(waited)],
  keys: ['kind'],
  worst: 'total',
  samples,
};

export const locksTable: TableDescription = {
  id: 'locks.locks',
  sentence: 'Waits by lock.',
  columns: [kind, lock, ...latencyColumns(waited)],
  keys: ['kind', 'lock'],
  worst: 'total',
  samples,
};

export const tasksTable: TableDescription = {
  id: 'locks.tasks',
  sentence: 'Waits by task and kind of lock.',
  columns: [...taskColumns('that waited'), kind, ...latencyColumns(waited)],
  keys: ['comm', 'kind'],
  worst: 'total',
  samples,
};

export const stacksTable: TableDescription = {
  id: 'locks.stacks',
  sentence: 'Waits by the functions that led to them, where stacks were recorded.',
  columns: [kind, stack, ...latencyColumns(waited)],
  keys: ['kind', 'stack'],
  worst: 'total',
  samples,
};

export const heldTable: TableDescription = {
  id: 'locks.held',
  sentence: 'How long locks were held, by name: from kernels that check locks.',
  columns: [kind, lock, ...latencyColumns('from acquisition to release')],
  keys: ['kind', 'lock'],
  worst: 'total',
  samples: { table: 'locks.holds', value: 'duration' },
};

export const durationsTable = histogramTable('locks.durations', 'How long tasks waited for locks.', [kind]);

export const waitsTable: TableDescription = {
  id: 'locks.waits',
  sentence: 'Every wait for a lock.',
  kind: 'detail',
  columns: spanColumns,
  worst: 'duration',
};

export const holdsTable: TableDescription = {
  id: 'locks.holds',
  sentence: 'Every stretch in which a lock was held.',
  kind: 'detail',
  columns: spanColumns,
  worst: 'duration',
};
