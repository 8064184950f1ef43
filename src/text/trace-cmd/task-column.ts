import { decodeLatin1 } from '../../base/index.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import { SavedNames } from './saved-names.ts';

const slots = 1 << 10;

/** Names of tasks and the column that shows them with their CPU: `%16s-%-5d [%03d]`, or `%8.8s-%-5d %3d` with flags. */
export class TaskColumn {
  readonly #names: SavedNames;
  readonly #latency: boolean;
  // What was printed last, by the low bits of pid and CPU. No CPU is negative.
  readonly #pids = new Int32Array(slots);
  readonly #cpus = new Int32Array(slots).fill(-1);
  readonly #texts: Literal[] = [];

  constructor(names: Iterable<readonly [number, string]>, latency: boolean) {
    this.#names = new SavedNames(names);
    this.#latency = latency;
  }

  print(pid: number, cpu: number, out: OutputBytes): void {
    out.literal(this.textOf(pid, cpu));
  }

  textOf(pid: number, cpu: number): Literal {
    const slot = (pid ^ (cpu << 6)) & (slots - 1);
    if (this.#pids[slot] !== pid || this.#cpus[slot] !== cpu) {
      this.#texts[slot] = this.#makeText(pid, cpu);
      this.#pids[slot] = pid;
      this.#cpus[slot] = cpu;
    }
    return this.#texts[slot]!;
  }

  /** Names a task that has no name yet, with bytes `[start, end)` up to a NUL. */
  learn(pid: number, bytes: Uint8Array, start: number, end: number): void {
    if (this.#names.knows(pid)) return;
    const name = bytes.subarray(start, end);
    const nul = name.indexOf(0);
    this.#names.learn(pid, decodeLatin1(nul < 0 ? name : name.subarray(0, nul)));
    this.#cpus.fill(-1);
  }

  /** All names so far; undefined where they are not yet settled, or a task has several. */
  get names(): ReadonlyMap<number, string> | undefined {
    return this.#names.settled;
  }

  /** Takes the settled names of another column. */
  take(names: Iterable<readonly [number, string]>): void {
    this.#names.settle(names);
    this.#cpus.fill(-1);
  }

  #makeText(pid: number, cpu: number): Literal {
    const name = this.#names.nameOf(pid);
    if (!this.#latency) {
      const shown = String(cpu).padStart(3, '0');
      return new Literal(`${name.padStart(16)}-${String(pid).padEnd(5)} [${shown}]`);
    }
    return new Literal(`${name.slice(0, 8).padStart(8)}-${String(pid).padEnd(5)} ${String(cpu).padStart(3)}`);
  }
}
