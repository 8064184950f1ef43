import { describe, expect, it } from 'vitest';
import type { Answer } from '../analysis.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { syscallsAnalysis } from './index.ts';

const numbers = {
  read: 0,
  close: 3,
  mmap: 9,
  rt_sigreturn: 15,
  dup: 32,
  getpid: 39,
  socket: 41,
  clone: 56,
  exit: 60,
};
const more = { execve: 59, kill: 62, fcntl: 72, openat: 257, pipe2: 293, clone3: 435, dup2: 33 };
const callNumbers: Readonly<Record<string, number>> = { ...numbers, ...more };

interface Made extends Partial<MadeEvent> {
  readonly at: readonly [number, number];
  readonly call: string;
  readonly args?: readonly number[];
  readonly result: number;
  readonly pid?: number;
}

/** Entry and return of one call. */
function call({ at, call, args = [], result, pid = 7, ...rest }: Made): readonly MadeEvent[] {
  const id = callNumbers[call]!;
  const padded = [...args, 0, 0, 0, 0, 0, 0].slice(0, 6);
  return [
    { time: at[0], event: 'raw_syscalls:sys_enter', pid, fields: { id, args: padded }, ...rest },
    { time: at[1], event: 'raw_syscalls:sys_exit', pid, fields: { id, ret: result }, ...rest },
  ];
}

function answerTo(...events: readonly (MadeEvent | readonly MadeEvent[])[]): Answer {
  return syscallsAnalysis.answer(handMade(events.flat() as MadeEvent[]));
}

function rowsOf(answer: Answer, table: string, ...ids: readonly string[]): readonly unknown[] {
  const found = answer.table(table);
  return Array.from({ length: found.count }, (_, row) => ids.map(id => found.cell(found.column(id), row)));
}

const openCloseOnExec = 0x80000;
const at = (time: number): readonly [number, number] => [time, time + 5];

describe('single calls', () => {
  it('have name, arguments by name, result, error and duration', () => {
    const answer = answerTo(
      call({ at: [10, 30], call: 'openat', args: [0xffff_ff9c, 0x7f00, 0x241, 0o640], result: 3, cpu: 1 }),
      call({ at: [40, 45], call: 'kill', args: [12, 15], result: -3 }),
      call({
        at: [50, 58],
        call: 'mmap',
        args: [0, 4096, 3, 0x22, 0xffff_ffff, 0],
        result: 0x7fff_0000_0000,
      }),
      call({ at: [60, 61], call: 'socket', args: [2, 0x80001, 0], result: -97 }),
    );
    expect(
      rowsOf(answer, 'syscalls.calls', 'time', 'duration', 'cpu', 'call', 'arguments', 'result', 'error'),
    ).toEqual([
      [
        10,
        20,
        1,
        'openat',
        'dfd=AT_FDCWD, filename=0x7f00, flags=O_WRONLY|O_CREAT|O_TRUNC, mode=0640',
        3,
        undefined,
      ],
      [40, 5, 0, 'kill', 'pid=12, sig=SIGTERM', -3, 'ESRCH'],
      [
        50,
        8,
        0,
        'mmap',
        'addr=0, len=4096, prot=PROT_READ|PROT_WRITE, flags=MAP_PRIVATE|MAP_ANONYMOUS, fd=-1, off=0',
        0x7fff_0000_0000,
        undefined,
      ],
      [60, 1, 0, 'socket', 'family=AF_INET, type=SOCK_STREAM|SOCK_CLOEXEC, protocol=0', -97, 'EAFNOSUPPORT'],
    ]);
    expect(rowsOf(answer, 'syscalls.errors', 'tid', 'call', 'error', 'count', 'row')).toEqual([
      [7, 'kill', 'ESRCH', 1, 3],
      [7, 'socket', 'EAFNOSUPPORT', 1, 7],
    ]);
    expect(answer.problems).toEqual([]);
  });

  it('numbers are those of the machine: 63 is uname on x86-64 and read on arm64', () => {
    const [enter, exit] = [
      { time: 1, event: 'raw_syscalls:sys_enter', pid: 7, fields: { id: 63, args: [0, 0, 0] } },
      { time: 2, event: 'raw_syscalls:sys_exit', pid: 7, fields: { id: 63, ret: 0 } },
    ];
    const trace = handMade([enter, exit]);
    const named = (uname: string): unknown => {
      const other = Object.assign(trace.slice(0, 2), { facts: { ...trace.facts, uname } });
      return rowsOf(syscallsAnalysis.answer(other), 'syscalls.names', 'call');
    };
    expect(named('Linux vm 6.1.0 #1 SMP x86_64 GNU/Linux')).toEqual([['uname']]);
    expect(named('Linux vm 6.1.0 #1 SMP aarch64 GNU/Linux')).toEqual([['read']]);
  });

  it('numbers without a name are still counted, and those of x32 are told', () => {
    const odd = (id: number, time: number): MadeEvent[] => [
      { time, event: 'raw_syscalls:sys_enter', pid: 7, fields: { id, args: [1, 0x7f00, 3, 4, 5, 6] } },
      { time: time + 1, event: 'raw_syscalls:sys_exit', pid: 7, fields: { id, ret: -38 } },
    ];
    const answer = answerTo(odd(5000, 10), odd(0x4000_0000, 20));
    expect(rowsOf(answer, 'syscalls.calls', 'call', 'arguments', 'error')).toEqual([
      ['call 5000', '0x1, 0x7f00, 0x3, 0x4, 0x5, 0x6', 'ENOSYS'],
      ['x32 read', 'fd=1, buf=0x7f00, count=3', 'ENOSYS'],
    ]);
  });

  it('of programs of 32 bits are told by the return from their exec, or by their addresses', () => {
    const compat = (id: number, time: number, pid: number, ...args: readonly number[]): MadeEvent[] => [
      {
        time,
        event: 'raw_syscalls:sys_enter',
        pid,
        fields: { id, args: [...args, 0, 0, 0, 0, 0, 0].slice(0, 6) },
      },
      { time: time + 1, event: 'raw_syscalls:sys_exit', pid, fields: { id, ret: 1 } },
    ];
    const executed = answerTo(
      { time: 1, event: 'raw_syscalls:sys_enter', pid: 7, fields: { id: 59, args: [1, 2, 3, 0, 0, 0] } },
      { time: 2, event: 'raw_syscalls:sys_exit', pid: 7, fields: { id: 11, ret: 0 } },
      compat(4, 10, 7, 1, 0x1000, 5),
    );
    expect(rowsOf(executed, 'syscalls.calls', 'call', 'arguments', 'duration')).toEqual([
      ['execve', 'filename=0x1, argv=0x2, envp=0x3', 1],
      ['32-bit write', 'fd=1, buf=0x1000, count=5', 1],
    ]);
    expect(executed.problems).toEqual([]);
    const ids = [3, 4, 5, 6];
    const running = (stack: number): Answer =>
      answerTo(
        ...Array.from({ length: 20 }, (_, index) => compat(ids[index % 4]!, 10 * index, 7, index, stack)),
      );
    expect(rowsOf(running(0xffa2_a190), 'syscalls.names', 'call', 'count')).toEqual([
      ['32-bit read', 5],
      ['32-bit write', 5],
      ['32-bit open', 5],
      ['32-bit close', 5],
    ]);
    expect(rowsOf(running(0x1000), 'syscalls.names', 'call')).toEqual([
      ['close'],
      ['stat'],
      ['fstat'],
      ['lstat'],
    ]);
  });

  it('of events by name are the same', () => {
    const answer = answerTo([
      {
        time: 1,
        event: 'syscalls:sys_enter_newfstatat',
        pid: 7,
        fields: { __syscall_nr: 262, dfd: -100, filename: 16, statbuf: 32, flag: 256 },
      },
      { time: 4, event: 'syscalls:sys_exit_newfstatat', pid: 7, fields: { __syscall_nr: 262, ret: -2 } },
    ]);
    expect(rowsOf(answer, 'syscalls.calls', 'call', 'arguments', 'error', 'duration')).toEqual([
      ['newfstatat', 'dfd=AT_FDCWD, filename=0x10, statbuf=0x20, flag=AT_SYMLINK_NOFOLLOW', 'ENOENT', 3],
    ]);
  });
});

describe('beginnings and ends', () => {
  it('of tasks on two CPUs interleave, and move between CPUs', () => {
    const answer = answerTo(
      { time: 10, cpu: 0, event: 'raw_syscalls:sys_enter', pid: 7, fields: { id: 0, args: [3] } },
      { time: 11, cpu: 1, event: 'raw_syscalls:sys_enter', pid: 8, fields: { id: 0, args: [4] } },
      { time: 20, cpu: 0, event: 'raw_syscalls:sys_exit', pid: 8, fields: { id: 0, ret: 1 } },
      { time: 40, cpu: 1, event: 'raw_syscalls:sys_exit', pid: 7, fields: { id: 0, ret: 2 } },
    );
    expect(rowsOf(answer, 'syscalls.tasks', 'tid', 'count', 'total')).toEqual([
      [7, 1, 30],
      [8, 1, 9],
    ]);
  });

  it('that find no other half are counted: exits of programs are not missed, and returns of new tasks belong to their parents', () => {
    const answer = answerTo(
      { time: 1, event: 'raw_syscalls:sys_exit', pid: 7, fields: { id: 0, ret: 1 } },
      { time: 2, event: 'raw_syscalls:sys_enter', pid: 7, fields: { id: 56, args: [0x1200011] } },
      { time: 3, cpu: 1, event: 'raw_syscalls:sys_exit', pid: 8, fields: { id: 56, ret: 0 } },
      { time: 4, event: 'raw_syscalls:sys_exit', pid: 7, fields: { id: 56, ret: 8 } },
      { time: 5, event: 'raw_syscalls:sys_enter', pid: 7, fields: { id: 15, args: [0] } },
      { time: 6, event: 'raw_syscalls:sys_exit', pid: 7, fields: { id: -1, ret: -4 } },
      { time: 7, cpu: 1, event: 'raw_syscalls:sys_enter', pid: 8, fields: { id: 231, args: [0] } },
      { time: 8, event: 'raw_syscalls:sys_enter', pid: 7, fields: { id: 0, args: [3] } },
    );
    expect(rowsOf(answer, 'syscalls.names', 'call', 'count', 'unreturned')).toEqual([
      ['read', 0, 1],
      ['clone', 1, 0],
      ['rt_sigreturn', 1, 0],
      ['exit_group', 0, 1],
    ]);
    expect(answer.problems.map(({ name, count }) => [name, count])).toEqual([
      ['syscalls.call-unended', 1],
      ['syscalls.call-unbegun', 1],
    ]);
  });

  it('are not paired across lost events', () => {
    const answer = answerTo(
      { time: 1, event: 'raw_syscalls:sys_enter', pid: 7, fields: { id: 0, args: [3] } },
      { time: 9, event: 'raw_syscalls:sys_exit', pid: 7, fields: { id: 0, ret: 1 }, lost: 5 },
      call({ at: [10, 12], call: 'getpid', result: 7 }),
    );
    expect(rowsOf(answer, 'syscalls.calls', 'call', 'duration')).toEqual([
      ['read', undefined],
      ['getpid', 2],
    ]);
    expect(answer.problems).toMatchObject([{ name: 'syscalls.call-across-losses', count: 1 }]);
  });

  it('of a pid that names two tasks belong to each', () => {
    const answer = answerTo(
      call({ at: at(10), call: 'getpid', result: 8, pid: 8 }),
      { time: 20, event: 'raw_syscalls:sys_enter', pid: 8, fields: { id: 60, args: [0] } },
      { time: 21, event: 'sched:sched_process_exit', pid: 8, fields: { pid: 8 } },
      {
        time: 30,
        event: 'sched:sched_process_fork',
        pid: 7,
        fields: { parent_pid: 7, child_pid: 8, child_comm: 'b' },
      },
      call({ at: at(40), call: 'getpid', result: 8, pid: 8 }),
    );
    expect(rowsOf(answer, 'syscalls.tasks', 'tid', 'count', 'unreturned')).toEqual([
      [8, 1, 1],
      [8, 1, 0],
    ]);
    expect(answer.problems).toEqual([]);
  });
});

describe('file descriptors are followed to what was opened', () => {
  const openedAs = (path: string, time: number, fd: number, flags = 0): readonly MadeEvent[] => [
    ...call({ at: at(time), call: 'openat', args: [0xffff_ff9c, 0x7f00, flags], result: fd }),
    { time: time + 2, event: 'ringside:path', pid: 7, fields: { pathname: path } },
  ];
  const filesOf = (answer: Answer): readonly unknown[] => rowsOf(answer, 'syscalls.calls', 'call', 'file');

  it('through open, dup, dup2, fcntl and close, by the path that a probe saw', () => {
    const answer = answerTo(
      openedAs('/etc/passwd', 10, 3),
      call({ at: at(20), call: 'dup', args: [3], result: 4 }),
      call({ at: at(30), call: 'close', args: [3], result: 0 }),
      call({ at: at(40), call: 'read', args: [4], result: 5 }),
      call({ at: at(50), call: 'dup2', args: [4, 9], result: 9 }),
      call({ at: at(60), call: 'fcntl', args: [9, 1030, 10], result: 10 }),
      call({ at: at(70), call: 'read', args: [10], result: 5 }),
      call({ at: at(80), call: 'read', args: [3], result: -9 }),
    );
    expect(filesOf(answer)).toEqual([
      ['openat', '/etc/passwd'],
      ['dup', '/etc/passwd'],
      ['close', '/etc/passwd'],
      ['read', '/etc/passwd'],
      ['dup2', '/etc/passwd'],
      ['fcntl', '/etc/passwd'],
      ['read', '/etc/passwd'],
      ['read', ''],
    ]);
  });

  it('an open that failed opens nothing', () => {
    const answer = answerTo(
      openedAs('/etc/passwd', 10, -13),
      call({ at: at(20), call: 'read', args: [3], result: -9 }),
    );
    expect(filesOf(answer)).toEqual([
      ['openat', ''],
      ['read', ''],
    ]);
  });

  it('sockets and pipes by their kind; the ends of a pipe where every number so far was the lowest free one', () => {
    const answer = answerTo(
      call({ at: at(10), call: 'socket', args: [1, 0x80002, 0], result: 3 }),
      call({ at: at(20), call: 'pipe2', args: [0x7f00, 0], result: 0 }),
      call({ at: at(30), call: 'read', args: [4], result: 1 }),
      call({ at: at(40), call: 'read', args: [3], result: 1 }),
    );
    expect(filesOf(answer)).toEqual([
      ['socket', 'socket AF_UNIX SOCK_DGRAM'],
      ['pipe2', ''],
      ['read', 'pipe'],
      ['read', 'socket AF_UNIX SOCK_DGRAM'],
    ]);
  });

  it('children have copies, threads share; what closes at exec is gone after it', () => {
    const cloneThread = 0x10f00;
    const answer = answerTo(
      openedAs('/a', 10, 3),
      openedAs('/b', 20, 4, openCloseOnExec),
      call({ at: at(30), call: 'clone', args: [17], result: 8 }),
      call({ at: at(40), call: 'clone', args: [cloneThread], result: 9 }),
      call({ at: at(50), call: 'close', args: [3], result: 0, pid: 9 }),
      call({ at: at(60), call: 'read', args: [3], result: -9 }),
      call({ at: at(70), call: 'read', args: [3], result: 1, pid: 8 }),
      call({ at: at(80), call: 'execve', args: [1, 2, 3], result: 0, pid: 8 }),
      { time: 82, event: 'sched:sched_process_exec', pid: 8, fields: { filename: '/bin/true', pid: 8 } },
      call({ at: at(90), call: 'read', args: [3], result: 1, pid: 8 }),
      call({ at: at(95), call: 'read', args: [4], result: -9, pid: 8 }),
    );
    expect(rowsOf(answer, 'syscalls.calls', 'tid', 'call', 'file').slice(4)).toEqual([
      [9, 'close', '/a'],
      [7, 'read', ''],
      [8, 'read', '/a'],
      [8, 'execve', '/bin/true'],
      [8, 'read', '/a'],
      [8, 'read', ''],
    ]);
  });

  it('a child of clone3 is a copy while its parent waits in that call, a thread where the parent goes on', () => {
    const made = (child: number, time: number, returned: number): readonly MadeEvent[] => [
      ...call({ at: [time, returned], call: 'clone3', args: [1, 88], result: child }),
      {
        time: time + 1,
        event: 'sched:sched_process_fork',
        pid: 7,
        fields: { parent_pid: 7, child_pid: child, child_comm: 'c' },
      },
    ];
    const answer = answerTo(
      openedAs('/a', 10, 3),
      made(8, 20, 50),
      call({ at: at(30), call: 'close', args: [3], result: 0, pid: 8, cpu: 1 }),
      call({ at: at(60), call: 'read', args: [3], result: 1 }),
      made(9, 70, 73),
      call({ at: at(80), call: 'close', args: [3], result: 0, pid: 9, cpu: 1 }),
      call({ at: at(90), call: 'read', args: [3], result: -9 }),
    );
    expect(rowsOf(answer, 'syscalls.calls', 'tid', 'call', 'file')).toEqual([
      [7, 'openat', '/a'],
      [7, 'clone3', ''],
      [8, 'close', '/a'],
      [7, 'read', '/a'],
      [7, 'clone3', ''],
      [9, 'close', '/a'],
      [7, 'read', ''],
    ]);
  });
});

describe('what calls waited for', () => {
  const switched = (time: number, prev: number, state: number, next: number): MadeEvent => ({
    time,
    event: 'sched:sched_switch',
    pid: prev,
    fields: { prev_pid: prev, prev_comm: 'a', prev_state: state, next_pid: next, next_comm: 'b' },
  });
  const answer = answerTo(
    switched(0, 9, 1, 7),
    { time: 10, event: 'raw_syscalls:sys_enter', pid: 7, fields: { id: 0, args: [3] } },
    switched(15, 7, 2, 0),
    { time: 45, event: 'sched:sched_waking', pid: 0, fields: { pid: 7, comm: 'a', target_cpu: 0 } },
    switched(52, 0, 0, 7),
    { time: 60, event: 'raw_syscalls:sys_exit', pid: 7, fields: { id: 0, ret: 1 } },
    call({ at: [70, 71], call: 'getpid', result: 7 }),
  );

  it('is told by the states of the task inside of the call, and who ended the sleep', () => {
    const columns = ['call', 'running', 'waiting_cpu', 'sleeping', 'blocked', 'unknown'];
    expect(rowsOf(answer, 'syscalls.waits', ...columns, 'waker_comm', 'sleep_row', 'wake_row')).toEqual([
      ['read', 13, 7, 0, 30, 0, 'swapper/0', 2, 3],
    ]);
  });

  it('is not known where no switch was recorded', () => {
    const alone = answerTo(call({ at: [70, 71], call: 'getpid', result: 7 }));
    expect(rowsOf(alone, 'syscalls.times', 'total', 'running', 'unknown')).toEqual([[1, 0, 1]]);
  });

  it('adds up to the time of all calls of a name', () => {
    expect(
      rowsOf(answer, 'syscalls.times', 'call', 'waited', 'total', 'running', 'waiting_cpu', 'blocked'),
    ).toEqual([
      ['read', 1, 50, 13, 7, 30],
      ['getpid', 0, 1, 1, 0, 0],
    ]);
  });
});
