import { expect, test } from 'vitest';
import { sourceFromBytes } from '../base/index.ts';
import { noFacts, parseRecordingFacts } from './recording-facts.ts';
import { wallStartOf } from './wall-clock.ts';

const said = async (pairs: unknown) =>
  parseRecordingFacts(sourceFromBytes(Buffer.from(JSON.stringify({ time: { pairs } }))));
const pair = { monotonic: '5000000000', realtime: '1790000005000000007' };

test('a recording by the monotonic clock begins when a pair of clocks says', async () => {
  const start = 6_000_000_000n;
  const facts = await said([pair, { monotonic: '9', realtime: '9' }]);
  expect(wallStartOf({ start, clock: { name: 'mono', unit: 'ns' } }, facts)).toBe(1_790_000_006_000_000_007n);
  expect(wallStartOf({ start, clock: { name: 'boot', unit: 'ns' } }, facts)).toBeUndefined();
  expect(wallStartOf({ start, clock: { name: 'mono', unit: 'ns' } }, noFacts)).toBeUndefined();
});

test('the real time clock is the wall clock itself, ticks are none', () => {
  expect(wallStartOf({ start: 7n, clock: { name: 'realtime', unit: 'ns' } }, noFacts)).toBe(7n);
  expect(wallStartOf({ start: 7n, clock: { name: 'realtime', unit: 'ticks' } }, noFacts)).toBeUndefined();
});

test('pairs that are none are not believed', async () => {
  for (const pairs of [[], [{}], 'x', [{ ...pair, realtime: 5 }], [{ ...pair, monotonic: '-1' }]])
    expect((await said(pairs)).realtime).toBeUndefined();
  expect((await said([{ ...pair, realtime: '0' }])).realtime).toBeUndefined();
});
