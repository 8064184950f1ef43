import { growing, type Problem, type Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { followRuns } from '../irq/index.ts';
import { EventWalk, lostStretches, notesOf } from '../walk/index.ts';

/** Idle states and frequencies of CPUs, each from the event that began it to the one that ended it. */
export class Power {
  readonly idle = new Stretches();
  readonly frequency = new Stretches();
  /** `cpu_idle_miss` by CPU and state: sleeps that were too deep or too shallow for how long they lasted. */
  readonly misses = new Map<
    number,
    { readonly cpu: number; readonly state: number; deep: number; shallow: number }
  >();
  problems: readonly Problem[] = [];
}

export class Stretches {
  readonly cpu = growing.u32();
  /** The idle state's index, or kHz. */
  readonly value = growing.u32();
  readonly begin = growing.u32();
  readonly end = growing.u32();

  get count(): number {
    return this.cpu.length;
  }
}

/** include/trace/events/power.h: PWR_EVENT_EXIT, the state that a CPU has when it leaves idleness. */
const leavesIdle = 0xffff_ffff;

export function followPower(trace: Trace): Power {
  const power = new Power();
  const walk = new EventWalk(trace);
  const idle = new StateFollower(trace, power.idle);
  const frequency = new StateFollower(trace, power.frequency);
  walk.on('power:cpu_idle', fields => {
    const [state, cpu] = [fields.low('state'), fields.low('cpu_id')];
    return row => idle.change(cpu(row), state(row) === leavesIdle ? undefined : state(row), row);
  });
  walk.on('power:cpu_frequency', fields => {
    const [state, cpu] = [fields.low('state'), fields.low('cpu_id')];
    return row => frequency.change(cpu(row), state(row), row);
  });
  walk.on('power:cpu_idle_miss', fields => {
    const [state, cpu, below] = [fields.low('state'), fields.low('cpu_id'), fields.number('below')];
    return row => {
      const key = cpu(row) * 2 ** 16 + (state(row) & 0xffff);
      const miss = power.misses.get(key) ?? { cpu: cpu(row), state: state(row), deep: 0, shallow: 0 };
      power.misses.set(key, miss);
      if (below(row) !== 0) miss.shallow++;
      else miss.deep++;
    };
  });
  const problems = walk.run();
  power.problems = [
    ...problems,
    ...idle.problems('power.idle', 'Idle stretches'),
    ...frequency.problems('power.frequency', 'Frequencies'),
  ];
  return power;
}

/** What a CPU is in until the next event of that CPU says otherwise. */
class StateFollower {
  readonly #trace: Trace;
  readonly #stretches: Stretches;
  readonly #now = new Map<number, { readonly value: number; readonly row: number }>();
  #acrossLosses = 0;

  constructor(trace: Trace, stretches: Stretches) {
    this.#trace = trace;
    this.#stretches = stretches;
  }

  change(cpu: number, value: number | undefined, row: number): void {
    const before = this.#now.get(cpu);
    if (before !== undefined) this.#keep(cpu, before.value, before.row, row);
    if (value === undefined) this.#now.delete(cpu);
    else this.#now.set(cpu, { value, row });
  }

  #keep(cpu: number, value: number, begin: number, end: number): void {
    const { time } = this.#trace;
    if (derived(this.#trace, lostStretches).between(time[begin]!, time[end]!, cpu)) {
      this.#acrossLosses++;
      return;
    }
    this.#stretches.cpu.push(cpu);
    this.#stretches.value.push(value);
    this.#stretches.begin.push(begin);
    this.#stretches.end.push(end);
  }

  /** `what` they are begins each sentence. */
  problems(name: string, what: string): readonly Problem[] {
    return notesOf([
      [`${name}-unended`, this.#now.size, `${what} that lasted beyond the end of the recording.`],
      [
        `${name}-across-losses`,
        this.#acrossLosses,
        `${what} that are not told, because events between were lost.`,
      ],
    ]);
  }
}

/**
 * By idle stretch the interrupt that ended it, as a run of `followRuns`; -1 where none was recorded. Depending on how
 * the CPU sleeps, its handler runs just before or just after the event that says so.
 */
export function wakersOf(trace: Trace, { idle }: Power): Int32Array {
  const { runs } = derived(trace, followRuns);
  const byCpu = new Map<number, number[]>();
  for (let run = 0; run < runs.count; run++) {
    if (runs.kind.at(run) > 1 || runs.over.at(run) >= 0) continue;
    const cpu = trace.cpu[runs.begin.at(run)]!;
    const list = byCpu.get(cpu) ?? [];
    byCpu.set(cpu, list);
    list.push(run);
  }
  const next = new Map<number, number>();
  return Int32Array.from({ length: idle.count }, (_, stretch) => {
    const cpu = idle.cpu.at(stretch);
    const list = byCpu.get(cpu) ?? [];
    let at = next.get(cpu) ?? 0;
    while (at < list.length && runs.begin.at(list[at]!) < idle.begin.at(stretch)) at++;
    next.set(cpu, at);
    let inside = -1;
    while (at < list.length && runs.begin.at(list[at]!) < idle.end.at(stretch)) inside = list[at++]!;
    if (inside >= 0) return inside;
    const after = list[at];
    return after !== undefined && ranIdle(trace, idle.end.at(stretch), runs.begin.at(after), cpu)
      ? after
      : -1;
  });
}

/** Whether nothing but the idle task was recorded on a CPU between two rows, which are near each other. */
function ranIdle({ cpu, pid }: Trace, from: number, to: number, of: number): boolean {
  const farthest = 64;
  if (to - from > farthest) return false;
  for (let row = from; row <= to; row++) if (cpu[row] === of && pid[row] !== 0) return false;
  return true;
}
