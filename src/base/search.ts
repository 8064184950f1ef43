/**
 * The first index of `[from, to)` for which a condition holds that holds for all that follow; `to` where it holds for none.
 * Asks as often as the number of indices has binary digits.
 */
export function firstIndex(from: number, to: number, holds: (index: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
