/** The stretch of time that is seen, in nanoseconds since the trace's start: `from` at the left edge, `to` at the right one. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Nearer than this (in nanoseconds from edge to edge) nothing more is to be seen. */
export const shortestWindow = 50;

/** How much room there is beside the first and the last event, as a part of the recording's time. */
const margin = 0.01;

export function timeAt(window: TimeWindow, width: number, x: number): number {
  return window.from + ((window.to - window.from) * x) / width;
}

export function xAt(window: TimeWindow, width: number, time: number): number {
  return ((time - window.from) / (window.to - window.from)) * width;
}

/** All of the recording with a little room at both sides. */
export function wholeWindow(bounds: TimeWindow): TimeWindow {
  const room = Math.max(bounds.to - bounds.from, shortestWindow) * margin;
  return { from: bounds.from - room, to: Math.max(bounds.to, bounds.from + shortestWindow) + room };
}

/** Moved and shortened as little as possible so that it is neither outside of the recording nor too short. */
export function clampWindow(window: TimeWindow, bounds: TimeWindow): TimeWindow {
  const whole = wholeWindow(bounds);
  const longest = whole.to - whole.from;
  const length = Math.min(Math.max(window.to - window.from, shortestWindow), longest);
  const middle = (window.from + window.to) / 2;
  if (!Number.isFinite(middle) || !Number.isFinite(length)) return whole;
  const from = Math.min(Math.max(middle - length / 2, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** `factor` below 1 goes nearer; what is at `time` stays where it is. */
export function zoomAt(window: TimeWindow, factor: number, time: number, bounds: TimeWindow): TimeWindow {
  const whole = wholeWindow(bounds);
  const length = window.to - window.from;
  const wanted = Math.min(Math.max(length * factor, shortestWindow), whole.to - whole.from);
  const from = time - ((time - window.from) / length) * wanted;
  return clampWindow({ from, to: from + wanted }, bounds);
}

export function panBy(window: TimeWindow, time: number, bounds: TimeWindow): TimeWindow {
  const whole = wholeWindow(bounds);
  const moved = Math.min(Math.max(time, whole.from - window.from), whole.to - window.to);
  return { from: window.from + moved, to: window.to + moved };
}

/** A stretch in the middle with room at both sides; of an instant, a little of what is around it. */
export function windowAround(from: number, to: number, bounds: TimeWindow): TimeWindow {
  const length = Math.max(to - from, shortestWindow);
  const room = length * 0.15;
  const middle = (from + to) / 2;
  return clampWindow({ from: middle - length / 2 - room, to: middle + length / 2 + room }, bounds);
}

/** A window on the way from one to another; `done` from 0 to 1. Lengths change by equal factors, as an eye expects. */
export function windowBetween(a: TimeWindow, b: TimeWindow, done: number): TimeWindow {
  if (done >= 1) return b;
  const lengthA = a.to - a.from;
  const lengthB = b.to - b.from;
  const length = lengthA * (lengthB / lengthA) ** done;
  const part = lengthA === lengthB ? done : (length - lengthA) / (lengthB - lengthA);
  const from = a.from + (b.from - a.from) * part;
  return { from, to: from + length };
}
