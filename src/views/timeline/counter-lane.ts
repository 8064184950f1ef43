import { firstIndex } from '../../base/index.ts';
import { inOrder, isRising, risingOrder } from './rising-order.ts';

/** A number over time: each value holds from its time on. NaN: not known from then on. */
export interface CounterLane {
  readonly kind: 'counter';
  readonly count: number;
  /** Rising. */
  readonly time: Float64Array;
  readonly value: Float64Array;
  /** The largest value. */
  readonly top: number;
  /** Least and most value of a stretch of them; NaN where none is known. */
  bounds(from: number, to: number): readonly [least: number, most: number];
}

const shift = 6;

/** Values as they come; where their times step back they are put into order. */
export function counterLane(times: Float64Array, values: Float64Array): CounterLane {
  const [time, value] = byTime(times, values);
  let blocks: readonly [Float64Array, Float64Array] | undefined;
  const blockBounds = (): readonly [Float64Array, Float64Array] => {
    blocks ??= boundsOfBlocks(value);
    return blocks;
  };
  const bounds = (from: number, to: number): readonly [number, number] => {
    const found = new Bounds();
    const [first, end] = [(from + 63) >>> shift, to >>> shift];
    if (first >= end) return found.over(value, from, to).result();
    const [least, most] = blockBounds();
    return found
      .over(value, from, first << shift)
      .over(least, first, end)
      .over(most, first, end)
      .over(value, end << shift, to)
      .result();
  };
  const [, top] = value.length === 0 ? [0, 0] : bounds(0, value.length);
  return { kind: 'counter', count: time.length, time, value, top: Number.isNaN(top) ? 0 : top, bounds };
}

/** The last change that is not after a time; -1 where there is none. */
export function changeAt({ time }: CounterLane, at: number): number {
  return firstIndex(0, time.length, index => time[index]! > at) - 1;
}

class Bounds {
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  over(values: Float64Array, from: number, to: number): this {
    for (let index = from; index < to; index++) {
      const value = values[index]!;
      if (value < this.#least) this.#least = value;
      if (value > this.#most) this.#most = value;
    }
    return this;
  }

  result(): readonly [number, number] {
    return this.#most < this.#least ? [Number.NaN, Number.NaN] : [this.#least, this.#most];
  }
}

function boundsOfBlocks(value: Float64Array): readonly [Float64Array, Float64Array] {
  const count = value.length >> shift;
  const [least, most] = [new Float64Array(count), new Float64Array(count)];
  for (let block = 0; block < count; block++) {
    const found = new Bounds().over(value, block << shift, (block + 1) << shift).result();
    [least[block], most[block]] = found;
  }
  return [least, most];
}

function byTime(time: Float64Array, value: Float64Array): readonly [Float64Array, Float64Array] {
  if (isRising(time)) return [time, value];
  const order = risingOrder(time);
  return [inOrder(time, order), inOrder(value, order)];
}
