import { describe, expect, test } from 'vitest';
import { handMade, type MadeEvent } from '../../analyses/testing/hand-made.ts';
import { unheard } from '../question.ts';
import { benchOf, benchWith } from '../timeline/testing/opened.ts';
import type { Workbench } from '../workbench.ts';
import {
  askFlame,
  askFunctions,
  askSandwich,
  askSources,
  askTree,
  askTreeHit,
  type CallScope,
  type Flame,
  melted,
  type TreeRows,
  treeFlag,
} from './index.ts';

const [outer, inner, schedule] = [0xffff_ffff_8100_1000n, 0xffff_ffff_8100_2000n, 0xffff_ffff_8100_3000n];
const [outerName, innerName, scheduleName] = [
  '0xffffffff81001000',
  '0xffffffff81002000',
  '0xffffffff81003000',
];
const enter = (time: number, func: bigint, depth: number, pid = 5): MadeEvent => ({
  time,
  pid,
  comm: pid === 5 ? 'worker' : 'other',
  event: 'ftrace:funcgraph_entry',
  fields: { func, depth },
});
const leave = (time: number, func: bigint, depth: number, pid = 5): MadeEvent => ({
  ...enter(time, func, depth, pid),
  event: 'ftrace:funcgraph_exit',
});
const change = (time: number, pid: number, next: number, state: number): MadeEvent => ({
  time,
  pid,
  comm: 'worker',
  event: 'sched:sched_switch',
  fields: { prev_pid: pid, prev_state: state, next_pid: next },
});

/** outer 0–100: inner 10–30 (outer 15–25 in it), schedule 40–80 that sleeps 45–75; another thread calls inner 110–120. */
const bench = benchOf(
  handMade([
    enter(0, outer, 0),
    enter(10, inner, 1),
    enter(15, outer, 2),
    leave(25, outer, 2),
    leave(30, inner, 1),
    enter(40, schedule, 1),
    change(45, 5, 0, 1),
    change(75, 0, 5, 0),
    leave(80, schedule, 1),
    leave(100, outer, 0),
    enter(110, inner, 0, 6),
    leave(120, inner, 0, 6),
  ]),
);

const flame = async (more: object = {}): Promise<Flame> =>
  (await askFlame(bench, { least: 0, by: 'time', ...more }, unheard))!;

const frames = ({ frames: { name, names, depth, start, width } }: Flame): readonly unknown[] =>
  [...name].map((one, frame) => [
    one === melted ? '…' : names[one]!.text,
    depth[frame],
    Math.round(start[frame]! * 1100) / 10,
    Math.round(width[frame]! * 1100) / 10,
  ]);

describe('a flame graph', () => {
  test('has every path as wide as its time, the widest first', async () => {
    const made = await flame();
    expect([made.shown, made.all, made.unit]).toEqual([110, 110, 'ns']);
    expect(frames(made)).toEqual([
      [outerName, 0, 0, 100],
      [innerName, 0, 100, 10],
      [scheduleName, 1, 0, 40],
      [innerName, 1, 40, 20],
      [outerName, 2, 40, 10],
      ['slept', 2, 0, 30],
    ]);
  });

  test('counts calls instead of time', async () => {
    const made = await flame({ by: 'calls', cpu: 'on' });
    expect(made.shown).toBe(5);
    expect(made.frames.calls[0]).toBe(1);
    expect(made.frames.width[0]).toBeCloseTo(4 / 5);
  });

  test('is zoomed to a path, and says what is above it', async () => {
    const whole = await flame();
    const place = frames(whole).findIndex(one => (one as readonly unknown[])[0] === scheduleName);
    const made = await flame({ root: whole.frames.path[place] });
    expect([made.shown, made.all, made.above.map(({ text }) => text)]).toEqual([40, 110, [outerName]]);
    expect([...made.frames.width]).toEqual([1, 30 / 40]);
  });

  test('melts what is too narrow into one frame', async () => {
    const made = await flame({ least: 0.25 });
    expect(frames(made).map(one => (one as readonly unknown[])[0])).toEqual([
      outerName,
      scheduleName,
      'slept',
    ]);
    expect(made.frames.path.includes(melted)).toBe(false);
    expect(frames(await flame({ least: 0.15 }))).toContainEqual([innerName, 1, 40, 20]);
  });

  test('lights up what is looked for with its share, nothing twice', async () => {
    const { found, frames: lit } = await flame({ find: '1000' });
    expect(found).toEqual({ functions: 1, weight: 100, calls: 2 });
    expect([...lit.isFound]).toEqual([1, 0, 0, 0, 1, 0]);
    expect((await flame({ part: 'wait' })).found).toEqual({ functions: 1, weight: 30, calls: 1 });
    expect((await flame()).found).toBeUndefined();
  });
});

describe('a scope', () => {
  const widest = async (scope: CallScope): Promise<readonly unknown[]> => {
    const { all } = await flame(scope);
    const list = (await askFunctions(bench, { ...scope, by: 'total', most: 9 }, unheard))!;
    return [all, list.names.map(({ text }, at) => [text, list.calls[at], list.total[at], list.self[at]])];
  };

  test('without bounds has everything; a function in itself counts once in its total', async () => {
    expect(await widest({})).toEqual([
      110,
      [
        [outerName, 2, 100, 50],
        [scheduleName, 1, 40, 10],
        [innerName, 2, 30, 20],
      ],
    ]);
  });

  test('of a thread or of a call has what is its own', async () => {
    const threads = (await askSources(bench, {}))[0]!.threads;
    expect(await widest({ thread: threads[1]!.thread })).toEqual([10, [[innerName, 1, 10, 10]]]);
    expect(await widest({ call: 1 })).toEqual([
      20,
      [
        [innerName, 1, 20, 10],
        [outerName, 1, 10, 10],
      ],
    ]);
    expect((await flame({ call: 4e9 })).all).toBe(0);
  });

  test('of a stretch of time cuts calls at its ends', async () => {
    expect(await widest({ from: 20, to: 42 })).toEqual([
      22,
      [
        [outerName, 2, 22, 15],
        [innerName, 1, 10, 5],
        [scheduleName, 1, 2, 2],
      ],
    ]);
  });

  test('on and off the CPU are together the whole', async () => {
    expect((await widest({ cpu: 'on' }))[0]).toBe(80);
    expect(await widest({ cpu: 'off' })).toEqual([
      30,
      [
        [outerName, 1, 30, 0],
        [scheduleName, 1, 30, 0],
      ],
    ]);
  });
});

test('a sandwich has who called a function and what it called, and its single calls', async () => {
  const made = (await askSandwich(bench, { function: innerName, least: 0, by: 'time' }, unheard))!;
  expect([made.calls, made.total, made.self, made.all]).toEqual([2, 30, 20, 110]);
  const named = ({ frames: { name, names, total, calls } }: Flame): readonly unknown[] =>
    [...name].map((one, frame) => [names[one]!.text, total[frame], calls[frame]]);
  expect(named(made.callers)).toEqual([
    [innerName, 30, 2],
    [outerName, 20, 1],
  ]);
  expect(named(made.callees)).toEqual([
    [innerName, 30, 2],
    [outerName, 10, 1],
  ]);
  expect(made.single).toEqual({
    first: { call: 1, start: 10, end: 30 },
    longest: { call: 1, start: 10, end: 30 },
    shortest: 10,
    median: 20,
  });
  expect(await askSandwich(bench, { function: 'none', least: 0, by: 'time' }, unheard)).toBeUndefined();
});

describe('a tree', () => {
  const all = { first: 0, count: 100, open: [], closed: [] };
  const tree = async (of: Workbench, more: object): Promise<TreeRows> =>
    (await askTree(of, { ...all, depth: 9, ...more }, unheard))!;
  const lines = ({ row, level, name, names, threads }: TreeRows): readonly string[] =>
    [...row].map((one, at) => {
      const text = one < 0 ? threads[name[at]!]! : names[name[at]!]!.text;
      return `${'-'.repeat(level[at]!)}${text}`;
    });

  test('has threads, and below them calls below their callers', async () => {
    const made = await tree(bench, {});
    expect(lines(made)).toEqual([
      'worker 5',
      `-${outerName}`,
      `--${innerName}`,
      `---${outerName}`,
      `--${scheduleName}`,
      '---slept',
      'other 6',
      `-${innerName}`,
    ]);
    expect([made.seen, made.all, made.most]).toEqual([8, 6, 100]);
    expect([...made.total].slice(0, 3)).toEqual([100, 100, 20]);
  });

  test('is folded to a depth, and row by row', async () => {
    expect(lines(await tree(bench, { depth: 1 }))).toHaveLength(4);
    const folded = await tree(bench, { depth: 2, open: [1], closed: [-3] });
    expect(lines(folded)).toEqual([
      'worker 5',
      `-${outerName}`,
      `--${innerName}`,
      `---${outerName}`,
      `--${scheduleName}`,
      'other 6',
    ]);
    expect([...folded.flags].map(flags => flags & (treeFlag.hasBelow | treeFlag.isOpen))).toEqual([
      3, 3, 3, 0, 1, 1,
    ]);
  });

  test('opens what leads to a row that is to be shown', async () => {
    const made = await tree(bench, { depth: 0, reveal: 2 });
    expect([made.revealed, [...made.callers]]).toEqual([3, [1, 0, 4294967295]]);
  });

  test('is asked for by windows', async () => {
    const made = await tree(bench, { first: 3, count: 2 });
    expect(lines(made)).toEqual([`---${outerName}`, `--${scheduleName}`]);
    expect(made.first).toBe(3);
  });

  test('finds the next and the previous row, around the end', async () => {
    const hit = (more: object) => askTreeHit(bench, { find: '2000', ...more }, unheard);
    expect(await hit({})).toEqual({ row: 1, number: 1, count: 2 });
    const second = (await hit({ row: 1 }))!;
    expect(second.number).toBe(2);
    expect(await hit({ row: second.row })).toEqual({ row: 1, number: 1, count: 2 });
    expect(await hit({ row: 1, back: true })).toEqual(second);
    expect(await hit({ row: 2, back: true })).toEqual({ row: 1, number: 1, count: 2 });
    expect(await hit({ find: 'none' })).toBeUndefined();
  });
});

describe('stacks of events', () => {
  test('count where no calls were traced', async () => {
    const stack = (time: number, pid: number, caller: readonly number[]): readonly MadeEvent[] => [
      { time, pid, comm: `t${pid}`, event: 'kmem:kmalloc' },
      { time, pid, event: 'ftrace:kernel_stack', fields: { caller } },
    ];
    const stacked = benchOf(
      handMade([...stack(1, 7, [30, 20, 10]), ...stack(2, 7, [20, 10]), ...stack(3, 8, [30, 20, 10])]),
    );
    const [source] = await askSources(stacked, {});
    expect(source).toMatchObject({ id: 'kmem:kmalloc', kind: 'stacks', count: 3 });
    const made = (await askFlame(stacked, { least: 0, by: 'time' }, unheard))!;
    expect([made.all, made.unit, [...made.frames.total], [...made.frames.self]]).toEqual([
      3,
      'events',
      [3, 3, 2],
      [0, 1, 2],
    ]);
    const later = (await askFlame(stacked, { least: 0, by: 'time', from: 2 }, unheard))!;
    expect(later.all).toBe(2);
    const tree = (await askTree(stacked, { depth: 9, first: 0, count: 9, open: [], closed: [] }, unheard))!;
    expect([...tree.level]).toEqual([0, 1, 2]);
  });

  test('a recording without either has nothing to draw', async () => {
    const bare = benchOf(handMade([{ time: 1, event: 'a:x' }]));
    expect(await askSources(bare, {})).toEqual([]);
    expect(await askFlame(bare, { least: 0, by: 'time' }, unheard)).toBeUndefined();
  });
});

test.each([
  'trace-dat/fgraph.dat',
  'uftrace/mv.uftrace.tar.gz',
  'uftrace/forks.uftrace.tar.gz',
  'ftrace-text/writeback_graph.txt.gz',
])('%s: tree, flame graph and functions have the same time', async path => {
  const real = await benchWith(path);
  const view = { least: 0, by: 'time' as const };
  const drawn = (await askFlame(real, view, unheard))!;
  const list = (await askFunctions(real, { by: 'self', most: 1e6 }, unheard))!;
  const waits = (await askFlame(real, { ...view, cpu: 'off' }, unheard))!.all;
  const sum = (list.self.reduce((all, one) => all + one, 0) + waits) / drawn.all;
  expect(sum).toBeCloseTo(1, 9);
  const rows = (await askTree(real, { depth: 1, first: 0, count: 1e6, open: [], closed: [] }, unheard))!;
  const headings = [...rows.row].reduce((all, row, at) => (row < 0 ? all + rows.total[at]! : all), 0);
  expect(headings / drawn.all).toBeCloseTo(1, 9);
  const named = list.names.map(({ text }) => text);
  const sandwich = (await askSandwich(real, { ...view, function: named[0]! }, unheard))!;
  expect(sandwich.total).toBe(sandwich.callees.all);
  expect(sandwich.callers.all).toBeCloseTo(sandwich.total, 3);
});
