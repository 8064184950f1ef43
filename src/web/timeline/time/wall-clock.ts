import { type Labelling, roundStep } from './ticks.ts';
import type { TimeWindow } from './window.ts';

const second = 1_000_000_000;
/** Seconds that people count in. */
const roundSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

/** The least step that is round by the clock and not below `length`, in nanoseconds. */
export function roundWallStep(length: number): number {
  if (length <= second / 2) return roundStep(length);
  const found = roundSeconds.find(seconds => seconds * second >= length * (1 - 1e-9));
  return found === undefined ? Math.ceil(length / (86_400 * second)) * 86_400 * second : found * second;
}

/** Labels by the wall clock: the time of day, the minute that they are in as the base where seconds are cut finely. */
export function wallLabelling(window: TimeWindow, step: number, wallStart: bigint): Labelling {
  const decimals = Math.max(0, Math.ceil(9 - Math.log10(step) - 1e-9));
  const [first, last] = [wallMoment(wallStart, window.from), wallMoment(wallStart, window.to)];
  if (decimals > 3 && first.minute === last.minute)
    return {
      base: `${first.day} ${first.minute}`,
      label: time => `:${fineSeconds(wallMoment(wallStart, time), decimals)}`,
    };
  return {
    base: first.day,
    label: time => {
      const moment = wallMoment(wallStart, time);
      return `${moment.minute}:${fineSeconds(moment, decimals)}`;
    },
  };
}

/** The wall clock at a time of the recording, to the nanosecond. */
export function wallText(wallStart: bigint, time: number): string {
  const moment = wallMoment(wallStart, time);
  return `${moment.day} ${moment.minute}:${fineSeconds(moment, 9)}`;
}

interface WallMoment {
  /** `2026-11-26`, `06:40`, by the reader’s own time zone. */
  readonly day: string;
  readonly minute: string;
  readonly seconds: number;
  readonly nanoseconds: number;
}

function wallMoment(wallStart: bigint, time: number): WallMoment {
  const at = wallStart + BigInt(Math.round(time));
  const nanoseconds = Number(((at % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n);
  const date = new Date(Number((at - BigInt(nanoseconds)) / 1_000_000n));
  const two = (number: number): string => String(number).padStart(2, '0');
  return {
    day: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    minute: `${two(date.getHours())}:${two(date.getMinutes())}`,
    seconds: date.getSeconds(),
    nanoseconds,
  };
}

function fineSeconds({ seconds, nanoseconds }: WallMoment, decimals: number): string {
  const whole = String(seconds).padStart(2, '0');
  return decimals === 0 ? whole : `${whole}.${String(nanoseconds).padStart(9, '0').slice(0, decimals)}`;
}
