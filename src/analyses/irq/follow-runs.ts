import type { Problem, Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { functionCodes } from '../names/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import {
  type EventFields,
  EventWalk,
  eventCounts,
  type LostStretches,
  lostStretches,
  notesOf,
} from '../walk/index.ts';
import { BusyTimes } from './busy-times.ts';
import { InterruptRuns, isOfThread, kindOf, placeOf, softirqName, softirqNames } from './runs.ts';
import { SoftirqRaises } from './softirq-raises.ts';

/** An entry whose exit has not come yet. */
interface Open {
  readonly row: number;
  readonly kind: number;
  readonly number: number;
  readonly name: number;
  readonly place: number;
  readonly raise: number;
  /** Time of what interrupted it and ended. */
  inner: number;
}

/** What is going on on a CPU, the innermost last, and when a hard interrupt ended there last. */
interface Cpu {
  readonly open: Open[];
  hardEnd: number;
  place: number;
}

/** include/linux/trace_events.h: TRACE_FLAG_HARDIRQ, TRACE_FLAG_SOFTIRQ. */
const inHardirq = 0x08;
const inSoftirq = 0x10;
/** Deeper nesting than any machine has comes from exits that are missing. */
const deepest = 32;

/** Follows interrupts on every CPU: what nests in what, what it cost, and what came of a softirq's raise. */
export class RunFollower {
  readonly runs = new InterruptRuns();
  readonly busy: BusyTimes;
  readonly raises: SoftirqRaises;
  readonly problems: Problem[] = [];
  #unended = 0;
  #unbegun = 0;
  #acrossLosses = 0;
  readonly #trace: Trace;
  readonly #tasks: Tasks;
  readonly #lost: LostStretches;
  /** By number. */
  readonly #cpus: (Cpu | undefined)[] = [];
  /** By task: a place in whose time its softirqs run, where it is a thread for them; 0 for none. */
  readonly #threads: number[] = [];
  /** By vector of softirqs: a code of `names`. */
  readonly #softirqs: number[] = [];
  /** Of each event that is an entry, whether its exit was recorded too: without, nothing would ever end. */
  readonly #isEnded: readonly boolean[];
  #flagsOfRaise: (row: number) => number = () => 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#tasks = tasksOf(trace);
    this.#lost = derived(trace, lostStretches);
    this.busy = new BusyTimes();
    this.raises = new SoftirqRaises(trace);
    this.#isEnded = endedEntries(trace);
    this.#walk();
  }

  #walk(): void {
    const walk = new EventWalk(this.#trace);
    this.#onHandlers(walk);
    this.#onVectors(walk);
    this.#onSoftirqs(walk);
    for (const event of ['tasklet_entry', 'tasklet_hi_entry']) {
      walk.on(`irq:${event}`, fields => {
        const name = functionCodes(this.#trace, fields, 'func', this.runs.names);
        return row => this.#enter(row, kindOf.tasklet, name(row), name(row));
      });
    }
    for (const event of ['tasklet_exit', 'tasklet_hi_exit']) {
      walk.on(`irq:${event}`, fields => {
        const name = functionCodes(this.#trace, fields, 'func', this.runs.names);
        return row => this.#exit(row, kindOf.tasklet, name(row));
      });
    }
    this.problems.push(...walk.run());
    for (const cpu of this.#cpus) this.#unended += cpu?.open.length ?? 0;
    this.#addProblems();
  }

  #onHandlers(walk: EventWalk): void {
    const { names } = this.runs;
    walk.on('irq:irq_handler_entry', fields => {
      const [irq, name] = [fields.number('irq'), fields.text('name')];
      return row => this.#enter(row, kindOf.irq, irq(row), names.code(name(row)));
    });
    walk.on('irq:irq_handler_exit', fields => {
      const irq = fields.number('irq');
      return row => this.#exit(row, kindOf.irq, irq(row));
    });
  }

  /** x86 has one event a vector; arm64 one for all interrupts between processors, with the reason as text. */
  #onVectors(walk: EventWalk): void {
    const { names } = this.runs;
    walk.on('irq_vectors:*', fields => {
      const part = /^(.*)_(entry|exit)$/.exec(fields.format.name);
      if (part === null) return () => undefined;
      const name = names.code(part[1]!);
      const vector = fields.number('vector');
      if (part[2] === 'exit') return row => this.#exit(row, kindOf.vector, vector(row));
      return row => this.#enter(row, kindOf.vector, vector(row), name);
    });
    const reason = (fields: EventFields): ((row: number) => number) => {
      const [text, value] = [fields.text('reason'), fields.value('reason')];
      return row => names.code(text(row) || this.#constantText(value(row)));
    };
    walk.on('ipi:ipi_entry', fields => {
      const name = reason(fields);
      return row => this.#enter(row, kindOf.vector, name(row), name(row));
    });
    walk.on('ipi:ipi_exit', fields => {
      const name = reason(fields);
      return row => this.#exit(row, kindOf.vector, name(row));
    });
  }

  #constantText(value: unknown): string {
    if (typeof value !== 'string') return 'ipi';
    return this.#trace.kernelStrings.get(value.replace(/^0x/, '').padStart(16, '0')) ?? value;
  }

  #onSoftirqs(walk: EventWalk): void {
    walk.on('irq:softirq_raise', fields => {
      const vector = fields.number('vec');
      this.#flagsOfRaise = fields.number('common_flags');
      return row => this.raises.raise(vector(row), row);
    });
    walk.on('irq:softirq_entry', fields => {
      const vector = fields.number('vec');
      return row => {
        const number = vector(row);
        const raise = this.raises.enter(number, row);
        const place = this.#placeOf(row, raise);
        this.#enter(row, kindOf.softirq, number, this.#nameOfSoftirq(number), place, raise);
      };
    });
    walk.on('irq:softirq_exit', fields => {
      const vector = fields.number('vec');
      return row => this.#exit(row, kindOf.softirq, vector(row));
    });
  }

  /** In whose time a softirq runs: a thread's, the end of an interrupt, or where a task lets bottom halves run again. */
  #placeOf(row: number, raise: number): number {
    const thread = this.#threadOf(this.#tasks.ofRow(row));
    if (thread !== placeOf.unknown) return thread;
    if (raise < 0) return placeOf.unknown;
    const { hardEnd, place } = this.#cpuOf(row);
    const flags = this.#flagsOfRaise(raise);
    if ((flags & inHardirq) !== 0 || hardEnd >= this.#trace.time[raise]!) return placeOf.interruptExit;
    return (flags & inSoftirq) !== 0 ? place : placeOf.task;
  }

  #threadOf(task: number): number {
    let found = this.#threads[task];
    if (found === undefined) {
      const comm = this.#tasks.comms[task]!;
      if (comm.startsWith('ksoftirqd/')) found = placeOf.ksoftirqd;
      else found = comm.startsWith('irq/') ? placeOf.irqThread : placeOf.unknown;
      this.#threads[task] = found;
    }
    return found;
  }

  #nameOfSoftirq(vector: number): number {
    const found = this.#softirqs[vector] ?? this.runs.names.code(softirqName(vector));
    if (softirqNames[vector] !== undefined) this.#softirqs[vector] = found;
    return found;
  }

  #cpuOf(row: number): Cpu {
    const cpu = this.#trace.cpu[row]!;
    let found = this.#cpus[cpu];
    if (found === undefined) {
      found = { open: [], hardEnd: -1, place: placeOf.unknown };
      this.#cpus[cpu] = found;
    }
    return found;
  }

  #enter(
    row: number,
    kind: number,
    number: number,
    name: number,
    place: number = placeOf.unknown,
    raise = -1,
  ): void {
    if (!this.#isEnded[this.#trace.event[row]!]!) {
      this.#unended++;
      return;
    }
    const cpu = this.#cpuOf(row);
    if (cpu.open.length === deepest) {
      this.#unended += deepest;
      cpu.open.length = 0;
    }
    if (kind === kindOf.softirq) cpu.place = place;
    cpu.open.push({ row, kind, number, name, place, raise, inner: 0 });
  }

  #exit(row: number, kind: number, number: number): void {
    const cpu = this.#cpuOf(row);
    const { open } = cpu;
    if (kind <= kindOf.vector) cpu.hardEnd = this.#trace.time[row]!;
    let depth = open.length - 1;
    while (depth >= 0 && (open[depth]!.kind !== kind || open[depth]!.number !== number)) depth--;
    if (depth < 0) {
      this.#unbegun++;
      return;
    }
    this.#unended += open.length - 1 - depth;
    const run = open[depth]!;
    open.length = depth;
    const { time, cpu: cpus } = this.#trace;
    if (this.#lost.between(time[run.row]!, time[row]!, cpus[row]!)) this.#acrossLosses++;
    else this.#keep(run, row, open);
  }

  #keep(run: Open, row: number, around: readonly Open[]): void {
    const { runs } = this;
    const { time, cpu } = this.#trace;
    const [from, to] = [time[run.row]!, time[row]!];
    const parent = around.at(-1);
    if (parent !== undefined) parent.inner += to - from;
    runs.begin.push(run.row);
    runs.end.push(row);
    runs.duration.push(to - from);
    runs.net.push(to - from - run.inner);
    runs.kind.push(run.kind);
    runs.number.push(run.number);
    runs.name.push(run.name);
    runs.task.push(this.#tasks.ofRow(run.row));
    runs.over.push(parent === undefined ? -1 : parent.name);
    runs.place.push(run.place);
    runs.raise.push(run.raise);
    if (steals(run) && !around.some(steals)) this.busy.add(cpu[row]!, from, to);
  }

  #addProblems(): void {
    const acrossLosses = this.#acrossLosses + this.raises.acrossLosses;
    this.problems.push(
      ...notesOf([
        [
          'irq.unended',
          this.#unended,
          'Interrupts or softirqs that had not ended where the recording ends or loses events.',
        ],
        [
          'irq.unbegun',
          this.#unbegun,
          'Interrupts or softirqs that ended without a beginning in the recording.',
        ],
        [
          'irq.across-losses',
          acrossLosses,
          'Beginnings and ends that were not paired, because events between were lost.',
        ],
        ['irq.raised-again', this.raises.repeated, 'Raises of softirqs that were pending already.'],
        ['irq.unraised', this.raises.unraised, 'Runs of softirqs whose raise is not in the recording.'],
      ]),
    );
  }
}

function endedEntries(trace: Trace): readonly boolean[] {
  const counts = eventCounts(trace);
  const names = trace.formats.map(({ system, name }) => `${system}:${name}`);
  const recorded = new Set(names.filter((_, index) => counts[index]! > 0));
  return names.map(name => recorded.has(name.replace(/_entry$/, '_exit')));
}

/** Whether it takes time from the task that ran: a thread that runs softirqs does its own work. */
function steals({ kind, place }: Open): boolean {
  return kind !== kindOf.tasklet && !isOfThread(place);
}

export const followRuns = (trace: Trace): RunFollower => new RunFollower(trace);
