import type { Column, TableDescription } from '../../store/index.ts';
import { bytes, count, cpu, number, text, time } from '../columns/index.ts';

/** What every table of snapshots begins with. */
const moment: readonly Column[] = [
  text('moment', 'What the snapshot was called: before, after, or the name that the workload gave it.'),
  time('When it was taken; empty where its clock is not that of the events.'),
];
const process: readonly Column[] = [
  count('pid', '', 'Id of the process.'),
  text('comm', 'Name of the process.'),
];
const node = count('node', '', 'The memory node.');
const zone = text('zone', 'The zone: DMA, DMA32, Normal …');
const address = (id: string, sentence: string): Column => ({ id, type: 'address', unit: '', sentence });
const rate = (sentence: string): Column => ({ id: 'rate', type: 'number', unit: '/s', sentence });

export const memoryTable: TableDescription = {
  id: 'proc.memory',
  sentence: 'Memory of the machine by what it is used for: /proc/meminfo.',
  columns: [
    ...moment,
    text('name', 'The kernel’s name of it.'),
    bytes('bytes', 'How much it is.'),
    count('count', 'pages', 'How many, of what is counted in pieces: huge pages.'),
  ],
};

export const zonesTable: TableDescription = {
  id: 'proc.zones',
  sentence: 'Sizes, free memory and watermarks of each zone: /proc/zoneinfo.',
  columns: [
    ...moment,
    node,
    zone,
    text(
      'name',
      'free, min, low, high, boost; spanned, present (without holes), managed (without what was reserved at the start); start_pfn.',
    ),
    count('pages', 'pages', 'How many pages; of start_pfn the number of the first page.'),
    bytes('bytes', 'The same in bytes; of start_pfn the physical address where the zone begins.'),
  ],
};

export const buddiesTable: TableDescription = {
  id: 'proc.buddies',
  sentence: 'Free blocks of the buddy allocator by zone and order: /proc/buddyinfo.',
  columns: [
    ...moment,
    node,
    zone,
    count('order', '', 'The blocks have two to the power of this many pages.'),
    count('free', 'blocks', 'How many such blocks are free.'),
    bytes('bytes', 'How much memory they are.'),
  ],
};

export const slabsTable: TableDescription = {
  id: 'proc.slabs',
  sentence: 'Caches of the slab allocator, by memory and by waste: /proc/slabinfo.',
  columns: [
    ...moment,
    text('cache', 'Name of the cache.'),
    count('objects', 'objects', 'Objects there is room for in its slabs.'),
    count('active', 'objects', 'Objects that are in use.'),
    bytes('object_bytes', 'Size of one object, with what the allocator adds to it.'),
    count('per_slab', 'objects', 'Objects in one slab.'),
    count('slabs', 'slabs', 'How many slabs.'),
    bytes('bytes', 'Memory of all slabs.'),
    bytes('wasted', 'Memory of the slabs that is in no object in use.'),
  ],
  worst: 'bytes',
};

export const interruptsTable: TableDescription = {
  id: 'proc.interrupts',
  sentence: 'Interrupts by line and CPU, since the machine was started: /proc/interrupts.',
  columns: [
    ...moment,
    text('irq', 'Number of the line, or the kernel’s letters for its own: LOC, RES, CAL …'),
    cpu('The CPU; empty for what is counted of all together.'),
    count('count', 'interrupts', 'How many since the start.'),
    rate('How many a second since the snapshot before.'),
    count('vector', '', 'The CPU’s vector, of the kernel’s own interrupts on x86.'),
    text('chip', 'The interrupt controller.'),
    count('hwirq', '', 'Number of the line at its controller.'),
    text('type', 'How it is signalled: edge, level, fasteoi.'),
    text('handlers', 'Names of its handlers; of the kernel’s own lines what they are.'),
  ],
};

export const softirqsTable: TableDescription = {
  id: 'proc.softirqs',
  sentence: 'Softirqs that ran, by kind and CPU, since the machine was started: /proc/softirqs.',
  columns: [
    ...moment,
    text('name', 'HI, TIMER, NET_TX, NET_RX, BLOCK, IRQ_POLL, TASKLET, SCHED, HRTIMER or RCU.'),
    cpu('The CPU.'),
    count('count', 'softirqs', 'How many since the start.'),
    rate('How many a second since the snapshot before.'),
  ],
};

export const countersTable: TableDescription = {
  id: 'proc.counters',
  sentence: 'What the kernel counts of its memory: /proc/vmstat.',
  columns: [
    ...moment,
    text('name', 'The kernel’s name of the counter; those that begin with nr_ are states, in pages.'),
    number('value', 'What it counted.'),
  ],
};

export const mappingsTable: TableDescription = {
  id: 'proc.mappings',
  sentence: 'Mappings of processes, and how much of each is in memory: /proc/PID/maps and smaps.',
  kind: 'detail',
  columns: [
    ...moment,
    ...process,
    address('start', 'Where it begins.'),
    address('end', 'The first address behind it.'),
    bytes('bytes', 'How long it is: what it adds to VmSize, but for [vsyscall].'),
    text('permissions', 'r, w, x; p: private, s: shared.'),
    { id: 'offset', type: 'address', unit: '', sentence: 'Where in the file it begins.' },
    text('file', 'The file, or [heap], [stack], [vdso] …; [anon] where it has neither.'),
    bytes('rss', 'How much of it is in memory.'),
    bytes('pss', 'The same, with pages of several processes shared out among them.'),
    bytes('shared_clean', 'In memory, mapped by several, as it is on disk.'),
    bytes('shared_dirty', 'In memory, mapped by several, changed.'),
    bytes('private_clean', 'In memory, mapped by it alone, as it is on disk.'),
    bytes('private_dirty', 'In memory, mapped by it alone, changed.'),
    bytes('anonymous', 'In memory that belongs to no file, copies of a file’s pages among it.'),
    bytes('huge', 'In huge pages.'),
    bytes('swap', 'In swap.'),
  ],
};

export const statusesTable: TableDescription = {
  id: 'proc.statuses',
  sentence: 'Processes and their memory altogether: /proc/PID/status and smaps_rollup.',
  columns: [
    ...moment,
    ...process,
    text('state', 'R: runs, S: sleeps, D: sleeps and takes no signal, Z: has ended, T: stopped.'),
    count('threads', 'threads', 'Its threads.'),
    bytes('vm_size', 'VmSize: all of its mappings.'),
    bytes('vm_peak', 'VmPeak: the most they have been.'),
    bytes('vm_rss', 'VmRSS: what of them is in memory, by counters that may lag behind.'),
    bytes('vm_hwm', 'VmHWM: the most that was.'),
    bytes('rss_anon', 'RssAnon: of no file.'),
    bytes('rss_file', 'RssFile: of files.'),
    bytes('rss_shmem', 'RssShmem: of shared memory and tmpfs.'),
    bytes('vm_data', 'VmData: private and writable, without the stack.'),
    bytes('vm_stk', 'VmStk: the stack.'),
    bytes('vm_exe', 'VmExe: code of the program.'),
    bytes('vm_lib', 'VmLib: code of libraries.'),
    bytes('vm_pte', 'VmPTE: its page tables.'),
    bytes('vm_swap', 'VmSwap: in swap.'),
    bytes('rollup_rss', 'Rss of smaps_rollup: counted page by page.'),
    bytes('rollup_pss', 'Pss of smaps_rollup: with shared pages shared out.'),
    count('voluntary', 'switches', 'How often it gave up its CPU.'),
    count('involuntary', 'switches', 'How often its CPU was taken from it.'),
  ],
};

export const vmallocsTable: TableDescription = {
  id: 'proc.vmallocs',
  sentence: 'Areas of the kernel’s vmalloc space: /proc/vmallocinfo.',
  kind: 'detail',
  columns: [
    ...moment,
    text('start', 'Where it begins.'),
    text('end', 'The first address behind it.'),
    bytes('bytes', 'How long it is, with the page behind it that guards it.'),
    text('caller', 'The function that asked for it.'),
    count('pages', 'pages', 'Pages that were allocated for it.'),
    text('kind', 'vmalloc, vmap, ioremap, user, dma-coherent, vm_map_ram …'),
    text('physical', 'The physical address, of mapped devices.'),
  ],
  worst: 'bytes',
};

export const swapsTable: TableDescription = {
  id: 'proc.swaps',
  sentence: 'Swap: /proc/swaps.',
  columns: [
    ...moment,
    text('file', 'The device or file.'),
    text('type', 'partition or file.'),
    bytes('bytes', 'Its size.'),
    bytes('used', 'How much of it is in use.'),
    number('priority', 'Those with the highest are filled first.'),
  ],
};

export const differencesTable: TableDescription = {
  id: 'proc.differences',
  sentence: 'Every counter that changed from the first to the last snapshot that has it.',
  columns: [
    text('moment', 'The last snapshot that has it.'),
    time('When that was taken.'),
    text('since', 'The first snapshot that has it.'),
    text('file', 'The file of /proc.'),
    text('name', 'What is counted: zone and order, cache, line, softirq …'),
    text('unit', 'bytes, pages, blocks …'),
    number('before', 'Its first value.'),
    number('after', 'Its last value.'),
    number('difference', 'What it grew by.'),
  ],
};
