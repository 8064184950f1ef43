import { expect, test } from 'vitest';
import type { TrackGroup, TrackHead } from '../../../views/timeline/contract.ts';
import { plainArrangement, toggled, withMove } from './arrangement.ts';
import { Layout, wideMetrics } from './layout.ts';
import { rowsOf } from './rows.ts';

function head(id: string, group: TrackGroup, more: Partial<TrackHead> = {}): TrackHead {
  const plain = { hasParts: false, sentence: '', kind: 'slices', depths: 1, weight: 1 } as const;
  return { id, group, title: id, ...plain, ...more };
}

const heads = [
  head('cpu:0', 'cpus'),
  head('cpu:1', 'cpus'),
  head('task:0', 'tasks', { title: 'sh 1', weight: 5, task: 0, hasParts: true }),
  head('task:1', 'tasks', { title: 'dd 7', weight: 9, task: 1 }),
  head('task:2', 'tasks', { title: 'cat 8', weight: 7, task: 2 }),
  head('task:0:calls', 'tasks', { parent: 'task:0', depths: 4 }),
];

function ids(arrangement: Partial<typeof plainArrangement>): readonly string[] {
  return rowsOf(heads, { ...plainArrangement, ...arrangement }).scrolled.map(row => row.id);
}

test('groups in their order, tasks by what is in them', () => {
  expect(ids({})).toEqual(['group:cpus', 'cpu:0', 'cpu:1', 'group:tasks', 'task:1', 'task:2', 'task:0']);
  expect(ids({ order: 'name' }).slice(4)).toEqual(['task:2', 'task:1', 'task:0']);
  expect(ids({ order: 'first' }).slice(4)).toEqual(['task:0', 'task:1', 'task:2']);
});

test('parts stand below what is expanded; what is closed, hidden or not asked for does not stand there', () => {
  expect(ids({ expanded: ['task:0'] }).slice(-2)).toEqual(['task:0', 'task:0:calls']);
  expect(ids({ closedGroups: ['tasks'] })).toEqual(['group:cpus', 'cpu:0', 'cpu:1', 'group:tasks']);
  expect(ids({ hidden: ['cpu:1', 'task:1'] })).toEqual([
    'group:cpus',
    'cpu:0',
    'group:tasks',
    'task:2',
    'task:0',
  ]);
  expect(ids({ filter: ' DD' })).toEqual(['group:tasks', 'task:1']);
});

test('what is pinned stands at the top, with its parts', () => {
  const { pinned, scrolled } = rowsOf(heads, {
    ...plainArrangement,
    pinned: ['task:0'],
    expanded: ['task:0'],
  });
  expect(pinned.map(row => row.id)).toEqual(['task:0', 'task:0:calls']);
  expect(scrolled.map(row => row.id)).not.toContain('task:0');
});

test('tracks are moved before others, and the last move of a track counts', () => {
  const moves = withMove(withMove([['cpu:1', 'cpu:0']], ['task:0', 'task:1']), ['task:0', '']);
  expect(ids({ moves })).toEqual([
    'group:cpus',
    'cpu:1',
    'cpu:0',
    'group:tasks',
    'task:1',
    'task:2',
    'task:0',
  ]);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});

test('only what is seen is placed, of ten thousand tasks too', () => {
  const many = Array.from({ length: 10_000 }, (_, at) =>
    head(`task:${at}`, 'tasks', { task: at, depths: 1 + (at % 3) }),
  );
  const rows = rowsOf(many, { ...plainArrangement, order: 'first', pinned: ['task:5'] });
  const layout = new Layout(rows, wideMetrics, row => row.head.depths);
  const { pinned, scrolled } = layout.visible(100_000, 500);
  expect(pinned.map(({ row }) => row.id)).toEqual(['task:5']);
  expect(scrolled.length).toBeLessThan(30);
  expect(scrolled[0]!.top).toBeLessThanOrEqual(layout.pinnedHeight);
  expect(scrolled[0]!.top + scrolled[0]!.height).toBeGreaterThan(layout.pinnedHeight);
  for (let at = 1; at < scrolled.length; at++) {
    expect(scrolled[at]!.top).toBe(scrolled[at - 1]!.top + scrolled[at - 1]!.height);
  }
  const scroll = layout.scrollTo('task:9999', 0, 500)!;
  const last = layout.visible(scroll, 500).scrolled.at(-1)!;
  expect(last.row.id).toBe('task:9999');
  expect(last.top + last.height).toBeLessThanOrEqual(500);
});

test('a stack of a thousand functions is not higher than can be scrolled', () => {
  const rows = rowsOf([head('t', 'tasks', { depths: 1000 })], plainArrangement);
  const layout = new Layout(rows, wideMetrics, row => row.head.depths);
  expect(layout.scrolledHeight).toBeLessThan(1400);
});
