import { growing, type Problem, type Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { addressKey, difference, functionCodes, Names } from '../names/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { type EventFields, EventWalk, lostStretches, OpenPairs } from '../walk/index.ts';

export const timerKinds = ['hrtimer', 'timer'] as const;

/** Every expiry of a timer, with its start where that was recorded. */
export class Expiries {
  readonly begin = growing.u32();
  /** Rows; -1 where there is none. */
  readonly end = growing.i32();
  readonly start = growing.i32();
  readonly kind = growing.u8();
  readonly name = growing.u32();
  /** Task that started it; `noTask` where that is not known. */
  readonly starter = growing.u32();
  /** Nanoseconds after the asked time for an hrtimer, ticks for one of the wheel; NaN where it is not known. */
  readonly late = growing.f64();
  readonly duration = growing.f64();
  readonly names = new Names();
  problems: readonly Problem[] = [];
  /** Nanoseconds of a tick of the timer wheel (1 / HZ); NaN where the recording does not show it. */
  tick = Number.NaN;

  get count(): number {
    return this.begin.length;
  }

  lateness(expiry: number): number {
    const late = this.late.at(expiry);
    return this.kind.at(expiry) === 0 ? late : late * this.tick;
  }
}

/** A code that no task has. */
const noTask = 0xffff_ffff;

interface Start {
  readonly row: number;
  readonly high: number;
  readonly low: number;
}

export function followTimers(trace: Trace): Expiries {
  const expiries = new Expiries();
  const walk = new EventWalk(trace);
  const hrtimers = new Follower(trace, expiries, 0);
  const wheel = new Follower(trace, expiries, 1);
  const ticks = new TickLength(trace);
  const fieldsOf = [
    ['hrtimer', hrtimers, 'hrtimer', 'softexpires'],
    ['timer', wheel, 'timer', 'expires'],
  ] as const;
  for (const [prefix, follower, key, asked] of fieldsOf) {
    walk.on(`timer:${prefix}_start`, fields => follower.onStart(fields, key, asked));
    walk.on(`timer:${prefix}_expire_entry`, fields => {
      const enter = follower.onEntry(fields, key);
      const [high, low] = [fields.high('now'), fields.low('now')];
      if (follower !== wheel) return enter;
      return row => {
        ticks.note(row, high(row), low(row));
        enter(row);
      };
    });
    walk.on(`timer:${prefix}_expire_exit`, fields => follower.onExit(fields, key));
  }
  const problems = walk.run();
  expiries.tick = ticks.length();
  expiries.problems = [
    ...problems,
    ...hrtimers.pairs.problems('irq.hrtimer-function'),
    ...wheel.pairs.problems('irq.timer-function'),
  ];
  return expiries;
}

/**
 * Starts, expiries and returns of the timers of one kind. Cancellations tell nothing: the kernel says one before an
 * expiry too (kernel/time/timer.c, detach_timer), and a cancelled timer expires only when it was started anew.
 */
class Follower {
  readonly pairs: OpenPairs;
  readonly #trace: Trace;
  readonly #expiries: Expiries;
  readonly #kind: number;
  readonly #starts = new Map<number, Start>();
  readonly #expiryOf = new Map<number, number>();

  constructor(trace: Trace, expiries: Expiries, kind: number) {
    this.#trace = trace;
    this.#expiries = expiries;
    this.#kind = kind;
    this.pairs = new OpenPairs(trace, { ofOneCpu: true });
  }

  onStart(fields: EventFields, key: string, asked: string): (row: number) => void {
    const timer = addressKey(fields, key);
    const [high, low] = [fields.high(asked), fields.low(asked)];
    return row => {
      this.#starts.set(timer(row), { row, high: high(row), low: low(row) });
    };
  }

  onEntry(fields: EventFields, key: string): (row: number) => void {
    const timer = addressKey(fields, key);
    const name = functionCodes(this.#trace, fields, 'function', this.#expiries.names);
    const [high, low] = [fields.high('now'), fields.low('now')];
    const tasks = tasksOf(this.#trace);
    const lost = derived(this.#trace, lostStretches);
    const { time } = this.#trace;
    return row => {
      const of = timer(row);
      const found = this.#starts.get(of);
      const start = found === undefined || lost.between(time[found.row]!, time[row]!) ? undefined : found;
      this.#starts.delete(of);
      const { begin, end, kind, names: _, ...columns } = this.#expiries;
      this.#expiryOf.set(row, begin.length);
      begin.push(row);
      end.push(-1);
      kind.push(this.#kind);
      columns.name.push(name(row));
      columns.start.push(start?.row ?? -1);
      columns.starter.push(start === undefined ? noTask : tasks.ofRow(start.row));
      columns.late.push(
        start === undefined ? Number.NaN : difference(high(row), low(row), start.high, start.low),
      );
      columns.duration.push(Number.NaN);
      this.pairs.begin(of, row);
    };
  }

  onExit(fields: EventFields, key: string): (row: number) => void {
    const timer = addressKey(fields, key);
    const { time } = this.#trace;
    return row => {
      const began = this.pairs.end(timer(row), row);
      const expiry = this.#expiryOf.get(began);
      this.#expiryOf.delete(began);
      if (expiry === undefined) return;
      this.#expiries.end.set(expiry, row);
      this.#expiries.duration.set(expiry, time[row]! - time[began]!);
    };
  }
}

const usualTicks = [100, 250, 300, 1000].map(hertz => 1e9 / hertz);

/** The length of a tick from how far jiffies came in how much time. */
class TickLength {
  readonly #trace: Trace;
  #first: Start | undefined;
  #last: Start | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  note(row: number, high: number, low: number): void {
    const seen = { row, high, low };
    this.#first ??= seen;
    this.#last = seen;
  }

  /** The usual length that is nearest; NaN where none is within a fifth, or too little time passed to tell. */
  length(): number {
    if (this.#first === undefined || this.#last === undefined) return Number.NaN;
    const ticks = difference(this.#last.high, this.#last.low, this.#first.high, this.#first.low);
    if (ticks < 10) return Number.NaN;
    const { time } = this.#trace;
    const length = (time[this.#last.row]! - time[this.#first.row]!) / ticks;
    const near = (usual: number): number => Math.abs(length / usual - 1);
    const found = usualTicks.reduce((a, b) => (near(a) <= near(b) ? a : b));
    return near(found) < 0.2 ? found : Number.NaN;
  }
}
