/** The median of an unsorted list. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Prints what was measured against what was promised: at most `limit`. */
export function reportAtMost(what, measured, limit, unit) {
  const verdict = measured <= limit ? 'kept' : 'MISSED';
  console.log(
    `  ${what.padEnd(58)} ${measured.toFixed(2)} ${unit}  ${verdict} ${measured.toFixed(2)} ${unit} of ${limit} ${unit}`,
  );
}

/** Prints what was measured against what was promised: at least `limit`. */
export function reportAtLeast(what, measured, limit, unit) {
  const verdict = measured >= limit ? 'kept' : 'MISSED';
  console.log(
    `  ${what.padEnd(58)} ${measured.toFixed(1)}${unit}  ${verdict} ${measured.toFixed(1)}${unit} of ${limit}${unit}`,
  );
}
