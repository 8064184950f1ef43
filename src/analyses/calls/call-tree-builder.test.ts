import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallTree, rowFlag, rowKind, rowsByTask } from './call-tree.ts';
import { CallTreeBuilder } from './call-tree-builder.ts';

/** Rows as `depth name start+duration(self)`, with `?` where the end was not recorded and `…` where it ran on. */
function picture(tree: CallTree): string[] {
  return Array.from({ length: tree.count }, (_, row) => {
    const { text } = tree.names[tree.name[row]!]!;
    const flags = tree.flags[row]!;
    const mark = flags === rowFlag.open ? '…' : flags === rowFlag.unfinished ? '?' : '';
    const duration = tree.end[row]! - tree.start[row]!;
    return `${tree.depth[row]} ${text} ${tree.start[row]}+${duration}(${tree.self[row]})${mark}`;
  });
}

function builderWith(...names: string[]): { builder: CallTreeBuilder; task: number; ids: number[] } {
  const builder = new CallTreeBuilder();
  const ids = names.map(name => builder.name(name, rowKind.kernel));
  return { builder, task: builder.task(7, 'mv'), ids };
}

describe('CallTreeBuilder', () => {
  test('calls of idle tasks, and of threads that nobody names, are those of their CPU', () => {
    const builder = new CallTreeBuilder();
    const ids = [0, 1, 2].flatMap(cpu => [builder.task(0, '', cpu), builder.task(-1, '', cpu)]);
    expect(new Set(ids).size).toBe(6);
    expect(builder.task(-1, '', 1)).toBe(ids[3]);
    expect(builder.task(7, '', 0)).toBe(builder.task(7, '', 1));
  });

  test('self time is without what was called and without waits', () => {
    const { builder, task, ids } = builderWith('a', 'b');
    const wait = builder.name('slept', rowKind.wait);
    builder.enter(task, 0, ids[0]!, 0);
    builder.enter(task, 1, ids[1]!, 10);
    builder.exit(task, 1, ids[1]!, 30);
    builder.enter(task, 1, wait, 40);
    builder.exit(task, 1, wait, 90);
    builder.exit(task, 0, ids[0]!, 100);
    const tree = builder.finish();
    expect(picture(tree)).toEqual(['0 a 0+100(30)', '1 b 10+20(20)', '1 slept 40+50(50)']);
    expect([...tree.parent]).toEqual([-1, 0, 0]);
  });

  test('a missing return ends where its caller goes on', () => {
    const { builder, task, ids } = builderWith('a', 'b', 'c');
    builder.enter(task, 0, ids[0]!, 0);
    builder.enter(task, 1, ids[1]!, 10);
    builder.enter(task, 1, ids[2]!, 20);
    builder.exit(task, 0, ids[0]!, 50);
    expect(picture(builder.finish())).toEqual(['0 a 0+50(10)', '1 b 10+10(10)?', '1 c 20+30(30)?']);
  });

  test('a return without its entry is counted, and one of another function closes the place', () => {
    const { builder, task, ids } = builderWith('a', 'b');
    builder.exit(task, 2, ids[1]!, 5);
    builder.enter(task, 0, ids[0]!, 10);
    builder.exit(task, 0, ids[1]!, 20);
    const tree = builder.finish();
    expect(tree.unmatchedReturns).toBe(2);
    expect(picture(tree)).toEqual(['0 a 10+10(10)?']);
  });

  test('a caller that was not recorded leaves its place empty', () => {
    const { builder, task, ids } = builderWith('a', 'deep');
    builder.enter(task, 0, ids[0]!, 0);
    builder.enter(task, 40, ids[1]!, 5);
    builder.exit(task, 40, ids[1]!, 6);
    builder.exit(task, 0, ids[0]!, 9);
    expect(picture(builder.finish())).toEqual(['0 a 0+9(8)', '1 deep 5+1(1)']);
  });

  test('what never returned ends with the last that was seen of its task', () => {
    const { builder, task, ids } = builderWith('a', 'b');
    const other = builder.task(8, 'other');
    builder.enter(task, 0, ids[0]!, 0);
    builder.enter(task, 1, ids[1]!, 7);
    builder.exit(task, 1, ids[1]!, 9);
    builder.enter(other, 0, ids[1]!, 100);
    expect(picture(builder.finish())).toEqual(['0 a 0+9(7)…', '1 b 7+2(2)', '0 b 100+0(0)…']);
  });

  test('events and losses take no time; the tracer’s own measure is kept', () => {
    const { builder, task, ids } = builderWith('a');
    builder.enter(task, 0, ids[0]!, 0);
    builder.mark(task, builder.name('sched:sched_wakeup', rowKind.event), 3);
    builder.lost(task, 4, 17);
    builder.exit(task, 0, ids[0]!, 10, 8);
    expect(picture(builder.finish())).toEqual([
      '0 a 0+8(8)',
      '1 sched:sched_wakeup 3+0(0)',
      '1 lost 4+0(17)',
    ]);
  });

  test('idle tasks are told apart by their CPU', () => {
    const builder = new CallTreeBuilder();
    expect(builder.task(0, '', 1)).not.toBe(builder.task(0, '', 2));
    expect(builder.task(5, 'x', 1)).toBe(builder.task(5, 'x', 2));
  });

  test('whatever comes, callers stand before what they call and self times add up', () => {
    const step = fc.record({
      task: fc.nat(2),
      enter: fc.boolean(),
      place: fc.nat(6),
      name: fc.nat(3),
      after: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), steps => {
        const builder = new CallTreeBuilder();
        const tasks = [1, 2, 3].map(tid => builder.task(tid, ''));
        const names = ['a', 'b', 'c', 'd'].map(name => builder.name(name, rowKind.user));
        let time = 0;
        for (const { task, enter, place, name, after } of steps) {
          time += after;
          if (enter) builder.enter(tasks[task]!, place, names[name]!, time);
          else builder.exit(tasks[task]!, place, names[name]!, time);
        }
        const tree = builder.finish();
        let total = 0;
        let self = 0;
        for (let row = 0; row < tree.count; row++) {
          const parent = tree.parent[row]!;
          self += tree.self[row]!;
          expect(tree.self[row]).toBeGreaterThanOrEqual(0);
          if (parent < 0) total += tree.end[row]! - tree.start[row]!;
          else {
            expect(parent).toBeLessThan(row);
            expect(tree.task[parent]).toBe(tree.task[row]);
            expect(tree.depth[row]).toBe(tree.depth[parent]! + 1);
            expect(tree.end[row]).toBeLessThanOrEqual(tree.end[parent]!);
          }
        }
        expect(self).toBe(total);
        const { order, first } = rowsByTask(tree);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: tree.count }, (_, row) => row));
        expect(first.at(-1)).toBe(tree.count);
      }),
    );
  });
});
