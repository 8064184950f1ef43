import { describe, expect, it } from 'vitest';
import { decodeLatin1, encodeUtf8 } from '../../base/index.ts';
import { scanLatencyHead, scanVerboseHead } from './latency-head.ts';
import { LineHead, scanEventHead } from './line-head.ts';

type Scan = (bytes: Uint8Array, start: number, end: number, head: LineHead) => boolean;

function parse(scan: Scan, line: string): Record<string, unknown> | undefined {
  const bytes = encodeUtf8(line);
  const head = new LineHead();
  if (!scan(bytes, 0, bytes.length, head)) return undefined;
  return {
    comm: new TextDecoder().decode(bytes.subarray(head.commStart, head.commEnd)),
    pid: head.pid,
    cpu: head.cpu,
    flags: decodeLatin1(bytes.subarray(head.flagsStart, head.flagsEnd)),
    time: head.inSeconds
      ? `${head.seconds}.${head.rest}`
      : BigInt(head.seconds) * 10n ** 9n + BigInt(head.rest),
    text: decodeLatin1(bytes.subarray(head.text)),
  };
}

describe('the head of an event’s line', () => {
  const usual = { pid: 7, cpu: 3, flags: 'd..2.', time: '110.521557000', text: 'x: y' };

  it.each([
    // kernel/trace/trace_output.c trace_print_context, by its age.
    [
      '6.1, with the migrate-disable column (54357f0c9149)',
      '              sh-7       [003] d..2.   110.521557: x: y',
      {},
    ],
    ['5.10, four columns', '              sh-7       [003] d..2   110.521557: x: y', { flags: 'd..2' }],
    ['3.0, %-5d for the pid', '              sh-7     [003] d..2   110.521557: x: y', { flags: 'd..2' }],
    ['2.6.35, no flags', '              sh-7     [003]   110.521557: x: y', { flags: '' }],
    [
      '5.10-rt, eight columns',
      '              sh-7       [003] d...2.11   110.521557: x: y',
      { flags: 'd...2.11' },
    ],
    [
      '4.9-rt, seven columns',
      '              sh-7       [003] d..h211   110.521557: x: y',
      { flags: 'd..h211' },
    ],
    [
      '6.13, letters of lazy preemption',
      '              sh-7       [003] BLs2.   110.521557: x: y',
      { flags: 'BLs2.' },
    ],
    ['record-tgid', '              sh-7       (      5) [003] d..2.   110.521557: x: y', {}],
    ['record-tgid, unknown', '              sh-7       (-------) [003] d..2.   110.521557: x: y', {}],
    [
      'record-tgid of Android',
      '              sh-7     (-----) [003] d..2   110.521557: x: y',
      { flags: 'd..2' },
    ],
    ['a CPU beyond 999', '              sh-7       [1003] d..2.   110.521557: x: y', { cpu: 1003 }],
    [
      'nanoseconds of trace-cmd report -t',
      '              sh-7     [003]   110.521557123: x: y',
      { flags: '', time: '110.521557123' },
    ],
    ['blanks cut off', 'sh-7 [003] d..2. 110.521557: x: y', {}],
    [
      'an instance before it',
      'foo:              sh-7     [003]   110.521557: x: y',
      { comm: 'foo:              sh', flags: '' },
    ],
  ])('%s', (_age, line, different) => {
    expect(parse(scanEventHead, line)).toEqual({ ...usual, comm: 'sh', ...different });
  });

  it.each([
    ['kworker/u8:0-ev'],
    ['a b c'],
    ['x [000] 1.2: y'],
    ['-1-2 [3]'],
    ['<...>'],
    ['(sd-pam)'],
    ['작업'],
    ['a-7 [001]'],
    ['#! ;:='],
  ])('a task called %s', comm => {
    const width = encodeUtf8(comm).length;
    const line = `${' '.repeat(16 - width)}${comm}-7       [003] d..2.   110.521557: x: y`;
    expect(parse(scanEventHead, line)).toEqual({ ...usual, comm });
  });

  it('ticks of a clock, also those that a double cannot hold', () => {
    expect(parse(scanEventHead, '              sh-7       [003] d..2.            8: x: y')).toMatchObject({
      time: 8n,
    });
    expect(parse(scanEventHead, '              sh-7     [003]18446744073709551615: x: y')).toMatchObject({
      time: 18446744073709551615n,
    });
  });

  it.each([
    'int main(int argc, char **argv)',
    '2026-11-25 16:00:00 [123] INFO: x',
    'Nov 25 16:00:01 host sshd-12[345]: x',
    '[    1.234567] usb 1-1: new device',
    '              sh-7       [003] d..2.   110.521557 x: y',
    '              sh-x       [003] d..2.   110.521557: x: y',
  ])('%s is none', line => {
    expect(parse(scanEventHead, line)).toBeUndefined();
  });
});

describe('the head of a line of the latency format', () => {
  it.each([
    [
      '  <idle>-0         3d.h1. 62351us+: x: y',
      { comm: '<idle>', pid: 0, flags: 'd.h1.', time: '0.62351000' },
    ],
    ['  <idle>-0         3d.h1.    5us : x: y', { comm: '<idle>', pid: 0, flags: 'd.h1.', time: '0.5000' }],
    ['kworker/-41      3d..1    0us!: x: y', { comm: 'kworker/', pid: 41, flags: 'd..1', time: '0.0' }],
    ['migratio-16        3d..2.    3: x: y', { comm: 'migratio', pid: 16, flags: 'd..2.', time: 3n }],
    // trace-cmd report -l
    [
      '  <idle>-0       3..s1.242748957710: x: y',
      { comm: '<idle>', pid: 0, flags: '..s1.', time: 242748957710n },
    ],
    [
      '   sleep-245     3d..2.   101.219370507: x: y',
      { comm: 'sleep', pid: 245, flags: 'd..2.', time: '101.219370507' },
    ],
  ])('%s', (line, expected) => {
    expect(parse(scanLatencyHead, line)).toEqual({ cpu: 3, text: 'x: y', ...expected });
  });

  it('in many words has the absolute time', () => {
    const line = '         my bash     206   1 9 00000001 0000000c [00a68c6d] 1464.267ms (+0.425ms): x: y';
    expect(parse(scanVerboseHead, line)).toEqual({
      ...{ comm: 'my bash', pid: 206, cpu: 1, flags: '9', time: '10.914925000', text: 'x: y' },
    });
    const ticks = '            bash     206   1 9 00000001 0000000c [00000000000a68c6] 12 (+4): x: y';
    expect(parse(scanVerboseHead, ticks)).toMatchObject({ time: 682182n, text: 'x: y' });
  });
});
