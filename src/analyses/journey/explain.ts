import { firstIndex } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { kindOf } from '../irq/runs.ts';
import {
  isAsleep,
  noRow,
  type SchedTimeline,
  schedTimeline,
  taskState,
  taskStateNames,
  waitsForCpu,
} from '../sched/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { type Causes, causesOf, type Request } from './causes.ts';
import { Computing } from './computing.ts';
import { type Contexts, contextsOf } from './contexts.ts';
import { type Stretch, type StretchKind, withoutGaps } from './stretch.ts';

/** A wait is followed to the task that ended it, and on from there, only so far; a journey has only so many stretches. */
const deepest = 12;
const mostStretches = 20_000;

/**
 * Explains what a task's time went into: computing, waiting for a CPU, waiting for a device, a timer, a work item or
 * another task, whose time is then explained in turn. The stretches are the whole, without gaps.
 */
export class Explainer {
  readonly #trace: Trace;
  readonly #timeline: SchedTimeline;
  readonly #tasks: Tasks;
  readonly #contexts: Contexts;
  readonly #causes: Causes;
  readonly #computing: Computing;
  #made = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#timeline = schedTimeline(trace);
    this.#tasks = tasksOf(trace);
    this.#contexts = contextsOf(trace);
    this.#causes = causesOf(trace);
    this.#computing = derived(trace, makeComputing);
  }

  /** What a task did between two times. */
  explain(task: number, start: number, end: number): readonly Stretch[] {
    this.#made = 0;
    return this.#explain(task, start, end, 0);
  }

  /** What became of a request: before its device had it, in the device, and the interrupt that ended it. */
  explainRequest(request: Request, task: number): readonly Stretch[] {
    const { queueRow, issueRow, completeRow } = request;
    const start = this.#trace.time[queueRow < 0 ? issueRow : queueRow]!;
    return this.#requestParts(request, task, start, completeRow, 0);
  }

  #explain(task: number, start: number, end: number, depth: number): readonly Stretch[] {
    const { first } = this.#timeline;
    const parts: Stretch[] = [];
    const from = Math.max(first[task] ?? 0, this.#firstEndAfter(task, start));
    for (let stretch = from; stretch < (first[task + 1] ?? 0); stretch++) {
      if (this.#timeline.start[stretch]! >= end) break;
      const [a, b] = [
        Math.max(start, this.#timeline.start[stretch]!),
        Math.min(end, this.#timeline.end[stretch]!),
      ];
      if (b > a) parts.push(...this.#explainStretch(task, stretch, a, b, depth));
    }
    return withoutGaps(parts, start, end, (a, b) => [this.#leaf('unknown', '', task, -1, a, b)]);
  }

  #explainStretch(
    task: number,
    stretch: number,
    start: number,
    end: number,
    depth: number,
  ): readonly Stretch[] {
    const state = this.#timeline.state[stretch]!;
    const cpu = this.#timeline.cpu[stretch]!;
    if (state === taskState.running) return this.#run(task, cpu, start, end);
    if (waitsForCpu(state)) return [this.#waitForCpu(task, stretch, start, end)];
    if (isAsleep(state) && !this.#tasks.isIdle(task)) return [this.#sleep(task, stretch, start, end, depth)];
    return [this.#leaf('unknown', taskStateNames[state] ?? '', task, -1, start, end)];
  }

  /** Running, without what interrupts took. */
  #run(task: number, cpu: number, start: number, end: number): readonly Stretch[] {
    const taken: Stretch[] = [];
    for (const run of this.#contexts.between(cpu, start, end)) taken.push(this.#interrupt(run, task, cpu));
    return withoutGaps(taken, start, end, (a, b) => {
      const made = this.#computing.between(task, cpu, a, b);
      this.#made += made.length;
      return made;
    });
  }

  #interrupt(run: number, task: number, cpu: number): Stretch {
    const { begin, end } = this.#contexts.runs;
    const [from, to] = [begin.at(run), end.at(run)];
    const { time } = this.#trace;
    const name = this.#contexts.nameOf(run);
    return this.#leaf('interrupt', name, task, cpu, time[from]!, time[to]!, from, to);
  }

  /** Waiting for a CPU, with what ran there instead. */
  #waitForCpu(task: number, stretch: number, start: number, end: number): Stretch {
    const { beginRow, endRow, state } = this.#timeline;
    const cpu = this.#timeline.cpu[stretch + 1] ?? this.#timeline.cpu[stretch]!;
    const ends = endRow[stretch]!;
    const instead = ends === noRow ? '' : this.#tasks.comms[this.#tasks.ofRow(ends)]!;
    const name =
      instead === '' || instead.startsWith('swapper/') ? taskStateNames[state[stretch]!]! : instead;
    return this.#leaf('cpu', name, task, cpu, start, end, rowOf(beginRow[stretch]!), rowOf(ends));
  }

  /** A sleep, explained by who ended it. */
  #sleep(task: number, stretch: number, start: number, end: number, depth: number): Stretch {
    const { state, beginRow, endRow, wakingRow } = this.#timeline;
    const waking = wakingRow[stretch]!;
    const stateName = taskStateNames[state[stretch]!]!;
    const rows = [rowOf(beginRow[stretch]!), rowOf(endRow[stretch]!)] as const;
    const whole = (kind: StretchKind, name: string, inside: readonly Stretch[]): Stretch => ({
      ...this.#leaf(kind, name, task, -1, start, end, ...rows),
      inside,
    });
    if (waking === noRow || depth >= deepest || this.#made > mostStretches)
      return whole('waiting', stateName, []);
    const context = this.#contexts.at(waking);
    if (context >= 0) return this.#wokenByInterrupt(context, waking, task, start, end, depth, whole);
    const waker = this.#tasks.ofRow(waking);
    if (waker === task || this.#tasks.isIdle(waker)) return whole('waiting', stateName, []);
    return this.#wokenByTask(waker, waking, start, end, depth, whole);
  }

  #wokenByInterrupt(
    run: number,
    waking: number,
    task: number,
    start: number,
    end: number,
    depth: number,
    whole: (kind: StretchKind, name: string, inside: readonly Stretch[]) => Stretch,
  ): Stretch {
    const { time, cpu } = this.#trace;
    const { begin } = this.#contexts.runs;
    const request = this.#causes.requestCompleted(cpu[waking]!, begin.at(run), waking);
    if (request !== undefined) {
      const parts = this.#requestParts(request, task, start, waking, depth);
      return whole('device', request.device, withoutGaps(parts, start, end, this.#waitingBefore(task)));
    }
    const timer = this.#causes.timerAt(waking);
    const parts = this.#interruptParts(run, waking, task);
    const began = parts[0]?.start ?? time[waking]!;
    if (timer !== undefined) {
      const before = this.#leaf('timer', timer, task, -1, start, Math.max(start, began));
      return whole('timer', timer, withoutGaps([before, ...parts], start, end, this.#waitingBefore(task)));
    }
    const name = this.#contexts.nameOf(run);
    const before = this.#leaf('waiting', name, task, -1, start, Math.max(start, began));
    return whole('waiting', name, withoutGaps([before, ...parts], start, end, this.#waitingBefore(task)));
  }

  #wokenByTask(
    waker: number,
    waking: number,
    start: number,
    end: number,
    depth: number,
    whole: (kind: StretchKind, name: string, inside: readonly Stretch[]) => Stretch,
  ): Stretch {
    const { time } = this.#trace;
    const work = this.#causes.workAt(waker, waking);
    if (work === undefined) {
      return whole('task', this.#tasks.comms[waker]!, this.#explain(waker, start, end, depth + 1));
    }
    const started = Math.min(end, Math.max(start, time[work.startRow]!));
    const queued = work.queueRow < 0 ? start : Math.min(started, Math.max(start, time[work.queueRow]!));
    const before = this.#leaf('waiting', work.name, waker, -1, start, queued);
    const inQueue = this.#leaf('work', work.name, waker, -1, queued, started, work.queueRow, work.startRow);
    const working = this.#explain(waker, started, end, depth + 1);
    return whole(
      'work',
      work.name,
      withoutGaps([before, inQueue, ...working], start, end, this.#waitingBefore(waker)),
    );
  }

  /** A request's way: queue, device, interrupt; from `start` until an event of the interrupt that completed it. */
  #requestParts(
    request: Request,
    task: number,
    start: number,
    until: number,
    depth: number,
  ): readonly Stretch[] {
    const { time, cpu } = this.#trace;
    const { device, direction, queueRow, issueRow, completeRow } = request;
    const issued = Math.max(start, time[issueRow]!);
    const run = this.#contexts.at(completeRow);
    const ending = run < 0 ? [] : this.#interruptParts(run, until, task);
    const came = Math.max(issued, ending[0]?.start ?? time[completeRow]!);
    const name = `${device} ${direction}`;
    const queue = this.#leaf('queue', name, task, cpu[issueRow]!, start, issued, queueRow, issueRow);
    // Another task gave it to the device: what that did until then is why it came no sooner.
    const issuer = this.#tasks.ofRow(issueRow);
    const isOther = issuer !== task && !this.#tasks.isIdle(issuer) && depth < deepest && issued > start;
    const inside = isOther ? this.#explain(issuer, start, issued, depth + 1) : [];
    return [
      { ...queue, inside },
      this.#leaf('device', name, -1, -1, issued, came, issueRow, completeRow),
      ...ending,
    ];
  }

  /** The interrupt that an event happened in, from its beginning; before a softirq the interrupt that raised it. */
  #interruptParts(run: number, until: number, task: number): readonly Stretch[] {
    const { time, cpu } = this.#trace;
    const { begin, end, raise, kind } = this.#contexts.runs;
    const own = this.#leaf(
      'interrupt',
      this.#contexts.nameOf(run),
      task,
      cpu[until]!,
      time[begin.at(run)]!,
      time[until]!,
      begin.at(run),
      until,
    );
    const raised = kind.at(run) === kindOf.softirq ? raise.at(run) : -1;
    const raiser = raised < 0 ? -1 : this.#contexts.at(raised);
    if (raiser < 0 || raiser === run) return [own];
    const before = this.#interrupt(raiser, task, cpu[raised]!);
    const gap = this.#leaf(
      'interrupt',
      `raised ${own.name}`,
      task,
      cpu[raised]!,
      time[end.at(raiser)]!,
      own.start,
    );
    return gap.end > gap.start ? [before, gap, own] : [before, own];
  }

  #waitingBefore(task: number): (start: number, end: number) => readonly Stretch[] {
    return (start, end) => [this.#leaf('waiting', '', task, -1, start, end)];
  }

  /** The first stretch of a task that ends after a time. */
  #firstEndAfter(task: number, start: number): number {
    const { first, end } = this.#timeline;
    return firstIndex(first[task] ?? 0, first[task + 1] ?? 0, stretch => end[stretch]! > start);
  }

  #leaf(
    kind: StretchKind,
    name: string,
    task: number,
    cpu: number,
    start: number,
    end: number,
    beginRow = -1,
    endRow = -1,
  ): Stretch {
    this.#made++;
    return { kind, name, start, end, task, cpu, beginRow, endRow, inside: [] };
  }
}

const makeComputing = (trace: Trace): Computing => new Computing(trace);

function rowOf(row: number): number {
  return row === noRow ? -1 : row;
}
