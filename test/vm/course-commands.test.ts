import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

/** What somebody types, and how it is seen that it did what it should. */
interface Case {
  readonly name: string;
  readonly typed: string;
  readonly shows: readonly (RegExp | string)[];
}

const inTracefs: readonly Case[] = [
  {
    name: 'page faults of the user in trace_pipe',
    typed: `echo 1 > events/exceptions/page_fault_user/enable
timeout 3 cat trace_pipe > /tmp/pipe & sleep 0.5; ls / >/dev/null; wait
echo 0 > events/exceptions/page_fault_user/enable
head -3 /tmp/pipe`,
    shows: [/page_fault_user: address=0x[0-9a-f]+ ip=0x[0-9a-f]+ error_code=0x[0-9a-f]+/],
  },
  {
    name: 'set_event_pid leaves one task',
    typed: `echo > trace
sh -c 'echo $$ > set_event_pid; echo "me $$"; echo 1 > events/raw_syscalls/sys_enter/enable; exec ls / >/dev/null'
echo 0 > events/enable; echo > set_event_pid
echo "traced $(grep sys_enter: trace | sed 's/^ *[^ ]*-\\([0-9]*\\) .*/\\1/' | sort -u | tr '\\n' ' ')"`,
    shows: [/me (\d+)\ntraced \1 $/m],
  },
  {
    name: 'a stack at each event',
    typed: `echo > trace; echo 1 > options/stacktrace; echo 1 > events/kmem/mm_page_alloc/enable
ls / >/dev/null; echo 0 > events/enable; echo 0 > options/stacktrace; cat trace`,
    shows: [/mm_page_alloc: .*order=0/, /=> exc_page_fault$/m],
  },
  {
    name: 'a kprobe on vmalloc',
    typed: `echo > trace; name=$(grep -m1 -o '^__vmalloc_node_range[a-z_]*' available_filter_functions)
echo "p:vmalloc $name" > kprobe_events; echo 1 > events/kprobes/vmalloc/enable; echo 1 > options/stacktrace
swapoff /dev/vda; swapon /dev/vda; echo 0 > options/stacktrace; echo 0 > events/enable; cat trace; echo > kprobe_events
wc -l < kprobe_events`,
    shows: [/vmalloc: \(__vmalloc_node_range\w*\+0x0/, '=> __do_sys_swapon', /^0$/m],
  },
  {
    name: "an interrupt's graph, under the name it has today",
    typed: `for name in do_IRQ __common_interrupt; do grep -qx $name available_filter_functions && break; done
echo > trace; echo $name > set_graph_function; echo function_graph > current_tracer
ping -c2 -i 0.2 10.0.2.2 >/dev/null; dd if=/dev/sda of=/dev/null bs=64k count=20 iflag=direct 2>/dev/null
echo 0 > tracing_on; cat trace > /out/graph.txt; head -200 trace
echo nop > current_tracer; echo > set_graph_function; echo 1 > tracing_on`,
    shows: [/__common_interrupt\(\) \{\n.*handle_fasteoi_irq\(\) \{/, 'handle_irq_event'],
  },
  {
    name: 'debugfs has tracefs too, and /proc/sys can be written',
    typed: `cat /sys/kernel/debug/tracing/current_tracer; sysctl -w kernel.panic=7; cat /proc/sys/kernel/panic`,
    shows: [/^nop$/m, 'kernel.panic = 7', /^7$/m],
  },
  {
    name: 'a program is stopped, goes on and is killed',
    typed: `sleep 50 & p=$!; sleep 0.2
kill -STOP $p; sleep 0.2; ps -o stat= -p $p; kill -CONT $p; sleep 0.2; ps -o stat= -p $p; kill -9 $p; wait $p; echo $?`,
    shows: [/^T\s*\nS\s*\n(Killed\n)?137$/m],
  },
];

const aboutMemoryAndDisks: readonly Case[] = [
  { name: 'buddyinfo', typed: 'cat /proc/buddyinfo', shows: [/zone\s+DMA32(\s+\d+){11}/] },
  {
    name: 'ps',
    typed: 'ps -eo pid,comm,vsz,rss',
    shows: [/PID COMMAND\s+VSZ\s+RSS/, /\d+ kthreadd\s+0\s+0/],
  },
  { name: 'free', typed: 'free -h', shows: [/^Mem:\s+\d+Mi/m, /^Swap:\s+\d+Mi/m] },
  {
    name: 'drop_caches',
    typed: `cat /usr/bin/gdb > /scratch/big; sync; free -k | awk '/Mem/ { print "before " $6 }'
echo 3 > /proc/sys/vm/drop_caches; free -k | awk '/Mem/ { print "after " $6 }'`,
    shows: [/before \d+\nafter \d+/],
  },
  {
    name: 'slabs',
    typed: 'slabtop -o | head -9; head -2 /proc/slabinfo',
    shows: [/OBJ SIZE/, /slabinfo - version/],
  },
  { name: 'ping', typed: 'ping -c1 10.0.2.2', shows: ['1 packets transmitted, 1 received'] },
  {
    name: 'an inode on the disk',
    typed: `cd /scratch; dd if=/dev/urandom of=f bs=4k count=3 2>/dev/null; sync; ls -i f; istat /dev/sda $(stat -c %i f)`,
    shows: [/^(\d+) f\ninode: \1$/m, /^size: 12288/m, /Direct Blocks:\s*\n\d+ \d+ \d+/],
  },
  {
    name: 'btrace beside dd',
    typed: `timeout -s INT 15 btrace /dev/sda > /tmp/btrace & until [ -e /sys/kernel/debug/block/sda/trace0 ]; do sleep 0.2; done; sleep 1
dd if=/dev/sda of=/dev/null bs=64k count=10 iflag=direct 2>/dev/null; wait; cat /tmp/btrace`,
    shows: [/ Q\s+RS? \d+ \+ 128 \[dd\]/, / C\s+RS? \d+ \+ 128/],
  },
  {
    name: 'blktrace, into /out',
    typed: `cd /out; blktrace -d /dev/sda -w 15 >/dev/null & until [ -e /sys/kernel/debug/block/sda/trace0 ]; do sleep 0.2; done; sleep 1
dd if=/dev/zero of=/scratch/g bs=64k count=10 oflag=direct 2>/dev/null; wait; blkparse -i /out/sda | head -5`,
    shows: [/ Q\s+WS \d+ \+ 128 \[dd\]/],
  },
  {
    name: 'cgroup2',
    typed: `mkdir -p /tmp/cg; mount -t cgroup2 none /tmp/cg; echo +cpu > /tmp/cg/cgroup.subtree_control; mkdir /tmp/cg/x; cat /tmp/cg/x/cpu.max`,
    shows: ['max 100000'],
  },
  { name: 'hexdump', typed: 'printf abc | hexdump -C', shows: ['61 62 63'] },
];

const aboutPrograms: readonly Case[] = [
  {
    name: 'readelf and objdump',
    typed: `readelf -l /bin/ls | grep -A1 -m2 LOAD; objdump -d /bin/ls | head -9`,
    shows: [/LOAD\s+0x0/, /Disassembly of section/],
  },
  {
    name: 'gcc, make, and gdb to the first step',
    typed: `cd /tmp; printf 'int main(void)\\n{\\n  int a = 3;\\n  return a;\\n}\\n' > m.c; printf 'm: m.c\\n\\tcc -g -O0 -o m m.c\\n' > Makefile
make; gdb -nx -batch -ex 'break main' -ex run -ex 'info proc' -ex si -ex 'x/i $pc' -ex 'python print(6 * 7)' ./m`,
    shows: [/Breakpoint 1, main \(\) at m\.c:3/, /^process \d+/m, /=> 0x[0-9a-f]+ <main\+\d+>:/, /^42$/m],
  },
  { name: 'cgdb', typed: 'cgdb --version', shows: [/^CGDB/] },
  {
    name: 'strace',
    typed: 'strace -e trace=openat cat /dev/null',
    shows: [/openat\(AT_FDCWD, "\/dev\/null"/],
  },
  { name: 'a terminal within', typed: 'script -qec tty /dev/null', shows: [/\/dev\/pts\/\d+/] },
  {
    name: 'what packages bring',
    typed: 'pstree --version; ip -V; bpftool version; bpf-gcc --version | head -1',
    shows: [/pstree/, /ip utility/, /bpftool v/, /bpf-gcc/],
  },
];

const byTracers: readonly Case[] = [
  {
    name: 'trace-cmd, into /out',
    typed: `cd /out; trace-cmd record -e sched_switch -e 'irq:*' ls / >/dev/null; trace-cmd report | tail -3`,
    shows: [/\[00\d\]\s+\d+\.\d+: \w+:/],
  },
  {
    name: 'uftrace, into /out',
    typed: `cd /scratch; echo > a; uftrace record --force -K 5 -d /out/uftrace.data /bin/mv a b; ls
uftrace replay -t 8us -d /out/uftrace.data`,
    shows: [/^b$/m, /\| .*(renameat2?|rename)\(/, 'vfs_rename'],
  },
];

describe.each([
  { title: 'in tracefs', cases: inTracefs, start: '/sys/kernel/tracing', home: ['graph.txt'] },
  {
    title: 'about memory, disks and the network',
    cases: aboutMemoryAndDisks,
    start: '/tmp',
    home: ['sda.blktrace.0', 'sda.blktrace.1'],
  },
  { title: 'about programs', cases: aboutPrograms, start: '/tmp', home: [] },
  { title: 'by tracers', cases: byTracers, start: '/tmp', home: ['trace.dat', 'uftrace.data'] },
])('the commands of the course, $title', ({ cases, start, home }) => {
  let said: string;
  let told: string;
  const folder = join(temporaryFolder(), 'home');
  beforeAll(() => {
    const typed = cases.map(({ typed }, index) => `echo "=== ${index}"\ncd ${start}\n${typed}`);
    const input = `exec 2>&1\n${typed.join('\n')}\necho "=== end"\n`;
    const ran = ringside(['vm', 'shell', '--with', 'course', '-o', folder], {
      input,
      env: { SHELL: '/bin/sh' },
    });
    said = ran.stdout;
    told = ran.stderr;
    expect(ran.code, told + said).toBe(0);
  });

  test.each(cases.map((each, index) => ({ ...each, index })))('$name', ({ shows, index }) => {
    const shown = said.split(/^=== .*\n/m)[index + 1];
    for (const one of shows) expect(shown).toMatch(one);
  });

  test('what was put into /out came home, and the next step that is printed opens each', () => {
    if (home.length === 0) return expect(told).not.toContain('brought home');
    expect(readdirSync(folder)).toEqual([...home, 'recording.json'].sort());
    const commands = told.match(/ringside (events|replay) \S+/g) ?? [];
    expect(commands).toHaveLength(home.filter(name => !name.endsWith('.1')).length);
    for (const command of commands) {
      const opened = ringside(command.split(' ').slice(1));
      expect(opened.code, opened.stderr).toBe(0);
      expect(opened.stdout.split('\n').length).toBeGreaterThan(10);
    }
  });
});

describe('a guest that is not to be trusted', () => {
  test('brings plain files alone, under names that stay where they are put', () => {
    const folder = join(temporaryFolder(), 'home');
    const input = `cd /out; mkdir -p deep/er; echo kept > deep/er/kept; echo forged > recording.json
ln -s /etc/passwd link; mkfifo pipe; mknod disk b 8 0; echo x > "$(printf 'a\\033[31mb')"; echo x > 'name\nof two lines'
echo x > ${'n'.repeat(120)}; exit 3\n`;
    const ran = ringside(['vm', 'shell', '-o', folder], { input, env: { SHELL: '/bin/sh' } });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/left behind in \/out: [678] /);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
      'deep',
      'deep/er',
      'deep/er/kept',
      'recording.json',
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'recording.json'), 'utf8'))).toMatchObject({
      format: 1,
      exitCode: 3,
      files: ['deep'],
    });
  });

  test('leaves no recording where nothing was put into /out, and no folder that has other things is taken', () => {
    const folder = join(temporaryFolder(), 'home');
    const ran = ringside(['vm', 'shell', '-o', folder, '--', 'true']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).not.toContain('brought home');
    expect(readdirSync(join(folder, '..'))).toEqual([]);
    mkdirSync(folder);
    writeFileSync(join(folder, 'mine'), 'x');
    expect(ringside(['vm', 'shell', '-o', folder, '--', 'true']).stderr).toContain(
      'files in it that are no recording',
    );
    expect(readdirSync(folder)).toEqual(['mine']);
  });
});
