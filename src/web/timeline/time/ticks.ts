import { roundWallStep, wallLabelling } from './wall-clock.ts';
import type { TimeWindow } from './window.ts';

export interface Tick {
  readonly time: number;
  readonly label: string;
}

/** What stands on the ruler. */
export interface Ruler {
  /** Where labels are relative to a time, that time (`1.234 s`); undefined where labels say it all. */
  readonly base: string | undefined;
  readonly ticks: readonly Tick[];
  /** Nanoseconds from tick to tick, and from one of the short lines between them to the next. */
  readonly step: number;
  readonly smallStep: number;
  /** A time at which one of the short lines stands. */
  readonly phase: number;
}

const units = [
  { name: 'ns', length: 1 },
  { name: 'µs', length: 1e3 },
  { name: 'ms', length: 1e6 },
  { name: 's', length: 1e9 },
] as const;

/** More digits behind the point than this are left to the base. */
const mostDecimals = 3;

/** Ticks at round times, at least `room` of `width` apart; round by the wall clock where it is told what that said at 0. */
export function rulerOf(window: TimeWindow, width: number, room: number, wallStart?: bigint): Ruler {
  const least = ((window.to - window.from) * room) / Math.max(width, 1);
  const step = wallStart === undefined ? roundStep(least) : roundWallStep(least);
  const phase = wallStart === undefined ? 0 : -Number(wallStart % BigInt(step));
  const { base, label } =
    wallStart === undefined ? labelling(window, step) : wallLabelling(window, step, wallStart);
  const ticks: Tick[] = [];
  const first = Math.ceil((window.from - phase) / step);
  for (let number = first; number * step + phase <= window.to && ticks.length < 1000; number++) {
    const time = number * step + phase;
    ticks.push({ time, label: label(time) });
  }
  return { base, ticks, step, smallStep: step / (leadingDigit(step) === 2 ? 4 : 5), phase };
}

/** The least 1, 2 or 5 times a power of ten that is not below `length`; never below a nanosecond. */
export function roundStep(length: number): number {
  if (length <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(length) + 1e-9);
  for (const digit of [1, 2, 5]) if (digit * power >= length * (1 - 1e-9)) return digit * power;
  return 10 * power;
}

function leadingDigit(step: number): number {
  return Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9));
}

/** How times on a ruler are called. */
export interface Labelling {
  readonly base: string | undefined;
  readonly label: (time: number) => string;
}

function labelling(window: TimeWindow, step: number): Labelling {
  const own = unitOf(Math.max(Math.abs(window.from), Math.abs(window.to)));
  const decimals = decimalsOf(step, own.length);
  if (decimals <= mostDecimals) return { base: undefined, label: time => labelIn(own, decimals, time) };
  const unit = unitOf(step);
  const grain = unit.length * 1000;
  const base = Math.floor(window.from / grain) * grain;
  const grainDecimals = decimalsOf(grain, own.length);
  return {
    base: labelIn(own, grainDecimals, base),
    label: time => `+${labelIn(unit, decimalsOf(step, unit.length), time - base)}`,
  };
}

/** The largest unit in which a time is at least one. */
function unitOf(time: number): (typeof units)[number] {
  let found: (typeof units)[number] = units[0];
  for (const unit of units) if (time >= unit.length * (1 - 1e-9)) found = unit;
  return found;
}

function decimalsOf(step: number, unit: number): number {
  return Math.max(0, Math.ceil(Math.log10(unit / step) - 1e-9));
}

function labelIn(unit: { readonly name: string; readonly length: number }, decimals: number, time: number) {
  const value = (time / unit.length).toFixed(Math.min(decimals, 9));
  return time === 0 ? '0' : `${value} ${unit.name}`;
}
