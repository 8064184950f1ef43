export const proc: Readonly<Record<string, string>> = {
  'What the kernel said in /proc before, while and after the command ran, and what changed.':
    '명령이 실행되기 전과 실행되는 동안과 실행된 뒤에 커널이 /proc에서 말한 것, 그리고 바뀐 것.',
  'What the snapshot was called: before, after, or the name that the workload gave it.':
    '스냅숏의 이름: before, after 또는 워크로드가 붙인 이름.',
  'When it was taken; empty where its clock is not that of the events.':
    '찍은 때. 시계가 이벤트의 시계와 다르면 비어 있다.',
  'Id of the process.': '프로세스의 ID.',
  'Name of the process.': '프로세스의 이름.',
  'The memory node.': '메모리 노드.',
  'The zone: DMA, DMA32, Normal …': '존: DMA, DMA32, Normal 등.',
  'Memory of the machine by what it is used for: /proc/meminfo.':
    '기계의 메모리를 쓰임새별로: /proc/meminfo.',
  'The kernel’s name of it.': '커널이 부르는 이름.',
  'How much it is.': '그 양.',
  'How many, of what is counted in pieces: huge pages.': '개수로 세는 것(거대 페이지)의 개수.',
  'Sizes, free memory and watermarks of each zone: /proc/zoneinfo.':
    '각 존의 크기, 빈 메모리, 워터마크: /proc/zoneinfo.',
  'free, min, low, high, boost; spanned, present (without holes), managed (without what was reserved at the start); start_pfn.':
    'free, min, low, high, boost; spanned, present(구멍 제외), managed(시작할 때 예약된 것 제외); start_pfn.',
  'How many pages; of start_pfn the number of the first page.':
    '페이지 수. start_pfn의 경우 첫 페이지의 번호.',
  'The same in bytes; of start_pfn the physical address where the zone begins.':
    '같은 것을 바이트로. start_pfn의 경우 존이 시작하는 물리 주소.',
  'Free blocks of the buddy allocator by zone and order: /proc/buddyinfo.':
    '버디 할당자의 빈 블록을 존과 차수별로: /proc/buddyinfo.',
  'The blocks have two to the power of this many pages.': '블록의 페이지 수는 2의 이 거듭제곱.',
  'How many such blocks are free.': '비어 있는 그런 블록의 수.',
  'How much memory they are.': '그것들의 메모리 양.',
  'Caches of the slab allocator, by memory and by waste: /proc/slabinfo.':
    '슬랩 할당자의 캐시를 메모리와 낭비 순으로: /proc/slabinfo.',
  'Name of the cache.': '캐시의 이름.',
  'Objects there is room for in its slabs.': '슬랩들에 들어갈 수 있는 객체의 수.',
  'Objects that are in use.': '쓰이고 있는 객체의 수.',
  'Size of one object, with what the allocator adds to it.': '객체 하나의 크기, 할당자가 덧붙인 것을 포함.',
  'Objects in one slab.': '슬랩 하나의 객체 수.',
  'How many slabs.': '슬랩의 수.',
  'Memory of all slabs.': '모든 슬랩의 메모리.',
  'Memory of the slabs that is in no object in use.': '슬랩의 메모리 중 쓰이는 객체에 들지 않은 것.',
  'Interrupts by line and CPU, since the machine was started: /proc/interrupts.':
    '기계가 시작된 뒤의 인터럽트를 선과 CPU별로: /proc/interrupts.',
  'Number of the line, or the kernel’s letters for its own: LOC, RES, CAL …':
    '선의 번호, 커널 자신의 것은 그 글자: LOC, RES, CAL 등.',
  'The CPU; empty for what is counted of all together.': 'CPU. 모두 합쳐 세는 것은 비어 있다.',
  'How many since the start.': '시작한 뒤의 횟수.',
  'How many a second since the snapshot before.': '앞 스냅숏 뒤로 초당 횟수.',
  'The CPU’s vector, of the kernel’s own interrupts on x86.':
    'x86에서 커널 자신의 인터럽트가 갖는 CPU의 벡터.',
  'The interrupt controller.': '인터럽트 컨트롤러.',
  'Number of the line at its controller.': '컨트롤러에서의 선 번호.',
  'How it is signalled: edge, level, fasteoi.': '신호 방식: edge, level, fasteoi.',
  'Names of its handlers; of the kernel’s own lines what they are.':
    '핸들러의 이름들. 커널 자신의 선은 그것이 무엇인지.',
  'Softirqs that ran, by kind and CPU, since the machine was started: /proc/softirqs.':
    '기계가 시작된 뒤 실행된 softirq를 종류와 CPU별로: /proc/softirqs.',
  'HI, TIMER, NET_TX, NET_RX, BLOCK, IRQ_POLL, TASKLET, SCHED, HRTIMER or RCU.':
    'HI, TIMER, NET_TX, NET_RX, BLOCK, IRQ_POLL, TASKLET, SCHED, HRTIMER, RCU 중 하나.',
  'What the kernel counts of its memory: /proc/vmstat.': '커널이 메모리에 대해 세는 것: /proc/vmstat.',
  'The kernel’s name of the counter; those that begin with nr_ are states, in pages.':
    '커널이 부르는 카운터 이름. nr_로 시작하는 것은 상태이며 단위는 페이지.',
  'What it counted.': '센 값.',
  'Mappings of processes, and how much of each is in memory: /proc/PID/maps and smaps.':
    '프로세스의 매핑과 각각 메모리에 올라와 있는 양: /proc/PID/maps와 smaps.',
  'Where it begins.': '시작하는 곳.',
  'The first address behind it.': '끝난 뒤의 첫 주소.',
  'How long it is: what it adds to VmSize, but for [vsyscall].':
    '길이: [vsyscall]을 빼고는 VmSize에 더해지는 양.',
  'r, w, x; p: private, s: shared.': 'r, w, x; p: 사유, s: 공유.',
  'Where in the file it begins.': '파일에서 시작하는 위치.',
  'The file, or [heap], [stack], [vdso] …; [anon] where it has neither.':
    '파일 또는 [heap], [stack], [vdso] 등. 둘 다 아니면 [anon].',
  'How much of it is in memory.': '그중 메모리에 있는 양.',
  'The same, with pages of several processes shared out among them.':
    '같은 것, 여러 프로세스의 페이지는 서로 나누어 셈.',
  'In memory, mapped by several, as it is on disk.': '메모리에 있고 여럿이 매핑했으며 디스크와 같은 것.',
  'In memory, mapped by several, changed.': '메모리에 있고 여럿이 매핑했으며 바뀐 것.',
  'In memory, mapped by it alone, as it is on disk.': '메모리에 있고 혼자 매핑했으며 디스크와 같은 것.',
  'In memory, mapped by it alone, changed.': '메모리에 있고 혼자 매핑했으며 바뀐 것.',
  'In memory that belongs to no file, copies of a file’s pages among it.':
    '어느 파일에도 속하지 않는 메모리에 있는 것, 파일 페이지의 복사본 포함.',
  'In huge pages.': '거대 페이지에 있는 것.',
  'In swap.': '스왑에 있는 것.',
  'Processes and their memory altogether: /proc/PID/status and smaps_rollup.':
    '프로세스와 그 메모리 전체: /proc/PID/status와 smaps_rollup.',
  'R: runs, S: sleeps, D: sleeps and takes no signal, Z: has ended, T: stopped.':
    'R: 실행, S: 잠, D: 시그널을 받지 않고 잠, Z: 끝남, T: 멈춤.',
  'Its threads.': '스레드의 수.',
  'VmSize: all of its mappings.': 'VmSize: 매핑 전체.',
  'VmPeak: the most they have been.': 'VmPeak: 매핑이 가장 컸을 때.',
  'VmRSS: what of them is in memory, by counters that may lag behind.':
    'VmRSS: 그중 메모리에 있는 것, 뒤처질 수 있는 카운터로 셈.',
  'VmHWM: the most that was.': 'VmHWM: 그것이 가장 컸을 때.',
  'RssAnon: of no file.': 'RssAnon: 파일에 속하지 않은 것.',
  'RssFile: of files.': 'RssFile: 파일의 것.',
  'RssShmem: of shared memory and tmpfs.': 'RssShmem: 공유 메모리와 tmpfs의 것.',
  'VmData: private and writable, without the stack.': 'VmData: 사유이고 쓸 수 있는 것, 스택 제외.',
  'VmStk: the stack.': 'VmStk: 스택.',
  'VmExe: code of the program.': 'VmExe: 프로그램의 코드.',
  'VmLib: code of libraries.': 'VmLib: 라이브러리의 코드.',
  'VmPTE: its page tables.': 'VmPTE: 페이지 테이블.',
  'VmSwap: in swap.': 'VmSwap: 스왑에 있는 것.',
  'Rss of smaps_rollup: counted page by page.': 'smaps_rollup의 Rss: 페이지마다 센 것.',
  'Pss of smaps_rollup: with shared pages shared out.': 'smaps_rollup의 Pss: 공유 페이지를 나누어 센 것.',
  'How often it gave up its CPU.': '스스로 CPU를 내놓은 횟수.',
  'How often its CPU was taken from it.': 'CPU를 빼앗긴 횟수.',
  'Areas of the kernel’s vmalloc space: /proc/vmallocinfo.': '커널 vmalloc 공간의 영역들: /proc/vmallocinfo.',
  'How long it is, with the page behind it that guards it.': '길이, 뒤에서 지키는 페이지 포함.',
  'The function that asked for it.': '요청한 함수.',
  'Pages that were allocated for it.': '그것을 위해 할당된 페이지.',
  'vmalloc, vmap, ioremap, user, dma-coherent, vm_map_ram …':
    '종류: vmalloc, vmap, ioremap, user, dma-coherent, vm_map_ram 등.',
  'The physical address, of mapped devices.': '매핑된 장치의 물리 주소.',
  'Swap: /proc/swaps.': '스왑: /proc/swaps.',
  'The device or file.': '장치 또는 파일.',
  'partition or file.': '파티션 또는 파일.',
  'Its size.': '크기.',
  'How much of it is in use.': '그중 쓰이는 양.',
  'Those with the highest are filled first.': '가장 높은 것부터 채워진다.',
  'Every counter that changed from the first to the last snapshot that has it.':
    '그것이 있는 첫 스냅숏에서 마지막 스냅숏까지 바뀐 모든 카운터.',
  'The last snapshot that has it.': '그것이 있는 마지막 스냅숏.',
  'When that was taken.': '그것을 찍은 때.',
  'The first snapshot that has it.': '그것이 있는 첫 스냅숏.',
  'The file of /proc.': '/proc의 파일.',
  'What is counted: zone and order, cache, line, softirq …': '세는 것: 존과 차수, 캐시, 선, softirq 등.',
  'bytes, pages, blocks …': '단위: 바이트, 페이지, 블록 등.',
  'Its first value.': '처음 값.',
  'Its last value.': '마지막 값.',
  'What it grew by.': '늘어난 양.',
  'Lines of files of /proc that are not understood and were left out.': '알 수 없어 뺀 /proc 파일의 줄.',
  'Snapshots of files of /proc that are too large or too many to be read.':
    '너무 크거나 많아서 읽지 못한 /proc 파일의 스냅숏.',
};
