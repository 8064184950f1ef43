/**
 * Mann and Whitney's test: how probable it is that two samples differ in their order as much as these do when they come from
 * the same source. Two-sided, by the normal approximation with the correction for ties; NaN where a sample is smaller than 8.
 */
export function rankTest(before: Float64Array, after: Float64Array): number {
  const [n1, n2] = [before.length, after.length];
  if (n1 < fewest || n2 < fewest) return Number.NaN;
  const [a, b] = [before.slice().sort(), after.slice().sort()];
  let ranks = 0;
  let ties = 0;
  let [i, j, rank] = [0, 0, 0];
  while (i < n1 || j < n2) {
    const value = i < n1 && (j >= n2 || a[i]! <= b[j]!) ? a[i]! : b[j]!;
    const [fromA, fromB] = [i, j];
    while (i < n1 && a[i] === value) i++;
    while (j < n2 && b[j] === value) j++;
    const equal = i - fromA + (j - fromB);
    ranks += (i - fromA) * (rank + (equal + 1) / 2);
    ties += equal ** 3 - equal;
    rank += equal;
  }
  const n = n1 + n2;
  const spread = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
  if (spread === 0) return 1;
  const distance = Math.abs(ranks - (n1 * (n1 + 1)) / 2 - (n1 * n2) / 2);
  return twoSided(Math.max(0, distance - 0.5) / spread);
}

const fewest = 8;

/** How probable it is that two counts of things that come by chance differ as these do. */
export function countTest(before: number, after: number): number {
  const sum = before + after;
  return sum < fewest ? Number.NaN : twoSided(Math.abs(after - before) / Math.sqrt(sum));
}

/** The normal distribution beyond ±z (Abramowitz and Stegun 7.1.26, error below 1.5e-7). */
function twoSided(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return tail * Math.exp(-x * x);
}

/**
 * Of many tests those that count, when one in twenty of them may be wrong (Benjamini and Hochberg): true where the
 * probability is small enough. NaN never is.
 */
export function beyondNoise(probabilities: readonly number[], wrong = 0.05): readonly boolean[] {
  const order = probabilities.map((_, index) => index).filter(index => !Number.isNaN(probabilities[index]));
  order.sort((a, b) => probabilities[a]! - probabilities[b]!);
  let last = -1;
  order.forEach((index, rank) => {
    if (probabilities[index]! <= ((rank + 1) / order.length) * wrong) last = rank;
  });
  const counted = new Set(order.slice(0, last + 1));
  return probabilities.map((_, index) => counted.has(index));
}
