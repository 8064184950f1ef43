import { expect, test } from 'vitest';
import { handMade } from '../../analyses/testing/hand-made.ts';
import { partOfEvent } from '../../kernel/index.ts';
import { unheard } from '../question.ts';
import { benchOf, benchWith } from '../timeline/testing/opened.ts';
import { askMap, type KernelMap } from './index.ts';

const lit = ({ parts }: KernelMap): readonly unknown[] =>
  parts.filter(({ count }) => count > 0).map(({ id, count }) => [id, count]);

test('where no function was traced, parts glow by their events', async () => {
  const bench = benchOf(
    handMade([
      { time: 1, event: 'sched:sched_switch' },
      { time: 2, event: 'irq:softirq_entry' },
      { time: 3, event: 'irq:irq_handler_entry' },
      { time: 4, event: 'sched:sched_waking' },
      { time: 5, event: 'nobody:knows' },
    ]),
  );
  const map = await askMap(bench, {}, unheard);
  expect([map.from, map.unit, map.count, map.outside.kernel.count]).toEqual(['events', 'events', 5, 1]);
  expect(lit(map)).toEqual([
    ['scheduler', 2],
    ['irq', 1],
    ['softirq', 1],
  ]);
  expect(lit(await askMap(bench, { from: 3, to: 4 }, unheard))).toEqual([
    ['scheduler', 1],
    ['irq', 1],
  ]);
});

test('the parts of an event are those of its system, but for some', () => {
  expect(partOfEvent('ext4', 'ext4_da_write_begin')).toBe('ext4');
  expect(partOfEvent('kmem', 'kmalloc')).toBe('slab');
  expect(partOfEvent('kmem', 'mm_page_alloc')).toBe('page-allocator');
  expect(partOfEvent('mine', 'x')).toBeUndefined();
});

test('functions of the function tracer count in their own part', async () => {
  const map = await askMap(await benchWith('trace-dat/function.dat'), {}, unheard);
  expect(map.from).toBe('events');
  expect(lit(map)).toEqual([
    ['vfs', 61],
    ['ext4', 875],
    ['block', 194],
  ]);
});

test('parts glow by the time in their functions, all of which is somewhere', async () => {
  const map = await askMap(await benchWith('trace-dat/fgraph.dat'), {}, unheard);
  expect([map.from, map.unit]).toEqual(['calls', 'ns']);
  const inside = map.parts.reduce((sum, { weight }) => sum + weight, 0);
  const outside = Object.values(map.outside).reduce((sum, { weight }) => sum + weight, 0);
  expect((inside + outside) / map.weight).toBeCloseTo(1, 9);
  expect(map.parts.find(({ id }) => id === 'ext4')!.count).toBe(1217);
});
