import { describe, expect, it } from 'vitest';
import type { Cell, EventFormat, Trace } from '../../store/index.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { gfpReader } from './gfp.ts';
import { memoryAnalysis } from './index.ts';

function rowsOf(trace: Trace, id: string, columns: readonly string[]): Cell[][] {
  const table = memoryAnalysis.answer(trace).table(id);
  const places = columns.map(column => table.column(column));
  return Array.from({ length: table.count }, (_, row) => places.map(column => table.cell(column, row)));
}

const page = (
  time: number,
  what: 'alloc' | 'free',
  pfn: number,
  order = 0,
  more: Partial<MadeEvent> = {},
): MadeEvent => ({
  time,
  event: `kmem:mm_page_${what}`,
  pid: 7,
  comm: 'work',
  fields: what === 'alloc' ? { pfn, order, gfp_flags: 'GFP_KERNEL', migratetype: 1 } : { pfn, order },
  ...more,
});

const slab = (time: number, event: string, ptr: bigint, fields: MadeEvent['fields'], cpu = 0): MadeEvent => ({
  time,
  event: `kmem:${event}`,
  cpu,
  fields: { call_site: 0xffffffff81000000n, ptr, ...fields },
});

describe('hand-made events: memory', () => {
  it('pages are followed to their free, also on another CPU and where their number is used again', () => {
    const trace = handMade([
      page(1, 'alloc', 100),
      page(2, 'alloc', 200, 2),
      page(5, 'free', 100, 0, { cpu: 1 }),
      page(6, 'alloc', 100),
      page(8, 'free', 300),
      page(9, 'alloc', -1),
    ]);
    expect(rowsOf(trace, 'memory.pages', ['pfn', 'order', 'duration', 'migratetype', 'gfp'])).toEqual([
      [100, 0, 4, 'movable', 'GFP_KERNEL'],
      [200, 2, undefined, 'movable', 'GFP_KERNEL'],
      [100, 0, undefined, 'movable', 'GFP_KERNEL'],
    ]);
    const totals = ['count', 'bytes', 'freed', 'paired', 'live', 'unknown_frees', 'failures'];
    expect(rowsOf(trace, 'memory.totals', totals)).toEqual([[4, 24576, 2, 1, 2, 1, 1]]);
    expect(rowsOf(trace, 'memory.page-tasks', ['comm', 'count', 'live', 'live_bytes'])).toEqual([
      ['work', 3, 2, 20480],
    ]);
  });

  it('no free is looked for behind lost events', () => {
    const trace = handMade([page(1, 'alloc', 100), page(9, 'free', 100, 0, { lost: 2 })]);
    expect(rowsOf(trace, 'memory.pages', ['duration'])).toEqual([[undefined]]);
    expect(memoryAnalysis.answer(trace).problems).toMatchObject([{ name: 'memory.across-losses', count: 1 }]);
  });

  it('slab objects by place and cache, with waste and frees on other CPUs; pointers differ in their last bits', () => {
    const size = { bytes_req: 100, bytes_alloc: 128 };
    const trace = handMade([
      slab(1, 'kmalloc', 0xffff888003c00080n, size),
      slab(2, 'kmalloc', 0xffff888003c00100n, size),
      slab(3, 'kmem_cache_alloc', 0xffff888003c00180n, { bytes_req: 200, bytes_alloc: 200 }),
      slab(4, 'kfree', 0xffff888003c00100n, {}, 1),
      slab(5, 'kmem_cache_free', 0xffff888003c00180n, { name: 'inode_cache' }),
      slab(6, 'kfree', 0xffff888003c00200n, {}),
      slab(7, 'kfree', 0n, {}),
    ]);
    const columns = ['kind', 'count', 'requested', 'bytes', 'waste', 'live', 'cross_cpu'];
    expect(rowsOf(trace, 'memory.slab-sites', columns)).toEqual([
      ['kmalloc', 2, 200, 256, 56, 1, 1],
      ['cache', 1, 200, 200, 0, 0, 0],
    ]);
    expect(rowsOf(trace, 'memory.slab-caches', ['cache', 'count', 'live'])).toEqual([
      ['kmalloc of 128 bytes', 2, 1],
      ['inode_cache', 1, 0],
    ]);
    expect(rowsOf(trace, 'memory.totals', ['freed', 'paired', 'unknown_frees'])).toEqual([[3, 2, 1]]);
  });

  it('faults with their error code, and the file that perf says is mapped there', () => {
    const trace = handMade([
      {
        time: 0,
        event: 'perf:mmap2',
        pid: 7,
        fields: { pid: 7, tid: 7, addr: 0x1000, len: 0x2000, filename: '/lib/x.so' },
      },
      {
        time: 1,
        event: 'exceptions:page_fault_user',
        pid: 7,
        comm: 'work',
        fields: { address: 0x1800, error_code: 0x14 },
      },
      { time: 2, event: 'exceptions:page_fault_user', pid: 7, fields: { address: 0x3000, error_code: 7 } },
      { time: 3, event: 'exceptions:page_fault_kernel', pid: 7, fields: { address: 0x9000, error_code: 2 } },
      { time: 4, event: 'perf:fork', pid: 7, fields: { pid: 8, tid: 8, ppid: 7, ptid: 7 } },
      {
        time: 5,
        event: 'perf:major-faults',
        pid: 8,
        comm: 'child',
        fields: { addr: 0x2000, ip: 0x1000, pid: 8, tid: 8 },
      },
    ]);
    expect(rowsOf(trace, 'memory.faults', ['tid', 'mode', 'kind', 'access', 'cause', 'file'])).toEqual([
      [7, 'user', '', 'execute', 'no page there', '/lib/x.so'],
      [7, 'user', '', 'write', 'page not writable, as before a copy on write', ''],
      [7, 'kernel', '', 'write', 'no page there', ''],
      [8, 'user', 'major', '', '', '/lib/x.so'],
    ]);
  });

  it('stalls by task, scans, and a kill with what came before it', () => {
    const at = (time: number, event: string, fields: MadeEvent['fields'] = {}, pid = 7): MadeEvent => ({
      time,
      event,
      pid,
      comm: pid === 7 ? 'eater' : 'kswapd0',
      fields,
    });
    const trace = handMade([
      at(1, 'vmscan:mm_vmscan_kswapd_wake', { nid: 0, order: 0 }, 40),
      at(2, 'vmscan:mm_vmscan_direct_reclaim_begin', { order: 3, gfp_flags: 'GFP_KERNEL' }),
      at(2, 'ftrace:kernel_stack', { caller: [4096, 8192] }),
      at(3, 'vmscan:mm_vmscan_lru_shrink_inactive', {
        nid: 0,
        nr_scanned: 32,
        nr_reclaimed: 8,
        nr_dirty: 4,
        nr_writeback: 1,
      }),
      at(4, 'vmscan:mm_vmscan_kswapd_wake', { nid: 0, order: 2 }, 40),
      at(5, 'compaction:mm_compaction_begin', {}),
      at(8, 'compaction:mm_compaction_end', {}),
      at(12, 'vmscan:mm_vmscan_direct_reclaim_end', { nr_reclaimed: 8 }),
      at(13, 'vmscan:mm_vmscan_kswapd_sleep', { nid: 0 }, 40),
      at(14, 'oom:reclaim_retry_zone', {
        node: 0,
        order: 3,
        reclaimable: 10,
        available: 20,
        min_wmark: 30,
        no_progress_loops: 16,
        wmark_check: 0,
      }),
      at(15, 'oom:mark_victim', { pid: 9, comm: 'victim', anon_rss: 100, oom_score_adj: 0 }),
    ]);
    expect(rowsOf(trace, 'memory.stalls', ['kind', 'comm', 'duration', 'order', 'gfp', 'reclaimed'])).toEqual(
      [
        ['compaction', 'eater', 3, undefined, '', undefined],
        ['direct reclaim', 'eater', 10, 3, 'GFP_KERNEL', 8],
        ['kswapd', 'kswapd0', 12, 0, '', undefined],
      ],
    );
    expect(rowsOf(trace, 'memory.stalls', ['stack'])).toEqual([[undefined], ['0x2000;0x1000'], [undefined]]);
    expect(rowsOf(trace, 'memory.scans', ['comm', 'scanned', 'reclaimed', 'efficiency', 'dirty'])).toEqual([
      ['eater', 32, 8, 0.25, 4],
    ]);
    const kill = ['tid', 'comm', 'by_comm', 'anon', 'reclaims', 'available', 'watermark', 'loops'];
    expect(rowsOf(trace, 'memory.oom-kills', kill)).toEqual([[9, 'victim', 'eater', 102400, 1, 20, 30, 16]]);
    expect(rowsOf(trace, 'memory.watermarks', ['available', 'watermark', 'enough'])).toEqual([
      [20, 30, 'no'],
    ]);
  });

  it('GFP flags are named by the event’s own format, whole combinations first; what it does not name stays', () => {
    const trace = handMade(
      [0xcc0, 0xdc0, 0x1000_0400].map((gfp_flags, time) => ({
        time,
        event: 'kmem:x',
        fields: { gfp_flags },
      })),
    );
    const kernel =
      '{( unsigned long)((( gfp_t)(0x400u|0x800u)) | (( gfp_t)0x40u) | (( gfp_t)0x80u)), "GFP_KERNEL"}';
    const zero =
      '{( unsigned long)(( gfp_t)(1u << 8)), "__GFP_ZERO"}, {( unsigned long)(~0xffffffffu | 0x400u), "__GFP_DIRECT"}';
    const format: EventFormat = {
      ...trace.formats[0]!,
      printFormat: `"gfp_flags=%s", (REC->gfp_flags) ? __print_flags(REC->gfp_flags, "|", ${kernel}, ${zero}) : "none"`,
    };
    (trace.formats as EventFormat[])[0] = format;
    const read = gfpReader(trace, 0);
    expect([0, 1, 2].map(read)).toEqual(['GFP_KERNEL', 'GFP_KERNEL|__GFP_ZERO', '__GFP_DIRECT|0x10000000']);
  });
});
