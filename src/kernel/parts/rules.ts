import { withoutVariant } from './canonical-name.ts';
import type { PartId } from './parts.ts';

// Names whose part is not that of the file they stand in: entry_64.S holds the entries of both kinds.
const exceptions: ReadonlyMap<string, PartId> = new Map([
  ['entry_SYSCALL_64', 'syscall-entry'],
  ['entry_SYSCALL_64_after_hwframe', 'syscall-entry'],
  ['entry_SYSCALL_64_safe_stack', 'syscall-entry'],
  ['syscall_return_via_sysret', 'syscall-entry'],
  ['entry_SYSENTER_compat', 'syscall-entry'],
  ['entry_INT80_compat', 'syscall-entry'],
  ['el0_svc', 'syscall-entry'],
  ['el0t_64_sync', 'exception'],
  ['ret_from_fork', 'process'],
  ['ret_from_fork_asm', 'process'],
  ['__switch_to', 'scheduler'],
  ['__switch_to_asm', 'scheduler'],
]);

/** The part of a function where its file does not say it, or undefined. */
export function partByException(name: string): PartId | undefined {
  return exceptions.get(name);
}

// Beginnings of names that kernel code keeps to itself. Only such as no other part uses; the longest wins.
const prefixes: readonly (readonly [PartId, string])[] = [
  ['ext4', 'ext4_ __ext4_ mb_cache_'],
  ['jbd2', 'jbd2_ __jbd2_'],
  ['ext2', 'ext2_'],
  ['xfs', 'xfs_ xlog_ xfsaild'],
  ['btrfs', 'btrfs_ __btrfs_'],
  ['f2fs', 'f2fs_ __f2fs_'],
  ['fat', 'fat_ vfat_ exfat_'],
  ['ntfs', 'ntfs_'],
  ['optical', 'isofs_ udf_'],
  ['squashfs', 'squashfs_ erofs_'],
  ['overlayfs', 'ovl_'],
  ['fuse', 'fuse_'],
  ['9p', 'v9fs_ p9_'],
  ['nfs', 'nfs_ nfs3_ nfs4_'],
  ['nfsd', 'nfsd_ nfsd4_ nlmsvc_'],
  ['smb', 'cifs_ smb2_ ksmbd_'],
  ['ceph', 'ceph_'],
  ['cluster-fs', 'gfs2_ ocfs2_'],
  ['proc', 'proc_pid_ proc_reg_'],
  ['sysfs', 'kernfs_ sysfs_'],
  ['debugfs', 'debugfs_ tracefs_'],
  ['tmpfs', 'shmem_'],
  ['hugetlbfs', 'hugetlbfs_'],
  ['vfs', 'vfs_ __vfs_ dentry_ d_alloc d_lookup generic_file_'],
  ['iomap', 'iomap_'],
  ['poll', 'ep_ eventpoll_'],
  ['aio', 'io_uring_ __io_uring_'],
  ['page-cache', 'filemap_ __filemap_ balance_dirty_pages writeback_'],
  ['file-notify', 'fsnotify_ inotify_ fanotify_'],
  ['block', 'blk_ __blk_ blk_mq_ __blk_mq_ bio_ __bio_ submit_bio blkcg_ blkg_'],
  ['io-scheduler', 'bfq_ kyber_ elv_'],
  ['device-mapper', 'dm_ __dm_'],
  ['md', 'raid5_ raid1_ raid10_ bch_'],
  ['scsi', 'scsi_ __scsi_ sd_'],
  ['ata', 'ata_ __ata_ ahci_'],
  ['nvme', 'nvme_ nvmet_ __nvme_'],
  ['driver-block', 'virtblk_ loop_ nbd_ zram_'],
  ['virtio', 'virtio_ virtqueue_ vring_ vp_'],
  ['driver-net', 'virtnet_ e1000_ e1000e_ igb_ ixgbe_ i40e_ ice_ mlx4_ mlx5_ bnxt_ r8169_ tg3_ veth_ tun_'],
  ['gpu', 'drm_ __drm_ i915_ amdgpu_ nouveau_ fb_'],
  ['usb', 'usb_ xhci_ ehci_ uhci_'],
  ['sound', 'snd_'],
  ['tty', 'tty_ n_tty_ uart_ serial8250_ pty_ vt_'],
  ['pci', 'pci_ __pci_ pcie_'],
  ['acpi', 'acpi_ efi_ of_'],
  ['input', 'input_ hid_'],
  ['hypervisor-guest', 'xen_ hv_ vmbus_'],
  ['tcp', 'tcp_ __tcp_ mptcp_'],
  ['udp', 'udp_ __udp_ udpv6_'],
  ['ipv4', 'ip_ __ip_ inet_ arp_ icmp_ fib_'],
  ['ipv6', 'ip6_ __ip6_ ipv6_ inet6_ icmpv6_ fib6_'],
  ['netfilter', 'nf_ __nf_ nft_ ipt_ xt_'],
  ['net-sched', 'qdisc_ __qdisc_ fq_codel_ pfifo_ tc_'],
  ['netlink', 'netlink_ __netlink_ rtnl_ genl_'],
  ['unix', 'unix_ vsock_'],
  ['packet', 'packet_ xsk_'],
  ['link', 'br_ vlan_ eth_'],
  ['ipsec', 'xfrm_'],
  ['wireless', 'ieee80211_ cfg80211_ nl80211_ bt_ hci_ l2cap_'],
  ['sunrpc', 'rpc_ svc_ xprt_'],
  ['socket', 'sock_ __sock_ sk_'],
  ['net-core', 'netif_ __netif_ napi_ __napi_ skb_ __skb_ dev_queue_xmit __dev_queue_xmit net_rx_ neigh_'],
  ['scheduler', 'sched_ __sched_ enqueue_task dequeue_task pick_next_task try_to_wake_up update_cfs_'],
  ['cgroup', 'cgroup_ __cgroup_ css_'],
  ['signal', 'send_signal __send_signal do_signal get_signal'],
  ['slab', 'kmem_cache_ __kmem_cache_ kmalloc __kmalloc kfree'],
  ['page-allocator', '__alloc_pages alloc_pages free_unref_ __free_pages'],
  ['vmalloc', 'vmalloc __vmalloc vmap_'],
  ['reclaim', 'shrink_ kswapd swap_'],
  ['memory-cgroup', 'mem_cgroup_ memcg_'],
  ['memory', 'handle_mm_fault __handle_mm_fault mmap_ do_mmap vma_'],
  ['exception', 'asm_exc_ exc_ do_page_fault'],
  ['irq', 'asm_sysvec_ sysvec_ __sysvec_ irq_ __irq_ handle_irq_ handle_edge_irq handle_level_irq gic_'],
  ['syscall-entry', 'do_syscall_ el0_svc syscall_enter_ syscall_exit_ __syscall_'],
  ['softirq', 'tasklet_ __do_softirq'],
  ['workqueue', '__queue_work queue_work queue_delayed_work process_one_work'],
  ['timer', 'hrtimer_ __hrtimer_ tick_ posix_timer_'],
  ['lock', 'mutex_ __mutex_ rwsem_ down_read down_write up_read up_write _raw_spin_ _raw_read_ _raw_write_'],
  ['rcu', 'rcu_ __rcu_ srcu_ __srcu_ call_rcu synchronize_rcu'],
  ['futex', 'futex_ __futex_'],
  ['selinux', 'selinux_ avc_'],
  ['apparmor', 'apparmor_ aa_'],
  ['security', 'security_ cap_ tomoyo_ smack_ landlock_'],
  ['integrity', 'ima_ evm_'],
  ['audit', 'audit_ __audit_'],
  ['seccomp', 'seccomp_ __seccomp_'],
  ['crypto', 'crypto_ __crypto_'],
  ['tracing', 'ftrace_ __ftrace_ trace_ tracing_ kprobe_ uprobe_ ring_buffer_'],
  ['perf', 'perf_ __perf_ x86_pmu_ intel_pmu_ amd_pmu_'],
  ['bpf', 'bpf_ __bpf_ btf_ bpf_prog_'],
  ['power', 'cpufreq_ cpuidle_ pm_ dpm_ suspend_ hibernat'],
  ['kvm', 'kvm_ __kvm_ vmx_ svm_'],
  ['paravirt', 'pv_native_ __raw_callee_save_'],
  ['printk', 'printk vprintk console_'],
];

const families: readonly (readonly [RegExp, PartId])[] = [
  [/^__(?:x64|ia32|x32|arm64|se|do)_(?:compat_)?sys_/, 'syscall-entry'],
  [
    /^(?:__traceiter|__probestub|trace_event_raw_event|trace_raw_output|perf_trace|__bpf_trace|__SCT__tp_func)_/,
    'tracing',
  ],
  // Trampolines of static calls that a macro makes for each security hook and each operation of the interrupt controller.
  [/^__SCT__lsm_static_call_/, 'security'],
  [/^__SCT__apic_call_/, 'irq'],
];

const byPrefix: ReadonlyMap<string, PartId> = new Map(
  prefixes.flatMap(([part, text]) => text.split(' ').map(prefix => [prefix, part] as const)),
);
const longestPrefix = Math.max(...[...byPrefix.keys()].map(prefix => prefix.length));

/** The part that a function's name alone suggests, by the kernel's habits of naming; undefined where it says nothing. */
export function partOfName(name: string): PartId | undefined {
  const base = withoutVariant(name);
  const family = families.find(([pattern]) => pattern.test(base));
  if (family !== undefined) return family[1];
  for (let length = Math.min(longestPrefix, base.length); length > 1; length--) {
    const part = byPrefix.get(base.slice(0, length));
    if (part !== undefined) return part;
  }
  return undefined;
}
