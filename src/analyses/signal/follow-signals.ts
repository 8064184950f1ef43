import { childSignal, defaultActionOf } from '../../kernel/index.ts';
import type { Problem, Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { EventWalk, type LostStretches, lostStretches, notesOf } from '../walk/index.ts';
import { PendingSignals } from './pending-signals.ts';

/** What the kernel did with a signal when it was generated (include/trace/events/signal.h, TRACE_SIGNAL_…). */
export const generated = {
  queued: 0,
  ignored: 1,
  alreadyPending: 2,
  refused: 3,
  lostInformation: 4,
} as const;

/** One signal. -1 in a row or a task stands for none. */
export interface Signal {
  readonly number: number;
  readonly code: number;
  readonly sender: number;
  /** Bits of the event's flags that say that an interrupt had come: the sender is not the task. */
  readonly flags: number;
  /** Who it was meant for; after delivery who got it. */
  target: number;
  readonly toProcess: boolean;
  readonly result: number;
  readonly beginRow: number;
  endRow: number;
  deliveredAs: number;
  /** Of its delivery: 0 for the default, 1 for ignoring, else the function's address. */
  handler: number;
}

/** The end of a task: places in the list of signals, -1 for none. */
export interface Death {
  readonly task: number;
  readonly exitRow: number;
  readonly signal: number;
  childSignal: number;
}

export interface Signals {
  readonly tasks: Tasks;
  readonly list: readonly Signal[];
  readonly deaths: readonly Death[];
  readonly problems: readonly Problem[];
}

/** Follows signals from generation to delivery, and tasks to their deaths. */
export function followSignals(trace: Trace): Signals {
  return new SignalFollower(trace).follow();
}

class SignalFollower {
  readonly #trace: Trace;
  readonly #tasks: Tasks;
  readonly #lost: LostStretches;
  readonly #list: Signal[] = [];
  readonly #deaths: Death[] = [];
  readonly #pending: PendingSignals;
  /** By task: the signal that is ending it, and its death. */
  readonly #endedBy = new Map<number, number>();
  readonly #deathOf = new Map<number, Death>();
  #ungenerated = 0;
  #acrossLosses = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#tasks = tasksOf(trace);
    this.#lost = derived(trace, lostStretches);
    this.#pending = new PendingSignals(this.#tasks, this.#list);
  }

  follow(): Signals {
    const walk = new EventWalk(this.#trace);
    walk.on('signal:signal_generate', fields => {
      const [number, code, pid] = [fields.number('sig'), fields.number('code'), fields.number('pid')];
      const [group, result, flags] = [
        fields.number('group'),
        fields.number('result'),
        fields.number('common_flags'),
      ];
      return row =>
        this.#generate({
          number: number(row),
          code: code(row),
          sender: this.#tasks.ofRow(row),
          flags: flags(row),
          target: pid(row) > 0 ? this.#tasks.of(pid(row), row) : -1,
          toProcess: group(row) !== 0,
          result: result(row),
          beginRow: row,
          endRow: -1,
          deliveredAs: -1,
          handler: -1,
        });
    });
    walk.on('signal:signal_deliver', fields => {
      const [number, code, handler] = [
        fields.number('sig'),
        fields.number('code'),
        fields.number('sa_handler'),
      ];
      return row => this.#deliver(number(row), code(row), handler(row), row);
    });
    walk.on('sched:sched_process_exit', () => row => this.#end(row));
    const problems = walk.run();
    return {
      tasks: this.#tasks,
      list: this.#list,
      deaths: this.#deaths,
      problems: [...problems, ...this.#problems()],
    };
  }

  #generate(signal: Signal): void {
    const index = this.#list.push(signal) - 1;
    if (signal.result === generated.queued || signal.result === generated.lostInformation) {
      this.#pending.add(index);
    }
    if (signal.number !== childSignal) return;
    const death = this.#deathOf.get(signal.sender);
    if (death !== undefined && death.childSignal < 0) death.childSignal = index;
  }

  #deliver(number: number, code: number, handler: number, row: number): void {
    const task = this.#tasks.ofRow(row);
    const index = this.#pending.take(task, number, code);
    if (index < 0) {
      this.#ungenerated++;
      return;
    }
    const signal = this.#list[index]!;
    const { time } = this.#trace;
    if (this.#lost.between(time[signal.beginRow]!, time[row]!)) {
      this.#acrossLosses++;
      return;
    }
    signal.target = task;
    signal.endRow = row;
    signal.handler = handler;
    signal.deliveredAs = number;
    const action = defaultActionOf(number);
    if (handler === 0 && (action === 'ends' || action === 'dumps core')) this.#endedBy.set(task, index);
  }

  #end(row: number): void {
    const task = this.#tasks.ofRow(row);
    const death = { task, exitRow: row, signal: this.#endedBy.get(task) ?? -1, childSignal: -1 };
    this.#deaths.push(death);
    this.#deathOf.set(task, death);
    this.#pending.forget(task);
  }

  #problems(): readonly Problem[] {
    return notesOf([
      [
        'signal.undelivered',
        this.#pending.count,
        'Generated and not seen to be delivered: blocked, taken by a program that waits for it, or its task ended.',
      ],
      ['signal.ungenerated', this.#ungenerated, 'Delivered without a generation in the recording.'],
      ['signal.across-losses', this.#acrossLosses, 'Not paired, because events between were lost.'],
    ]);
  }
}
