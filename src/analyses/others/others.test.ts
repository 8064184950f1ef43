import { describe, expect, it } from 'vitest';
import { answerRows } from '../testing/answer-rows.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { othersBeside } from './index.ts';

const seconds = 1e9;
const others = othersBeside([
  { needs: [['irq:irq_handler_entry'], ['sched:sched_switch']], reads: ['irq:*'] },
]);
const zone = (time: number, celsius: number, cpu = 0, pid = 0): MadeEvent => ({
  time: time * seconds,
  cpu,
  pid,
  event: 'thermal:thermal_temperature',
  fields: { thermal_zone: 'cpu', temp: celsius },
});

describe('events that no analysis asks for', () => {
  const trace = handMade([
    { time: 0, event: 'irq:softirq_entry', fields: { vec: 1 } },
    zone(0.5, 40),
    zone(1, 60, 1, 7),
    { time: 1 * seconds, event: 'sched:sched_switch' },
    { time: 1.5 * seconds, event: 'sched:sched_stat_wait', fields: { delay: 3 } },
    zone(2, 50, 1),
  ]);

  it('are listed and counted, the others are not', () => {
    expect(
      answerRows(others, trace, 'others.events', ['event', 'count', 'rate', 'cpus', 'tasks', 'first', 'row']),
    ).toEqual([
      ['thermal:thermal_temperature', 3, 1.5, 2, 2, 0.5 * seconds, 1],
      ['sched:sched_stat_wait', 1, 0.5, 1, 1, 1.5 * seconds, 4],
    ]);
  });

  it('have their fields by type, numbers with what they amount to', () => {
    expect(
      answerRows(others, trace, 'others.fields', [
        'event',
        'field',
        'type',
        'count',
        'min',
        'mean',
        'p50',
        'max',
        'total',
      ]),
    ).toEqual([
      ['thermal:thermal_temperature', 'thermal_zone', 'char *', 3, ...Array(5).fill(undefined)],
      ['thermal:thermal_temperature', 'temp', 'long', 3, 40, 50, 50, 60, 150],
      ['sched:sched_stat_wait', 'delay', 'long', 1, 3, 3, 3, 3, 3],
    ]);
  });

  it('have their rate over time', () => {
    const rates = answerRows(others, trace, 'others.rates', ['time', 'event', 'count', 'rate']);
    expect(rates).toHaveLength(200);
    expect(rates.filter(([, , count]) => count !== 0)).toEqual([
      [0.5 * seconds, 'thermal:thermal_temperature', 1, 50],
      [1 * seconds, 'thermal:thermal_temperature', 1, 50],
      [1.98 * seconds, 'thermal:thermal_temperature', 1, 50],
      [1.5 * seconds, 'sched:sched_stat_wait', 1, 50],
    ]);
  });

  it('of an empty recording there are none', () => {
    for (const { id } of others.tables) expect(answerRows(others, handMade([]), id, [])).toEqual([]);
  });
});
