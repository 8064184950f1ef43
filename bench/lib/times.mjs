/** From the first to behind the last of some times (bigint): by how much a repetition of them is later. */
export function spanOf(times) {
  const sorted = [...times].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.at(-1) - sorted[0] + 1000n;
}
