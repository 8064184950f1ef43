/** The groups of parts that share a colour. The ids stand in saved views and answers: they never change. */
export const partGroups = [
  'system-call',
  'process',
  'memory',
  'vfs',
  'filesystem',
  'block',
  'driver',
  'network',
  'interrupt',
  'deferred',
  'locking',
  'security',
  'other',
] as const;

export type PartGroup = (typeof partGroups)[number];

/** Names of the groups, English and Korean. */
export const groupNames: Readonly<Record<PartGroup, { readonly en: string; readonly ko: string }>> = {
  'system-call': { en: 'System call', ko: '시스템 콜' },
  process: { en: 'Process management', ko: '프로세스 관리' },
  memory: { en: 'Memory', ko: '메모리' },
  vfs: { en: 'VFS and page cache', ko: 'VFS와 페이지 캐시' },
  filesystem: { en: 'Filesystems', ko: '파일시스템' },
  block: { en: 'Block', ko: '블록' },
  driver: { en: 'Drivers', ko: '드라이버' },
  network: { en: 'Network', ko: '네트워크' },
  interrupt: { en: 'Interrupts and exceptions', ko: '인터럽트와 예외' },
  deferred: { en: 'Softirq and deferred work', ko: 'softirq와 지연 작업' },
  locking: { en: 'Locking', ko: '락' },
  security: { en: 'Security', ko: '보안' },
  other: { en: 'Other', ko: '기타' },
};

type PartRow = readonly [id: string, group: PartGroup, en: string, ko: string, what: string, whatKo: string];

// The whole list. The id never changes; a part may be added, with its files in part-of-file.ts.
// biome-ignore format: one part, one line
const rows = [
  ['syscall-entry', 'system-call', 'System-call entry', '시스템 콜 진입', 'Takes a call from user mode to its kernel function and back.', '유저 모드의 호출을 커널 함수로 넘기고 되돌린다.'],

  ['process', 'process', 'Process management', '프로세스 관리', 'Creates, ends and keeps tasks, and holds what the kernel directory has besides.', '태스크를 만들고 끝내고 관리한다. kernel 폴더의 나머지도 여기 속한다.'],
  ['scheduler', 'process', 'Scheduler', '스케줄러', 'Chooses which task runs on which CPU, and wakes sleepers.', '어느 태스크가 어느 CPU에서 돌지 고르고, 자는 태스크를 깨운다.'],
  ['exec', 'process', 'Program loading', '프로그램 적재', 'Replaces a task’s memory by a new program.', '태스크의 메모리를 새 프로그램으로 바꾼다.'],
  ['signal', 'process', 'Signals', '시그널', 'Sends signals and makes tasks handle them.', '시그널을 보내고 태스크가 처리하게 한다.'],
  ['ipc', 'process', 'IPC', '프로세스 간 통신', 'System V and POSIX queues, semaphores and shared memory.', 'System V와 POSIX의 큐, 세마포어, 공유 메모리.'],
  ['cgroup', 'process', 'Control groups', '컨트롤 그룹', 'Groups tasks to limit and count what they use.', '태스크를 묶어 자원 사용을 제한하고 센다.'],
  ['namespace', 'process', 'Namespaces', '네임스페이스', 'Gives groups of tasks their own view of ids, users and names.', '태스크 묶음마다 id, 사용자, 이름을 따로 보게 한다.'],

  ['memory', 'memory', 'Virtual memory', '가상 메모리', 'Address spaces, mappings and page faults.', '주소 공간과 매핑, 페이지 폴트.'],
  ['page-allocator', 'memory', 'Page allocator', '페이지 할당자', 'Hands out and takes back physical pages.', '물리 페이지를 내주고 돌려받는다.'],
  ['slab', 'memory', 'Slab allocator', '슬랩 할당자', 'Hands out small kernel objects.', '작은 커널 객체를 내준다.'],
  ['vmalloc', 'memory', 'Kernel mappings', '커널 매핑', 'Memory that is contiguous only for the kernel’s eyes, and per-CPU memory.', '커널에게만 연속으로 보이는 메모리와 CPU별 메모리.'],
  ['reclaim', 'memory', 'Reclaim and swap', '메모리 회수와 스왑', 'Gets pages back when memory is short.', '메모리가 모자랄 때 페이지를 되찾는다.'],
  ['huge-page', 'memory', 'Huge pages', '거대 페이지', 'Pages of 2 MiB and more.', '2 MiB 이상의 큰 페이지.'],
  ['memory-cgroup', 'memory', 'Memory accounting', '메모리 컨트롤 그룹', 'Charges memory to control groups.', '메모리 사용을 컨트롤 그룹에 매긴다.'],
  ['arch-memory', 'memory', 'Page tables of the processor', '프로세서의 페이지 테이블', 'The processor’s side of memory: page tables, TLB.', '프로세서 쪽의 메모리: 페이지 테이블과 TLB.'],

  ['vfs', 'vfs', 'VFS', 'VFS', 'Files, paths, directories and mounts, whatever the filesystem.', '파일시스템과 무관하게 파일, 경로, 디렉터리, 마운트를 다룬다.'],
  ['page-cache', 'vfs', 'Page cache', '페이지 캐시', 'Keeps file contents in memory and writes them back.', '파일 내용을 메모리에 두고 나중에 써 내린다.'],
  ['iomap', 'vfs', 'iomap', 'iomap', 'Reads and writes files by extents, for filesystems that use it.', '익스텐트 단위로 파일을 읽고 쓰는 공통 코드.'],
  ['poll', 'vfs', 'Waiting on files', '파일 이벤트 대기', 'select, poll, epoll, eventfd and friends.', 'select, poll, epoll, eventfd 등.'],
  ['aio', 'vfs', 'Asynchronous I/O', '비동기 입출력', 'aio and io_uring.', 'aio와 io_uring.'],
  ['file-notify', 'vfs', 'File notification', '파일 변경 알림', 'inotify, fanotify and dnotify.', 'inotify, fanotify, dnotify.'],
  ['quota', 'vfs', 'Disk quota', '디스크 쿼터', 'Limits what users store.', '사용자별 저장량을 제한한다.'],
  ['file-crypto', 'vfs', 'File encryption and verity', '파일 암호화와 검증', 'Encrypts and verifies single files.', '파일 단위로 암호화하고 검증한다.'],
  ['netfs', 'vfs', 'Network filesystem library', '네트워크 파일시스템 공통', 'Caching and I/O shared by network filesystems.', '네트워크 파일시스템이 함께 쓰는 캐시와 입출력.'],

  ['ext4', 'filesystem', 'ext4', 'ext4', 'The ext4 filesystem.', 'ext4 파일시스템.'],
  ['jbd2', 'filesystem', 'jbd2 journal', 'jbd2 저널', 'The journal of ext4 and ocfs2.', 'ext4와 ocfs2의 저널.'],
  ['ext2', 'filesystem', 'ext2', 'ext2', 'The ext2 filesystem.', 'ext2 파일시스템.'],
  ['xfs', 'filesystem', 'XFS', 'XFS', 'The XFS filesystem.', 'XFS 파일시스템.'],
  ['btrfs', 'filesystem', 'Btrfs', 'Btrfs', 'The Btrfs filesystem.', 'Btrfs 파일시스템.'],
  ['f2fs', 'filesystem', 'F2FS', 'F2FS', 'The filesystem for flash memory.', '플래시 메모리용 파일시스템.'],
  ['fat', 'filesystem', 'FAT and exFAT', 'FAT와 exFAT', 'The FAT and exFAT filesystems.', 'FAT와 exFAT 파일시스템.'],
  ['ntfs', 'filesystem', 'NTFS', 'NTFS', 'The NTFS filesystem.', 'NTFS 파일시스템.'],
  ['optical', 'filesystem', 'ISO 9660 and UDF', 'ISO 9660과 UDF', 'Filesystems of optical discs.', '광학 디스크의 파일시스템.'],
  ['squashfs', 'filesystem', 'Compressed read-only', '압축 읽기 전용', 'squashfs, erofs, cramfs and romfs.', 'squashfs, erofs, cramfs, romfs.'],
  ['overlayfs', 'filesystem', 'overlayfs', 'overlayfs', 'Lays one directory tree over another.', '디렉터리 트리를 다른 트리 위에 겹친다.'],
  ['fuse', 'filesystem', 'FUSE', 'FUSE', 'Filesystems that live in user programs.', '유저 프로그램이 구현하는 파일시스템.'],
  ['9p', 'filesystem', '9p', '9p', 'The 9p filesystem and its transport: files of the host in a guest.', '9p 파일시스템과 전송: 게스트에서 호스트의 파일을 본다.'],
  ['nfs', 'filesystem', 'NFS client', 'NFS 클라이언트', 'Files of an NFS server.', 'NFS 서버의 파일을 쓴다.'],
  ['nfsd', 'filesystem', 'NFS server', 'NFS 서버', 'Serves files over NFS, with its lock manager.', 'NFS로 파일을 내주는 서버와 락 관리자.'],
  ['smb', 'filesystem', 'SMB', 'SMB', 'SMB client and server.', 'SMB 클라이언트와 서버.'],
  ['ceph', 'filesystem', 'Ceph', 'Ceph', 'The Ceph filesystem and its messenger.', 'Ceph 파일시스템과 통신.'],
  ['cluster-fs', 'filesystem', 'Cluster filesystems', '클러스터 파일시스템', 'gfs2, ocfs2 and their lock manager.', 'gfs2, ocfs2와 락 관리자.'],
  ['proc', 'filesystem', 'proc', 'proc', 'The files of /proc.', '/proc의 파일들.'],
  ['sysfs', 'filesystem', 'sysfs and kernfs', 'sysfs와 kernfs', 'The files of /sys and of control groups.', '/sys와 cgroup의 파일들.'],
  ['debugfs', 'filesystem', 'debugfs and tracefs', 'debugfs와 tracefs', 'Files for debugging and tracing.', '디버깅과 추적용 파일들.'],
  ['tmpfs', 'filesystem', 'tmpfs and ramfs', 'tmpfs와 ramfs', 'Files that live in memory only.', '메모리에만 있는 파일들.'],
  ['hugetlbfs', 'filesystem', 'hugetlbfs', 'hugetlbfs', 'Files made of huge pages.', '거대 페이지로 된 파일들.'],
  ['devpts', 'filesystem', 'devpts', 'devpts', 'Files of pseudo terminals.', '가상 터미널의 파일들.'],
  ['filesystem-other', 'filesystem', 'Other filesystems', '그 밖의 파일시스템', 'Filesystems without a part of their own.', '따로 나누지 않은 파일시스템.'],

  ['block', 'block', 'Block layer', '블록 계층', 'Requests to disks: queues, merging, completion.', '디스크 요청의 큐, 병합, 완료.'],
  ['io-scheduler', 'block', 'I/O schedulers', '입출력 스케줄러', 'Orders requests: mq-deadline, bfq, kyber.', '요청의 순서를 정한다: mq-deadline, bfq, kyber.'],
  ['device-mapper', 'block', 'Device mapper', '디바이스 매퍼', 'Builds block devices from others: LVM, encryption, snapshots.', '블록 장치로 다른 블록 장치를 만든다: LVM, 암호화, 스냅샷.'],
  ['md', 'block', 'Software RAID and bcache', '소프트웨어 RAID와 bcache', 'Disks joined into arrays, and disks cached by faster ones.', '디스크를 배열로 묶고, 빠른 디스크로 캐시한다.'],

  ['driver-core', 'driver', 'Driver core', '드라이버 코어', 'Devices, buses, drivers and their power states.', '장치, 버스, 드라이버와 전원 상태.'],
  ['driver-block', 'driver', 'Block drivers', '블록 드라이버', 'virtio-blk, loop, nbd, zram and others.', 'virtio-blk, loop, nbd, zram 등.'],
  ['scsi', 'driver', 'SCSI', 'SCSI', 'SCSI disks, controllers and targets.', 'SCSI 디스크, 컨트롤러, 타깃.'],
  ['ata', 'driver', 'ATA', 'ATA', 'SATA and PATA controllers.', 'SATA와 PATA 컨트롤러.'],
  ['nvme', 'driver', 'NVMe', 'NVMe', 'NVMe disks, local and over fabrics.', 'NVMe 디스크.'],
  ['mmc', 'driver', 'MMC and SD', 'MMC와 SD', 'Memory cards and embedded flash disks.', '메모리 카드와 내장 플래시.'],
  ['mtd', 'driver', 'Flash memory', '플래시 메모리', 'Raw flash (MTD, UBI) and non-volatile memory.', '날 플래시(MTD, UBI)와 비휘발 메모리.'],
  ['virtio', 'driver', 'virtio', 'virtio', 'Rings between a guest and its host.', '게스트와 호스트 사이의 링.'],
  ['hypervisor-guest', 'driver', 'Guest of a hypervisor', '하이퍼바이저 게스트', 'Xen, Hyper-V and other hosts, seen from inside.', 'Xen, Hyper-V 등을 게스트 쪽에서 다룬다.'],
  ['vhost', 'driver', 'vhost and VFIO', 'vhost와 VFIO', 'Devices given to guests.', '게스트에 장치를 내준다.'],
  ['tty', 'driver', 'Terminals and serial lines', '터미널과 직렬 포트', 'tty, pseudo terminals, consoles, serial ports.', 'tty, 가상 터미널, 콘솔, 직렬 포트.'],
  ['pci', 'driver', 'PCI', 'PCI', 'The PCI bus.', 'PCI 버스.'],
  ['usb', 'driver', 'USB', 'USB', 'USB host controllers, devices and gadgets.', 'USB 호스트 컨트롤러와 장치.'],
  ['driver-net', 'driver', 'Network drivers', '네트워크 드라이버', 'Network cards and virtual network devices.', '네트워크 카드와 가상 네트워크 장치.'],
  ['infiniband', 'driver', 'InfiniBand', 'InfiniBand', 'Remote memory access over the network.', '네트워크 너머의 메모리 접근(RDMA).'],
  ['gpu', 'driver', 'Graphics', '그래픽', 'Graphics processors, frame buffers and displays.', '그래픽 프로세서, 프레임 버퍼, 화면.'],
  ['sound', 'driver', 'Sound', '사운드', 'Sound cards and codecs.', '사운드 카드와 코덱.'],
  ['media', 'driver', 'Media', '미디어', 'Cameras, tuners and video codecs.', '카메라, 튜너, 비디오 코덱.'],
  ['input', 'driver', 'Input and HID', '입력 장치', 'Keyboards, mice, touch screens.', '키보드, 마우스, 터치스크린.'],
  ['char', 'driver', 'Character devices', '문자 장치', '/dev/mem, random numbers, TPM, IPMI and others.', '/dev/mem, 난수, TPM, IPMI 등.'],
  ['acpi', 'driver', 'ACPI and firmware', 'ACPI와 펌웨어', 'What the firmware says and does: ACPI, EFI, device tree.', '펌웨어와의 대화: ACPI, EFI, 디바이스 트리.'],
  ['iommu', 'driver', 'IOMMU and DMA', 'IOMMU와 DMA', 'Memory access by devices.', '장치의 메모리 접근.'],
  ['bus', 'driver', 'Small buses', '작은 버스', 'I2C, SPI, GPIO, pins, clocks, regulators and the like.', 'I2C, SPI, GPIO, 핀, 클럭, 전원 조절기 등.'],
  ['sensor', 'driver', 'Sensors and thermal', '센서와 온도', 'Temperatures, voltages, fans, industrial sensors.', '온도, 전압, 팬, 산업용 센서.'],
  ['driver-crypto', 'driver', 'Crypto accelerators', '암호 가속기', 'Hardware that encrypts.', '암호화 하드웨어.'],
  ['driver-time', 'driver', 'Clock sources and RTC', '클럭 소스와 RTC', 'Hardware that counts time.', '시간을 세는 하드웨어.'],
  ['driver-other', 'driver', 'Other drivers', '그 밖의 드라이버', 'Driver families without a part of their own.', '따로 나누지 않은 드라이버.'],

  ['socket', 'network', 'Sockets', '소켓', 'The calls of user programs to the network.', '유저 프로그램이 네트워크를 부르는 입구.'],
  ['net-core', 'network', 'Network core', '네트워크 코어', 'Packets, devices, receive and transmit paths.', '패킷, 장치, 수신과 송신 경로.'],
  ['tcp', 'network', 'TCP', 'TCP', 'TCP, with congestion control and MPTCP.', 'TCP와 혼잡 제어, MPTCP.'],
  ['udp', 'network', 'UDP', 'UDP', 'UDP datagrams.', 'UDP 데이터그램.'],
  ['ipv4', 'network', 'IPv4', 'IPv4', 'IPv4, routing, ARP and ICMP.', 'IPv4, 라우팅, ARP, ICMP.'],
  ['ipv6', 'network', 'IPv6', 'IPv6', 'IPv6 and neighbour discovery.', 'IPv6와 이웃 탐색.'],
  ['netfilter', 'network', 'Netfilter', 'Netfilter', 'Firewall, connection tracking and address translation.', '방화벽, 연결 추적, 주소 변환.'],
  ['net-sched', 'network', 'Traffic control', '트래픽 제어', 'Queues packets before they are sent.', '보내기 전의 패킷을 줄 세운다.'],
  ['netlink', 'network', 'Netlink', 'Netlink', 'Messages that configure the network.', '네트워크를 설정하는 메시지.'],
  ['unix', 'network', 'Unix sockets', '유닉스 소켓', 'Sockets within one machine, and vsock to the host.', '한 기계 안의 소켓과 호스트로의 vsock.'],
  ['packet', 'network', 'Packet sockets', '패킷 소켓', 'Raw packets to user programs (tcpdump, XDP sockets).', '날 패킷을 유저 프로그램에 준다(tcpdump, XDP 소켓).'],
  ['link', 'network', 'Link layer', '링크 계층', 'Ethernet, bridges, VLANs and switches.', '이더넷, 브리지, VLAN, 스위치.'],
  ['ipsec', 'network', 'IPsec and TLS', 'IPsec과 TLS', 'Encryption of packets and streams.', '패킷과 스트림의 암호화.'],
  ['wireless', 'network', 'Wireless', '무선', 'Wi-Fi, Bluetooth and other radio.', 'Wi-Fi, 블루투스 등 무선.'],
  ['sunrpc', 'network', 'SunRPC', 'SunRPC', 'Remote calls, used by NFS.', 'NFS가 쓰는 원격 호출.'],
  ['net-other', 'network', 'Other protocols', '그 밖의 프로토콜', 'Protocols without a part of their own.', '따로 나누지 않은 프로토콜.'],

  ['irq', 'interrupt', 'Interrupts', '인터럽트', 'Interrupts from devices: descriptors, handlers, controllers.', '장치의 인터럽트: 디스크립터, 핸들러, 컨트롤러.'],
  ['exception', 'interrupt', 'Exceptions and entry', '예외와 진입', 'Faults, traps and the entry code of interrupts.', '폴트와 트랩, 인터럽트의 진입 코드.'],
  ['smp', 'interrupt', 'Calls between CPUs', 'CPU 사이의 호출', 'Makes other CPUs run something, and brings CPUs up and down.', '다른 CPU에 일을 시키고, CPU를 켜고 끈다.'],

  ['softirq', 'deferred', 'Softirq and tasklets', 'softirq와 태스클릿', 'Work done right after an interrupt.', '인터럽트 직후에 하는 일.'],
  ['workqueue', 'deferred', 'Workqueues', '워크큐', 'Work done later by kernel threads.', '커널 스레드가 나중에 하는 일.'],
  ['timer', 'deferred', 'Timers', '타이머', 'Work done at a given time, and the clock tick.', '정한 시각에 하는 일과 클럭 틱.'],

  ['lock', 'locking', 'Locks', '락', 'Mutexes, semaphores, spin locks and their checking.', '뮤텍스, 세마포어, 스핀 락과 그 검사.'],
  ['rcu', 'locking', 'RCU', 'RCU', 'Reads without locks; frees after all readers are done.', '락 없이 읽고, 읽기가 모두 끝난 뒤 해제한다.'],
  ['futex', 'locking', 'Futexes', '퓨텍스', 'Locks of user programs.', '유저 프로그램의 락.'],

  ['security', 'security', 'Security hooks', '보안 훅', 'Asks the security modules; capabilities and the smaller modules.', '보안 모듈에 묻는다. 권한(capability)과 작은 모듈들.'],
  ['selinux', 'security', 'SELinux', 'SELinux', 'Mandatory access control by labels.', '레이블에 의한 강제 접근 제어.'],
  ['apparmor', 'security', 'AppArmor', 'AppArmor', 'Mandatory access control by paths.', '경로에 의한 강제 접근 제어.'],
  ['integrity', 'security', 'Integrity', '무결성', 'Measures and checks files (IMA, EVM).', '파일을 측정하고 검사한다(IMA, EVM).'],
  ['key', 'security', 'Keys and certificates', '키와 인증서', 'Keeps keys for the kernel and its users.', '커널과 사용자의 키를 보관한다.'],
  ['seccomp', 'security', 'seccomp', 'seccomp', 'Filters system calls.', '시스템 콜을 거른다.'],
  ['audit', 'security', 'Audit', '감사', 'Writes a record of what was done.', '한 일을 기록으로 남긴다.'],

  ['timekeeping', 'other', 'Timekeeping', '시간 관리', 'What time it is: clocks and their sources.', '지금 몇 시인지: 시계와 클럭 소스.'],
  ['crypto', 'other', 'Crypto', '암호', 'Ciphers, hashes and checksums.', '암호, 해시, 체크섬.'],
  ['lib', 'other', 'Library', '라이브러리', 'Strings, trees, bitmaps, compression, used everywhere.', '어디서나 쓰는 문자열, 트리, 비트맵, 압축.'],
  ['tracing', 'other', 'Tracing', '추적', 'ftrace, kprobes, trace events: what Ringside itself uses.', 'ftrace, kprobe, 트레이스 이벤트: Ringside가 쓰는 것.'],
  ['perf', 'other', 'Performance events', '성능 이벤트', 'Counters and samples of perf.', 'perf의 카운터와 샘플.'],
  ['bpf', 'other', 'BPF', 'BPF', 'Programs loaded into the kernel: verifier, maps, helpers.', '커널에 올리는 프로그램: 검증기, 맵, 도우미 함수.'],
  ['power', 'other', 'Power management', '전원 관리', 'Idle states, frequencies, suspend and resume.', '유휴 상태, 주파수, 절전과 복귀.'],
  ['module', 'other', 'Modules', '모듈', 'Loads kernel modules and finds symbols.', '커널 모듈을 올리고 심볼을 찾는다.'],
  ['printk', 'other', 'Kernel log', '커널 로그', 'printk, panic and debugging.', 'printk, 패닉, 디버깅.'],
  ['kvm', 'other', 'Virtualization', '가상화', 'KVM: this kernel as a host of guests.', 'KVM: 이 커널이 게스트의 호스트가 된다.'],
  ['paravirt', 'other', 'Paravirtualization', '반가상화', 'Replaces instructions when running as a guest.', '게스트로 돌 때 명령을 바꾼다.'],
  ['x86', 'other', 'x86', 'x86', 'What is particular to x86 processors.', 'x86 프로세서에만 있는 것.'],
  ['arm64', 'other', 'arm64', 'arm64', 'What is particular to arm64 processors.', 'arm64 프로세서에만 있는 것.'],
  ['architecture', 'other', 'Other architectures', '그 밖의 아키텍처', 'What is particular to other processors.', '다른 프로세서에만 있는 것.'],
  ['init', 'other', 'Start-up', '부팅', 'What the kernel does first.', '커널이 맨 처음 하는 일.'],
] as const satisfies readonly PartRow[];

export type PartId = (typeof rows)[number][0];

/** One part of the kernel. */
export interface Part {
  readonly id: PartId;
  readonly group: PartGroup;
  readonly en: string;
  readonly ko: string;
  /** One sentence: what it does. */
  readonly what: { readonly en: string; readonly ko: string };
}

/** Every part, in the order in which they are shown. */
export const parts: readonly Part[] = rows.map(([id, group, en, ko, what, whatKo]) => ({
  id,
  group,
  en,
  ko,
  what: { en: what, ko: whatKo },
}));

const byId: ReadonlyMap<string, Part> = new Map(parts.map(part => [part.id, part]));

/** The part with this id. */
export function partOf(id: PartId): Part {
  return byId.get(id)!;
}

/** Whether a text, e.g. from a file, is the id of a part. */
export function isPartId(text: string): text is PartId {
  return byId.has(text);
}
