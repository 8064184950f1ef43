import { expect, test } from 'vitest';
import { rulerOf } from './ticks.ts';
import { wallText } from './wall-clock.ts';
import {
  clampWindow,
  panBy,
  timeAt,
  wholeWindow,
  windowAround,
  windowBetween,
  xAt,
  zoomAt,
} from './window.ts';

const bounds = { from: 0, to: 1e9 };

test('time and place are each other back', () => {
  const window = { from: 1000, to: 3000 };
  expect(timeAt(window, 500, 250)).toBe(2000);
  expect(xAt(window, 500, 2000)).toBe(250);
});

test('zooming leaves what is under the pointer where it is', () => {
  const window = { from: 1e8, to: 5e8 };
  const nearer = zoomAt(window, 0.5, 2e8, bounds);
  expect(xAt(nearer, 1000, 2e8)).toBeCloseTo(xAt(window, 1000, 2e8), 6);
  expect(nearer.to - nearer.from).toBeCloseTo(2e8, 3);
});

test('nobody gets lost outside of the recording, nor nearer than something can be seen', () => {
  const whole = wholeWindow(bounds);
  expect(zoomAt(whole, 4, 3e8, bounds)).toEqual(whole);
  expect(panBy({ from: 0, to: 1e8 }, -1e12, bounds).from).toBe(whole.from);
  expect(panBy({ from: 0, to: 1e8 }, 1e12, bounds).to).toBeCloseTo(whole.to, 3);
  const nearest = zoomAt({ from: 100, to: 160 }, 1e-9, 130, bounds);
  expect(nearest.to - nearest.from).toBe(50);
  expect(clampWindow({ from: Number.NaN, to: 5 }, bounds)).toEqual(whole);
  expect(clampWindow({ from: -5e9, to: -4e9 }, bounds).from).toBe(whole.from);
});

test('an instant is shown with what is around it, and a recording without time is one too', () => {
  const around = windowAround(500, 500, bounds);
  expect(around.from).toBeLessThan(500);
  expect(around.to).toBeGreaterThan(500);
  const single = wholeWindow({ from: 7, to: 7 });
  expect(single.to - single.from).toBeGreaterThan(0);
});

test('a window moves from one to another without jumps', () => {
  const a = { from: 0, to: 100 };
  const b = { from: 40, to: 50 };
  expect(windowBetween(a, b, 1)).toEqual(b);
  const middle = windowBetween(a, b, 0.5);
  expect(middle.to - middle.from).toBeCloseTo(Math.sqrt(1000), 6);
  expect(middle.from).toBeGreaterThan(0);
  expect(middle.to).toBeLessThan(100);
  expect(windowBetween({ from: 0, to: 10 }, { from: 10, to: 20 }, 0.5)).toEqual({ from: 5, to: 15 });
});

test('ticks stand at round times and are labelled with the unit that fits', () => {
  const ruler = rulerOf({ from: 0, to: 3.2e6 }, 1000, 100);
  expect(ruler.step).toBe(500_000);
  expect(ruler.base).toBeUndefined();
  expect(ruler.ticks.map(tick => tick.label)).toEqual([
    '0',
    '0.5 ms',
    '1.0 ms',
    '1.5 ms',
    '2.0 ms',
    '2.5 ms',
    '3.0 ms',
  ]);
});

test('where digits would repeat on every label, they are said once', () => {
  const ruler = rulerOf({ from: 1_234_567_000, to: 1_234_607_000 }, 1000, 100);
  expect(ruler.base).toBe('1.234 s');
  expect(ruler.ticks.map(tick => tick.label).slice(0, 3)).toEqual(['+570 µs', '+575 µs', '+580 µs']);
});

test('a second is not lost to rounding: labels at nanoseconds are exact', () => {
  const ruler = rulerOf({ from: 5e9 + 100, to: 5e9 + 150 }, 1000, 100);
  expect(ruler.step).toBe(5);
  expect(ruler.ticks[0]).toEqual({ time: 5e9 + 100, label: '+100 ns' });
  expect(ruler.base).toBe('5.000000 s');
  expect(rulerOf({ from: -3, to: Number.POSITIVE_INFINITY }, 1000, 100).ticks.length).toBeLessThanOrEqual(
    1000,
  );
});

/** The wall clock of the reader's own time zone, in nanoseconds since 1970. */
const wall = (text: string, nanoseconds = 0n): bigint =>
  BigInt(new Date(text).getTime()) * 1_000_000n + nanoseconds;

test('by the wall clock ticks stand at whole seconds of the day, with the day beside them', () => {
  const start = wall('2026-11-26T06:40:10.250');
  const { base, ticks, phase } = rulerOf({ from: 0, to: 10e9 }, 1000, 150, start);
  expect(base).toBe('2026-11-26');
  expect(phase).toBe(-250_000_000);
  expect(ticks.map(({ label }) => label)).toEqual([
    '06:40:12',
    '06:40:14',
    '06:40:16',
    '06:40:18',
    '06:40:20',
  ]);
  expect(ticks[0]!.time).toBe(1_750_000_000);
});

test('by the wall clock fine ticks say their seconds, and the base the minute', () => {
  const start = wall('2026-11-26T06:40:10.250');
  const { base, ticks } = rulerOf({ from: 1_000_000, to: 1_020_000 }, 500, 110, start);
  expect(base).toBe('2026-11-26 06:40');
  expect(ticks.map(({ label }) => label)).toEqual([
    ':10.251000',
    ':10.251005',
    ':10.251010',
    ':10.251015',
    ':10.251020',
  ]);
  expect(wallText(start, 7)).toBe('2026-11-26 06:40:10.250000007');
  expect(wallText(0n - 1n, 0)).toContain('.999999999');
});

test('by the wall clock long stretches are cut at minutes and hours', () => {
  const start = wall('2026-11-26T06:40:10');
  const { ticks } = rulerOf({ from: 0, to: 3600e9 }, 1000, 200, start);
  expect(ticks.map(({ label }) => label)).toEqual(['06:45:00', '07:00:00', '07:15:00', '07:30:00']);
});
