import type { Column, TableDescription } from '../../store/index.ts';
import { bytes, count, number, row, text, time } from '../columns/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

const duration = (sentence: string): Column => ({ id: 'duration', type: 'duration', unit: 'ns', sentence });

const faultColumns: readonly Column[] = [
  text('mode', 'user or kernel: which of them touched the address.'),
  text('kind', 'minor, major or any, where perf counted them.'),
  text('access', 'read, write or execute, by the error code of x86; arm64 has no such events.'),
  text('cause', 'Why the hardware faulted, by the error code of x86.'),
  text('file', 'What was mapped there, where perf told it.'),
];

export const faultKindsTable: TableDescription = {
  id: 'memory.fault-kinds',
  sentence: 'Page faults of threads by what they did and why that faulted.',
  columns: [...taskColumns('that faulted'), ...faultColumns, count('count', 'faults', 'How many.')],
  keys: ['comm', 'mode', 'kind', 'access', 'cause', 'file'],
  worst: 'count',
};

export const faultsTable: TableDescription = {
  id: 'memory.faults',
  sentence: 'Every page fault.',
  kind: 'detail',
  columns: [
    time('When it happened.'),
    ...taskColumns('that faulted'),
    { id: 'address', type: 'address', unit: '', sentence: 'The address that was touched.' },
    ...faultColumns,
    text('stack', 'Where in the kernel, callers first, where stacks were recorded.'),
    row('begin_row', 'Its event.'),
  ],
};

export const totalsTable: TableDescription = {
  id: 'memory.totals',
  sentence: 'What was allocated and freed of pages and of the slab allocator.',
  columns: [
    text('kind', 'pages or slab.'),
    count('count', 'times', 'Allocations.'),
    bytes('bytes', 'What they took.'),
    bytes('requested', 'What was asked for; the rest is waste.'),
    count('freed', 'times', 'Frees.'),
    bytes('freed_bytes', 'What was freed: of slab, of what was allocated in the recording.'),
    count('paired', 'times', 'Allocations whose free was recorded.'),
    count('live', 'times', 'Allocations that were not freed in the recording.'),
    count('unknown_frees', 'times', 'Frees of what was allocated before the recording.'),
    count('failures', 'times', 'Allocations that got nothing.'),
    count('cross_cpu', 'times', 'Objects that another CPU freed than had allocated them.'),
  ],
  keys: ['kind'],
  worst: 'bytes',
};

const pageSums: readonly Column[] = [
  count('count', 'times', 'Allocations.'),
  bytes('bytes', 'What they took.'),
  count('live', 'times', 'Those that were not freed in the recording.'),
  bytes('live_bytes', 'What these took.'),
];
const order = count('order', '', 'Two to the power of this pages.');
const gfp = text('gfp', 'GFP flags by their names.');
const migrateType = text('migratetype', 'Whether the pages may be moved.');

export const pageKindsTable: TableDescription = {
  id: 'memory.page-kinds',
  sentence: 'Page allocations by order, flags and mobility.',
  columns: [order, gfp, migrateType, ...pageSums],
  keys: ['order', 'gfp', 'migratetype'],
  worst: 'bytes',
};

export const pageTasksTable: TableDescription = {
  id: 'memory.page-tasks',
  sentence: 'Page allocations by the thread that ran and its stack, where stacks were recorded.',
  columns: [...taskColumns('that ran'), text('stack', 'Where in the kernel, callers first.'), ...pageSums],
  keys: ['comm', 'stack'],
  worst: 'bytes',
};

export const pagesTable: TableDescription = {
  id: 'memory.pages',
  sentence: 'Every page allocation, and how long until it was freed.',
  kind: 'detail',
  columns: [
    time('When it was allocated.'),
    duration('Until it was freed; unknown where it was not in the recording.'),
    ...taskColumns('that ran'),
    { id: 'pfn', type: 'integer', unit: '', sentence: 'Number of the first page frame.' },
    order,
    gfp,
    migrateType,
    row('begin_row', 'The allocation.'),
    row('end_row', 'The free.'),
  ],
  worst: 'duration',
};

const slabSums: readonly Column[] = [
  count('count', 'times', 'Allocations.'),
  bytes('requested', 'What was asked for.'),
  bytes('bytes', 'What that took.'),
  bytes('waste', 'What was taken and not asked for.'),
  number('waste_part', 'Its part of what was taken, 0 to 1.'),
  count('live', 'times', 'Those that were not freed in the recording.'),
  count('cross_cpu', 'times', 'Those that another CPU freed than had allocated them.'),
];

export const slabSitesTable: TableDescription = {
  id: 'memory.slab-sites',
  sentence: 'Slab allocations by the function that asked.',
  columns: [
    text('function', 'The function that asked.'),
    text('kind', 'kmalloc, or cache: of a cache of its own.'),
    ...slabSums,
    bytes('live_bytes', 'What those take that were not freed.'),
    row('begin_row', 'Its first allocation.'),
  ],
  keys: ['function', 'kind'],
  worst: 'bytes',
};

export const slabCachesTable: TableDescription = {
  id: 'memory.slab-caches',
  sentence: 'Slab allocations by cache: its name as a free tells it, else the size of the objects.',
  columns: [text('cache', 'The cache.'), ...slabSums],
  keys: ['cache'],
  worst: 'bytes',
};

const stallKind = text('kind', 'direct reclaim, cgroup reclaim, node reclaim, compaction, or kswapd: awake.');

export const stallKindsTable: TableDescription = {
  id: 'memory.stall-kinds',
  sentence: 'How long threads reclaimed or compacted memory, by kind.',
  columns: [
    stallKind,
    text('comm', 'Name of the thread.'),
    ...latencyColumns('from its beginning to its end'),
    count('reclaimed', 'pages', 'What that got back, where the events say.'),
  ],
  keys: ['kind', 'comm'],
  worst: 'total',
  samples: { table: 'memory.stalls', value: 'duration' },
};

export const stallTimesTable: TableDescription = histogramTable(
  'memory.stall-times',
  'How long threads reclaimed or compacted memory.',
  [stallKind],
);

export const stallsTable: TableDescription = {
  id: 'memory.stalls',
  sentence: 'Every time that a thread reclaimed or compacted memory.',
  kind: 'detail',
  columns: [
    time('When it began.'),
    duration('How long it took.'),
    ...taskColumns('that did it'),
    stallKind,
    order,
    gfp,
    count('reclaimed', 'pages', 'What it got back.'),
    text('stack', 'Where in the kernel, callers first, where stacks were recorded.'),
    row('begin_row', 'Its beginning.'),
    row('end_row', 'Its end.'),
  ],
  worst: 'duration',
};

export const scansTable: TableDescription = {
  id: 'memory.scans',
  sentence: 'What threads looked at to reclaim it, what they got, and what they wrote for that.',
  columns: [
    ...taskColumns('that reclaimed'),
    count('node', '', 'The memory node; -1 where the event does not say.'),
    count('scanned', 'pages', 'Looked at.'),
    count('reclaimed', 'pages', 'Got back.'),
    number('efficiency', 'Got back of those looked at, 0 to 1.'),
    count('dirty', 'pages', 'Found to be dirty.'),
    count('under_writeback', 'pages', 'Found to be written just then.'),
    count('written', 'pages', 'Written, to swap or their file, by reclaim itself.'),
    count('wakeups', 'times', 'How often it woke kswapd.'),
  ],
  keys: ['comm', 'node'],
  worst: 'scanned',
};

export const killsTable: TableDescription = {
  id: 'memory.oom-kills',
  sentence: 'Threads that were killed for want of memory, for whom, and what that had tried.',
  kind: 'detail',
  columns: [
    time('When it was chosen.'),
    ...taskColumns('that was killed'),
    ...taskColumns('that asked for memory', 'by_'),
    bytes('anon', 'Its memory of no file.'),
    bytes('file_backed', 'Its memory of files.'),
    bytes('shared', 'Its shared memory.'),
    count('adjustment', '', 'oom_score_adj.'),
    count('reclaims', 'times', 'Direct reclaims of who asked, before.'),
    order,
    count('available', 'pages', 'What could have been free as that tried last.'),
    count('watermark', 'pages', 'What must stay free.'),
    count('loops', 'times', 'Tries without progress.'),
    row('begin_row', 'The event.'),
  ],
};

export const watermarksTable: TableDescription = {
  id: 'memory.watermarks',
  sentence: 'Free memory against what must stay free, as allocations looked whether to try again.',
  kind: 'detail',
  columns: [
    time('When.'),
    count('node', '', 'The memory node.'),
    order,
    count('reclaimable', 'pages', 'What might be reclaimed.'),
    count('available', 'pages', 'What is free, and might be reclaimed.'),
    count('watermark', 'pages', 'What must stay free.'),
    count('loops', 'times', 'Tries without progress.'),
    text('enough', 'yes or no: whether it tried again.'),
    row('begin_row', 'The event.'),
  ],
};
