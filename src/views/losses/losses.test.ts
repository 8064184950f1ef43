import { expect, test } from 'vitest';
import { handMade } from '../../analyses/testing/hand-made.ts';
import { unheard } from '../question.ts';
import { benchOf, benchWith } from '../timeline/testing/opened.ts';
import { askLosses } from './index.ts';

test('lost events have their CPU, their time and their number', async () => {
  const bench = benchOf(
    handMade([
      { time: 100, cpu: 1, event: 'a:b' },
      { time: 200, cpu: 0, event: 'a:b' },
      { time: 900, cpu: 1, event: 'a:b', lost: 7 },
      { time: 950, cpu: 0, event: 'a:b', lost: -1 },
    ]),
  );
  const { lost, lostCount } = await askLosses(bench, {}, unheard);
  expect(lostCount).toBe(2);
  expect(lost).toEqual([
    { cpu: 1, from: 100, to: 900, count: 7 },
    { cpu: 0, from: 200, to: 950, count: -1 },
  ]);
});

test('what answers left out and what was not recorded are told', async () => {
  const { unrecorded, unpaired, lostCount } = await askLosses(
    await benchWith('trace-dat/events.dat'),
    {},
    unheard,
  );
  expect(lostCount).toBe(0);
  expect(unrecorded.map(({ subject }) => subject)).toContain('network');
  expect(unrecorded.every(({ missing }) => missing.length > 0)).toBe(true);
  expect(unpaired.every(({ problems }) => problems.length > 0)).toBe(true);
});
