import type { Tasks } from '../tasks/index.ts';
import type { ReadArguments } from './read-arguments.ts';

/** So many calls of a program are looked at, and of so many kinds they must be, before it is told what it is. */
const looks = 16;
const leastKinds = 3;
/** So many of them must have an address of a 32-bit program's stack or libraries, which lie at the top of its 4 GiB. */
const leastAddresses = 6;
const lowestAddress = 0xa000_0000;
const highestAddress = 0xffff_f000;
const beyond32Bits = 2 ** 32;

interface Look {
  /** Calls so far, as indices of the rows. */
  readonly calls: number[];
  readonly numbers: Set<number>;
  addresses: number;
}

/**
 * Which tasks run programs of 32 bits on a 64-bit kernel. Their calls have numbers of their own. On x86 the return from their
 * exec tells; of those that were there before, no register has more than 32 bits, and some hold addresses where only such
 * programs have any.
 */
export class CompatTasks {
  readonly #arguments: ReadArguments;
  readonly #tasks: Tasks;
  readonly #looking = new Map<number, Look>();
  /** By task whether it was looked at long enough. */
  readonly #told: boolean[] = [];
  readonly #compat = new Set<number>();

  constructor(read: ReadArguments, tasks: Tasks) {
    this.#arguments = read;
    this.#tasks = tasks;
  }

  /** Children of such tasks are such, until they execute another program. */
  has(task: number): boolean {
    if (this.#compat.size === 0) return false;
    const isNew = this.#told[task] === undefined && !this.#looking.has(task);
    if (isNew && this.#compat.has(this.#tasks.list[task]!.parent)) this.add(task);
    return this.#compat.has(task);
  }

  add(task: number): void {
    this.#compat.add(task);
    this.#tell(task);
  }

  /** Looks at a call; answers the task's calls so far where it is told now that they are of 32 bits. */
  look(task: number, number: number, index: number, row: number): readonly number[] | undefined {
    if (this.#told[task] === true) return undefined;
    const look = this.#looking.get(task) ?? this.#start(task);
    look.calls.push(index);
    look.numbers.add(number);
    const values = this.#arguments.all(row);
    if (values.some(value => typeof value === 'string' || value < 0 || value >= beyond32Bits)) {
      this.#tell(task);
      return undefined;
    }
    if (values.some(value => Number(value) >= lowestAddress && Number(value) < highestAddress))
      look.addresses++;
    if (look.calls.length < looks) return undefined;
    this.#tell(task);
    if (look.numbers.size < leastKinds || look.addresses < leastAddresses) return undefined;
    this.add(task);
    return look.calls;
  }

  /** A task runs another program from now on. */
  executed(task: number): void {
    this.#looking.delete(task);
    this.#told[task] = false;
    this.#compat.delete(task);
  }

  #tell(task: number): void {
    this.#looking.delete(task);
    this.#told[task] = true;
  }

  #start(task: number): Look {
    const look: Look = { calls: [], numbers: new Set(), addresses: 0 };
    this.#looking.set(task, look);
    return look;
  }
}
