import { describe, expect, it } from 'vitest';
import { handMade } from '../testing/hand-made.ts';
import { EventWalk, LostStretches, OpenPairs } from './index.ts';

describe('the walk over events', () => {
  it('hands each event to its handler, by time, and reads fields that are missing as told', () => {
    const trace = handMade([
      { time: 2, event: 'a:x', fields: { n: 5 } },
      { time: 1, event: 'a:y' },
      { time: 3, event: 'a:x', fields: { n: 6 } },
    ]);
    const seen: number[] = [];
    const walk = new EventWalk(trace);
    expect(
      walk.on('a:x', fields => row => seen.push(fields.number('n')(row), fields.number('m', -7)(row))),
    ).toBe(true);
    expect(walk.on('a:z', () => () => seen.push(0))).toBe(false);
    expect(walk.run()).toEqual([]);
    expect(seen).toEqual([5, -7, 6, -7]);
  });

  it('a name that ends in * stands for all that begin so', () => {
    const trace = handMade([
      { time: 1, event: 'syscalls:sys_enter_read' },
      { time: 2, event: 'syscalls:sys_enter_write' },
      { time: 3, event: 'syscalls:sys_exit_read' },
    ]);
    const seen: string[] = [];
    const walk = new EventWalk(trace);
    walk.on(
      'syscalls:sys_enter_*',
      ({ format }) =>
        row =>
          seen.push(`${format.name}@${trace.time[row]}`),
    );
    walk.run();
    expect(seen).toEqual(['sys_enter_read@1', 'sys_enter_write@2']);
  });

  it('an event that two instances recorded is counted in one of them, and that is said', () => {
    const trace = handMade([
      { time: 1, event: 'a:x' },
      { time: 1, event: 'a:x', buffer: 'other' },
      { time: 2, event: 'a:x', buffer: 'other' },
      { time: 3, event: 'a:y' },
    ]);
    const seen: number[] = [];
    const walk = new EventWalk(trace);
    for (const name of ['a:x', 'a:y']) walk.on(name, () => row => seen.push(trace.time[row]!));
    const problems = walk.run();
    expect(seen).toEqual([1, 2, 3]);
    expect(problems).toMatchObject([{ name: 'analysis.recorded-twice', place: 'a:x', count: 1 }]);
  });
});

describe('lost stretches', () => {
  const trace = handMade([
    { time: 10, cpu: 0, event: 'a:x' },
    { time: 15, cpu: 1, event: 'a:x' },
    { time: 30, cpu: 0, event: 'a:x', lost: 4 },
    { time: 35, cpu: 1, event: 'a:x' },
    { time: 50, cpu: 1, event: 'a:x', lost: -1 },
  ]);

  it('reach from the last event before to the first after, on their CPU', () => {
    expect(new LostStretches(trace).stretches).toEqual([
      { cpu: 0, from: 10, to: 30, count: 4 },
      { cpu: 1, from: 35, to: 50, count: -1 },
    ]);
  });

  it.each([
    [5, 10, -1, false],
    [5, 11, -1, true],
    [20, 25, -1, true],
    [20, 25, 1, false],
    [30, 35, -1, false],
    [30, 36, 0, false],
    [30, 36, 1, true],
    [50, 60, -1, false],
  ])('lie between %d and %d on CPU %d: %s', (start, end, cpu, expected) => {
    expect(new LostStretches(trace).between(start, end, cpu)).toBe(expected);
  });
});

describe('pairs of beginnings and ends', () => {
  it('nest, and count what finds no other half', () => {
    const trace = handMade([1, 2, 3, 4, 5, 6].map(time => ({ time, event: 'a:x' })));
    const pairs = new OpenPairs(trace);
    pairs.begin(7, 0);
    pairs.begin(7, 1);
    expect([pairs.end(7, 2), pairs.end(7, 3), pairs.end(7, 4)]).toEqual([1, 0, -1]);
    pairs.begin(8, 5);
    expect(pairs.problems('irq.handler')).toMatchObject([
      { name: 'irq.handler-unended', count: 1 },
      { name: 'irq.handler-unbegun', count: 1 },
    ]);
  });

  it('are not made across lost events: of their CPU, or of any', () => {
    const trace = handMade([
      { time: 1, cpu: 0, event: 'a:x' },
      { time: 2, cpu: 1, event: 'a:x' },
      { time: 3, cpu: 1, event: 'a:x', lost: 9 },
      { time: 4, cpu: 0, event: 'a:x' },
    ]);
    const anywhere = new OpenPairs(trace);
    anywhere.begin(1, 0);
    expect(anywhere.end(1, 3)).toBe(-1);
    expect(anywhere.problems('x')).toMatchObject([{ name: 'x-across-losses', count: 1 }]);
    const onOneCpu = new OpenPairs(trace, { ofOneCpu: true });
    onOneCpu.begin(1, 0);
    expect(onOneCpu.end(1, 3)).toBe(0);
  });
});
