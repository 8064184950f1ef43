import { leavesOf, type Stretch, stretchKinds } from '../../analyses/journey/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { growing, type Trace } from '../../store/index.ts';
import { printable } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { HandOver, JourneyLane, JourneyPieces } from './contract.ts';

/** Tasks with lanes of their own: those with most time. */
const mostTasks = 6;
/** What is shorter than this part of the whole stands together with its neighbours. */
const pixelsOfWhole = 800;
/** Hand-overs between longer stretches than so many pixels are drawn, so many at most. */
const leastPixels = 3;
const mostHandOvers = 200;

/** Lanes in their order: programs above the kernel, then what is waited for, then what is below all. */
const places = ['user', 'kernel', 'cpu', 'waiting', 'interrupt', 'device', 'unknown'] as const;
type Place = (typeof places)[number];

const placeOfKind = {
  user: 'user',
  kernel: 'kernel',
  computing: 'kernel',
  cpu: 'cpu',
  interrupt: 'interrupt',
  device: 'device',
  queue: 'device',
  work: 'waiting',
  timer: 'waiting',
  task: 'waiting',
  waiting: 'waiting',
  unknown: 'unknown',
} as const satisfies Record<Stretch['kind'], Place>;

export interface LaidOut {
  readonly lanes: readonly JourneyLane[];
  readonly pieces: JourneyPieces;
  readonly handOvers: readonly HandOver[];
}

/** The leaves of a journey in lanes by whose time they were and what it went into. */
export function layOut(trace: Trace, stretches: readonly Stretch[], owner: number, whole: number): LaidOut {
  const taskRank = rankTasks(stretches, owner);
  const keyOf = ({ kind, task }: Stretch): number => {
    const place = places.indexOf(placeOfKind[kind]);
    const isOfTask = placeOfKind[kind] === 'user' || placeOfKind[kind] === 'kernel';
    // Each task has its program's lane above its kernel's; what nobody computes stands below all tasks.
    return isOfTask ? (taskRank.get(task) ?? mostTasks) * 2 + place : 2 * (mostTasks + 1) + place;
  };
  const titles = new Map<number, JourneyLane>();
  for (const leaf of leavesOf(stretches)) {
    const key = keyOf(leaf);
    if (!titles.has(key)) titles.set(key, laneOf(trace, leaf, taskRank));
  }
  const order = [...titles.keys()].sort((a, b) => a - b);
  const laneOfKey = new Map(order.map((key, index) => [key, index]));
  const collector = new PieceCollector(order.length, whole / pixelsOfWhole);
  for (const leaf of leavesOf(stretches)) collector.add(leaf, laneOfKey.get(keyOf(leaf))!);
  return {
    lanes: order.map(key => titles.get(key)!),
    pieces: collector.finish(),
    handOvers: collector.handOvers,
  };
}

/** The operation's own task first, then those with most time; the others share a rank. */
function rankTasks(stretches: readonly Stretch[], owner: number): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const { kind, task, start, end } of leavesOf(stretches)) {
    const place = placeOfKind[kind];
    if (place === 'user' || place === 'kernel') times.set(task, (times.get(task) ?? 0) + end - start);
  }
  const ranked = [...times].sort((a, b) => Number(b[0] === owner) - Number(a[0] === owner) || b[1] - a[1]);
  return new Map(ranked.slice(0, mostTasks).map(([task], rank) => [task, rank]));
}

function laneOf(trace: Trace, { kind, task }: Stretch, ranks: ReadonlyMap<number, number>): JourneyLane {
  const place = placeOfKind[kind];
  const sentence = say(`journey.lane.${place}.about`);
  if (place !== 'user' && place !== 'kernel') return { title: say(`journey.lane.${place}`), sentence };
  const tasks = tasksOf(trace);
  const isNamed = ranks.has(task) && task >= 0;
  const who = isNamed ? printable(`${tasks.comms[task]} ${tasks.tids[task]}`) : say('journey.lane.others');
  return { title: say(`journey.lane.${place}`, { who }), sentence };
}

/** Makes pieces of stretches that come by time: neighbours in a lane that begin in one pixel become one. */
class PieceCollector {
  readonly handOvers: HandOver[] = [];
  readonly #pixel: number;
  readonly #names = new Map<string, number>();
  readonly #lane = growing.u8();
  readonly #kind = growing.u8();
  readonly #start = growing.f64();
  readonly #end = growing.f64();
  readonly #filled = growing.f64();
  readonly #name = growing.u32();
  readonly #stretches = growing.u32();
  readonly #row = growing.i32();
  /** By lane: its last piece. */
  readonly #last: Int32Array;
  /** By piece: the longest stretch in it, which it is named after. */
  readonly #longest = growing.f64();
  #before = { lane: -1, length: 0 };

  constructor(lanes: number, pixel: number) {
    this.#pixel = pixel;
    this.#last = new Int32Array(lanes).fill(-1);
  }

  add(stretch: Stretch, lane: number): void {
    const { start, end } = stretch;
    this.#handOver(lane, start, end - start);
    const last = this.#last[lane]!;
    const isShort = last >= 0 && end - start < this.#pixel && this.#longest.at(last) < this.#pixel;
    if (isShort && end - this.#start.at(last) < this.#pixel) this.#join(last, stretch);
    else this.#begin(stretch, lane);
  }

  finish(): JourneyPieces {
    const count = this.#start.length;
    const [start, end, filled] = [this.#start.view(), this.#end.view(), this.#filled.view()];
    return {
      count,
      lane: this.#lane.view().slice(),
      kind: this.#kind.view().slice(),
      start: start.slice(),
      end: end.slice(),
      cover: Float32Array.from(filled, (time, piece) => {
        const length = end[piece]! - start[piece]!;
        return length > 0 ? Math.min(1, time / length) : 1;
      }),
      name: this.#name.view().slice(),
      names: [...this.#names.keys()],
      stretches: this.#stretches.view().slice(),
      row: this.#row.view().slice(),
    };
  }

  #handOver(lane: number, time: number, length: number): void {
    const { lane: from, length: before } = this.#before;
    const least = leastPixels * this.#pixel;
    const isSeen = before >= least && length >= least && this.handOvers.length < mostHandOvers;
    if (from >= 0 && from !== lane && isSeen) this.handOvers.push({ time, from, to: lane });
    this.#before = { lane, length };
  }

  #begin({ kind, name, start, end, beginRow }: Stretch, lane: number): void {
    this.#last[lane] = this.#start.length;
    this.#lane.push(lane);
    this.#kind.push(stretchKinds.indexOf(kind));
    this.#start.push(start);
    this.#end.push(end);
    this.#filled.push(end - start);
    this.#name.push(this.#codeOf(name));
    this.#stretches.push(1);
    this.#row.push(beginRow);
    this.#longest.push(end - start);
  }

  #join(piece: number, { kind, name, start, end, beginRow }: Stretch): void {
    this.#end.set(piece, end);
    this.#filled.set(piece, this.#filled.at(piece) + end - start);
    this.#stretches.set(piece, this.#stretches.at(piece) + 1);
    if (end - start <= this.#longest.at(piece)) return;
    this.#longest.set(piece, end - start);
    this.#kind.set(piece, stretchKinds.indexOf(kind));
    this.#name.set(piece, this.#codeOf(name));
    this.#row.set(piece, beginRow);
  }

  #codeOf(name: string): number {
    const shown = printable(name);
    const found = this.#names.get(shown) ?? this.#names.size;
    this.#names.set(shown, found);
    return found;
  }
}
