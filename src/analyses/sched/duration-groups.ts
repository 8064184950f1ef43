import { type Cell, growing } from '../../store/index.ts';
import { latencyCells, summarise } from '../latency/index.ts';
import type { Names } from '../names/index.ts';

interface Group {
  readonly codes: readonly number[];
  readonly durations: ReturnType<typeof growing.f64>;
}

/** Durations by two or three texts; nothing is made for one of a group that is there. */
export class DurationGroups {
  readonly #names: Names;
  readonly #groups = new Map<number, Map<number, Group>>();

  constructor(names: Names) {
    this.#names = names;
  }

  add(duration: number, first: number, second: number, third = 0): void {
    const pair = first * 2 ** 26 + second;
    let ofPair = this.#groups.get(pair);
    if (ofPair === undefined) {
      ofPair = new Map();
      this.#groups.set(pair, ofPair);
    }
    let group = ofPair.get(third);
    if (group === undefined) {
      group = { codes: [first, second, third], durations: growing.f64(8) };
      ofPair.set(third, group);
    }
    group.durations.push(duration);
  }

  /** A row a group: its texts in these columns, and the latency of its durations. */
  rows(columns: readonly string[]): readonly Readonly<Record<string, Cell>>[] {
    const groups = [...this.#groups.values()].flatMap(ofPair => [...ofPair.values()]);
    return groups.map(({ codes, durations }) => ({
      ...Object.fromEntries(columns.map((column, index) => [column, this.#names.texts[codes[index]!]])),
      ...latencyCells(summarise(durations.view())),
    }));
  }
}
