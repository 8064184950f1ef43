import { describe, expect, it } from 'vitest';
import { encodeLatin1 } from '../base/index.ts';
import { mergeRuns } from './merge-runs.ts';
import { ProblemList } from './problems.ts';
import { KernelSymbols } from './symbols.ts';
import { TaskNames } from './task-names.ts';

function merged(...times: readonly (readonly number[])[]): string {
  const order: string[] = [];
  mergeRuns(
    times.map(time => ({ count: time.length, time: Float64Array.from(time) })),
    (run, from, to, at) => {
      expect(at).toBe(order.length);
      for (let row = from; row < to; row++) order.push(`${run}.${row}`);
    },
  );
  return order.join(' ');
}

describe('runs merged by time', () => {
  it.each([
    [
      'the lower run first where times are equal',
      [
        [1, 3],
        [1, 3],
      ],
      '0.0 1.0 0.1 1.1',
    ],
    [
      'three runs',
      [
        [5, 6],
        [1, 9],
        [5, 5],
      ],
      '1.0 0.0 2.0 2.1 0.1 1.1',
    ],
    [
      'a run that steps back keeps its order',
      [
        [5, 1, 2],
        [3, 4],
      ],
      '1.0 1.1 0.0 0.1 0.2',
    ],
    ['empty runs', [[], [2], []], '1.0'],
    ['nothing', [], ''],
  ] as const)('%s', (_what, runs, expected) => {
    expect(merged(...runs)).toBe(expected);
  });

  it('gives what picking the smallest head again and again gives', () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let round = 0; round < 200; round++) {
      const runs = Array.from({ length: random(7) }, () =>
        Array.from({ length: random(9) }, () => random(12)),
      );
      const heads = runs.map(() => 0);
      const expected: string[] = [];
      for (;;) {
        let best = -1;
        runs.forEach((run, index) => {
          if (heads[index]! < run.length && (best < 0 || run[heads[index]!]! < runs[best]![heads[best]!]!))
            best = index;
        });
        if (best < 0) break;
        expected.push(`${best}.${heads[best]!++}`);
      }
      expect(merged(...runs)).toBe(expected.join(' '));
    }
  });
});

describe('symbols of the kernel', () => {
  const text = [
    '0000000000000000 A per_cpu_start',
    'ffffffff81000000 T _stext',
    'ffffffff81000000 T _text',
    'ffffffff81000040 t helper.isra.0',
    'ffffffff81000100 T last_of_kernel',
    'ffffffff81000200 d $d',
    'ffffffffc0000000 t in_module\t[ext4]',
    'ffffffffc0000080 t end_module\t[ext4]',
    '',
  ].join('\n');
  const symbols = new KernelSymbols(encodeLatin1(text));
  const name = (low: number): string | undefined => {
    const found = symbols.find(0xffff_ffff, low);
    return found < 0 ? undefined : symbols.name(found);
  };

  it.each([
    [0x80ff_ffff, undefined],
    [0x8100_003f, '_stext'],
    [0x8100_0040, 'helper.isra.0'],
    [0x8100_00ff, 'helper.isra.0'],
    [0x8100_0210, 'last_of_kernel'],
    [0xc000_007f, 'in_module'],
    [0xc000_0080, 'end_module'],
    // Nothing says where the last one ends.
    [0xc000_0081, undefined],
  ])('%s', (low, expected) => {
    expect(name(low)).toBe(expected);
    expect(name(low)).toBe(expected);
  });

  it('are found by name', () => {
    expect(symbols.low(symbols.byName('last_of_kernel'))).toBe(0x8100_0100);
    expect(symbols.byName('last_of')).toBe(-1);
    expect(symbols.byName('per_cpu_start')).toBe(-1);
  });

  it('come in any order, and the list ends where it is none', () => {
    const lines = Array.from(
      { length: 500 },
      (_, i) => `ffffffff8${((i * 7919) % 500).toString(16).padStart(7, '0')} T f${(i * 7919) % 500}`,
    );
    const shuffled = new KernelSymbols(
      encodeLatin1([...lines, 'no symbol', 'ffffffff90000000 T behind'].join('\n')),
    );
    expect(shuffled.count).toBe(500);
    for (let i = 0; i < 499; i++)
      expect(shuffled.name(shuffled.find(0xffff_ffff, 0x8000_0000 + i))).toBe(`f${i}`);
    expect(new KernelSymbols(new Uint8Array(0)).find(0, 0)).toBe(-1);
    expect(new KernelSymbols(encodeLatin1('zzz')).find(0, 0)).toBe(-1);
  });
});

describe('names of tasks', () => {
  it('are read from saved_cmdlines until a line is none', () => {
    const names = TaskNames.fromSavedCmdlines(
      encodeLatin1('7 a b\n9 kworker/0:1\n7 other\n\n12\n13 behind\n'),
    );
    expect([names.of(7), names.of(9), names.of(13), names.of(0)]).toEqual([
      'a b',
      'kworker/0:1',
      undefined,
      '<idle>',
    ]);
  });
});

describe('problems', () => {
  it('of one name are one row', () => {
    const list = new ProblemList();
    const problem = { name: 'x', severity: 'loss', sentence: 's' } as const;
    list.add({ ...problem, place: 'first', count: 2 });
    list.add({ ...problem, place: 'second', count: 3 });
    list.add({ ...problem, name: 'y', place: '', count: 1 });
    list.add({ ...problem, name: 'y', place: '', count: -1 });
    expect(list.rows).toMatchObject([
      { name: 'x', place: 'first', count: 5 },
      { name: 'y', count: -1 },
    ]);
  });
});
