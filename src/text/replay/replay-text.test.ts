import { describe, expect, test } from 'vitest';
import {
  CallTreeBuilder,
  foldInterrupts,
  layersOf,
  layersSummary,
  rowKind,
  selectRows,
} from '../../analyses/calls/index.ts';
import { cellWidth } from '../../base/index.ts';
import { setLanguage } from '../../words/index.ts';
import { cutMiddle, cutPath } from './cut-middle.ts';
import { countText, durationText } from './durations.ts';
import { drawFuncgraphTree } from './funcgraph-tree.ts';
import { drawLayeredTree, type LayeredStyle } from './layered-tree.ts';
import { layersTable } from './layers-table.ts';
import { parsePatterns } from './name-filter.ts';
import { printable } from './printable.ts';
import { timeUnit } from './time-unit.ts';

test.each([
  [0, '          '],
  [831, '  0.831 us'],
  [999_999, '999.999 us'],
  [1_000_000, '  1.000 ms'],
  [2_202_119, '  2.202 ms'],
  [59_999_000_000, ' 59.999  s'],
  [61_000_000_000, '  1.001  m'],
  [-1500, '  1.500 us'],
])('uftrace writes %d ns as "%s"', (nanoseconds, text) => {
  expect(timeUnit(nanoseconds)).toBe(text);
});

test.each([
  [0, '0 ns'],
  [412, '412 ns'],
  [999.7, '1.00 µs'],
  [1234, '1.23 µs'],
  [26_970, '27.0 µs'],
  [999_600, '1.00 ms'],
  [3_214_000, '3.21 ms'],
  [65_000_000_000, '1.08 min'],
])('%d ns in three digits: %s', (nanoseconds, text) => {
  expect(durationText(nanoseconds)).toBe(text);
});

test('counts have their thousands apart', () => {
  expect([7, 999, 1000, 1234567].map(countText)).toEqual(['7', '999', '1,000', '1,234,567']);
});

test('names are cut in the middle, paths at their folders, and never too wide', () => {
  expect(cutMiddle('__generic_file_write_iter', 12)).toBe('__gene…_iter');
  expect(cutMiddle('short', 12)).toBe('short');
  expect(cutMiddle('한글이름입니다', 8)).toBe('한글…다');
  expect(cutPath('kernel/sched/core.c:741', 16)).toBe('…/core.c:741');
  for (let cells = 0; cells < 12; cells++)
    expect(cellWidth(cutMiddle('한글abc한글abc', cells))).toBeLessThanOrEqual(cells);
});

test('control characters cannot steer a terminal', () => {
  expect(printable('a\u001b[31mb\u009b\u007f\n')).toBe('a\\x1b[31mb\\x9b\\x7f\\x0a');
  expect(printable('한글\tx')).toBe('한글\tx');
});

test('patterns: names, regular expressions, places, depths', () => {
  const [plain, pattern, inverted] = parsePatterns('open;^str@plt,depth=2;!x@kernel', 'in');
  expect(plain).toMatchObject({ mode: 'in', where: undefined });
  expect([plain!.matches('open'), plain!.matches('fopen')]).toEqual([true, false]);
  expect(pattern).toMatchObject({ mode: 'in', where: 'plt', depth: 2 });
  expect(pattern!.matches('strcmp')).toBe(true);
  expect(inverted).toMatchObject({ mode: 'out', where: 'kernel' });
  expect(() => parsePatterns('(', 'in')).toThrow('is not a regular expression');
});

const builder = new CallTreeBuilder();
const task = builder.task(199, 'mv');
const names = {
  rename: builder.name('renameat2', rowKind.library),
  call: builder.name('__x64_sys_renameat2', rowKind.kernel),
  lock: builder.name('_raw_spin_lock', rowKind.kernel),
  long: builder.name(
    'ext4_a_function_with_a_name_that_is_far_too_long_for_a_terminal\u001b[2J',
    rowKind.kernel,
  ),
  slept: builder.name('slept', rowKind.wait),
  exit: builder.name('do_exit', rowKind.kernel),
};
builder.enter(task, 0, names.rename, 0);
builder.enter(task, 1, names.call, 1000);
for (let time = 2000; time < 5000; time += 1000) {
  builder.enter(task, 2, names.lock, time);
  builder.exit(task, 2, names.lock, time + 500);
}
builder.enter(task, 2, names.long, 6000);
builder.enter(task, 3, names.slept, 7000);
builder.exit(task, 3, names.slept, 27_000);
builder.exit(task, 2, names.long, 30_000);
builder.lost(task, 31_000, 1234);
builder.exit(task, 1, names.call, 40_000);
builder.exit(task, 0, names.rename, 50_000);
builder.enter(task, 0, names.exit, 60_000);
const tree = builder.finish();
const layers = layersOf(tree, undefined);
const all = selectRows(tree, {});

function layered(style: Partial<LayeredStyle> = {}): string[] {
  const lines: string[] = [];
  const drawn = { width: 80, colours: 0, source: false, ...style } as const;
  drawLayeredTree(tree, layers, all, drawn, line => lines.push(line));
  return lines;
}

describe('a layered tree', () => {
  test('one line a call, repeated ones together, with what was lost and what never returned', () => {
    expect(layered()).toEqual([
      ' duration    tid  layer       call',
      '  50.0 µs    199  Library     renameat2() {',
      '  39.0 µs    199  System call │ renameat2()  __x64_sys_renameat2() {',
      '  1.50 µs    199  Locks       │ │ _raw_spin_lock() ×3',
      '  24.0 µs    199  ext4        │ │ ext4_a_function_with_…or_a_terminal\\x1b[2J() {',
      '  20.0 µs    199  Waiting     │ │ │ slept',
      '             199  Lost        │ │ 1,234 records lost here',
      '        …    199  Kernel      do_exit()  never returned',
    ]);
  });

  test('what is called but not shown leaves a mark; a narrow line keeps the system call’s own name', () => {
    const lines: string[] = [];
    const style = { width: 60, colours: 0, source: true } as const;
    drawLayeredTree(tree, layers, selectRows(tree, { depth: 2 }), style, line => lines.push(line));
    expect(lines.slice(1, 3)).toEqual([
      '  50.0 µs    199  Library     renameat2() {',
      '  39.0 µs    199  System call │ renameat2() …',
    ]);
  });

  test('names of layers are whole where calls keep room behind them, and lose their end where not', () => {
    const parts = new CallTreeBuilder();
    const valid = parts.name('__virt_addr_valid', rowKind.kernel);
    parts.enter(parts.task(1, 'mv'), 0, valid, 0);
    parts.exit(parts.task(1, 'mv'), 0, valid, 5);
    const one = parts.finish();
    const layer = { ...layers[0]!, id: 'arch-memory', label: '' };
    const drawn = (width: number): string => {
      const lines: string[] = [];
      const style = { width, colours: 0, source: false } as const;
      drawLayeredTree(one, [layer], selectRows(one, {}), style, line => lines.push(line));
      return lines[1]!;
    };
    expect(drawn(80)).toContain('  Page tables of the processor __virt_addr_valid()');
    expect(drawn(60)).toContain('  Page tables of the p… __virt_addr_valid()');
  });

  test('a folded interrupt is one quiet line with what it is', () => {
    const lines: string[] = [];
    const interrupted = new CallTreeBuilder();
    const thread = interrupted.task(1, 'mv');
    const call = (place: number, from: number, to: number, name: string): void => {
      const id = interrupted.name(name, rowKind.kernel);
      interrupted.enter(thread, place, id, from);
      interrupted.exit(thread, place, id, to);
    };
    interrupted.enter(thread, 0, interrupted.name('vfs_read', rowKind.kernel), 0);
    call(1, 1000, 2000, 'irq_enter_rcu');
    call(1, 2000, 9000, '__sysvec_apic_timer_interrupt');
    const irq = interrupted.name('__common_interrupt', rowKind.kernel);
    const percpu = interrupted.name('__handle_irq_event_percpu', rowKind.kernel);
    interrupted.enter(thread, 1, irq, 10_000);
    interrupted.enter(thread, 2, percpu, 10_000);
    call(3, 11_000, 12_000, 'vring_interrupt');
    interrupted.exit(thread, 2, percpu, 13_000);
    interrupted.exit(thread, 1, irq, 14_000);
    interrupted.exit(thread, 0, interrupted.name('vfs_read', rowKind.kernel), 20_000);
    const folded = foldInterrupts(interrupted.finish());
    const style = { width: 80, colours: 0, source: false } as const;
    const folds = layersOf(folded, undefined);
    drawLayeredTree(folded, folds, selectRows(folded, {}), style, line => lines.push(line));
    expect(lines.slice(1)).toEqual([
      '  20.0 µs      1  VFS       vfs_read() {',
      '  8.00 µs      1  Interrupt │ ⚡ timer interrupt …',
      '  4.00 µs      1  Interrupt │ ⚡ device interrupt vring_interrupt …',
    ]);
  });

  test('in Korean', () => {
    setLanguage('ko');
    try {
      expect(layered()[2]).toBe('  39.0 µs    199  시스템 콜  │ renameat2()  __x64_sys_renameat2() {');
    } finally {
      setLanguage('en');
    }
  });

  test('no line is wider than asked, with or without colours', () => {
    for (const width of [60, 80, 100, 160]) {
      for (const colours of [0, 16, 256] as const) {
        for (const line of [
          ...layered({ width, colours, source: true }),
          ...layersTable(layersSummary(tree, layers), width, colours),
        ]) {
          const visible = line.replaceAll(/\u001b\[[\d;]*m/g, '');
          expect(visible).not.toContain('\u001b');
          expect(cellWidth(visible)).toBeLessThanOrEqual(width);
        }
      }
    }
  });
});

test('the table adds up', () => {
  const table = layersTable(layersSummary(tree, layers), 80, 0);
  expect(table[0]).toMatch(/^Self time by layer +time +share +calls$/);
  expect(table.find(line => line.startsWith('Locks'))).toMatch(/1\.50 µs +3\.0 % +3$/);
});

test('a tree as the kernel prints it', () => {
  const lines: string[] = [];
  drawFuncgraphTree(tree, all, line => lines.push(line));
  expect(lines.slice(5)).toEqual([
    '     mv-199     |               |  renameat2() {',
    '     mv-199     |               |    __x64_sys_renameat2() {',
    '     mv-199     |   0.500 us    |      _raw_spin_lock();',
    '     mv-199     |   0.500 us    |      _raw_spin_lock();',
    '     mv-199     |   0.500 us    |      _raw_spin_lock();',
    `     mv-199     |               |      ${'ext4_a_function_with_a_name_that_is_far_too_long_for_a_terminal\\x1b[2J'}() {`,
    '     mv-199     | + 20.000 us   |        /* slept */',
    `     mv-199     | + 24.000 us   |      } /* ${'ext4_a_function_with_a_name_that_is_far_too_long_for_a_terminal\\x1b[2J'} */`,
    '     mv-199     |               |      /* LOST 1,234 records */',
    '     mv-199     | + 39.000 us   |    } /* __x64_sys_renameat2 */',
    '     mv-199     | + 50.000 us   |  } /* renameat2 */',
    '     mv-199     |               |  do_exit() {',
  ]);
});
