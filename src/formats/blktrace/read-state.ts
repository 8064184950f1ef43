import { decodeLatin1 } from '../../base/index.ts';
import { type ProblemList, TaskNames } from '../../store/index.ts';
import { SequenceGaps } from './sequence-gaps.ts';

/** The name of a task as a note told it, and how many events stood before that note was read. */
interface ToldName {
  readonly name: string;
  readonly from: number;
}

/** When tracing began by the wall clock. */
export interface WallClock {
  readonly seconds: number;
  readonly nanoseconds: number;
  /** The time of the note itself, by the clock of the records. */
  readonly noted: bigint;
}

/** A device of a recording: its name, or its number where only that is known. */
export interface TracedDevice {
  readonly name: string;
  /** Major and minor in one number, as records have it; undefined where files are named after it. */
  number: number | undefined;
}

/** What one reading of a recording learns beside its events. It grows while events are read. */
export class ReadState {
  readonly problems: ProblemList;
  readonly tasks = new TaskNames();
  readonly gaps = new SequenceGaps();
  readonly devices: TracedDevice[] = [];
  /** Time 0 of the traces by the clock of the records: the earliest of the first events. */
  start = 0n;
  /** blkparse's time 0 since then: it does not see messages with a cgroup's id. */
  zero = 0;
  wallClock: WallClock | undefined;
  /** Some records hold a driver's own data, which no text shows. */
  driverData = false;
  readonly #names = new Map<number, ToldName>();

  constructor(problems: ProblemList) {
    this.problems = problems;
  }

  /** The first name of a task stays, as in blkparse. */
  tellName(pid: number, name: Uint8Array, from: number): void {
    if (this.#names.has(pid)) return;
    const text = decodeLatin1(name);
    this.#names.set(pid, { name: text, from });
    this.tasks.add(pid, text);
  }

  /** Whether a note told the name of a task so far. */
  knowsName(pid: number): boolean {
    return this.#names.has(pid);
  }

  /** The name of a task (Latin-1) at an event, counted from the recording's first; undefined where no note told it by then. */
  nameOf(pid: number, event: number): string | undefined {
    const told = this.#names.get(pid);
    return told === undefined || told.from > event ? undefined : told.name;
  }
}
