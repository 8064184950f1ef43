import { weightOf } from '../../kernel/index.ts';
import { growing, type Trace } from '../../store/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { priorityOfTasks } from './priorities.ts';
import { StretchOrder } from './stretch-order.ts';
import { taskState, waitsForCpu } from './task-state.ts';
import { noRow, schedTimeline } from './timeline.ts';

/** What a task wanted of a CPU, had, and was promised while it was not alone, in nanoseconds. */
export interface Share {
  readonly cpu: number;
  readonly task: number;
  /** Its nice value while it wanted the CPU: a task that changes it has a share of each. */
  readonly nice: number;
  contended: number;
  running: number;
  predicted: number;
}

/** What is known of a CPU from its tasks. */
export interface CpuTime {
  busy: number;
  idle: number;
  readonly tasks: Set<number>;
  waitingMax: number;
  /** Integral of waiting tasks over time. */
  waiting: number;
}

export interface CpuSweep {
  readonly cpus: ReadonlyMap<number, CpuTime>;
  readonly shares: readonly Share[];
  /** How many tasks waited for a CPU, from a time on. */
  readonly runqueues: {
    readonly time: Float64Array;
    readonly cpu: Uint16Array;
    readonly waiting: Uint32Array;
  };
}

/** Sweeps over all beginnings and ends of what tasks wanted of CPUs, by time. */
export function sweepCpus(trace: Trace): CpuSweep {
  const timeline = schedTimeline(trace);
  const { state, start, end, task, cpu, beginRow } = timeline;
  const tasks = tasksOf(trace);
  const wants = (stretch: number): boolean =>
    end[stretch]! > start[stretch]! && (state[stretch] === taskState.running || waitsForCpu(state[stretch]!));
  const order = new StretchOrder(trace, timeline);
  const [begins, ends] = [order.byBegin(wants), order.byEnd(wants)];
  const priorities = priorityOfTasks(trace);
  const niceAt = (stretch: number): number => {
    const row = beginRow[stretch]!;
    return priorities.niceOf(task[stretch]!, row === noRow ? 0 : row);
  };
  const sweeper = new Sweeper(one => tasks.isIdle(one));
  let [nextBegin, nextEnd] = [0, 0];
  while (nextEnd < ends.length) {
    const ending = ends[nextEnd]!;
    const beginning = begins[nextBegin];
    // What ends at a time ends before what begins then: a switch takes one task off and puts another on.
    if (beginning === undefined || start[beginning]! >= end[ending]!) {
      sweeper.end(cpu[ending]!, task[ending]!, state[ending]!, end[ending]!);
      nextEnd++;
    } else {
      sweeper.begin(
        cpu[beginning]!,
        task[beginning]!,
        niceAt(beginning),
        state[beginning]!,
        start[beginning]!,
      );
      nextBegin++;
    }
  }
  return sweeper.finish();
}

/** A task that wants a CPU, and what the CPU's sums were when it began to. */
interface Wanting {
  readonly nice: number;
  readonly weight: number;
  readonly fromContended: number;
  readonly fromPromise: number;
}

interface Queue {
  readonly time: CpuTime;
  readonly wanting: Map<number, Wanting>;
  running: number;
  waiting: number;
  weight: number;
  /** Time until now in which two or more wanted the CPU, and what a weight of 1 was promised of it. */
  contended: number;
  promise: number;
  last: number;
}

class Sweeper {
  readonly #queues = new Map<number, Queue>();
  readonly #shares = new Map<string, Share>();
  readonly #isIdle: (task: number) => boolean;
  readonly #out = { time: growing.f64(), cpu: growing.u16(), waiting: growing.u32() };

  constructor(isIdle: (task: number) => boolean) {
    this.#isIdle = isIdle;
  }

  begin(cpu: number, task: number, nice: number, state: number, time: number): void {
    const queue = this.#queueOf(cpu, time);
    this.#advance(queue, time);
    if (this.#isIdle(task)) {
      if (state === taskState.running) queue.running = task;
      return;
    }
    if (state === taskState.running) {
      queue.running = task;
      queue.time.tasks.add(task);
    } else this.#setWaiting(cpu, queue, queue.waiting + 1, time);
    const weight = weightOf(nice);
    if (Number.isNaN(weight)) return;
    queue.weight += weight;
    queue.wanting.set(task, { nice, weight, fromContended: queue.contended, fromPromise: queue.promise });
  }

  end(cpu: number, task: number, state: number, time: number): void {
    const queue = this.#queueOf(cpu, time);
    this.#advance(queue, time);
    if (state === taskState.running) {
      if (queue.running === task) queue.running = nobody;
    } else if (!this.#isIdle(task)) this.#setWaiting(cpu, queue, queue.waiting - 1, time);
    const wanting = queue.wanting.get(task);
    if (wanting === undefined) return;
    queue.wanting.delete(task);
    queue.weight -= wanting.weight;
    const contended = queue.contended - wanting.fromContended;
    if (contended <= 0) return;
    const share = this.#shareOf(cpu, task, wanting.nice);
    share.contended += contended;
    share.predicted += wanting.weight * (queue.promise - wanting.fromPromise);
    if (state === taskState.running) share.running += contended;
  }

  finish(): CpuSweep {
    const { time, cpu, waiting } = this.#out;
    return {
      cpus: new Map([...this.#queues].map(([one, queue]) => [one, queue.time])),
      shares: [...this.#shares.values()],
      runqueues: { time: time.view(), cpu: cpu.view(), waiting: waiting.view() },
    };
  }

  #advance(queue: Queue, time: number): void {
    const passed = Math.max(0, time - queue.last);
    queue.last = Math.max(queue.last, time);
    if (passed === 0) return;
    if (queue.running !== nobody) {
      if (this.#isIdle(queue.running)) queue.time.idle += passed;
      else queue.time.busy += passed;
    }
    queue.time.waiting += passed * queue.waiting;
    const isFair = queue.wanting.has(queue.running);
    if (isFair && queue.wanting.size > 1) {
      queue.contended += passed;
      queue.promise += passed / queue.weight;
    }
  }

  #setWaiting(cpu: number, queue: Queue, waiting: number, time: number): void {
    queue.waiting = Math.max(0, waiting);
    queue.time.waitingMax = Math.max(queue.time.waitingMax, queue.waiting);
    this.#out.time.push(time);
    this.#out.cpu.push(cpu);
    this.#out.waiting.push(queue.waiting);
  }

  #queueOf(cpu: number, time: number): Queue {
    const found = this.#queues.get(cpu);
    if (found !== undefined) return found;
    const made: Queue = {
      time: { busy: 0, idle: 0, tasks: new Set(), waitingMax: 0, waiting: 0 },
      wanting: new Map(),
      running: nobody,
      waiting: 0,
      weight: 0,
      contended: 0,
      promise: 0,
      last: time,
    };
    this.#queues.set(cpu, made);
    return made;
  }

  #shareOf(cpu: number, task: number, nice: number): Share {
    const key = `${cpu} ${task} ${nice}`;
    const found = this.#shares.get(key);
    if (found !== undefined) return found;
    const made = { cpu, task, nice, contended: 0, running: 0, predicted: 0 };
    this.#shares.set(key, made);
    return made;
  }
}

const nobody = -1;
