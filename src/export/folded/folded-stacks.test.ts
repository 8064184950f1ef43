import { expect, it } from 'vitest';
import { foldedStacks } from './folded-stacks.ts';

const count = (event: string, comm: string, frames: readonly string[], times: number) => ({
  event,
  comm,
  frames,
  count: times,
  row: 0,
});

it('stacks of one event stand below their tasks, equal ones are one line', () => {
  const counts = [
    count('a:x', 'sh', ['f', 'g'], 2),
    count('a:x', 'ev;il\n', ['f'], 1),
    count('a:x', 'sh', ['f', 'g'], 3),
  ];
  expect([...foldedStacks(counts)]).toEqual(['sh;f;g 5\n', 'ev:il:;f 1\n']);
});

it('stacks of several events stand below their events', () => {
  const counts = [count('a:x', 'sh', ['f'], 2), count('a:y', 'sh', ['f'], 1)];
  expect([...foldedStacks(counts)]).toEqual(['a:x;sh;f 2\n', 'a:y;sh;f 1\n']);
});

it('no stacks are no lines', () => expect([...foldedStacks([])]).toEqual([]));
