import { describe, expect, test } from 'vitest';
import { isSameArgument, parseFunctionSpecs } from './argument-spec.ts';
import { clockSince } from './clock.ts';
import { EnumValues } from './enum-values.ts';
import { ExternMessages } from './extern-messages.ts';
import { parseInfo } from './info.ts';
import { parseMemoryMap } from './memory-map.ts';
import { UftraceProblems } from './problem.ts';
import { RecordQueue, UftraceRecord } from './record.ts';
import { parseTaskMessages } from './task-messages.ts';
import { recordedFiles } from './testing/recorded.ts';

describe('info', () => {
  test('tells what was run and how', () => {
    const info = parseInfo(recordedFiles('args').get('info')!);
    expect(info).toMatchObject({
      version: 4,
      littleEndian: true,
      longBytes: 8,
      maxStack: 1024,
      tids: [214, 216, 217, 218, 219],
      program: '/out/progs/threads',
      kernel: 'Linux 6.1.0-56-amd64',
      exitStatus: 0,
      argumentSpec: 'fib@arg1',
      returnSpec: 'fib@retval',
      patternKind: 'regex',
    });
  });

  test('a version nobody knows is refused', () => {
    const bytes = recordedFiles('forks').get('info')!.slice();
    bytes[8] = 9;
    expect(() => parseInfo(bytes)).toThrow('expected version 3 to 4, found 9');
  });
});

test('task.txt: sessions, tasks, forks and opened libraries; other lines are problems', () => {
  const problems = new UftraceProblems();
  const messages = parseTaskMessages(
    [
      'SESS timestamp=47.739763686 pid=221 sid=5001536ff78147d8 exename="/a "b"/c"',
      'TASK timestamp=47.747690341 tid=222 pid=221',
      'FORK timestamp=47.752973175 pid=223 ppid=221',
      'DLOP timestamp=48.000000001 tid=221 sid=5001536ff78147d8 base=7f00a000 libname="/lib/x.so"',
      'what',
      '',
    ].join('\n'),
    problems,
  );
  expect(messages).toEqual([
    { kind: 'session', time: 47739763686n, pid: 221, sid: '5001536ff78147d8', program: '/a "b"/c' },
    { kind: 'task', time: 47747690341n, tid: 222, pid: 221 },
    { kind: 'fork', time: 47752973175n, tid: 223, parent: 221 },
    {
      kind: 'dlopen',
      time: 48000000001n,
      tid: 221,
      sid: '5001536ff78147d8',
      base: 0x7f00a000,
      library: '/lib/x.so',
    },
  ]);
  expect(problems.rows).toMatchObject([{ name: 'uftrace.malformed-task-list', place: 'task.txt:5' }]);
});

test('a map merges the lines of one file and guesses where the kernel is from the stack', () => {
  const map = parseMemoryMap(
    [
      '555caa9a4000-555caa9c8000 r-xp 00000000 00:00 0      /usr/bin/mv build-id:24ef',
      '555caa9c8000-555caa9d0000 rw-p 00000000 00:00 0      /usr/bin/mv',
      '7f9a97bb6000-7f9a97bc9000 r-xp 00000000 00:00 0      /lib/a.so',
      '7f9a97bc9000-7f9a97bd0000 rw-p 00000000 00:00 0 ',
      '7ffe77cde000-7ffe77cff000 rw-p 00000000 00:00 0      [stack]',
    ].join('\n'),
  );
  expect(map.files).toEqual([
    { start: 0x555caa9a4000, end: 0x555caa9d0000, path: '/usr/bin/mv', buildId: '24ef' },
    { start: 0x7f9a97bb6000, end: 0x7f9a97bc9000, path: '/lib/a.so', buildId: '' },
  ]);
  expect(map.kernelBase).toBe(-(2 ** 47));
});

test('a clock of the calendar starts at the recording, one since boot at 0', () => {
  expect(clockSince(28_138_580_490n).start).toBe(0n);
  const calendar = clockSince(1_790_000_000_123_456_789n);
  const later = 1_790_000_000_123_456_789n + 7n;
  expect(calendar.at(Number(later >> 32n), Number(later & 0xffff_ffffn))).toBe(7);
  expect(calendar.atNanoseconds(later)).toBe(7);
});

test('messages of extern.dat are lines of a time and a text', () => {
  const text = '# test\n1234.987654320\n1234.987654321 first data\n\n1234.98 second\twith tab\n';
  const messages = new ExternMessages(text, clockSince(0n));
  const found: [number, string][] = [];
  while (messages.peek()) {
    found.push([messages.time, messages.message]);
    messages.consume();
  }
  expect(found).toEqual([
    [1234987654321, 'first data'],
    [1234980000000, 'second\twith tab'],
  ]);
});

test('enums: a value by its name, by its flags, by its number', () => {
  const enums = new EnumValues();
  enums.add('enum prot { NONE, READ, WRITE, EXEC = 4, };enum hex {A = 0x10,B};');
  expect(enums.text('prot', 0)).toBe('NONE');
  expect(enums.text('prot', 3)).toBe('WRITE|READ');
  expect(enums.text('prot', 13)).toBe('EXEC|WRITE|READ|NONE+0x6');
  expect(enums.text('hex', 0x11)).toBe('B');
  expect(enums.text('nothing', 5)).toBe('5');
});

describe('argument specifications', () => {
  test('of arguments, of returned values, and wrong ones', () => {
    const text =
      'f@arg1,arg2/s,arg3/x32%rdi,fparg1/80%stack+1,retval/i64;g@retval/p;bad@arg1/q;h@libc,arg1/e:prot';
    expect(parseFunctionSpecs(text, false, 8)).toEqual([
      {
        name: 'f',
        module: undefined,
        arguments: [
          { index: 1, format: 'd', size: 8, kind: 'index', place: '', typeName: '' },
          { index: 2, format: 's', size: 8, kind: 'index', place: '', typeName: '' },
          { index: 3, format: 'x', size: 4, kind: 'register', place: 'rdi', typeName: '' },
          { index: 1, format: 'f', size: 10, kind: 'stack', place: '+1', typeName: '' },
        ],
      },
      { name: 'g', module: undefined, arguments: [] },
      {
        name: 'h',
        module: 'libc',
        arguments: [{ index: 1, format: 'e', size: 8, kind: 'index', place: '', typeName: 'prot' }],
      },
    ]);
    expect(parseFunctionSpecs(text, true, 8)[0]!.arguments).toEqual([
      { index: 0, format: 'i', size: 8, kind: 'index', place: '', typeName: '' },
    ]);
  });

  test('a later one of the same argument is the same', () => {
    const [first, second] = parseFunctionSpecs('f@arg1/s;f@arg1/x', false, 8);
    expect(isSameArgument(first!.arguments[0]!, second!.arguments[0]!)).toBe(true);
  });
});

test('a queue keeps its order through growing, taking from the front and from the end', () => {
  const queue = new RecordQueue('user');
  const record = new UftraceRecord('user');
  const expected: number[] = [];
  for (let step = 0; step < 3000; step++) {
    record.time = step;
    queue.push(record);
    expected.push(step);
    if (step % 3 === 0) {
      queue.dropFirst();
      expected.shift();
    }
    if (step % 7 === 0 && expected.length > 0) {
      queue.dropLast(1);
      expected.pop();
    }
    expect(queue.count).toBe(expected.length);
    if (expected.length > 0) {
      expect(queue.first.time).toBe(expected[0]);
      expect(queue.fromEnd(0).time).toBe(expected.at(-1));
    }
  }
});
