/**
 * The indices of values from the least to the largest, those of equal values as they stand. What rises already is left as it
 * is, and a few rising runs are merged: nearly all that is sorted here came by time.
 */
export function risingOrder(values: ArrayLike<number>): Uint32Array {
  const count = values.length;
  let order = new Uint32Array(count);
  for (let index = 0; index < count; index++) order[index] = index;
  let ends = endsOfRuns(values, count);
  let spare = new Uint32Array(ends.length > 1 ? count : 0);
  while (ends.length > 1) {
    const merged: number[] = [];
    let from = 0;
    for (let run = 0; run < ends.length; run += 2) {
      const middle = ends[run]!;
      const to = ends[run + 1] ?? middle;
      merge(values, order, spare, from, middle, to);
      merged.push(to);
      from = to;
    }
    [order, spare] = [spare, order];
    ends = merged;
  }
  return order;
}

/** A copy of values in an order. `TypedArray.from` takes several times as long. */
export function inOrder<T extends Float64Array | Uint32Array>(values: T, order: Uint32Array): T {
  const copy = values.slice() as T;
  for (let index = 0; index < order.length; index++) copy[index] = values[order[index]!]!;
  return copy;
}

export function isRising(values: Float64Array): boolean {
  for (let index = 1; index < values.length; index++) if (values[index]! < values[index - 1]!) return false;
  return true;
}

function endsOfRuns(values: ArrayLike<number>, count: number): number[] {
  const ends: number[] = [];
  for (let index = 1; index < count; index++) if (values[index]! < values[index - 1]!) ends.push(index);
  ends.push(count);
  return ends;
}

function merge(
  values: ArrayLike<number>,
  order: Uint32Array,
  into: Uint32Array,
  from: number,
  middle: number,
  to: number,
): void {
  let [left, right] = [from, middle];
  for (let place = from; place < to; place++) {
    const takesLeft = left < middle && (right >= to || values[order[left]!]! <= values[order[right]!]!);
    into[place] = takesLeft ? order[left++]! : order[right++]!;
  }
}
