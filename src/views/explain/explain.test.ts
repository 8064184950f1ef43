import { describe, expect, test } from 'vitest';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { handMade } from '../../analyses/testing/hand-made.ts';
import { unheard } from '../question.ts';
import { benchOf, benchWith } from '../timeline/testing/opened.ts';
import type { Workbench } from '../workbench.ts';
import type { Explanation } from './explanation.ts';
import { askEventLines, askOperationOf, askSelection, askTablePieces } from './index.ts';

const trace = handMade([
  {
    time: 1000,
    pid: 0,
    comm: 'swapper',
    event: 'sched:sched_waking',
    fields: { pid: 7, comm: 'dd', target_cpu: 0 },
  },
  {
    time: 1300,
    pid: 0,
    event: 'sched:sched_switch',
    fields: { prev_pid: 0, prev_state: 0, next_pid: 7, next_comm: 'dd' },
  },
  { time: 1400, pid: 7, comm: 'dd', event: 'a:x', fields: { note: '<b>x</b>\u0007', size: 4096 } },
  {
    time: 2300,
    pid: 7,
    event: 'sched:sched_switch',
    fields: { prev_pid: 7, prev_state: 1, next_pid: 0, next_comm: 'swapper' },
  },
]);

async function explained(bench: Workbench, select: string): Promise<Explanation> {
  const found = await askSelection(bench, { select }, unheard);
  if (found === undefined) throw new Error(`nothing is known of ${select}`);
  return found;
}

function fact({ facts }: Explanation, label: string) {
  return facts.find(one => one.label === label);
}

describe('what is selected', () => {
  const bench = benchOf(trace);

  test('an event: who, where, when, its fields as they are, and control characters that steer nothing', async () => {
    const found = await explained(bench, 'row:2');
    expect(found.title).toBe('a:x');
    expect(found.sentence).toContain('CPU 0 while dd 7 ran, 400 ns after');
    expect(fact(found, 'note')?.text).toBe('<b>x</b>\\x07');
    expect(fact(found, 'size')?.text).toBe('4096');
    expect(fact(found, 'time')).toMatchObject({ exact: '1400 ns' });
    expect(found.rows).toEqual([2]);
    expect(found.links.find(({ to }) => to.view === 'timeline')?.to).toMatchObject({ select: 'row:2' });
  });

  test('a task: what it did with its time, and all its waits', async () => {
    const task = tasksOf(trace).of(7, 2);
    const found = await explained(bench, `task:${task}`);
    expect(found.title).toBe('dd 7');
    expect(fact(found, 'events')?.exact).toBe('2');
    expect(fact(found, 'running')).toMatchObject({ text: '1.00 µs', exact: '1000 ns', about: 'On a CPU.' });
    expect(fact(found, 'runnable')?.exact).toBe('300 ns');
    expect(found.links.map(({ to }) => to)).toContainEqual({
      view: 'reports',
      analysis: 'sched',
      table: 'sched.waits',
      where: 'tid = 7',
    });
    expect(found.operation).toBe('task@7');
  });

  test('a cell: the sentences of its table and column, its events, and whom it names', async () => {
    const found = await explained(bench, 'cell:sched.waits:0:duration');
    expect(found.sentence).toMatch(/^Every time a task waited for a CPU.*How long it waited\.$/);
    expect(fact(found, 'duration')?.exact).toBe('300 ns');
    expect(fact(found, 'begin row')?.select).toBe('row:0');
    expect(fact(found, 'comm')?.select).toBe(`task:${tasksOf(trace).of(7, 2)}`);
    expect(found.rows).toEqual([0, 1]);
  });

  test('a slice of the time line: its track, its time and the row that it was made from', async () => {
    const found = await explained(bench, 'slice:0:cpu:0');
    expect(found.sentence).toContain('What the CPU ran');
    expect(fact(found, 'duration')?.exact).toMatch(/^\d+ ns$/);
  });

  test('the rows of tables that an event is a part of, and a row among its neighbours', async () => {
    const mentions = await askTablePieces(bench, { select: 'row:1' }, unheard);
    const waits = mentions.find(({ table }) => table === 'sched.waits');
    expect(waits?.rows.map(({ row }) => row)).toEqual([0]);
    expect(mentions.map(({ table }) => table)).toContain('sched.runs');
    const [piece] = await askTablePieces(bench, { select: 'cell:sched.waits:0:duration' }, unheard);
    expect(piece?.rows.map(({ isMeant }) => isMeant)).toEqual([true]);
    expect(await askTablePieces(bench, { select: 'cell:no.such:0' }, unheard)).toEqual([]);
  });

  test('a CPU, a part of the kernel, and a function of it', async () => {
    expect(fact(await explained(bench, 'cpu:0'), 'busy')?.exact).toBe('1000 ns');
    expect((await explained(bench, 'part:ext4')).sentence).toBe('The ext4 filesystem.');
    const found = await explained(bench, 'function:ext4_file_write_iter');
    expect(fact(found, 'part')).toMatchObject({ exact: 'ext4', select: 'part:ext4' });
  });

  test('what is not there is nothing, whatever a stranger writes into an address', async () => {
    const strange = [
      'row:4',
      'task:99',
      'cell:sched.waits:9',
      'cell:__proto__:0',
      'call:1',
      'slice:9:cpu:0',
      'operation:read',
      'x',
    ];
    for (const select of strange) expect(await askSelection(bench, { select }, unheard)).toBeUndefined();
  });
});

describe('of a real recording', () => {
  test('events around what is selected, as the tool prints them', async () => {
    const bench = await benchWith('trace-dat/kernels/6.1-all.dat');
    const lines = await askEventLines(bench, { select: 'row:100', around: 2 }, unheard);
    expect(lines.map(({ row, isMeant }) => [row, isMeant])).toEqual([
      [98, false],
      [99, false],
      [100, true],
      [101, false],
      [102, false],
    ]);
    for (const { text } of lines) expect(text).toMatch(/^ *\S.*-\d+ +\[\d{3}\] +\d+\.\d+: \w+: /);
  });

  test('a stack that was recorded with an event, innermost first, with parts of the kernel', async () => {
    const bench = await benchWith('trace-dat/kernels/6.12-stacks.dat');
    const { count } = bench.recording().trace;
    let found: Explanation | undefined;
    for (let row = 0; row < count && (found === undefined || found.stack.length === 0); row++) {
      found = await explained(bench, `row:${row}`);
    }
    expect(found?.stack.length).toBeGreaterThan(2);
    expect(found?.stack.some(({ part }) => part !== '')).toBe(true);
  });

  test('a call: its function, its own time, and the call that it was made from', async () => {
    const bench = await benchWith('trace-dat/kernels/6.12-graph.dat');
    const inner = await explained(bench, 'call:1');
    expect(fact(inner, 'self')?.exact).toMatch(/ns$/);
    expect(inner.links.some(({ to }) => to.select === `function:${inner.title}`)).toBe(true);
  });

  test('a system call is an operation that names itself exactly', async () => {
    const bench = await benchWith('trace-dat/kernels/6.1-all.dat');
    const found = await explained(bench, 'operation:syscall');
    expect(found.operation).toMatch(/^\w+@\d+#\d+$/);
    const again = await explained(bench, `operation:${found.operation}`);
    expect(again.rows).toEqual(found.rows);
    expect(again.facts).toEqual(found.facts);
    expect(await askOperationOf(bench, { select: `row:${found.rows[0]}` }, unheard)).toBe(found.operation);
  });
});
