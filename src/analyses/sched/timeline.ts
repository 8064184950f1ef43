import { firstIndex } from '../../base/index.ts';
import { type Growing, growing, type Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { architectureOf } from '../syscalls/architecture.ts';
import { tasksOf } from '../tasks/index.ts';
import { EventWalk, type LostStretches, lostStretches } from '../walk/index.ts';
import { isAsleep, prevStateReader, type TaskState, taskState, waitsForCpu } from './task-state.ts';

/** Where a column of rows has none. */
export const noRow = 0xffff_ffff;

/** Every task's life as stretches of one state each: those of a task stand together, by time. */
export interface SchedTimeline {
  readonly count: number;
  /** Index into `tasksOf(trace).list`. */
  readonly task: Uint32Array;
  /** A `taskState`. */
  readonly state: Uint8Array;
  /** Where it ran, waited to run, or last ran. */
  readonly cpu: Uint16Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** The event that began it; `noRow` where it was so before the recording or after a loss. */
  readonly beginRow: Uint32Array;
  /** The event that ended it; `noRow` where the recording ended or lost events. */
  readonly endRow: Uint32Array;
  /** Of a sleep the waking that ended it, of a wait for a CPU the waking that began it; else `noRow`. */
  readonly wakingRow: Uint32Array;
  /** The stretches of a task: `[first[task], first[task + 1])`. */
  readonly first: Uint32Array;
  /** The stretch of a task at a time, -1 where there is none. */
  at(task: number, time: number): number;
}

/** The timeline of a trace, made once. Empty where it has no sched_switch. */
export function schedTimeline(trace: Trace): SchedTimeline {
  return derived(trace, makeTimeline);
}

function makeTimeline(trace: Trace): SchedTimeline {
  const lives = new LifeFollower(trace);
  const walk = new EventWalk(trace);
  walk.on('sched:sched_switch', fields => {
    const [prev, next, prevState] = [
      fields.number('prev_pid'),
      fields.number('next_pid'),
      fields.number('prev_state'),
    ];
    const stateOf = prevStateReader(fields.format);
    return row => lives.switchTasks(row, prev(row), stateOf(prevState(row)), next(row));
  });
  for (const name of ['sched_waking', 'sched_wakeup', 'sched_wakeup_new']) {
    walk.on(`sched:${name}`, fields => {
      const [pid, targetCpu] = [fields.number('pid'), fields.number('target_cpu', -1)];
      return row => lives.wake(row, pid(row), targetCpu(row));
    });
  }
  watchYields(trace, walk, lives);
  walk.run();
  return lives.finish();
}

/** That a task gives up its CPU by itself only its system call tells. */
function watchYields(trace: Trace, walk: EventWalk, lives: LifeFollower): void {
  const numbers = { 'x86-64': 24, arm64: 124 } as const;
  const yieldNumber = numbers[architectureOf(trace)];
  walk.on('syscalls:sys_enter_sched_yield', () => row => lives.setYielding(row, true));
  walk.on('syscalls:sys_exit_sched_yield', () => row => lives.setYielding(row, false));
  walk.on('raw_syscalls:sys_exit', () => row => lives.setYielding(row, false));
  walk.on('raw_syscalls:sys_enter', fields => {
    const id = fields.number('id');
    return row => lives.setYielding(row, id(row) === yieldNumber);
  });
}

/** Follows what each task is doing from event to event. */
class LifeFollower {
  readonly #trace: Trace;
  readonly #tasks: ReturnType<typeof tasksOf>;
  readonly #lost: LostStretches;
  /** What each task does now. */
  readonly #state = growing.u8();
  readonly #since = growing.f64();
  readonly #sinceRow = growing.u32();
  readonly #cpu = growing.u16();
  readonly #waking = growing.u32();
  /** Those that called sched_yield. */
  readonly #yielding = new Set<number>();
  /** Stretches that are over. */
  readonly #out = {
    task: growing.u32(),
    state: growing.u8(),
    cpu: growing.u16(),
    start: growing.f64(),
    end: growing.f64(),
    beginRow: growing.u32(),
    endRow: growing.u32(),
    wakingRow: growing.u32(),
  };

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#tasks = tasksOf(trace);
    this.#lost = derived(trace, lostStretches);
  }

  setYielding(row: number, isYielding: boolean): void {
    if (isYielding) this.#yielding.add(this.#tasks.ofRow(row));
    else if (this.#yielding.size > 0) this.#yielding.delete(this.#tasks.ofRow(row));
  }

  switchTasks(row: number, prevPid: number, prevState: TaskState, nextPid: number): void {
    const cpu = this.#trace.cpu[row]!;
    const prev = this.#taskOf(prevPid, row, cpu);
    const next = this.#taskOf(nextPid, row, cpu);
    if (prev !== next) {
      this.#meet(prev, taskState.running, cpu);
      this.#doubt(prev, state => state !== taskState.running);
      this.#change(prev, row, this.#stateAfter(prev, prevState), cpu, noRow);
    }
    this.#meet(next, taskState.unknown, cpu);
    this.#doubt(next, state => state === taskState.running);
    this.#change(next, row, taskState.running, cpu, noRow);
  }

  /** What a task did until now contradicts what comes: a switch is missing that no loss tells of. */
  #doubt(task: number, contradicts: (state: number) => boolean): void {
    if (contradicts(this.#state.at(task))) this.#state.set(task, taskState.unknown);
  }

  #stateAfter(task: number, prevState: TaskState): TaskState {
    if (this.#tasks.isIdle(task)) return taskState.idle;
    return prevState === taskState.preempted && this.#yielding.has(task) ? taskState.yielded : prevState;
  }

  /** A waking ends a sleep; one of a task that runs or waits to run changes nothing. */
  wake(row: number, pid: number, targetCpu: number): void {
    if (pid === 0) return;
    const task = this.#tasks.of(pid, row);
    this.#meet(task, taskState.unknown, targetCpu < 0 ? this.#trace.cpu[row]! : targetCpu);
    const state = this.#state.at(task);
    if (state === taskState.running || waitsForCpu(state)) {
      if (targetCpu >= 0 && state !== taskState.running) this.#cpu.set(task, targetCpu);
      return;
    }
    if (state === taskState.dead) return;
    const cpu = targetCpu < 0 ? this.#cpu.at(task) : targetCpu;
    this.#change(task, row, taskState.runnable, cpu, row);
  }

  finish(): SchedTimeline {
    const { count, time } = this.#trace;
    const last = count === 0 ? 0 : time[count - 1]!;
    for (let task = 0; task < this.#state.length; task++) {
      if (this.#sinceRow.at(task) === neverMet) continue;
      // The dead have no time, but the stretch tells how their last run ended.
      const isDead = this.#state.at(task) === taskState.dead;
      this.#close(task, isDead ? this.#since.at(task) : last, noRow, noRow);
    }
    return byTask(this.#out, this.#tasks.list.length);
  }

  #taskOf(pid: number, row: number, cpu: number): number {
    return pid === 0 ? this.#tasks.ofIdle(cpu) : this.#tasks.of(pid, row);
  }

  /** Before its first event a task did what that event says it was doing: it was forked, or has been so from the start. */
  #meet(task: number, state: TaskState, cpu: number): void {
    while (this.#state.length <= task) {
      this.#state.push(taskState.unknown);
      this.#since.push(0);
      this.#sinceRow.push(neverMet);
      this.#cpu.push(0);
      this.#waking.push(noRow);
    }
    if (this.#sinceRow.at(task) !== neverMet) return;
    const { forkRow } = this.#tasks.list[task]!;
    const { time, count } = this.#trace;
    this.#state.set(task, state);
    this.#since.set(task, forkRow >= 0 ? time[forkRow]! : count === 0 ? 0 : time[0]!);
    this.#sinceRow.set(task, forkRow >= 0 ? forkRow : noRow);
    this.#cpu.set(task, cpu);
  }

  #change(task: number, row: number, state: TaskState, cpu: number, waking: number): void {
    this.#close(task, this.#trace.time[row]!, row, waking);
    this.#state.set(task, state);
    this.#since.set(task, this.#trace.time[row]!);
    this.#sinceRow.set(task, row);
    this.#cpu.set(task, cpu);
    this.#waking.set(task, waking);
  }

  /** Keeps what a task did until now; from where events were lost on it is unknown. */
  #close(task: number, end: number, endRow: number, waking: number): void {
    const state = this.#state.at(task) as TaskState;
    const start = this.#since.at(task);
    const cpu = this.#cpu.at(task);
    const wakingRow = waitsForCpu(state) ? this.#waking.at(task) : isAsleep(state) ? waking : noRow;
    // A running task leaves its CPU by an event of that CPU; any other may come and go on all of them.
    const where = state === taskState.running ? cpu : -1;
    const loss = state === taskState.unknown ? undefined : this.#lost.firstBetween(start, end, where);
    if (loss === undefined) {
      this.#keep(task, state, cpu, start, end, this.#sinceRow.at(task), endRow, wakingRow);
      return;
    }
    const until = Math.max(start, loss.from);
    this.#keep(
      task,
      state,
      cpu,
      start,
      until,
      this.#sinceRow.at(task),
      noRow,
      waitsForCpu(state) ? wakingRow : noRow,
    );
    this.#keep(task, taskState.unknown, cpu, until, end, noRow, endRow, noRow);
  }

  #keep(
    task: number,
    state: TaskState,
    cpu: number,
    start: number,
    end: number,
    beginRow: number,
    endRow: number,
    wakingRow: number,
  ): void {
    // Clocks of CPUs may differ by a little: a stretch never ends before it began.
    if (end <= start && beginRow === noRow) return;
    const out = this.#out;
    out.task.push(task);
    out.state.push(state);
    out.cpu.push(cpu);
    out.start.push(start);
    out.end.push(Math.max(start, end));
    out.beginRow.push(beginRow);
    out.endRow.push(endRow);
    out.wakingRow.push(wakingRow);
  }
}

/** What `sinceRow` holds of a task that no event was about yet. */
const neverMet = 0xffff_fffe;

interface Columns {
  readonly task: Growing<Uint32Array>;
  readonly state: Growing<Uint8Array>;
  readonly cpu: Growing<Uint16Array>;
  readonly start: Growing<Float64Array>;
  readonly end: Growing<Float64Array>;
  readonly beginRow: Growing<Uint32Array>;
  readonly endRow: Growing<Uint32Array>;
  readonly wakingRow: Growing<Uint32Array>;
}

/** The stretches sorted by task; within one they came by time. */
function byTask(columns: Columns, taskCount: number): SchedTimeline {
  const count = columns.task.length;
  const first = new Uint32Array(taskCount + 1);
  for (let index = 0; index < count; index++) first[columns.task.at(index) + 1]!++;
  for (let task = 0; task < taskCount; task++) first[task + 1]! += first[task]!;
  const next = first.slice();
  const places = new Uint32Array(count);
  for (let index = 0; index < count; index++) places[index] = next[columns.task.at(index)]!++;
  const sorted = {
    task: inPlaces(columns.task.view(), places),
    state: inPlaces(columns.state.view(), places),
    cpu: inPlaces(columns.cpu.view(), places),
    start: inPlaces(columns.start.view(), places),
    end: inPlaces(columns.end.view(), places),
    beginRow: inPlaces(columns.beginRow.view(), places),
    endRow: inPlaces(columns.endRow.view(), places),
    wakingRow: inPlaces(columns.wakingRow.view(), places),
  };
  return {
    count,
    ...sorted,
    first,
    at(task, time) {
      const begin = first[task] ?? 0;
      const found = firstIndex(begin, first[task + 1] ?? 0, stretch => sorted.start[stretch]! > time) - 1;
      return found >= begin && time <= sorted.end[found]! ? found : -1;
    },
  };
}

/** A copy whose values stand where `places` says. */
function inPlaces<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  values: T,
  places: Uint32Array,
): T {
  const moved = values.slice() as T;
  for (let index = 0; index < places.length; index++) moved[places[index]!] = values[index]!;
  return moved;
}
