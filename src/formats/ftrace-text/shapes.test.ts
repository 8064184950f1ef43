import { describe, expect, it } from 'vitest';
import { encodeUtf8, sourceFromBytes } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { ftraceText } from './index.ts';

async function load(text: string): Promise<Trace> {
  const bytes = encodeUtf8(text);
  expect(ftraceText.recognisesFile!(bytes)).toBe(true);
  return (await ftraceText.open({ kind: 'file', source: sourceFromBytes(bytes) }, {})).load();
}

const rowsOf = (trace: Trace): readonly string[] =>
  Array.from({ length: trace.count }, (_, row) => {
    const event = trace.formats[trace.event[row]!]?.name ?? '?';
    return `${event} ${trace.cpu[row]}/${trace.pid[row]} ${trace.time[row]! / 1000}`;
  });
const problemsOf = (trace: Trace): readonly string[] =>
  trace.problems.map(({ name, count }) => `${name} ${count}`);
const graphHead =
  '# tracer: function_graph\n#\n# CPU  DURATION                  FUNCTION CALLS\n# |     |   |                     |   |   |   |\n';
const callsOf = (trace: Trace): readonly string[] =>
  Array.from({ length: trace.count }, (_, row) => {
    const event = trace.event[row]!;
    const mark = trace.formats[event]!.name === 'funcgraph_exit' ? '}' : '{';
    return `${trace.fields.value(event, 'depth')!(row)} ${trace.fields.text(event, 'func')!(row)} ${mark}`;
  });

describe('texts of several ages and machines', () => {
  it('the sched_switch tracer of Linux 2.6.26 (Documentation/ftrace.txt)', async () => {
    const trace = await load(`# tracer: sched_switch
#
#           TASK-PID   CPU#    TIMESTAMP  FUNCTION
#              | |      |          |         |
            bash-3997  [01]   240.132281:   3997:120:R   + [01]  4055:120:R
            bash-3997  [01]   240.132284:   3997:120:R ==> [01]  4055:120:R
           sleep-4055  [01]   240.132371:   4055:120:S ==> [01]  3997:120:R
`);
    expect(rowsOf(trace)).toEqual(['wakeup 1/3997 0', 'context_switch 1/3997 3', 'context_switch 1/4055 90']);
    expect(trace.problems).toEqual([]);
  });

  it('a latency tracer before 2.6.28, its head without # and callers in parentheses', async () => {
    const trace = await load(`# tracer: irqsoff
#
irqsoff latency trace v1.1.5 on 2.6.26-rc8
--------------------------------------------------------------------
 latency: 97 us, #3/3, CPU#0 | (M:preempt VP:0, KP:0, SP:0 HP:0 #P:2)
    -----------------
    | task: swapper-0 (uid:0 nice:0 policy:0 rt_prio:0)
    -----------------
 => started at: apic_timer_interrupt
 => ended at:   do_softirq

#                _------=> CPU#
#  cmd     pid ||||| time  |   caller
 <idle>-0     0d..1    0us+: trace_hardirqs_off_thunk (apic_timer_interrupt)
  <idle>-0     0d.s.   97us : __do_softirq (do_softirq)
`);
    expect(rowsOf(trace)).toEqual(['function 0/0 0', 'function 0/0 97']);
    expect(problemsOf(trace)).toEqual(['ftrace-text.relative-times 1']);
    expect(trace.facts.uname).toBe('Linux 2.6.26-rc8');
  });

  it('the irqsoff tracer with a stack at its end (Documentation/trace/ftrace.rst)', async () => {
    const trace = await load(`# tracer: irqsoff
#
# irqsoff latency trace v1.1.5 on 3.8.0-test+
# --------------------------------------------------------------------
# latency: 71 us, #3/3, CPU#3 | (M:preempt VP:0, KP:0, SP:0 HP:0 #P:4)
#    -----------------
#    | task: bash-2042 (uid:0 nice:0 policy:0 rt_prio:0)
#    -----------------
#  => started at: ata_scsi_queuecmd
#  => ended at:   ata_scsi_queuecmd
#
#  cmd     pid   ||||| time  |   caller
#     \\   /      |||||  \\    |   /
    bash-2042    3d...    0us : _raw_spin_lock_irqsave <-ata_scsi_queuecmd
    bash-2042    3d..1   72us+: trace_hardirqs_on <-ata_scsi_queuecmd
    bash-2042    3d..1  120us : <stack trace>
 => _raw_spin_unlock_irqrestore
 => ata_scsi_queuecmd
`);
    expect(rowsOf(trace)).toEqual(['function 3/2042 0', 'function 3/2042 72', 'kernel_stack 3/2042 120']);
    expect(trace.facts.cpuCount).toBe(4);
  });

  it('systrace of Android: columns of thread groups and its markers', async () => {
    const trace = await load(`# tracer: nop
#
#           TASK-PID    TGID   CPU#  ||||    TIMESTAMP  FUNCTION
          <idle>-0     (-----) [001] d..2  5138.123456: sched_switch: prev_comm=swapper/1 prev_pid=0 prev_prio=120 prev_state=R ==> next_comm=Binder:1234_2 next_pid=1300 next_prio=110
   Binder:1234_2-1300  ( 1234) [001] ...1  5138.123460: tracing_mark_write: B|1234|a|b: c
   Binder:1234_2-1300  ( 1234) [001] ...1  5138.123470: 0: C|1234|heap size|1024
   Binder:1234_2-1300  ( 1234) [001] ...1  5138.123490: cpu_frequency: state=1200000 cpu_id=1
`);
    expect(rowsOf(trace)).toEqual([
      ...['sched_switch 1/0 0', 'print 1/1300 4', 'print 1/1300 14', 'cpu_frequency 1/1300 34'],
    ]);
    expect(trace.fields.value(trace.event[1]!, 'buf')!(1)).toBe('B|1234|a|b: c');
    expect(trace.fields.value(trace.event[0]!, 'next_comm')!(0)).toBe('Binder:1234_2');
    expect(trace.tasks.of(1300)).toBe('Binder:1234_2');
  });

  it('osnoise, timerlat and hwlat (Documentation/trace/osnoise-tracer.rst and its neighbours)', async () => {
    const trace = await load(`# tracer: osnoise
           <...>-859     [000] ....    81.637220: 1000000        190  99.98100       9     18      0   1007     18      1
       osnoise/8-961     [008] d.h.    81.637221: irq_noise: local_timer:236 start 5789.857529929 duration 1845 ns
       osnoise/8-961     [008] ....    81.637222: sample_threshold: start 5789.858404871 duration 30 ns interference 1
          <idle>-0       [000] d.h1    81.637223: #1     context    irq timer_latency       932 ns
           <...>-867     [000] ....    81.637224: #1     context user-ret timer_latency     11700 ns
           <...>-1729  [001] d...    81.637225: #1     inner/outer(us):   11/12    ts:1581527483.343962693 count:6
`);
    expect(rowsOf(trace)).toEqual([
      ...['osnoise 0/859 0', 'irq_noise 8/961 1', 'sample_threshold 8/961 2'],
      ...['timerlat 0/0 3', 'timerlat 0/867 4', 'hwlat 1/1729 5'],
    ]);
    expect(trace.problems).toEqual([]);
  });

  it('names of tasks of all kinds', async () => {
    const names = [
      'a b',
      'a-1 [2]',
      'x:y',
      '(sd-pam)',
      '-',
      'a-',
      '<x>',
      '123-456',
      '#c',
      'CPU:1 [LOST',
      '=> x',
    ];
    const more = ['123456789012345', '}', '/* x */', '#', '}//', '[kworker]', 'a|b', '1) x', '작업자들'];
    const all = [...names, ...more];
    const trace = await load(
      all
        .map((name, i) => {
          const blanks = ' '.repeat(16 - encodeUtf8(name).length);
          return `${blanks}${name}-${100 + i}     [003] d..2.   110.521500: sched_waking: comm=${name} pid=${i} prio=120 target_cpu=001\n`;
        })
        .join(''),
    );
    expect(Array.from(trace.pid)).toEqual(all.map((_, i) => 100 + i));
    const event = trace.event[0]!;
    expect(all.map((_, row) => trace.fields.value(event, 'comm')!(row))).toEqual(all);
    expect(trace.problems).toEqual([]);
  });

  it('ends of lines of another system, and a line that is cut off', async () => {
    const trace = await load(
      '# tracer: nop\r\n#\r\n              sh-7     [003] d..2.   110.000001: <stack trace>\r\n => a\r\n => b\r\n              sh-7     [003] d..2.   110.000002: vfs_read <-ksys_read\r\n              sh-7     [00',
    );
    expect(rowsOf(trace)).toEqual(['kernel_stack 3/7 0', 'function 3/7 1']);
    expect(trace.fields.value(trace.event[0]!, 'caller')!(0)).toEqual(['a', 'b']);
    expect(problemsOf(trace)).toEqual(['ftrace-text.cut 1']);
  });

  it('what old and new trace-cmd say before the first event', async () => {
    const line = '            bash-202   [001]    60.831081: softirq_raise:        vec=9 [action=RCU]\n';
    for (const head of [
      'version = 6\ncpus=2\n',
      'version = 6\nCPU 0 is empty\ncpus=2\n',
      'CPU 0 is empty\ncpus=2\n',
    ]) {
      const trace = await load(head + line);
      expect(rowsOf(trace)).toEqual(['softirq_raise 1/202 0']);
      expect(trace.facts).toMatchObject({ cpuCount: 2, writer: 'trace-cmd report' });
      expect(trace.problems).toEqual([]);
    }
  });
});

describe('function_graph of several ages (kernel/trace/trace_functions_graph.c)', () => {
  it.each([
    ['6.5, return values', '    g(); /* = 0xffff93fcfd346c00 */', '  } /* f = -22 */'],
    ['6.14, return values', '    g(); /* ret=0x0 */', '  } /* f ret=-22 */'],
    ['6.13, return addresses', '    g(); /* <-f+0x8b/0x300 ret=0x0 */', '  } /* f ret=0x4 */'],
    ['6.15, arguments', '    g(fmt="a(b); {", ...); /* ret=0x0 */', '  } /* f ret=0x4 */'],
    ['2.6.30', '    g();', '  }'],
  ])('%s', async (_age, leaf, end) => {
    const trace = await load(
      `${graphHead} 1)               |  f(a=0x1, b=2) { /* <-e+0x6b/0xd0 */\n 1)   0.651 us    |${leaf}\n 1) + 12.335 us   |${end}\n`,
    );
    expect(callsOf(trace)).toEqual(['0 f {', '1 g {', '1 g }', '0 f }']);
    expect(Array.from(trace.time).at(-1)).toBe(12335);
    expect(problemsOf(trace)).toEqual(['ftrace-text.unknown-task 4', 'ftrace-text.made-times 1']);
  });

  it('interrupts, overruns and changes of tasks are no calls', async () => {
    const trace = await load(` 1)   ==========> |
 1)               |  f() {
 1)   0.500 us    |    g [mod]();
 1)   1.500 us    |  }
 1)   <========== |
 (Overruns: 5)
 ------------------------------------------
 1)  a b-c-12345  =>  migratio-20
 ------------------------------------------

 1)   2.335 us    |  h();
`);
    expect(callsOf(trace)).toEqual(['0 f {', '1 g [mod] {', '1 g [mod] }', '0 f }', '0 h {', '0 h }']);
    expect(Array.from(trace.pid)).toEqual([12345, 12345, 12345, 12345, 20, 20]);
    expect(problemsOf(trace)).toEqual(['ftrace-text.made-times 1']);
  });
});

describe('what is none of it', () => {
  it.each([
    ['set_event', 'sched:sched_switch\nirq:irq_handler_entry\n'],
    ['available_tracers', 'osnoise hwlat blk function_graph wakeup_rt function nop\n'],
    ['README', 'tracing mini-HOWTO:\n\n# echo 0 > tracing_on : quick way to disable tracing\n'],
    ['dmesg', '[    0.000000] Linux version 6.1.0\n[    1.234567] audit: type=2000\n'],
    ['dmesg with callers', '[    0.000000][    T0] Linux version 6.1.0\n[    0.100000][    T1] x: y\n'],
    ['strace', '1234  10:11:12.123456 close(3) = 0\n1234  10:11:12.123556 brk(NULL) = 0x5581\n'],
    ['C', 'void bar() {\n  baz();\n  qux();\n} /* bar */\n'],
    ['JSON', '{"a": 1,\n "b": [1,2]}\n'],
    ['CSV', 'time,cpu,pid\n1.0,0,3\n2.0,1,4\n'],
    ['a log', 'Nov 25 17:00:01 host CRON[123]: (root) CMD (x)\nNov 25 17:00:01 host sshd[12]: x\n'],
    ['kallsyms', 'ffffffff81000000 T startup_64\nffffffff81000040 T secondary_startup_64\n'],
    [
      'uftrace replay',
      '# DURATION     TID     FUNCTION\n   1.234 us [  1234] |   foo();\n  10.234 us [  1234] | } /* main */\n',
    ],
  ])('%s', (_what, text) => {
    expect(ftraceText.recognisesFile!(encodeUtf8(text))).toBe(false);
  });
});
