import { expect, test } from 'vitest';
import { nearestNames } from './nearest-names.ts';

const events = [
  'sched:sched_switch',
  'sched:sched_wakeup',
  'kmem:kmalloc',
  'kmem:kfree',
  'block:block_rq_issue',
];

test('misspelt names find what was meant, nearest first', () => {
  expect(nearestNames('sched_swich', events)[0]).toBe('sched:sched_switch');
  expect(nearestNames('kmaloc', events)[0]).toBe('kmem:kmalloc');
  expect(nearestNames('BLOCK_RQ_ISSUE', events)[0]).toBe('block:block_rq_issue');
});

test('a part of a name finds the names that hold it', () => {
  expect(nearestNames('wakeup', events)).toEqual(['sched:sched_wakeup']);
});

test('nothing is suggested where nothing is near', () => {
  expect(nearestNames('zzzzzzzzzzzz', events)).toEqual([]);
  expect(nearestNames('', [])).toEqual([]);
});
