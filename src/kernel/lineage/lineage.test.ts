import { expect, test } from 'vitest';
import { alternativesTo, type Fate, fateOf } from './fate.ts';
import { namesOf } from './kernel-names.ts';
import { loadLineage } from './lineage.ts';
import { kernelOfTables, readLineage } from './testing/kernel-of-tables.ts';

const lineage = readLineage();
const kernels = { '6.1': kernelOfTables('6.1.'), '6.12': kernelOfTables('6.12.') } as const;

/** `same`, `now NAME`, `NAME in HOST`, `gone`, `unknown`. */
function say(fate: Fate): string {
  if (fate.kind === 'renamed') return `now ${fate.name}`;
  if (fate.kind === 'inlined') return `${fate.name} in ${fate.into.join(', ')}`;
  return fate.kind;
}

// The course's functions of 5.3, what 6.1 has, and what 6.12 has where that differs.
const course: readonly (readonly [name: string, in61: string, in612?: string])[] = [
  ['do_page_fault', 'now exc_page_fault'],
  ['__do_page_fault', 'now exc_page_fault'],
  ['handle_page_fault', 'handle_page_fault in exc_page_fault'],
  ['find_vma', 'now lock_mm_and_find_vma', 'now lock_vma_under_rcu'],
  ['handle_mm_fault', 'same'],
  ['handle_pte_fault', 'handle_pte_fault in __handle_mm_fault'],
  ['do_anonymous_page', 'do_anonymous_page in __handle_mm_fault', 'same'],
  ['do_read_fault', 'do_read_fault in do_fault'],
  ['do_cow_fault', 'do_cow_fault in do_fault'],
  ['do_shared_fault', 'do_shared_fault in do_fault'],
  ['ext4_filemap_fault', 'now filemap_fault'],
  ['alloc_pages_vma', 'now vma_alloc_folio', 'now vma_alloc_folio_noprof'],
  ['__alloc_pages_nodemask', 'now __alloc_pages', 'now __alloc_pages_noprof'],
  ['kmem_cache_alloc', 'same', 'now kmem_cache_alloc_noprof'],
  ['rmqueue', 'rmqueue in get_page_from_freelist'],
  ['rmqueue_bulk', 'same', 'rmqueue_bulk in __rmqueue_pcplist'],
  ['__alloc_pages_slowpath', 'same'],
  ['__alloc_pages_direct_reclaim', '__alloc_pages_direct_reclaim in __alloc_pages_slowpath'],
  ['__perform_reclaim', '__perform_reclaim in __alloc_pages_slowpath'],
  ['try_to_free_pages', 'same'],
  ['vmalloc', 'same', 'now vmalloc_noprof'],
  ['__vmalloc_node_range', 'same', 'now __vmalloc_node_range_noprof'],
  ['map_vm_area', 'now vmap_small_pages_range_noflush'],
  ['vmap_page_range', 'now vmap_small_pages_range_noflush'],
  ['vmalloc_fault', 'gone'],
  ['kswapd_shrink_node', 'kswapd_shrink_node in balance_pgdat'],
  ['shrink_zones', 'shrink_zones in do_try_to_free_pages'],
  ['shrink_node_memcg', 'now shrink_lruvec'],
  ['shrink_list', 'shrink_list in shrink_lruvec'],
  ['shrink_inactive_list', 'shrink_inactive_list in shrink_lruvec'],
  ['shrink_page_list', 'now shrink_folio_list'],
  ['__vfs_write', 'now vfs_write'],
  ['__vfs_read', 'now vfs_read'],
  ['new_sync_write', 'new_sync_write in vfs_write'],
  ['__generic_file_write_iter', 'now ext4_buffered_write_iter'],
  ['ext4_readpages', 'now ext4_readahead'],
  ['page_cache_sync_readahead', 'now page_cache_sync_ra'],
  ['__do_page_cache_readahead', 'now page_cache_ra_unbounded'],
  ['generic_file_buffered_read', 'now filemap_read'],
  ['pagecache_get_page', 'now filemap_get_pages'],
  ['generic_make_request', 'now submit_bio_noacct'],
  ['__blk_mq_delay_run_hw_queue', 'same', 'gone'],
  ['scsi_dispatch_cmd', 'scsi_dispatch_cmd in scsi_queue_rq'],
  ['shmem_getpage_gfp', 'now shmem_get_folio_gfp'],
  ['shmem_alloc_page', 'now shmem_alloc_folio'],
  ['proc_reg_read', 'now proc_reg_read_iter'],
  ['seq_read', 'now seq_read_iter'],
  ['do_sys_open', 'now do_sys_openat2'],
  ['wb_do_writeback', 'wb_do_writeback in wb_workfn'],
  ['iterate_bdevs', 'now sync_bdevs'],
  ['scheduler_tick', 'same', 'now sched_tick'],
  ['check_preempt_tick', 'check_preempt_tick in task_tick_fair', 'gone'],
  ['trigger_load_balance', 'same', 'now sched_balance_trigger'],
  ['load_balance', 'same', 'now sched_balance_rq'],
  [
    'find_busiest_queue',
    'find_busiest_queue in load_balance',
    'sched_balance_find_src_rq in sched_balance_rq',
  ],
  ['detach_tasks', 'detach_tasks in load_balance', 'detach_tasks in sched_balance_rq'],
  ['attach_tasks', 'attach_tasks in load_balance', 'attach_tasks in sched_balance_rq'],
  ['pick_next_task', 'pick_next_task in __schedule'],
  ['context_switch', 'context_switch in __schedule'],
  ['ttwu_do_wakeup', 'same', 'ttwu_do_wakeup in try_to_wake_up, ttwu_do_activate'],
  ['do_signal', 'now arch_do_signal_or_restart'],
  ['__send_signal', 'now __send_signal_locked'],
  ['send_signal', 'now send_signal_locked'],
  [
    'exit_to_usermode_loop',
    'exit_to_user_mode_loop in exit_to_user_mode_prepare',
    'now exit_to_user_mode_loop',
  ],
  ['retint_user', 'exit_to_user_mode_loop in exit_to_user_mode_prepare', 'now exit_to_user_mode_loop'],
  ['do_IRQ', 'now __common_interrupt'],
  ['irq_enter', 'now irq_enter_rcu'],
  ['irq_exit', 'now irq_exit_rcu'],
  ['handle_irq', 'handle_irq in __common_interrupt'],
  ['ret_from_intr', 'now asm_common_interrupt'],
  ['smp_apic_timer_interrupt', 'now __sysvec_apic_timer_interrupt'],
  ['__do_softirq', 'now handle_softirqs'],
  ['tasklet_schedule', 'now __tasklet_schedule'],
  ['__netif_receive_skb_core', 'same'],
  ['sys_call_table', 'now x64_sys_call'],
  ['no_such_function', 'unknown'],
];

test.each(course.map(([name, in61]) => [name, in61] as const))('%s on 6.1: %s', (name, in61) => {
  expect(say(fateOf(name, kernels['6.1'], lineage))).toBe(in61);
});

test.each(course.map(([name, in61, in612 = in61]) => [name, in612] as const))(
  '%s on 6.12: %s',
  (name, fate) => {
    expect(say(fateOf(name, kernels['6.12'], lineage))).toBe(fate);
  },
);

test('a renamed function names the changes that led to it, in their order', () => {
  const fate = fateOf('alloc_pages_vma', kernels['6.12'], lineage);
  expect(fate.kind === 'renamed' && fate.steps.map(({ since }) => since)).toEqual(['v5.18', 'v6.10']);
});

test.each([
  ['__alloc_pages_noprof', 'now __alloc_pages'],
  ['sched_balance_rq', 'now load_balance'],
  ['sched_balance_find_src_rq', 'find_busiest_queue in load_balance'],
  ['sched_tick', 'now scheduler_tick'],
])('a text that says today’s %s finds the older name on 6.1: %s', (name, fate) => {
  expect(say(fateOf(name, kernels['6.1'], lineage))).toBe(fate);
});

// The tables do not say which functions of headers got code of their own.
test.each(['native_safe_halt', 'pv_native_safe_halt'])(
  'the idle halt is found where it is called %s',
  name => {
    const kernel = namesOf([name], undefined);
    for (const asked of ['native_safe_halt', 'pv_native_safe_halt'])
      expect(fateOf(asked, kernel, lineage)).toMatchObject({
        kind: asked === name ? 'same' : 'renamed',
        name,
      });
  },
);

test('an old kernel has the old names', () => {
  const old = namesOf(['do_page_fault', 'find_vma', 'vmalloc_fault', 'shrink_page_list'], undefined);
  expect(say(fateOf('do_page_fault', old, lineage))).toBe('same');
  expect(say(fateOf('exc_page_fault', old, lineage))).toBe('now do_page_fault');
  expect(say(fateOf('lock_vma_under_rcu', old, lineage))).toBe('now find_vma');
  expect(say(fateOf('vmalloc_fault', old, lineage))).toBe('same');
  expect(say(fateOf('lock_mm_and_find_vma', namesOf([], undefined), lineage))).toBe('unknown');
});

test('variants are found by the source’s name and spelled as the kernel has them', () => {
  const names = [
    'rmqueue.cold',
    '__alloc_pages_slowpath.constprop.0',
    'do_fault.part.0',
    'do_fault.isra.0',
    '__pfx_x',
  ];
  const kernel = namesOf(names, undefined);
  expect(fateOf('__alloc_pages_slowpath', kernel, lineage)).toEqual({
    kind: 'same',
    name: '__alloc_pages_slowpath.constprop.0',
  });
  expect(kernel.spelled('do_fault')).toBe('do_fault.isra.0');
  expect(kernel.has('rmqueue')).toBe(false);
  expect(kernel.has('x')).toBe(false);
});

test('what always was inline in a header says so where the function it calls is not there either', () => {
  expect(fateOf('set_pte', namesOf([], undefined), lineage)).toMatchObject({ kind: 'inlined', into: [] });
});

test('tracepoints have a lineage too', () => {
  const events = namesOf(['vmscan:mm_vmscan_write_folio'], undefined);
  expect(say(fateOf('vmscan:mm_vmscan_writepage', events, lineage))).toBe('now vmscan:mm_vmscan_write_folio');
});

test('what may run instead is told with its condition, and only where the kernel has it', () => {
  const on = (version: '6.1' | '6.12', name: string) => alternativesTo(name, kernels[version], lineage);
  expect(on('6.12', 'shrink_inactive_list').map(({ name }) => name)).toEqual(['evict_folios']);
  expect(on('6.12', 'shrink_node_memcg')).toMatchObject([
    { name: 'try_to_shrink_lruvec', row: { when: { en: expect.stringContaining('lru_gen') } } },
  ]);
  expect(on('6.1', 'shrink_node_memcg')).toEqual([]);
  expect(on('6.1', 'generic_file_write_iter')).toEqual([]);
  expect(on('6.12', 'generic_file_write_iter').map(({ name }) => name)).toEqual(['shmem_file_write_iter']);
});

test('every row says why in whole sentences of both languages, and no function is its own ancestor', () => {
  for (const row of lineage.rows) {
    expect(row.why.en).toMatch(/^\S.*\.$/);
    expect(row.why.ko).toMatch(/^\S.*[가-힣].*\.$/);
    const seen = new Set<string>();
    const follow = (name: string): void => {
      expect(name).not.toBe(row.was);
      if (seen.has(name)) return;
      seen.add(name);
      for (const { now } of lineage.from(name)) now.forEach(follow);
    };
    row.now.forEach(follow);
  }
});

test('rows in a circle end', () => {
  const why = { en: 'x.', ko: '가.' };
  const circle = loadLineage(
    JSON.stringify({
      rows: [
        { was: 'a', now: ['b'], why },
        { was: 'b', now: ['a'], why },
      ],
    }),
  );
  expect(fateOf('a', namesOf([], undefined), circle)).toEqual({ kind: 'unknown' });
});

test.each([
  ['{', /JSON/],
  ['{"rows": 1}', /"rows"/],
  ['{"rows": [1]}', /row 1/],
  ['{"rows": [{"was": "a b"}]}', /"was"/],
  ['{"rows": [{"was": "a", "now": ["a"]}]}', /row 1 \(a\)/],
  ['{"rows": [{"was": "a", "now": [], "since": "5.8"}]}', /"since"/],
  ['{"rows": [{"was": "a", "now": [], "why": {"en": "x."}}]}', /"why"/],
  [
    '{"rows": [{"was": "a", "now": [], "why": {"en": "x.", "ko": "x."}, "commit": {"hash": "z"}}]}',
    /"commit"/,
  ],
  ['{"rows": [{"was": "a", "wy": 1}]}', /wy/],
])('a broken file is named: %s', (text, message) => {
  expect(() => loadLineage(text)).toThrow(message);
});
