import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadParts } from './load-parts.ts';
import { type PartGroup, partGroups, partOf } from './parts.ts';
import { readTable } from './testing/read-table.ts';

const tables = [readTable('functions'), readTable('modules')];
const parts = loadParts(tables);

// From knowledge of the kernel, not from the table.
const known: readonly (readonly [name: string, file: string, part: string])[] = [
  ['do_syscall_64', 'arch/x86/entry/common.c', 'syscall-entry'],
  ['syscall_exit_to_user_mode', 'kernel/entry/common.c', 'syscall-entry'],
  ['entry_SYSCALL_64', 'arch/x86/entry/entry_64.S', 'syscall-entry'],
  ['kernel_clone', 'kernel/fork.c', 'process'],
  ['do_exit', 'kernel/exit.c', 'process'],
  ['kthread_create_on_node', 'kernel/kthread.c', 'process'],
  ['begin_new_exec', 'fs/exec.c', 'exec'],
  ['load_elf_binary', 'fs/binfmt_elf.c', 'exec'],
  ['schedule', 'kernel/sched/core.c', 'scheduler'],
  ['try_to_wake_up', 'kernel/sched/core.c', 'scheduler'],
  ['pick_next_task_fair', 'kernel/sched/fair.c', 'scheduler'],
  ['load_balance', 'kernel/sched/fair.c', 'scheduler'],
  ['__switch_to', 'arch/x86/kernel/process_64.c', 'scheduler'],
  ['get_signal', 'kernel/signal.c', 'signal'],
  ['do_shmat', 'ipc/shm.c', 'ipc'],
  ['cgroup_attach_task', 'kernel/cgroup/cgroup.c', 'cgroup'],
  ['handle_mm_fault', 'mm/memory.c', 'memory'],
  ['do_anonymous_page', 'mm/memory.c', 'memory'],
  ['handle_pte_fault', 'mm/memory.c', 'memory'],
  ['do_mmap', 'mm/mmap.c', 'memory'],
  ['get_page_from_freelist', 'mm/page_alloc.c', 'page-allocator'],
  ['__alloc_pages', 'mm/page_alloc.c', 'page-allocator'],
  ['compact_zone', 'mm/compaction.c', 'page-allocator'],
  ['kmem_cache_alloc', 'mm/slub.c', 'slab'],
  ['kfree', 'mm/slab_common.c', 'slab'],
  ['vmalloc', 'mm/vmalloc.c', 'vmalloc'],
  ['shrink_node', 'mm/vmscan.c', 'reclaim'],
  ['kswapd', 'mm/vmscan.c', 'reclaim'],
  ['out_of_memory', 'mm/oom_kill.c', 'reclaim'],
  ['flush_tlb_mm_range', 'arch/x86/mm/tlb.c', 'arch-memory'],
  ['do_renameat2', 'fs/namei.c', 'vfs'],
  ['vfs_read', 'fs/read_write.c', 'vfs'],
  ['vfs_rename', 'fs/namei.c', 'vfs'],
  ['d_lookup', 'fs/dcache.c', 'vfs'],
  ['filemap_read', 'mm/filemap.c', 'page-cache'],
  ['balance_dirty_pages_ratelimited', 'mm/page-writeback.c', 'page-cache'],
  ['wb_workfn', 'fs/fs-writeback.c', 'page-cache'],
  ['iomap_file_buffered_write', 'fs/iomap/buffered-io.c', 'iomap'],
  ['io_submit_sqes', 'io_uring/io_uring.c', 'aio'],
  ['fsnotify', 'fs/notify/fsnotify.c', 'file-notify'],
  ['ext4_rename2', 'fs/ext4/namei.c', 'ext4'],
  ['ext4_file_write_iter', 'fs/ext4/file.c', 'ext4'],
  ['jbd2_journal_commit_transaction', 'fs/jbd2/commit.c', 'jbd2'],
  ['btrfs_sync_file', 'fs/btrfs/file.c', 'btrfs'],
  ['xfs_file_write_iter', 'fs/xfs/xfs_file.c', 'xfs'],
  ['v9fs_vfs_lookup', 'fs/9p/vfs_inode.c', '9p'],
  ['p9_client_rpc', 'net/9p/client.c', '9p'],
  ['ovl_lookup', 'fs/overlayfs/namei.c', 'overlayfs'],
  ['proc_pid_status', 'fs/proc/array.c', 'proc'],
  ['kernfs_fop_open', 'fs/kernfs/file.c', 'sysfs'],
  ['shmem_file_read_iter', 'mm/shmem.c', 'tmpfs'],
  ['fuse_simple_request', 'fs/fuse/dev.c', 'fuse'],
  ['nfs_file_write', 'fs/nfs/file.c', 'nfs'],
  ['blk_mq_submit_bio', 'block/blk-mq.c', 'block'],
  ['submit_bio', 'block/blk-core.c', 'block'],
  ['dd_dispatch_request', 'block/mq-deadline.c', 'io-scheduler'],
  ['bfq_insert_requests', 'block/bfq-iosched.c', 'io-scheduler'],
  ['dm_submit_bio', 'drivers/md/dm.c', 'device-mapper'],
  ['raid5_make_request', 'drivers/md/raid5.c', 'md'],
  ['scsi_queue_rq', 'drivers/scsi/scsi_lib.c', 'scsi'],
  ['sd_init_command', 'drivers/scsi/sd.c', 'scsi'],
  ['ata_qc_issue', 'drivers/ata/libata-core.c', 'ata'],
  ['nvme_queue_rq', 'drivers/nvme/host/pci.c', 'nvme'],
  ['virtqueue_add_sgs', 'drivers/virtio/virtio_ring.c', 'virtio'],
  ['virtio_queue_rq', 'drivers/block/virtio_blk.c', 'driver-block'],
  ['n_tty_write', 'drivers/tty/n_tty.c', 'tty'],
  ['pci_enable_device', 'drivers/pci/pci.c', 'pci'],
  ['usb_submit_urb', 'drivers/usb/core/urb.c', 'usb'],
  ['start_xmit', 'drivers/net/virtio_net.c', 'driver-net'],
  ['e1000_clean', 'drivers/net/ethernet/intel/e1000/e1000_main.c', 'driver-net'],
  ['driver_probe_device', 'drivers/base/dd.c', 'driver-core'],
  ['acpi_ev_gpe_detect', 'drivers/acpi/acpica/evgpe.c', 'acpi'],
  ['__sys_sendto', 'net/socket.c', 'socket'],
  ['dev_hard_start_xmit', 'net/core/dev.c', 'net-core'],
  ['net_rx_action', 'net/core/dev.c', 'net-core'],
  ['tcp_sendmsg', 'net/ipv4/tcp.c', 'tcp'],
  ['tcp_v4_rcv', 'net/ipv4/tcp_ipv4.c', 'tcp'],
  ['udp_sendmsg', 'net/ipv4/udp.c', 'udp'],
  ['ip_rcv', 'net/ipv4/ip_input.c', 'ipv4'],
  ['ip6_output', 'net/ipv6/ip6_output.c', 'ipv6'],
  ['nf_hook_slow', 'net/netfilter/core.c', 'netfilter'],
  ['pfifo_fast_dequeue', 'net/sched/sch_generic.c', 'net-sched'],
  ['unix_stream_sendmsg', 'net/unix/af_unix.c', 'unix'],
  ['netlink_sendmsg', 'net/netlink/af_netlink.c', 'netlink'],
  ['handle_edge_irq', 'kernel/irq/chip.c', 'irq'],
  ['__common_interrupt', 'arch/x86/kernel/irq.c', 'irq'],
  ['exc_page_fault', 'arch/x86/mm/fault.c', 'exception'],
  ['asm_exc_page_fault', 'arch/x86/entry/entry_64.S', 'exception'],
  ['exc_invalid_op', 'arch/x86/kernel/traps.c', 'exception'],
  ['smp_call_function_many_cond', 'kernel/smp.c', 'smp'],
  ['__do_softirq', 'kernel/softirq.c', 'softirq'],
  ['process_one_work', 'kernel/workqueue.c', 'workqueue'],
  ['hrtimer_interrupt', 'kernel/time/hrtimer.c', 'timer'],
  ['run_timer_softirq', 'kernel/time/timer.c', 'timer'],
  ['ktime_get', 'kernel/time/timekeeping.c', 'timekeeping'],
  ['mutex_lock', 'kernel/locking/mutex.c', 'lock'],
  ['rwsem_down_write_slowpath', 'kernel/locking/rwsem.c', 'lock'],
  ['rcu_core', 'kernel/rcu/tree.c', 'rcu'],
  ['futex_wait', 'kernel/futex/waitwake.c', 'futex'],
  ['security_file_permission', 'security/security.c', 'security'],
  ['cap_capable', 'security/commoncap.c', 'security'],
  ['selinux_inode_permission', 'security/selinux/hooks.c', 'selinux'],
  ['apparmor_file_open', 'security/apparmor/lsm.c', 'apparmor'],
  ['key_lookup', 'security/keys/key.c', 'key'],
  ['audit_log_start', 'kernel/audit.c', 'audit'],
  ['crypto_alloc_shash', 'crypto/shash.c', 'crypto'],
  ['sha256_update', 'lib/crypto/sha256.c', 'crypto'],
  ['bpf_prog_run_xdp_nothing_of_the_kind', '', 'bpf'],
  ['bpf_check', 'kernel/bpf/verifier.c', 'bpf'],
  ['ring_buffer_lock_reserve', 'kernel/trace/ring_buffer.c', 'tracing'],
  ['perf_event_open_nothing_of_the_kind', '', 'perf'],
  ['perf_swevent_event', 'kernel/events/core.c', 'perf'],
  ['cpuidle_enter', 'drivers/cpuidle/cpuidle.c', 'power'],
  ['vprintk_emit', 'kernel/printk/printk.c', 'printk'],
  ['kvm_vcpu_ioctl', 'virt/kvm/kvm_main.c', 'kvm'],
  ['start_kernel', 'init/main.c', 'init'],
  ['strncpy', 'lib/string.c', 'lib'],
  ['clear_page_erms', 'arch/x86/lib/clear_page_64.S', 'lib'],
];

describe('functions known by heart', () => {
  test.each(known)('%s stands in %s, part %s', (name, file, part) => {
    const place = parts.find(name);
    expect(place?.part).toBe(part);
    expect(place?.file ?? '').toBe(file);
    expect(place?.known).toBe(file === '' ? 'rule' : 'table');
  });

  test('they cover every group', () => {
    const groups = new Set<PartGroup>(known.map(([name]) => partOf(parts.find(name)!.part!).group));
    expect(partGroups.filter(group => !groups.has(group))).toEqual([]);
  });
});

test.each([
  ['do_swap_page.isra.0', 'mm/memory.c'],
  ['shrink_node.constprop.0.cold', 'mm/vmscan.c'],
  ['vfs_read.part.3', 'fs/read_write.c'],
  ['vfs_read.llvm.123456789', 'fs/read_write.c'],
  ['__pfx_vfs_read', 'fs/read_write.c'],
  ['__x64_sys_read', 'fs/read_write.c'],
  ['__ia32_sys_read', 'fs/read_write.c'],
  ['__do_sys_read', 'fs/read_write.c'],
  ['__arm64_sys_read', 'fs/read_write.c'],
  ['__ia32_compat_sys_ioctl', 'fs/ioctl.c'],
  ['@syscall/renameat2', 'fs/namei.c'],
  ['__traceiter_sched_switch', 'include/trace/events/sched.h'],
  ['trace_event_raw_event_sched_switch', 'include/trace/events/sched.h'],
  ['__bpf_trace_block_rq', 'include/trace/events/block.h'],
  ['__SCT__tp_func_sched_waking', 'include/trace/events/sched.h'],
])('%s is found in %s', (name, file) => {
  expect(parts.find(name)?.file).toBe(file);
});

test('the line is that of the definition', () => {
  const [read, write] = ['vfs_read', 'vfs_write'].map(name => parts.find(name)!.line!);
  expect(read).toBeGreaterThan(300);
  expect(write! - read!).toBeGreaterThan(20);
  expect(parts.find('@syscall/read')?.line).toBeGreaterThan(write!);
});

test('a name of several files is decided by the module, else left open', () => {
  const inModule = parts.find('init_once', 'ext4');
  expect(inModule).toMatchObject({ file: 'fs/ext4/super.c', part: 'ext4' });
  const inImage = parts.find('init_once', '');
  expect(inImage?.file).toBeUndefined();
  expect(inImage?.candidates.map(({ file }) => file)).toContain('fs/inode.c');
});

test('static functions of one name are told apart by their caller’s file', () => {
  expect(parts.find('do_fault')?.file).toBeUndefined();
  expect(
    parts
      .find('do_fault')
      ?.candidates.map(({ file }) => file)
      .sort(),
  ).toEqual(['drivers/iommu/amd/iommu_v2.c', 'mm/memory.c']);
  expect(parts.find('do_fault', '', 'mm/memory.c')).toMatchObject({ file: 'mm/memory.c', part: 'memory' });
  expect(parts.find('vfs_read', '', 'mm/memory.c')?.file).toBe('fs/read_write.c');
});

test('a weak definition that the architecture overrides is not a candidate', () => {
  expect(parts.find('arch_cpu_idle')?.file).toBe('arch/x86/kernel/process.c');
  expect(parts.find('sched_clock')?.file).toBe('arch/x86/kernel/tsc.c');
});

test('a function that no table has is answered by its module, then by its name, else not at all', () => {
  expect(parts.find('no_such_function', 'amdgpu')).toMatchObject({
    part: 'gpu',
    known: 'module',
    file: undefined,
  });
  expect(parts.find('no_such_function', 'virtio-blk')).toMatchObject({
    part: 'driver-block',
    known: 'module',
  });
  expect(parts.find('ext4_no_such_function')).toMatchObject({ part: 'ext4', known: 'rule', file: undefined });
  expect(parts.find('no_such_function')).toBeUndefined();
  expect(parts.find('')).toBeUndefined();
  expect(parts.find('toString')).toBeUndefined();
  expect(parts.find('함수')).toBeUndefined();
});

test('arm64 has its own functions, and not those of x86', () => {
  const arm = loadParts(tables, 'aarch64');
  expect(arm.find('el0t_64_sync_handler')).toMatchObject({
    file: 'arch/arm64/kernel/entry-common.c',
    part: 'exception',
  });
  expect(arm.find('invoke_syscall')).toMatchObject({ part: 'syscall-entry' });
  expect(arm.find('__switch_to')?.file).toBe('arch/arm64/kernel/process.c');
  expect(arm.find('exc_page_fault')?.known).not.toBe('table');
  expect(parts.find('el0t_64_sync_handler')).toBeUndefined();
});

test('the table says where it comes from', () => {
  expect(parts.origin.kernel).toMatch(/^6\.1\..*-amd64$/);
  expect(parts.origin.from.map(text => text.split(' ')[0])).toEqual([
    'linux-source-6.1',
    `linux-image-${parts.origin.kernel}-dbg`,
  ]);
  expect(parts.size).toBeGreaterThan(100_000);
});

test('without tables the rules still answer', () => {
  expect(loadParts([]).find('tcp_sendmsg')).toMatchObject({ part: 'tcp', known: 'rule' });
});

test('of a running guest’s function symbols, at least 98 of 100 have a file and 98 a part', () => {
  const sample = readFileSync(new URL('./testing/kallsyms-sample.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const places = sample.map(line => parts.find(...(line.split(' ') as [string, string?])));
  const share = (count: number) => count / sample.length;
  expect(sample.length).toBeGreaterThan(2000);
  expect(
    share(places.filter(place => place?.file !== undefined || place?.candidates.length).length),
  ).toBeGreaterThan(0.98);
  expect(share(places.filter(place => place?.file !== undefined).length)).toBeGreaterThan(0.97);
  expect(share(places.filter(place => place?.part !== undefined).length)).toBeGreaterThan(0.98);
});

describe('the table of Debian 12’s backported kernel 6.12', () => {
  const newer = loadParts([readTable('functions', '6.12.'), readTable('modules', '6.12.')]);
  test.each([
    ['lock_vma_under_rcu', 'mm/memory.c', 'memory'],
    ['do_renameat2', 'fs/namei.c', 'vfs'],
    ['pick_next_task_fair', 'kernel/sched/fair.c', 'scheduler'],
    ['sched_balance_rq', 'kernel/sched/fair.c', 'scheduler'],
    ['handle_softirqs', 'kernel/softirq.c', 'softirq'],
    ['__pfx_vfs_read', 'fs/read_write.c', 'vfs'],
    ['ext4_rename2', 'fs/ext4/namei.c', 'ext4'],
    ['tcp_sendmsg', 'net/ipv4/tcp.c', 'tcp'],
    ['blk_mq_submit_bio', 'block/blk-mq.c', 'block'],
    ['x64_sys_call', 'arch/x86/entry/syscall_64.c', 'syscall-entry'],
  ])('%s stands in %s, part %s', (name, file, part) => {
    expect(newer.find(name)).toMatchObject({ file, part, known: 'table' });
  });

  test('says which kernel it is of', () => {
    expect(newer.origin.kernel).toMatch(/^6\.12\./);
    expect(newer.find('load_balance')?.known).not.toBe('table');
  });
});
