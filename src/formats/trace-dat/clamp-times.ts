import type { ProblemList } from '../../store/index.ts';

const most = Number.MAX_SAFE_INTEGER;

/** Cuts times that a double does not hold exactly, in place, and says so. */
export function clampTimes(times: Float64Array, cpu: number, problems: ProblemList): void {
  let clamped = 0;
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!;
    if (time > most) times[i] = most;
    else if (time < -most) times[i] = -most;
    else continue;
    clamped++;
  }
  if (clamped === 0) return;
  problems.add({
    name: 'trace.time-range',
    severity: 'broken',
    place: `CPU ${cpu}`,
    count: clamped,
    sentence: 'Events claim to be more than 104 days from the start; their times are cut there.',
  });
}
