import { describe, expect, test } from 'vitest';
import { stretchKinds } from '../../analyses/journey/index.ts';
import { handMade, type MadeEvent } from '../../analyses/testing/hand-made.ts';
import { unheard } from '../question.ts';
import { benchOf, benchWith } from '../timeline/testing/opened.ts';
import { askChoices, askJourney } from './index.ts';

const switchTo = (time: number, pid: number, next: number, state = 1): MadeEvent => ({
  time,
  pid,
  comm: pid === 0 ? 'swapper' : 'dd',
  event: 'sched:sched_switch',
  fields: { prev_pid: pid, prev_state: state, next_pid: next, next_comm: next === 0 ? 'swapper' : 'dd' },
});
const enter = (time: number): MadeEvent => ({
  time,
  pid: 7,
  event: 'raw_syscalls:sys_enter',
  fields: { id: 0, args: [3, 0, 0] },
});
const exit = (time: number): MadeEvent => ({
  time,
  pid: 7,
  event: 'raw_syscalls:sys_exit',
  fields: { id: 0, ret: 0 },
});

/** One read of 1000 ns: 200 in the kernel, 500 asleep, 100 waiting for the CPU, 200 in the kernel. */
const oneRead = handMade([
  switchTo(500, 0, 7),
  enter(1000),
  switchTo(1200, 7, 0),
  { time: 1700, pid: 0, event: 'sched:sched_waking', fields: { pid: 7, target_cpu: 0 } },
  switchTo(1800, 0, 7, 0),
  exit(2000),
  switchTo(2500, 7, 0),
]);

describe('a journey of known times', () => {
  test('its pieces lie in lanes, fill it without gaps, and its sums are what was made', async () => {
    const bench = benchOf(oneRead);
    const picture = await askJourney(bench, { operation: 'read@7' }, unheard);
    expect([picture.name, picture.of, picture.start, picture.end]).toEqual(['read', 'read@7#1', 1000, 2000]);
    expect(picture.sums.map(({ kind, time }) => [kind, time])).toEqual([
      ['waiting', 500],
      ['kernel', 400],
      ['cpu', 100],
    ]);
    const { pieces, lanes } = picture;
    const drawn = Array.from({ length: pieces.count }, (_, piece) => [
      lanes[pieces.lane[piece]!]!.title,
      stretchKinds[pieces.kind[piece]!],
      pieces.start[piece],
      pieces.end[piece],
    ]);
    expect(drawn).toEqual([
      ['dd 7: kernel', 'kernel', 1000, 1200],
      ['waiting', 'waiting', 1200, 1700],
      ['waiting for a CPU', 'cpu', 1700, 1800],
      ['dd 7: kernel', 'kernel', 1800, 2000],
    ]);
    expect(picture.handOvers.map(({ time }) => time)).toEqual([1200, 1700, 1800]);
    expect(picture.text).toContain('read');
  });

  test('what can be followed is named so that it can be', async () => {
    const { choices, hasSwitches } = await askChoices(benchOf(oneRead), {}, unheard);
    expect(choices).toMatchObject([{ of: 'read@7', kind: 'syscall', duration: 1000, count: 1, who: 'dd 7' }]);
    expect(hasSwitches).toBe(true);
  });

  test('an operation that is not there is told with what to write', () => {
    const bench = benchOf(oneRead);
    for (const operation of ['write', 'read#2', 'strange:read', '@']) {
      expect(() => askJourney(bench, { operation }, unheard)).toThrow();
    }
  });
});

test('ten thousand switches stay a picture of bounded size that still adds up', async () => {
  const busy: MadeEvent[] = [enter(0)];
  for (let turn = 0; turn < 10_000; turn++) {
    busy.push(switchTo(100 + turn * 100, 7, 0, 0), switchTo(150 + turn * 100, 0, 7, 0));
  }
  const end = 100 + 10_000 * 100;
  const bench = benchOf(handMade([switchTo(0, 0, 7), ...busy, exit(end)]));
  const picture = await askJourney(bench, { operation: 'read@7' }, unheard);
  expect(picture.pieces.count).toBeLessThan(2 * 1000);
  expect(picture.steps.length).toBeLessThan(300);
  expect(picture.handOvers.length).toBeLessThan(300);
  expect(picture.sums.reduce((sum, { time }) => sum + time, 0)).toBe(end);
  const { start, end: ends, cover } = picture.pieces;
  const covered = start.reduce((sum, from, piece) => sum + (ends[piece]! - from) * cover[piece]!, 0);
  expect(Math.abs(covered - end) / end).toBeLessThan(1e-4);
});

test('of a real recording every choice can be followed and fills its time', async () => {
  const bench = await benchWith('trace-dat/kernels/6.1-all.dat');
  const { choices } = await askChoices(bench, {}, unheard);
  expect(choices.length).toBeGreaterThan(5);
  for (const { of, duration } of choices.slice(0, 20)) {
    const picture = await askJourney(bench, { operation: of }, unheard);
    expect(picture.end - picture.start).toBe(duration);
    expect(picture.sums.reduce((sum, { time }) => sum + time, 0)).toBeCloseTo(duration, 3);
  }
});
