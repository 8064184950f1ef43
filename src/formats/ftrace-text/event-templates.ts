import { type EventTemplate, parseTemplate } from './event-template.ts';

/**
 * How the kernel puts the text of events together whose fields are more than `key=value`, or have other names there.
 * Several lines are several ages of one event, the newest first.
 */
const texts: Readonly<Record<string, readonly string[]>> = {
  'sched:sched_switch': [
    'prev_comm={prev_comm} prev_pid={prev_pid:d} prev_prio={prev_prio:d} prev_state={prev_state:S} ==> next_comm={next_comm} next_pid={next_pid:d} next_prio={next_prio:d}',
    // As trace-cmd prints it.
    '{prev_comm}:{prev_pid:d} [{prev_prio:d}] {prev_state:R} ==> {next_comm}:{next_pid:d} [{next_prio:d}]',
    '{prev_comm}:{prev_pid:d} [{prev_prio:d}] {prev_state:R} ==> {next_comm}:{next_pid:d} [{next_prio:d}',
  ],
  'raw_syscalls:sys_enter': ['NR {id:d} ({args:l})'],
  'raw_syscalls:sys_exit': ['NR {id:d} = {ret:d}'],
  ...each(
    'sched',
    ['sched_wakeup', 'sched_wakeup_new', 'sched_waking'],
    [
      'comm={comm} pid={pid:d} prio={prio:d} target_cpu={target_cpu:d}',
      // Before 4.3.
      'comm={comm} pid={pid:d} prio={prio:d} success={success:d} target_cpu={target_cpu:d}',
      '{comm}:{pid:d} [{prio:d}] CPU:{target_cpu:d}',
      '{comm}:{pid:d} [{prio:d}] success={success:d} CPU:{target_cpu:d}',
    ],
  ),
  'sched:sched_process_fork': [
    'comm={parent_comm} pid={parent_pid:d} child_comm={child_comm} child_pid={child_pid:d}',
  ],
  'task:task_newtask': [
    'pid={pid:d} comm={comm} clone_flags={clone_flags:x} oom_score_adj={oom_score_adj:d}',
  ],
  'irq:irq_handler_exit': ['irq={irq:d} ret={ret:t}'],
  'signal:signal_generate': [
    'sig={sig:d} errno={errno:d} code={code:d} comm={comm} pid={pid:d} grp={group:d} res={result:d}',
    'sig={sig:d} errno={errno:d} code={code:d} comm={comm} pid={pid:d}',
  ],
  'signal:signal_deliver': [
    'sig={sig:d} errno={errno:d} code={code:d} sa_handler={sa_handler:x} sa_flags={sa_flags:x}',
  ],
  'kmem:rss_stat': ['mm_id={mm_id:d} curr={curr:d} type={type} size={size:d}B'],
  'workqueue:workqueue_queue_work': [
    'work struct={work:p} function={function} workqueue={workqueue} req_cpu={req_cpu:d} cpu={cpu:d}',
  ],
  'workqueue:workqueue_activate_work': ['work struct {work:p} function={function}', 'work struct {work:p}'],
  'workqueue:workqueue_execute_start': ['work struct {work:p}: function {function}'],
  'workqueue:workqueue_execute_end': ['work struct {work:p}: function {function}', 'work struct {work:p}'],
  'net:net_dev_xmit': ['dev={name} skbaddr={skbaddr:p} len={len:d} rc={rc:d}'],
  'net:net_dev_queue': ['dev={name} skbaddr={skbaddr:p} len={len:d}'],
  'net:netif_receive_skb': ['dev={name} skbaddr={skbaddr:p} len={len:d}'],
  'net:netif_rx': ['dev={name} skbaddr={skbaddr:p} len={len:d}'],
  'napi:napi_poll': [
    'napi poll on napi struct {napi:p} for device {dev_name} work {work:d} budget {budget:d}',
    'napi poll on napi struct {napi:p} for device {dev_name}',
  ],
  'writeback:global_dirty_state': [
    'dirty={nr_dirty:d} writeback={nr_writeback:d} bg_thresh={background_thresh:d} thresh={dirty_thresh:d} limit={dirty_limit:d} dirtied={nr_dirtied:d} written={nr_written:d}',
  ],
  'writeback:writeback_dirty_folio': ['bdi {name}: ino={ino:d} index={index:d}'],
  'writeback:writeback_dirty_page': ['bdi {name}: ino={ino:d} index={index:d}'],
  ...each(
    'writeback',
    ['writeback_dirty_inode_enqueue', 'sb_mark_inode_writeback', 'sb_clear_inode_writeback'],
    ['dev {dev:D} ino {ino:d} dirtied {dirtied_when:d} state {state} mode {mode:o}'],
  ),
  ...each(
    'filemap',
    ['mm_filemap_add_to_page_cache', 'mm_filemap_delete_from_page_cache'],
    [
      'dev {s_dev:D} ino {i_ino:x} pfn={pfn:x} ofs={ofs:d} order={order:d}',
      'dev {s_dev:D} ino {i_ino:x} page={page:p} pfn={pfn:x} ofs={ofs:d}',
    ],
  ),
  ...each(
    'ext4',
    ['es_insert_extent', 'es_cache_extent', 'es_find_extent_range_exit'].map(of => `ext4_${of}`),
    ['dev {dev:D} ino {ino:d} es [{lblk:d}/{len:d}) mapped {pblk:d} status {status}'],
  ),
  ...each(
    'ext4',
    ['ext4_mb_new_group_pa', 'ext4_mb_new_inode_pa'],
    ['dev {dev:D} ino {ino:d} pstart {pa_pstart:d} len {pa_len:d} lstart {pa_lstart:d}'],
  ),
  'writeback:writeback_pages_written': ['{pages:d}'],
  'writeback:writeback_queue_io': [
    'bdi {name}: older={older:d} age={age:d} enqueue={moved:d} reason={reason} cgroup_ino={cgroup_ino:d}',
  ],
  ...each(
    'writeback',
    ['start', 'written', 'wait', 'exec', 'queue'].map(of => `writeback_${of}`),
    [
      'bdi {name}: sb_dev {sb_dev:D} nr_pages={nr_pages:d} sync_mode={sync_mode:d} kupdate={for_kupdate:d} range_cyclic={range_cyclic:d} background={for_background:d} reason={reason} cgroup_ino={cgroup_ino:d}',
    ],
  ),
  ...each(
    'writeback',
    ['mark_inode_dirty', 'dirty_inode_start', 'dirty_inode'].map(of => `writeback_${of}`),
    ['bdi {name}: ino={ino:d} state={state} flags={flags}'],
  ),
  ...each(
    'block',
    ['block_rq_insert', 'block_rq_issue', 'block_rq_merge'],
    [
      // With the priority, since 6.10.
      '{dev:D} {rwbs} {bytes:d} ({cmd}) {sector:d} + {nr_sector:d} {ioprio} [{comm}]',
      '{dev:D} {rwbs} {bytes:d} ({cmd}) {sector:d} + {nr_sector:d} [{comm}]',
    ],
  ),
  ...each(
    'block',
    ['block_rq_complete', 'block_rq_requeue', 'block_rq_error'],
    [
      '{dev:D} {rwbs} ({cmd}) {sector:d} + {nr_sector:d} [{error:d}]',
      '{dev:D} {rwbs} ({cmd}) {sector:d} + {nr_sector:d} {ioprio} [{error:d}]',
    ],
  ),
  'block:block_bio_complete': ['{dev:D} {rwbs} {sector:d} + {nr_sector:d} [{error:d}]'],
  ...each(
    'block',
    ['bio_bounce', 'bio_backmerge', 'bio_frontmerge', 'bio_queue', 'getrq', 'sleeprq'].map(
      of => `block_${of}`,
    ),
    ['{dev:D} {rwbs} {sector:d} + {nr_sector:d} [{comm}]'],
  ),
  ...each('block', ['block_touch_buffer', 'block_dirty_buffer'], ['{dev:D} sector={sector:d} size={size:d}']),
  'block:block_plug': ['[{comm}]'],
  'block:block_unplug': ['[{comm}] {nr_rq:d}'],
  'block:block_split': ['{dev:D} {rwbs} {sector:d} / {new_sector:d} [{comm}]'],
  'block:block_bio_remap': ['{dev:D} {rwbs} {sector:d} + {nr_sector:d} <- ({old_dev:D}) {old_sector:d}'],
  'block:block_rq_remap': [
    '{dev:D} {rwbs} {sector:d} + {nr_sector:d} <- ({old_dev:D}) {old_sector:d} {nr_bios:d}',
  ],
};

/** Events of one class, which have one text. */
function each(
  system: string,
  names: readonly string[],
  templates: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(names.map(name => [`${system}:${name}`, templates]));
}

/** Texts of all events of a system whose events have names of their own. */
function textsOf(system: string, name: string): readonly string[] {
  const key = `${system}:${name}`;
  if (Object.hasOwn(texts, key)) return texts[key]!;
  if (system === 'syscalls' && name.startsWith('sys_exit_'))
    return [`sys_${name.slice('sys_exit_'.length).replace(/[{}]/g, '')} -> {ret:s}`, '{ret:s}'];
  // kernel/trace/trace_kprobe.c, print_kprobe_event and print_kretprobe_event.
  if (system === 'kprobes') return ['({__probe_ret_ip} <- {__probe_func})', '({__probe_ip})'];
  return [];
}

const parsed = new Map<string, readonly EventTemplate[]>();

/** The templates of an event, the newest first. */
export function templatesOf(system: string, name: string): readonly EventTemplate[] {
  const key = `${system}:${name}`;
  let templates = parsed.get(key);
  if (templates === undefined) {
    templates = textsOf(system, name).map(parseTemplate);
    if (Object.hasOwn(texts, key)) parsed.set(key, templates);
  }
  return templates;
}
