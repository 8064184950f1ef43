const units = ['us', 'ms', ' s', ' m', ' h'];
const steps = [1000, 1000, 1000, 60, 24];
const limits = [1000, 1000, 60, 24, 2 ** 31 - 1];

const thousand = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3));
const thousandths = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'));

/** A duration as uftrace prints it, ten columns wide; blanks for 0. */
export function timeUnit(nanoseconds: number): string {
  if (nanoseconds === 0) return '          ';
  if (nanoseconds > 0 && nanoseconds < 1_000_000 && (nanoseconds | 0) === nanoseconds) {
    const rest = nanoseconds % 1000;
    return `${thousand[(nanoseconds - rest) / 1000]!}.${thousandths[rest]!} us`;
  }
  let whole = Math.abs(nanoseconds);
  let rest = 0;
  let unit = 0;
  for (; unit < units.length; unit++) {
    rest = whole % steps[unit]!;
    whole = Math.floor(whole / steps[unit]!);
    if (whole < limits[unit]!) break;
  }
  if (whole > 999) {
    whole = 999;
    rest = 999;
  }
  return `${String(whole).padStart(3)}.${String(rest).padStart(3, '0')} ${units[unit] ?? ' h'}`;
}
