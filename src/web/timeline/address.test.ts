import { expect, test } from 'vitest';
import { arrangementOf, arrangementParams, marksOf, marksText, rangeOf, rangeText } from './address.ts';
import { plainArrangement } from './tracks/arrangement.ts';

test('the tracks that are looked at come back from the address', () => {
  const arrangement = {
    ...plainArrangement,
    filter: 'dd',
    order: 'first',
    expanded: ['task:5', 'device:8,0', 'odd name:%/ x'],
    pinned: ['cpu:0'],
    added: ['rate:sched:sched_switch'],
  } as const;
  expect(arrangementOf(arrangementParams(arrangement), 'x')).toEqual(arrangement);
  expect(Object.values(arrangementParams(plainArrangement)).every(value => value === undefined)).toBe(true);
});

test('addresses of strangers say what they can', () => {
  const params = { order: 'evil', open: '%zz', pin: 'a '.repeat(5000) };
  const { order, expanded, pinned } = arrangementOf(params, 'x');
  expect([order, expanded, pinned.length]).toEqual(['weight', [], 40]);
});

test('ranges and marks are whole nanoseconds', () => {
  expect(rangeText({ from: 1.5, to: 9.2 })).toBe('1-10');
  expect(rangeOf('-5-10')).toEqual({ from: -5, to: 10 });
  for (const text of ['', '5', '9-1', 'a-b', '1-2-3', undefined]) expect(rangeOf(text)).toBeUndefined();
  expect(marksOf(marksText([10.4, 7]))).toEqual([10, 7]);
  expect(marksOf('1 x 2 3')).toEqual([1, 2]);
  expect(marksText([])).toBeUndefined();
});
