import { isPartId, type PartId } from './parts.ts';

// Which files belong to which part. A word is the beginning of a path; the longest that fits wins.
// `{a,b}` stands for both. Where a folder is split, the folder's own line names the part of what is left.
const files: Readonly<Record<PartId, string>> = {
  'syscall-entry':
    'kernel/entry/ kernel/sys_ni.c kernel/compat.c arch/x86/entry/common.c arch/x86/entry/syscall arch/x86/entry/entry_64_compat.S arch/x86/entry/vdso/ arch/x86/entry/vsyscall/ arch/x86/kernel/sys_ arch/arm64/kernel/{sys.c,sys32.c,sys_compat.c,syscall.c,vdso} include/trace/events/syscalls.h include/linux/{entry-common,syscall}',

  process:
    'kernel/ include/trace/events/task.h include/linux/{sched/task,pid,kthread,cred} arch/x86/kernel/process arch/x86/kernel/ptrace.c arch/arm64/kernel/{process.c,ptrace.c} fs/proc_namespace.c',
  scheduler:
    'kernel/sched/ include/trace/events/{sched,rseq,context_tracking}.h kernel/{freezer,context_tracking,rseq,latencytop,delayacct}.c include/linux/{sched/,sched.h,wait,swait,completion} arch/x86/kernel/itmt.c',
  exec: 'fs/exec.c fs/binfmt_ fs/compat_binfmt_elf.c fs/coredump.c kernel/{umh.c,usermode_driver.c,kmod.c}',
  signal:
    'kernel/signal.c fs/signalfd.c include/trace/events/signal.h arch/x86/kernel/signal arch/arm64/kernel/{signal,sigreturn} arch/x86/ia32/ia32_signal.c',
  ipc: 'ipc/',
  cgroup: 'kernel/cgroup/ include/trace/events/cgroup.h include/linux/cgroup',
  namespace:
    'kernel/{nsproxy,user_namespace,pid_namespace,utsname,ucount}.c kernel/time/namespace.c fs/nsfs.c net/core/net_namespace.c include/linux/uidgid.h',

  memory:
    'mm/ include/trace/events/{mmap,mmap_lock,maple_tree,migrate,kmem}.h include/linux/{mm.h,mm_inline,mmap,mmu_,rmap,pgtable,swapops,userfaultfd,page-flags,hmm} include/asm-generic/{tlb,pgtable} fs/userfaultfd.c lib/maple_tree.c lib/interval_tree.c',
  'page-allocator':
    'mm/{page_alloc,compaction,page_isolation,mmzone,memblock,mm_init,cma,cma_,bootmem_info,sparse,page_owner,page_poison,page_reporting,shuffle,memory_hotplug,vmstat,page_ext,show_mem,debug_page_alloc,page_frag_cache} include/trace/events/{compaction,page_isolation,cma,page_ref}.h include/linux/{gfp,mmzone,vmstat,nodemask,compaction}',
  slab: 'mm/{slab,slub,slob,kasan/,kfence/,mempool,usercopy,kmemleak,failslab} include/linux/slab',
  vmalloc:
    'mm/{vmalloc,percpu,ioremap,early_ioremap,highmem,dmapool} include/trace/events/{percpu,vmalloc}.h include/linux/{vmalloc,percpu.h,highmem}',
  reclaim:
    'mm/{vmscan,swap,swap_,swapfile,workingset,oom_kill,zswap,zsmalloc,zbud,z3fold,zpool,frontswap,page_io,list_lru,vmpressure,shrinker,damon/} fs/drop_caches.c include/trace/events/{vmscan,oom,pagemap,damon}.h include/linux/swap.h',
  'huge-page':
    'mm/{huge_memory,khugepaged,hugetlb} include/trace/events/{huge_memory,thp,hugetlbfs}.h include/linux/{huge_mm,hugetlb}',
  'memory-cgroup':
    'mm/{memcontrol,hugetlb_cgroup,swap_cgroup,page_counter} include/linux/memcontrol.h include/trace/events/memcg.h',
  'arch-memory':
    'arch/x86/mm/ arch/arm64/mm/ arch/x86/include/asm/{tlb,pgtable,pgalloc,mmu,page} arch/arm64/include/asm/{tlb,pgtable,pgalloc,mmu,page} include/trace/events/tlb.h arch/x86/include/asm/trace/pagefault.h arch/x86/kernel/ldt.c',

  vfs: 'fs/ include/trace/events/filelock.h include/linux/{fs.h,fs_,dcache,namei,mount,path,file.h,xattr,splice,pipe_fs,seq_file} kernel/acct.c',
  'page-cache':
    'mm/{filemap,readahead,page-writeback,truncate,fadvise,backing-dev,folio-compat} fs/fs-writeback.c fs/buffer.c fs/mpage.c include/trace/events/{filemap,writeback,readahead}.h include/linux/{pagemap,writeback,buffer_head,backing-dev,pagevec}',
  iomap: 'fs/iomap/ fs/direct-io.c fs/dax.c drivers/dax/ include/trace/events/fs_dax.h',
  poll: 'fs/{select,eventpoll,eventfd,timerfd}.c',
  aio: 'fs/aio.c io_uring/ include/trace/events/io_uring.h',
  'file-notify': 'fs/notify/ include/linux/fsnotify',
  quota: 'fs/quota/ include/linux/quota',
  'file-crypto': 'fs/crypto/ fs/verity/',
  netfs:
    'fs/netfs/ fs/fscache/ fs/cachefiles/ include/trace/events/{netfs,fscache,fscache_support,cachefiles}.h',

  ext4: 'fs/ext4/ fs/mbcache.c include/trace/events/ext4.h',
  jbd2: 'fs/jbd2/ include/trace/events/jbd2.h include/linux/jbd2.h',
  ext2: 'fs/ext2/',
  xfs: 'fs/xfs/',
  btrfs: 'fs/btrfs/ include/trace/events/btrfs.h',
  f2fs: 'fs/f2fs/ include/trace/events/f2fs.h',
  fat: 'fs/fat/ fs/exfat/',
  ntfs: 'fs/ntfs fs/ntfs3/',
  optical: 'fs/isofs/ fs/udf/ drivers/cdrom/',
  squashfs: 'fs/squashfs/ fs/erofs/ fs/cramfs/ fs/romfs/ include/trace/events/erofs.h',
  overlayfs: 'fs/overlayfs/ fs/backing-file.c',
  fuse: 'fs/fuse/',
  '9p': 'fs/9p/ net/9p/ include/trace/events/9p.h include/net/9p/',
  nfs: 'fs/nfs/ fs/nfs_common/ include/trace/events/nfs.h include/linux/nfs',
  nfsd: 'fs/nfsd/ fs/lockd/ fs/exportfs/',
  smb: 'fs/smb/ fs/cifs/ fs/ksmbd/ fs/smbfs_common/',
  ceph: 'fs/ceph/ net/ceph/ drivers/block/rbd',
  'cluster-fs': 'fs/gfs2/ fs/ocfs2/ fs/dlm/ fs/orangefs/ include/trace/events/dlm.h',
  proc: 'fs/proc/',
  sysfs: 'fs/sysfs/ fs/kernfs/ fs/configfs/ include/linux/kernfs',
  debugfs: 'fs/debugfs/ fs/tracefs/ fs/pstore/',
  tmpfs: 'mm/shmem.c mm/memfd.c mm/secretmem.c fs/ramfs/ include/linux/shmem',
  hugetlbfs: 'fs/hugetlbfs/',
  devpts: 'fs/devpts/',
  'filesystem-other':
    'fs/{adfs,affs,afs,autofs,bcachefs,befs,bfs,coda,ecryptfs,efivarfs,efs,freevxfs,hfs,hfsplus,hostfs,hpfs,jffs2,jfs,minix,nilfs2,nls,omfs,openpromfs,qnx4,qnx6,reiserfs,sysv,ubifs,ufs,unicode,vboxsf,zonefs}/ include/trace/events/{afs,nilfs2}.h',

  block:
    'block/ include/trace/events/{block,wbt,iocost}.h include/linux/{blk,bio,elevator,bvec,badblocks,sed-opal} lib/sbitmap.c lib/sg_pool.c',
  'io-scheduler': 'block/{bfq,mq-deadline,kyber,elevator} include/trace/events/kyber.h',
  'device-mapper': 'drivers/md/dm drivers/md/persistent-data/ include/linux/{device-mapper,dm-}',
  md: 'drivers/md/ include/trace/events/bcache.h lib/raid6/ crypto/async_tx/ crypto/xor.c include/linux/raid',

  'driver-core':
    'drivers/base/ include/trace/events/{rpm,devres}.h include/linux/{device,platform_device,pm_runtime,kobject} lib/kobject drivers/bus/',
  'driver-block': 'drivers/block/',
  scsi: 'drivers/scsi/ drivers/target/ drivers/message/ drivers/ufs/ include/trace/events/{scsi,target,ufs}.h include/scsi/ drivers/firewire/ block/bsg block/t10-pi.c block/scsi_ioctl.c',
  ata: 'drivers/ata/ include/trace/events/libata.h include/linux/libata.h',
  nvme: 'drivers/nvme/',
  mmc: 'drivers/mmc/ drivers/memstick/ include/trace/events/mmc.h',
  mtd: 'drivers/mtd/ drivers/nvdimm/ drivers/cxl/',
  virtio: 'drivers/virtio/ drivers/char/virtio_console.c drivers/vdpa/ include/linux/virtio',
  'hypervisor-guest':
    'drivers/xen/ drivers/hv/ arch/x86/xen/ arch/x86/hyperv/ drivers/virt/ include/xen/ include/trace/events/xen.h arch/x86/include/asm/trace/hyperv.h arch/x86/include/asm/xen/ arch/arm64/xen/ arch/arm64/hyperv/ drivers/clocksource/hyperv',
  vhost: 'drivers/vhost/ drivers/vfio/',
  tty: 'drivers/tty/ drivers/accessibility/ include/linux/tty',
  pci: 'drivers/pci/ arch/x86/pci/ drivers/pcmcia/ drivers/thunderbolt/ drivers/ntb/ include/linux/pci arch/x86/kernel/quirks.c',
  usb: 'drivers/usb/',
  'driver-net':
    'drivers/net/ drivers/ptp/ drivers/isdn/ drivers/atm/ drivers/bcma/ drivers/ssb/ include/trace/events/{mdio,ptp}.h',
  infiniband: 'drivers/infiniband/ include/trace/events/{rdma,rdma_core,ib_}',
  gpu: 'drivers/gpu/ drivers/video/ drivers/dma-buf/ drivers/accel/ include/trace/events/{dma_fence,host1x}.h include/drm/ drivers/char/agp/',
  sound: 'sound/ drivers/soundwire/ include/trace/events/{asoc,hda,sof}',
  media: 'drivers/media/ drivers/staging/media/ include/trace/events/{v4l2,vb2,pwc}.h',
  input: 'drivers/input/ drivers/hid/',
  char: 'drivers/char/ fs/char_dev.c drivers/tee/ include/trace/events/random.h',
  acpi: 'drivers/acpi/ drivers/firmware/ drivers/of/ drivers/pnp/ arch/x86/kernel/acpi/ arch/x86/platform/efi/ include/acpi/ include/linux/{acpi,efi,of} arch/arm64/kernel/{acpi,efi} kernel/resource.c drivers/eisa/ arch/x86/kernel/e820.c',
  iommu:
    'drivers/iommu/ kernel/dma/ drivers/dma/ drivers/dca/ include/trace/events/{iommu,swiotlb,dma}.h include/linux/{iommu,dma} arch/x86/kernel/{pci-dma,amd_gart_64}.c',
  bus: 'drivers/{i2c,i3c,spi,spmi,slimbus,siox,gpio,pinctrl,clk,regulator,reset,pwm,mfd,mux,interconnect,mailbox,soc,w1,fsi,nvmem,phy,extcon,remoteproc,rpmsg,hwspinlock,opp,parport,greybus,mcb,ipack,dio,zorro,nubus,amba,pps}/ include/trace/events/{i2c,i2c_slave,smbus,spi,gpio,clk,regulator,pwm,rpmh}.h include/linux/clk',
  sensor: 'drivers/{hwmon,thermal,iio,counter,comedi,gnss}/ include/trace/events/{hwmon,thermal}',
  'driver-crypto': 'drivers/crypto/',
  'driver-time':
    'drivers/clocksource/ drivers/rtc/ include/trace/events/rtc.h arch/x86/kernel/{hpet,i8253,rtc,tsc,pvclock,kvmclock}',
  'driver-other':
    'drivers/ include/trace/events/{fsi,qla,scmi,siox,intel,mlxsw} drivers/staging/ drivers/platform/ drivers/misc/ drivers/leds/ drivers/edac/ include/ras/ drivers/ras/ drivers/watchdog/',

  socket:
    'net/socket.c net/compat.c net/core/{sock,scm,datagram,stream} include/trace/events/sock.h include/net/{sock.h,scm} include/linux/{socket,sockptr,net.h}',
  'net-core':
    'net/ net/core/ include/trace/events/{net,skb,napi,neigh,page_pool,devlink}.h include/net/{neighbour,dst,checksum,net_namespace,netns,page_pool} include/linux/{netdevice,skbuff,skb_array,etherdevice,inetdevice} net/devlink/ net/ethtool/',
  tcp: 'net/ipv4/{tcp,inet_connection_sock,inet_timewait_sock,syncookies,bpf_tcp_ca} net/ipv6/{tcp,syncookies} net/mptcp/ include/trace/events/{tcp,mptcp}.h include/net/{tcp,request_sock,inet_connection}',
  udp: 'net/ipv4/udp net/ipv6/udp include/trace/events/udp.h include/net/udp',
  ipv4: 'net/ipv4/ include/trace/events/{fib,icmp}.h include/net/{ip.h,inet_,ip_fib,route} include/linux/mroute',
  ipv6: 'net/ipv6/ include/trace/events/fib6.h include/net/{ipv6,addrconf,ip6} net/6lowpan/',
  netfilter:
    'net/netfilter/ net/ipv4/netfilter net/ipv6/netfilter net/bridge/netfilter/ net/bpfilter/ include/linux/netfilter include/net/netfilter',
  'net-sched':
    'net/sched/ include/trace/events/qdisc.h include/net/{sch_generic,pkt_sched,codel,fq} lib/dynamic_queue_limits.c',
  netlink:
    'net/netlink/ net/core/rtnetlink.c lib/nlattr.c include/trace/events/netlink.h include/net/netlink',
  unix: 'net/unix/ net/vmw_vsock/',
  packet: 'net/packet/ net/xdp/ net/core/xdp.c include/trace/events/xdp.h',
  link: 'net/ethernet/ net/bridge/ net/8021q/ net/802/ net/llc/ net/dsa/ net/hsr/ net/switchdev/ net/openvswitch/ include/trace/events/bridge.h net/core/failover.c',
  ipsec:
    'net/xfrm/ net/key/ net/tls/ net/ipv4/{esp4,ah4,ipcomp,xfrm4} net/ipv6/{esp6,ah6,ipcomp6,xfrm6} include/trace/events/handshake.h net/handshake/ net/strparser/',
  wireless:
    'net/wireless/ net/mac80211/ net/bluetooth/ net/rfkill/ net/nfc/ net/ieee802154/ net/mac802154/ drivers/bluetooth/ drivers/net/wireless/ drivers/nfc/',
  sunrpc: 'net/sunrpc/ include/trace/events/{sunrpc,rpcgss,rpcrdma}.h include/trace/misc/',
  'net-other':
    'net/{appletalk,atm,ax25,batman-adv,caif,can,dccp,ife,iucv,kcm,l2tp,lapb,mctp,mpls,ncsi,netlabel,netrom,nsh,phonet,psample,qrtr,rds,rose,rxrpc,sctp,smc,tipc,x25,dns_resolver,dcb}/ include/trace/events/{rxrpc,sctp,qrtr}.h',

  irq: 'kernel/irq/ kernel/irq_work.c drivers/irqchip/ arch/x86/kernel/{irq,apic/,i8259,msi} arch/arm64/kernel/irq.c arch/x86/include/asm/apic.h arch/x86/include/asm/trace/irq_vectors.h include/trace/events/{irq,irq_matrix}.h include/linux/{irq,interrupt}',
  exception:
    'arch/x86/entry/ arch/x86/kernel/{traps,idt,nmi,dumpstack,doublefault,espfix,umip,fred} arch/x86/mm/fault.c arch/arm64/mm/fault.c arch/x86/mm/extable.c kernel/extable.c arch/arm64/kernel/{entry,traps,debug-monitors} arch/x86/include/asm/{trace/exceptions,trapnr,idtentry} arch/x86/kernel/cpu/mce/ include/trace/events/{mce,nmi}.h arch/x86/include/asm/mach_traps.h lib/bug.c',
  smp: 'kernel/{smp,smpboot,stop_machine,cpu,up}.c arch/x86/kernel/{smp,smpboot}.c arch/arm64/kernel/smp include/trace/events/{cpuhp,ipi,csd}.h lib/cpu_rmap.c kernel/numa.c',

  softirq: 'kernel/softirq.c',
  workqueue:
    'kernel/{workqueue,workqueue_internal,async,padata,task_work} include/trace/events/workqueue.h lib/irq_poll.c',
  timer: 'kernel/time/ include/trace/events/{timer,alarmtimer,timer_migration}.h',

  lock: 'kernel/locking/ lib/{refcount,dec_and_lock,lockref,percpu-rwsem,atomic64}.c include/trace/events/lock.h include/linux/{mutex,spinlock,rwsem,lockdep,seqlock,refcount,percpu-rwsem,local_lock} kernel/kcsan/',
  rcu: 'kernel/rcu/ lib/percpu-refcount.c include/trace/events/rcu.h include/linux/{rcu,srcu,percpu-refcount}',
  futex: 'kernel/futex',

  security:
    'security/ kernel/{capability,cred,groups,uid16,stackleak}.c include/linux/{lsm_,security} include/trace/events/landlock.h',
  selinux: 'security/selinux/ include/trace/events/avc.h',
  apparmor: 'security/apparmor/',
  integrity: 'security/integrity/',
  key: 'security/keys/ certs/ crypto/asymmetric_keys/ kernel/module_signature.c include/linux/key',
  seccomp: 'kernel/seccomp.c',
  audit:
    'kernel/audit security/lsm_audit.c arch/x86/kernel/audit lib/audit.c lib/compat_audit.c arch/x86/ia32/audit.c include/linux/audit',

  timekeeping:
    'kernel/time/{timekeeping,clocksource,clockevents,ntp,time.,time_test,timeconv,timecounter,jiffies,sched_clock,vsyscall,posix-clock,posix-stubs} include/linux/timekeeping include/linux/sched/clock.h arch/x86/kernel/time.c arch/arm64/kernel/time.c',
  crypto: 'crypto/ lib/crypto/ arch/x86/crypto/ arch/arm64/crypto/ include/crypto/ lib/crc lib/mpi/',
  lib: 'lib/ arch/x86/lib/ arch/arm64/lib/ include/linux/{list,rbtree,bitmap,find,cpumask,xarray,rhashtable,uuid,radix,idr,string,ratelimit,sort,bsearch,topology,hash,jhash,min_heap,objpool,once,overflow,generic-radix,plist,timerqueue,kref,sbitmap,assoc,btree,bits,bitops,math,random,uaccess,union_find,args,iov} include/{vdso,math-emu}/ include/asm-generic/ kernel/{notifier,params,range,iomem}.c include/uapi/',
  tracing:
    'kernel/trace/ kernel/{kprobes,tracepoint,kallsyms,kallsyms_,jump_label,static_call,static_call_inline,stacktrace,relay,kcov,gcov/} include/trace/events/initcall.h include/trace/ include/linux/{trace,ftrace,kprobes,jump_label} arch/x86/kernel/{ftrace,kprobes/,rethook,stacktrace,unwind,jump_label,static_call,trace.c,tracepoint,alternative} arch/arm64/kernel/{ftrace,entry-ftrace,probes/,stacktrace,jump_label,patching,alternative,return_address} samples/ lib/stackdepot.c lib/error-inject.c kernel/livepatch/ drivers/hwtracing/ include/trace/events/error_report.h kernel/fail_function.c lib/fault-inject',
  perf: 'kernel/events/ arch/x86/events/ drivers/perf/ arch/x86/kernel/{perf_regs,hw_breakpoint,uprobes} arch/arm64/kernel/{perf,hw_breakpoint,probes/uprobes} kernel/watchdog_hld.c kernel/watchdog_perf.c include/linux/perf',
  bpf: 'kernel/bpf/ kernel/trace/bpf_trace.c net/core/filter.c net/core/bpf_sk_storage.c net/core/sock_map.c net/core/skmsg.c net/core/lwt_bpf.c net/bpf/ security/bpf/ arch/x86/net/ arch/arm64/net/ tools/lib/bpf/ include/linux/{bpf,filter,btf} include/trace/events/{bpf_test_run,bpf_trace}.h net/netfilter/nf_bpf_link.c fs/bpf_fs_kfuncs.c',
  power:
    'kernel/power/ kernel/cpu_pm.c drivers/{power,cpufreq,cpuidle,idle,devfreq,powercap,pmdomain}/ arch/x86/power/ include/trace/events/{power,power_cpu_migrate,devfreq}.h include/linux/{suspend,pm_,cpuidle,cpufreq} drivers/base/power/ arch/arm64/kernel/{cpuidle,suspend,sleep,hibernate,idle} kernel/reboot.c arch/x86/kernel/reboot',
  module: 'kernel/module/ include/trace/events/module.h arch/x86/kernel/module.c arch/arm64/kernel/module',
  printk:
    'kernel/printk/ kernel/{panic,hung_task,watchdog,crash_core,crash_dump,crash_reserve,vmcore_info,kexec,elfcorehdr,torture,backtracetest,debug/,configs,kheaders} include/trace/events/printk.h lib/{dump_stack,nmi_backtrace,debugobjects,ubsan,vsprintf,dynamic_debug}.c arch/x86/kernel/{crash,early_printk,kgdb,machine_kexec,relocate_kernel,kexec} arch/arm64/kernel/{crash,machine_kexec,relocate_kernel,kexec,kgdb}',
  kvm: 'virt/ arch/x86/kvm/ arch/arm64/kvm/ include/trace/events/{kvm,vsock_virtio}.h include/kvm/',
  paravirt:
    'arch/x86/kernel/{paravirt,kvm.c,jailhouse,cpu/vmware,cpu/hypervisor,cpu/mshyperv} arch/x86/include/asm/paravirt arch/arm64/kernel/paravirt.c arch/x86/coco/ arch/x86/kernel/sev arch/x86/virt/ arch/x86/kernel/sev_verify_cbit.S',
  x86: 'arch/x86/',
  arm64: 'arch/arm64/',
  architecture: 'arch/',
  init: 'init/ arch/x86/kernel/{head,setup,early-quirks,x86_init,platform-quirks} arch/arm64/kernel/{head,setup,pi} arch/x86/boot/ usr/',
};

interface Prefix {
  readonly text: string;
  readonly part: PartId;
}

// Prefixes by the folder they start in, longest first: the first that fits is the longest.
const prefixesByFolder = new Map<string, Prefix[]>();
for (const [part, text] of Object.entries(files))
  for (const prefix of text.split(' ').flatMap(expandBraces)) {
    const folder = prefix.slice(0, prefix.indexOf('/'));
    const list = prefixesByFolder.get(folder) ?? [];
    if (isPartId(part)) list.push({ text: prefix, part });
    prefixesByFolder.set(folder, list);
  }
for (const list of prefixesByFolder.values()) list.sort((a, b) => b.text.length - a.text.length);

function expandBraces(text: string): readonly string[] {
  const open = text.indexOf('{');
  const close = text.indexOf('}');
  if (open < 0) return [text];
  return text
    .slice(open + 1, close)
    .split(',')
    .map(choice => text.slice(0, open) + choice + text.slice(close + 1));
}

/** The part that a source file of the kernel belongs to by its path (`fs/ext4/namei.c`), or undefined. */
export function partOfFile(path: string): PartId | undefined {
  const list = prefixesByFolder.get(path.slice(0, path.indexOf('/')));
  return list?.find(prefix => path.startsWith(prefix.text))?.part;
}

/** What `scripts/kernel-tables` checks against a source tree: every beginning of a path, with its part. */
export function listFilePrefixes(): readonly Prefix[] {
  return [...prefixesByFolder.values()].flat();
}
