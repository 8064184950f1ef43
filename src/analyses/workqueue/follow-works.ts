import { growing, type Problem, type Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { addressKey, functionCodes, Names } from '../names/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { type EventFields, EventWalk, lostStretches, notesOf, OpenPairs } from '../walk/index.ts';

/** In which context a work item was queued; the codes of the column. */
export const contexts = ['', 'task', 'softirq', 'interrupt'] as const;

/** Stands for a row, and for a task's or a text's code, where there is none. */
export const none = 0xffff_ffff;

/** Every work item that was seen to run or to be queued: from its queueing to its end. */
export class Works {
  /** Rows; `none` where the event is not recorded. */
  readonly timer = growing.u32();
  readonly queue = growing.u32();
  readonly activate = growing.u32();
  readonly start = growing.u32();
  readonly end = growing.u32();
  /** Codes of `names`. */
  readonly func = growing.u32();
  readonly workqueue = growing.u32();
  readonly context = growing.u8();
  /** Tasks: who queued it (of a delayed one, who started its timer), and the worker. */
  readonly queuer = growing.u32();
  readonly worker = growing.u32();
  /** The CPU that it was to run on; `none` for any. */
  readonly wanted = growing.u32();
  readonly names = new Names();
  problems: readonly Problem[] = [];

  get count(): number {
    return this.func.length;
  }

  /** The first event of an item. */
  firstRow(work: number): number {
    const rows = [this.timer, this.queue, this.activate, this.start].map(column => column.at(work));
    return Math.min(...rows);
  }
}

/** include/linux/trace_events.h: TRACE_FLAG_HARDIRQ, TRACE_FLAG_SOFTIRQ. */
const inHardirq = 0x08;
const inSoftirq = 0x10;
/** A delayed work's timer stands behind its work_struct, which lock debugging makes longer (include/linux/workqueue.h). */
const timerReach = 256;

/** Follows work items by the address of their work_struct, which is in one queue or worker at a time. */
class WorkFollower {
  readonly works = new Works();
  readonly #trace: Trace;
  /** By work: its item that waits; its item that runs is found by the row of its start. */
  readonly #waiting = new Map<number, number>();
  readonly #running = new Map<number, number>();
  readonly #pairs: OpenPairs;
  /** By timer: the event that started it; and on each CPU the timer that expires now. */
  readonly #timers = new Map<number, number>();
  readonly #expiring = new Map<number, number>();
  #unqueued = 0;
  #acrossLosses = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#pairs = new OpenPairs(trace);
    this.#walk();
  }

  #walk(): void {
    const walk = new EventWalk(this.#trace);
    this.#onTimers(walk);
    walk.on('workqueue:workqueue_queue_work', fields => this.#onQueue(fields));
    walk.on('workqueue:workqueue_activate_work', fields => {
      const work = addressKey(fields, 'work');
      return row => {
        const item = this.#waiting.get(work(row));
        if (item !== undefined) this.works.activate.set(item, row);
      };
    });
    walk.on('workqueue:workqueue_execute_start', fields => this.#onStart(fields));
    walk.on('workqueue:workqueue_execute_end', fields => {
      const work = addressKey(fields, 'work');
      return row => {
        const began = this.#pairs.end(work(row), row);
        const item = this.#running.get(began);
        this.#running.delete(began);
        if (item !== undefined) this.works.end.set(item, row);
      };
    });
    const problems = walk.run();
    this.works.problems = [
      ...problems,
      ...this.#pairs.problems('workqueue.run'),
      ...notesOf([
        ['workqueue.unqueued', this.#unqueued, 'Work items ran whose queueing is not in the recording.'],
        [
          'workqueue.across-losses',
          this.#acrossLosses,
          'Work items were queued and ran, but events between were lost: their waits are not told.',
        ],
      ]),
    ];
  }

  #onTimers(walk: EventWalk): void {
    const { cpu } = this.#trace;
    const names = new Names();
    const delayed = names.code('delayed_work_timer_fn');
    walk.on('timer:timer_start', fields => {
      const timer = addressKey(fields, 'timer');
      const name = functionCodes(this.#trace, fields, 'function', names);
      return row => {
        if (name(row) === delayed) this.#timers.set(timer(row), row);
      };
    });
    walk.on('timer:timer_expire_entry', fields => {
      const timer = addressKey(fields, 'timer');
      return row => {
        this.#expiring.set(cpu[row]!, timer(row));
      };
    });
    walk.on('timer:timer_expire_exit', () => row => {
      this.#expiring.delete(cpu[row]!);
    });
  }

  /** The event that started the timer that queues this work now; `none` where no timer does. */
  #delayedBy(work: number, row: number): number {
    const timer = this.#expiring.get(this.#trace.cpu[row]!);
    if (timer === undefined || timer <= work || timer - work > timerReach) return none;
    return this.#timers.get(timer) ?? none;
  }

  #onQueue(fields: EventFields): (row: number) => void {
    const { works } = this;
    const tasks = tasksOf(this.#trace);
    const work = addressKey(fields, 'work');
    const name = functionCodes(this.#trace, fields, 'function', works.names);
    const workqueue = fields.text('workqueue');
    const wanted = fields.number('req_cpu', none);
    const flags = fields.number('common_flags', -1);
    return row => {
      const key = work(row);
      const item = this.#add(name(row));
      const timer = this.#delayedBy(key, row);
      works.queue.set(item, row);
      works.timer.set(item, timer);
      works.workqueue.set(item, works.names.code(workqueue(row)));
      works.context.set(item, contextOf(flags(row)));
      works.queuer.set(item, tasks.ofRow(timer === none ? row : timer));
      works.wanted.set(item, wanted(row) < 0xffff ? wanted(row) : none);
      this.#waiting.set(key, item);
    };
  }

  #onStart(fields: EventFields): (row: number) => void {
    const { works } = this;
    const tasks = tasksOf(this.#trace);
    const lost = derived(this.#trace, lostStretches);
    const { time } = this.#trace;
    const work = addressKey(fields, 'work');
    const name = functionCodes(this.#trace, fields, 'function', works.names);
    return row => {
      const key = work(row);
      const waited = this.#waiting.get(key);
      this.#waiting.delete(key);
      const isAcross = waited !== undefined && lost.between(time[works.queue.at(waited)]!, time[row]!);
      if (waited === undefined) this.#unqueued++;
      if (isAcross) this.#acrossLosses++;
      const item = waited === undefined || isAcross ? this.#add(name(row)) : waited;
      works.start.set(item, row);
      works.worker.set(item, tasks.ofRow(row));
      this.#running.set(row, item);
      this.#pairs.beginAnew(key, row);
    };
  }

  #add(name: number): number {
    const { works } = this;
    const item = works.count;
    for (const rows of [works.timer, works.queue, works.activate, works.start, works.end]) rows.push(none);
    for (const codes of [works.workqueue, works.queuer, works.worker, works.wanted]) codes.push(none);
    works.context.push(0);
    works.func.push(name);
    return item;
  }
}

function contextOf(flags: number): number {
  if (flags < 0) return 0;
  if ((flags & inHardirq) !== 0) return 3;
  return (flags & inSoftirq) !== 0 ? 2 : 1;
}

export const followWorks = (trace: Trace): Works => new WorkFollower(trace).works;
