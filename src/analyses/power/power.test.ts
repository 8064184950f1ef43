import { describe, expect, it } from 'vitest';
import { answerProblems, answerRows } from '../testing/answer-rows.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { powerAnalysis } from './index.ts';

const idle = (time: number, cpu: number, state: number): MadeEvent => ({
  time,
  cpu,
  event: 'power:cpu_idle',
  fields: { state, cpu_id: cpu },
});
const awake = 0xffff_ffff;

describe('idle states', () => {
  it('last from entering to leaving, on each CPU; one that goes straight to another state leaves the first', () => {
    const trace = handMade([
      idle(0, 0, 1),
      idle(5, 1, 2),
      idle(10, 0, awake),
      idle(20, 0, 1),
      idle(25, 0, 3),
      idle(65, 1, awake),
      idle(75, 0, awake),
      idle(100, 0, 1),
    ]);
    expect(
      answerRows(powerAnalysis, trace, 'power.states', ['cpu', 'state', 'share', 'count', 'total', 'max']),
    ).toEqual([
      [0, 1, 0.15, 2, 15, 10],
      [1, 2, 0.6, 1, 60, 60],
      [0, 3, 0.5, 1, 50, 50],
    ]);
    expect(answerProblems(powerAnalysis, trace)).toEqual([['power.idle-unended', 1]]);
  });

  it('end by the interrupt whose handler runs just before or just after', () => {
    const vector = (time: number, what: 'entry' | 'exit'): MadeEvent => ({
      time,
      event: `irq_vectors:reschedule_${what}`,
      fields: { vector: 253 },
    });
    const trace = handMade([
      idle(0, 0, 1),
      { time: 8, event: 'irq:irq_handler_entry', fields: { irq: 9, name: 'disk' } },
      { time: 9, event: 'irq:irq_handler_exit', fields: { irq: 9 } },
      idle(10, 0, awake),
      idle(20, 0, 1),
      idle(30, 0, awake),
      vector(31, 'entry'),
      vector(32, 'exit'),
      idle(40, 0, 1),
      idle(50, 0, awake),
      { time: 51, pid: 7, event: 'sched:sched_wakeup', fields: { pid: 7 } },
      { ...vector(52, 'entry'), pid: 7 },
      { ...vector(53, 'exit'), pid: 7 },
    ]);
    expect(answerRows(powerAnalysis, trace, 'power.idles', ['time', 'waker', 'duration'])).toEqual([
      [0, 'disk', 10],
      [20, 'reschedule', 10],
      [40, '', 10],
    ]);
    expect(answerRows(powerAnalysis, trace, 'power.wakers', ['cpu', 'waker', 'count'])).toEqual([
      [0, 'disk', 1],
      [0, 'reschedule', 1],
      [0, '', 1],
    ]);
  });

  it('across lost events are not told', () => {
    const trace = handMade([idle(0, 0, 1), { ...idle(10, 0, awake), lost: 5 }]);
    expect(answerRows(powerAnalysis, trace, 'power.idles', ['time'])).toEqual([]);
    expect(answerProblems(powerAnalysis, trace)).toEqual([['power.idle-across-losses', 1]]);
  });

  it('that did not fit are counted', () => {
    const miss = (time: number, below: number): MadeEvent => ({
      time,
      event: 'power:cpu_idle_miss',
      fields: { cpu_id: 1, state: 2, below },
    });
    const trace = handMade([miss(1, 0), miss(2, 1), miss(3, 0)]);
    expect(answerRows(powerAnalysis, trace, 'power.misses', ['cpu', 'state', 'deep', 'shallow'])).toEqual([
      [1, 2, 2, 1],
    ]);
  });
});

describe('frequencies', () => {
  it('hold until they change; events of one CPU may tell of another', () => {
    const change = (time: number, of: number, kilohertz: number): MadeEvent => ({
      time,
      cpu: 0,
      event: 'power:cpu_frequency',
      fields: { state: kilohertz, cpu_id: of },
    });
    const trace = handMade([
      change(0, 1, 800_000),
      change(30, 1, 3_000_000),
      change(40, 0, 800_000),
      change(100, 1, 800_000),
    ]);
    expect(
      answerRows(powerAnalysis, trace, 'power.frequencies', ['cpu', 'frequency', 'total', 'share']),
    ).toEqual([
      [1, 800_000, 30, 0.3],
      [1, 3_000_000, 70, 0.7],
    ]);
  });
});
