import { describe, expect, test } from 'vitest';
import { UsageError } from '../base/index.ts';
import { checkPlan, matchEvents } from './check-plan.ts';
import type { KernelFacts } from './kernel-facts.ts';
import { pairFormats } from './kernel-facts.ts';
import { defaultPlan, listPlans, loadPlan } from './plan.ts';

const names = [
  'sched:sched_switch',
  'sched:sched_wakeup',
  'ftrace:function',
  'kmem:kmalloc',
  'irq:irq_handler_entry',
];
const facts: KernelFacts = {
  formats: new Map(names.map(name => [name, ''])),
  tracers: ['nop', 'function'],
  headerPage: '',
  headerEvent: '',
  printkFormats: Buffer.alloc(0),
  uname: '',
  pageSize: 4096,
  kallsyms: async () => Buffer.alloc(0),
  functions: async () => new Set(['vfs_read', 'vfs_write']),
};
const plan = (pattern: string) => ({ ...defaultPlan, events: [{ pattern, triggers: [] }] });

describe('events', () => {
  test.each([
    ['sched:*', ['sched:sched_switch', 'sched:sched_wakeup']],
    ['sched/sched_switch', ['sched:sched_switch']],
    ['sched_switch', ['sched:sched_switch']],
    ['*wakeup', ['sched:sched_wakeup']],
    ['kmem', ['kmem:kmalloc']],
    ['irq:irq_handler_?????', ['irq:irq_handler_entry']],
    ['function', []],
    ['(.*)+$', []],
  ])('%s means %j', (pattern, expected) => {
    expect(matchEvents(pattern, names)).toEqual(expected);
  });

  test('one that is not there is refused with the nearest names', async () => {
    await expect(checkPlan(plan('sched_swich'), facts)).rejects.toThrow(
      'this kernel has no event "sched_swich"',
    );
    const error = await checkPlan(plan('sched_swich'), facts).catch((caught: unknown) => caught);
    expect((error as UsageError).remedy).toBe('Nearest: sched:sched_switch.');
  });

  test('a named plan leaves out what this kernel lacks', async () => {
    const chosen = await checkPlan({ ...plan('no_such:*'), name: 'memory' }, facts);
    expect(chosen).toEqual([]);
  });
});

test('a tracer or a function that the kernel lacks is refused', async () => {
  await expect(checkPlan({ ...defaultPlan, tracer: 'function_graph' }, facts)).rejects.toThrow(UsageError);
  await expect(
    checkPlan({ ...defaultPlan, tracer: 'function', functions: ['vfs_reed'] }, facts),
  ).rejects.toThrow('vfs_reed');
  await expect(
    checkPlan({ ...defaultPlan, tracer: 'function', functions: ['vfs_*'] }, facts),
  ).resolves.toEqual([]);
});

test('every named plan can be loaded and has a sentence in both languages', () => {
  expect(listPlans().map(({ name }) => name)).toContain('sched');
  for (const { name, sentence } of listPlans()) {
    expect(loadPlan(name).events.length).toBeGreaterThan(0);
    expect(sentence.en.length * sentence.ko.length).toBeGreaterThan(0);
  }
  expect(() => loadPlan('nothing')).toThrow('there is no plan "nothing"');
});

test('formats are paired with their names; one that was not readable breaks no other', () => {
  const paired = pairFormats('a/x/format\na/y/format\n', 'name: x\nID: 1\nname: y\nID: 2\n');
  expect([...paired]).toEqual([
    ['a:x', 'name: x\nID: 1\n'],
    ['a:y', 'name: y\nID: 2\n'],
  ]);
});
