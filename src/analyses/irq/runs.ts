import { growing } from '../../store/index.ts';
import { Names } from '../names/index.ts';

/** What may interrupt a task, from the most to the least urgent. */
export const runKinds = ['irq', 'vector', 'softirq', 'tasklet'] as const;
export const kindOf = { irq: 0, vector: 1, softirq: 2, tasklet: 3 } as const;

/** Where a softirq ran; the codes of the column. */
export const places = ['', 'interrupt exit', 'ksoftirqd', 'irq thread', 'task'] as const;
export const placeOf = { unknown: 0, interruptExit: 1, ksoftirqd: 2, irqThread: 3, task: 4 } as const;

/** Whether a softirq is the work of the thread that runs it, and interrupts nobody. */
export function isOfThread(place: number): boolean {
  return place === placeOf.ksoftirqd || place === placeOf.irqThread;
}

/** Every run of a handler, a vector, a softirq or a tasklet, from its entry to its exit; those inside another come before it. */
export class InterruptRuns {
  readonly begin = growing.u32();
  readonly end = growing.u32();
  readonly duration = growing.f64();
  /** The duration without what interrupted it. */
  readonly net = growing.f64();
  readonly kind = growing.u8();
  /** The irq's number, the softirq's vector, the vector's number. */
  readonly number = growing.i32();
  /** Codes of `names`: the handler, the vector, the softirq, the tasklet's function. */
  readonly name = growing.u32();
  readonly task = growing.u32();
  /** What ran on the CPU before: a code of `names`, -1 for the task itself. */
  readonly over = growing.i32();
  readonly place = growing.u8();
  /** Row of the softirq's raise; -1 where it is not known. */
  readonly raise = growing.i32();
  readonly names = new Names();

  get count(): number {
    return this.begin.length;
  }
}

/** include/linux/interrupt.h: the enum of softirqs; `__print_symbolic` of the events says the same. */
export const softirqNames = [
  'HI',
  'TIMER',
  'NET_TX',
  'NET_RX',
  'BLOCK',
  'IRQ_POLL',
  'TASKLET',
  'SCHED',
  'HRTIMER',
  'RCU',
];

export function softirqName(vector: number): string {
  return softirqNames[vector] ?? `softirq ${vector}`;
}
