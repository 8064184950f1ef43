import type { Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived, type Finding } from '../analysis.ts';
import { notesOf } from '../walk/index.ts';
import { followFaults } from './faults.ts';
import { followPages } from './pages.ts';
import { followReclaim } from './reclaim.ts';
import { followSlab } from './slab.ts';
import * as made from './summaries.ts';
import * as tables from './tables.ts';

/** Who touched, took and gave back memory, and what it cost to find some. */
export const memoryAnalysis: Analysis = {
  id: 'memory',
  sentence:
    'Memory: page faults, pages and slab objects, reclaim, compaction, swap and kills for want of memory.',
  needs: [
    ['exceptions:page_fault_*', 'kmem:mm_page_alloc', 'kmem:mm_page_free'],
    ['kmem:*'],
    ['vmscan:*'],
    ['exceptions:page_fault_*'],
    ['perf:page-faults'],
    ['perf:minor-faults'],
    ['perf:major-faults'],
    ['compaction:mm_compaction_begin'],
    ['oom:mark_victim'],
  ],
  record: '--plan memory',
  tables: [
    tables.totalsTable,
    tables.faultKindsTable,
    tables.pageKindsTable,
    tables.pageTasksTable,
    tables.slabCachesTable,
    tables.slabSitesTable,
    tables.stallKindsTable,
    tables.scansTable,
    tables.killsTable,
    tables.watermarksTable,
    tables.stallTimesTable,
    tables.stallsTable,
    tables.faultsTable,
    tables.pagesTable,
  ],
  tracks: [
    {
      id: 'memory.stalls',
      sentence: 'Reclaim and compaction of each thread.',
      table: 'memory.stalls',
      kind: 'slices',
      lanes: ['tid'],
      start: 'time',
      duration: 'duration',
      value: 'kind',
    },
    {
      id: 'memory.faults',
      sentence: 'Page faults of each thread.',
      table: 'memory.faults',
      kind: 'instants',
      lanes: ['tid'],
      start: 'time',
      value: 'cause',
    },
    {
      id: 'memory.watermarks',
      sentence: 'Pages that are free or might be, as allocations saw them.',
      table: 'memory.watermarks',
      kind: 'counter',
      lanes: ['node'],
      start: 'time',
      value: 'available',
    },
  ],
  links: [
    {
      id: 'memory.frees',
      sentence: 'From the allocation of pages to their free.',
      table: 'memory.pages',
      from: 'begin_row',
      to: 'end_row',
    },
  ],
  answer: answerMemory,
  findings,
};

function answerMemory(trace: Trace): Answer {
  const faults = () => derived(trace, followFaults);
  const pages = derived(trace, followPages);
  const slab = derived(trace, followSlab);
  const reclaim = derived(trace, followReclaim);
  const lost = notesOf([
    [
      'memory.across-losses',
      pages.acrossLosses + slab.acrossLosses,
      'Allocations that were open where events were lost: their frees are not looked for behind.',
    ],
  ]);
  return answerWith(
    {
      'memory.totals': () => made.totalsOf(trace, pages, slab),
      'memory.fault-kinds': () => made.faultKindsOf(trace, faults()),
      'memory.faults': () => made.faultsOf(trace, faults()),
      'memory.page-kinds': () => made.pageKindsOf(trace, pages),
      'memory.page-tasks': () => made.pageTasksOf(trace, pages),
      'memory.pages': () => made.pagesOf(trace, pages),
      'memory.slab-sites': () => made.slabSitesOf(slab),
      'memory.slab-caches': () => made.slabCachesOf(slab),
      'memory.stall-kinds': () => made.stallKindsOf(trace, reclaim),
      'memory.stall-times': () => made.stallTimesOf(trace, reclaim),
      'memory.stalls': () => made.stallsOf(trace, reclaim),
      'memory.scans': () => made.scansOf(trace, reclaim),
      'memory.oom-kills': () => made.killsOf(trace, reclaim),
      'memory.watermarks': () => made.watermarksOf(trace, reclaim),
    },
    [...reclaim.problems, ...lost],
  );
}

/** Kills for want of memory. */
function findings(trace: Trace): readonly Finding[] {
  const { kills } = derived(trace, followReclaim);
  return kills.slice(0, 3).map(({ row, tid, comm }) => ({
    id: 'memory.oom-kill',
    values: { comm, tid },
    weight: 1,
    row,
  }));
}
