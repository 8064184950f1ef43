import type { Problem, Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { LostStretches } from './lost-stretches.ts';
import { notesOf } from './notes.ts';

export const lostStretches = (trace: Trace): LostStretches => new LostStretches(trace);

/**
 * Beginnings that wait for their ends, by key. Ends find the newest beginning of their key, so that what is nested
 * pairs right; what lies across lost events is not paired; what never finds its other half is counted.
 */
export class OpenPairs {
  /** Beginnings that had no end, ends that had no beginning, and pairs not made because events were lost between. */
  unendedBeginnings = 0;
  unbegunEnds = 0;
  acrossLosses = 0;
  readonly #open = new Map<number, number[]>();
  readonly #trace: Trace;
  readonly #lost: LostStretches;
  readonly #ofOneCpu: boolean;

  /** `ofOneCpu`: both halves happen on one CPU, and only its losses come between them. */
  constructor(trace: Trace, { ofOneCpu = false }: { readonly ofOneCpu?: boolean } = {}) {
    this.#trace = trace;
    this.#lost = derived(trace, lostStretches);
    this.#ofOneCpu = ofOneCpu;
  }

  /** Notes a beginning inside of those of its key that are open. */
  begin(key: number, row: number): void {
    const rows = this.#open.get(key);
    if (rows === undefined) this.#open.set(key, [row]);
    else rows.push(row);
  }

  /** Notes a beginning instead of one of its key that is open still, which counts as unended. */
  beginAnew(key: number, row: number): void {
    const rows = this.#open.get(key);
    if (rows === undefined) this.#open.set(key, [row]);
    else {
      this.unendedBeginnings += rows.length;
      rows.length = 1;
      rows[0] = row;
    }
  }

  /** The row of the beginning that ends here; -1 where there is none, or events between them were lost. */
  end(key: number, row: number): number {
    const began = this.#open.get(key)?.pop();
    if (began === undefined) {
      this.unbegunEnds++;
      return -1;
    }
    const { time, cpu } = this.#trace;
    if (!this.#lost.between(time[began]!, time[row]!, this.#ofOneCpu ? cpu[row]! : -1)) return began;
    this.acrossLosses++;
    return -1;
  }

  /** The newest open beginning of a key, or -1. */
  openOf(key: number): number {
    return this.#open.get(key)?.at(-1) ?? -1;
  }

  /** Forgets the open beginnings of a key: they count as unended. */
  drop(key: number): void {
    this.unendedBeginnings += this.#open.get(key)?.length ?? 0;
    this.#open.delete(key);
  }

  /** Rows of the beginnings that are open now. */
  *openRows(): Iterable<number> {
    for (const rows of this.#open.values()) yield* rows;
  }

  /** The counts as rows of the loss ledger, named after what is paired: `irq.handler`. */
  problems(name: string): readonly Problem[] {
    let open = this.unendedBeginnings;
    for (const _ of this.openRows()) open++;
    return notesOf([
      [`${name}-unended`, open, `Began and had not ended where the recording ends or loses events.`],
      [`${name}-unbegun`, this.unbegunEnds, `Ended without a beginning in the recording.`],
      [`${name}-across-losses`, this.acrossLosses, `Not paired, because events between were lost.`],
    ]);
  }
}
