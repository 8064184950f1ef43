import { expect, test } from 'vitest';
import { parseTraceFacts, summariseLosses } from './trace-facts.ts';

const said = [
  '== /sys/kernel/tracing/per_cpu/cpu0/stats',
  'entries: 3',
  'overrun: 10',
  'commit overrun: 1',
  'dropped events: 4',
  '== /sys/kernel/tracing/per_cpu/cpu1/stats',
  'entries: 0',
  'overrun: 0',
  'commit overrun: 0',
  'dropped events: 0',
  '== /sys/kernel/tracing/trace_clock',
  'local [mono]',
  '== cmdlines',
  '1 init',
  '2 a b',
];

test('what the agent said is taken apart, and losses are added up', () => {
  const facts = parseTraceFacts(said);
  expect(facts.clock).toBe('local [mono]\n');
  expect(facts.cmdlines).toBe('1 init\n2 a b\n');
  expect(summariseLosses(facts.stats)).toEqual({
    overrun: 10,
    commitOverrun: 1,
    dropped: 4,
    unread: 3,
    perCpu: [{ cpu: 0, events: 15 }],
  });
});

test('nothing said is nothing lost', () => {
  expect(summariseLosses(parseTraceFacts([]).stats)).toMatchObject({ overrun: 0, perCpu: [] });
});
