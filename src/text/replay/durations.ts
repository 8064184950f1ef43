const units: readonly (readonly [name: string, nanoseconds: number])[] = [
  ['h', 3_600_000_000_000],
  ['min', 60_000_000_000],
  ['s', 1_000_000_000],
  ['ms', 1_000_000],
  ['µs', 1_000],
];

/** A duration with three significant digits and a unit that fits: `412 ns`, `3.21 ms`. */
export function durationText(nanoseconds: number): string {
  for (const [unit, size] of units) {
    const value = nanoseconds / size;
    // 999.6 µs is 1.00 ms.
    if (value < 0.9995) continue;
    return `${significant(value)} ${unit}`;
  }
  return `${Math.round(nanoseconds)} ns`;
}

function significant(value: number): string {
  if (value >= 99.95) return String(Math.round(value));
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

/** A count with its thousands apart: `1,234`. */
export function countText(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
