import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallTree, rowKind } from './call-tree.ts';
import { CallTreeBuilder } from './call-tree-builder.ts';
import { foldInterrupts, interruptOf } from './fold-interrupts.ts';
import { layersOf } from './layers.ts';
import { layersSummary } from './layers-summary.ts';

/** A call with what it calls; each takes 1 ns by itself before and 1 ns after everything it calls. */
type Call = readonly [name: string, ...calls: Call[]];

function treeOf(...calls: readonly Call[]): CallTree {
  const builder = new CallTreeBuilder();
  const task = builder.task(1, 'mv');
  let time = 0;
  const tell = ([name, ...inner]: Call, place: number): void => {
    if (name === 'lost') {
      builder.lost(task, time, 5);
      return;
    }
    if (name.includes(':')) {
      builder.mark(task, builder.name(name, rowKind.event), time);
      return;
    }
    const id = builder.name(name, rowKind.kernel);
    builder.enter(task, place, id, time++);
    for (const call of inner) tell(call, place + 1);
    if (name !== 'no_return') builder.exit(task, place, id, ++time);
  };
  for (const call of calls) tell(call, 0);
  return builder.finish();
}

function picture(tree: CallTree): string[] {
  return Array.from({ length: tree.count }, (_, row) => {
    const { text, kind } = tree.names[tree.name[row]!]!;
    return `${'  '.repeat(tree.depth[row]!)}${kind === rowKind.interrupt ? '⚡' : ''}${text} ${tree.end[row]! - tree.start[row]!}`;
  });
}

const marksOf = (tree: CallTree, name: string): Uint8Array =>
  Uint8Array.from(tree.names, ({ text }) => (text === name ? 1 : 0));
const selfOf = (tree: CallTree): number => tree.self.reduce((sum, self) => sum + self, 0);

const timer: readonly Call[] = [
  ['irq_enter_rcu'],
  ['__sysvec_apic_timer_interrupt', ['hrtimer_interrupt', ['_raw_spin_lock']]],
  ['irq_exit_rcu', ['__do_softirq']],
];
const usual = treeOf(['vfs_read', ['ext4_read'], ...timer, ['dput']], ['irq_enter_rcu']);

describe('foldInterrupts', () => {
  test('an interrupt inside a call becomes one row with the time of its calls; sums stay', () => {
    const folded = foldInterrupts(usual);
    expect(picture(folded)).toEqual([
      'vfs_read 18',
      '  ext4_read 2',
      '  ⚡timer 12',
      '  dput 2',
      'irq_enter_rcu 2',
    ]);
    expect([...folded.parent]).toEqual([-1, 0, 0, 0, -1]);
    expect(selfOf(folded)).toBe(selfOf(usual));
    const shares = layersSummary(folded, layersOf(folded, undefined));
    expect(shares.find(({ id }) => id === 'interrupt')).toMatchObject({ self: 14, calls: 2 });
  });

  test('each is one of its own; what stands between is no part of it', () => {
    const tree = treeOf([
      'a',
      ...timer,
      ...timer,
      ['__sysvec_irq_work'],
      ['irq_enter_rcu'],
      ['b'],
      ['irq_exit_rcu'],
    ]);
    expect(picture(foldInterrupts(tree)).slice(1)).toEqual([
      '  ⚡timer 12',
      '  ⚡timer 12',
      '  ⚡irq-work 2',
      '  ⚡other 2',
      '  b 2',
      '  ⚡other 2',
    ]);
  });

  test('a device’s interrupt has the name of its handler, an unknown vector its own', () => {
    const percpu: Call = ['__handle_irq_event_percpu', ['vring_interrupt', ['_raw_spin_lock']]];
    const tree = treeOf(
      ['a', ['__common_interrupt', ['handle_edge_irq', percpu]]],
      ['b', ['__sysvec_thermal']],
    );
    expect(picture(foldInterrupts(tree))).toEqual([
      'a 12',
      '  ⚡device:vring_interrupt 10',
      'b 4',
      '  ⚡other:thermal 2',
    ]);
    expect(interruptOf('device:vring_interrupt')).toEqual({ kind: 'device', detail: 'vring_interrupt' });
    // arm64
    const arm = treeOf([
      'a',
      ['irq_enter_rcu'],
      ['gic_handle_irq', ['arch_timer_handler_virt']],
      ['irq_exit_rcu'],
    ]);
    expect(picture(foldInterrupts(arm))).toEqual(['a 10', '  ⚡timer 8']);
  });

  test('one that is asked for stays open, but not where its caller is what is asked for', () => {
    expect(foldInterrupts(usual, marksOf(usual, 'hrtimer_interrupt'))).toBe(usual);
    expect(foldInterrupts(usual, marksOf(usual, 'vfs_read')).count).toBe(5);
    expect(foldInterrupts(usual, undefined, marksOf(usual, '__sysvec_apic_timer_interrupt'))).toBe(usual);
    expect(foldInterrupts(usual, undefined, marksOf(usual, '_raw_spin_lock')).count).toBe(5);
  });

  test('nothing is hidden where records were lost or a return is missing', () => {
    for (const inner of ['lost', 'no_return']) {
      const tree = treeOf([
        'a',
        ['irq_enter_rcu'],
        ['__sysvec_apic_timer_interrupt', [inner]],
        ['irq_exit_rcu'],
      ]);
      expect(foldInterrupts(tree)).toBe(tree);
    }
    const event = treeOf(['a', ['__sysvec_apic_timer_interrupt', ['sched:sched_wakeup']]]);
    expect(picture(foldInterrupts(event))).toEqual(['a 4', '  ⚡timer 2']);
  });

  test('whatever is called, self times add up and callers stand before what they call', () => {
    const names = ['a', 'irq_enter_rcu', 'irq_exit_rcu', '__sysvec_apic_timer_interrupt', 'lost', 'x:y'];
    const leaf = fc.constantFrom(...names).map((name): Call => [name]);
    const above = (inner: fc.Arbitrary<Call>): fc.Arbitrary<Call> =>
      fc
        .tuple(fc.constantFrom(...names), fc.array(inner, { maxLength: 4 }))
        .map(([name, calls]): Call => [name, ...calls]);
    const call = above(above(above(leaf)));
    fc.assert(
      fc.property(fc.array(call, { maxLength: 5 }), calls => {
        const tree = treeOf(...calls);
        const folded = foldInterrupts(tree);
        const timed = ({ names, name, self }: CallTree): number =>
          self.reduce((sum, own, row) => sum + (names[name[row]!]!.kind === rowKind.lost ? 0 : own), 0);
        expect(timed(folded)).toBe(timed(tree));
        for (let row = 0; row < folded.count; row++) {
          expect(folded.parent[row]).toBeLessThan(row);
          if (folded.parent[row]! >= 0)
            expect(folded.depth[row]).toBe(folded.depth[folded.parent[row]!]! + 1);
        }
      }),
    );
  });
});
