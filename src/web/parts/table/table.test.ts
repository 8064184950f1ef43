import { describe, expect, test } from 'vitest';
import { LongScroll } from './long-scroll.ts';
import { movedBy } from './moves.ts';
import { nextSort } from './sorting.ts';

describe('scrolling', () => {
  test('of what fits is the browser’s', () => {
    const scroll = new LongScroll(10_000, 500);
    expect([scroll.isScaled, scroll.space]).toEqual([false, 10_000]);
    scroll.scrolled(1234);
    expect(scroll.top).toBe(1234);
    scroll.moveTo(1e9);
    expect([scroll.top, scroll.scrollTop]).toEqual([9500, 9500]);
  });

  test('of ten million rows moves by pixels near, by parts far, and reaches both ends', () => {
    const total = 10_000_000 * 28;
    const scroll = new LongScroll(total, 500);
    expect([scroll.isScaled, scroll.space]).toEqual([true, 8_000_000]);
    scroll.scrolled(30);
    expect(scroll.top).toBe(30);
    scroll.scrolled(4_000_000);
    expect(Math.abs(scroll.top / total - 0.5)).toBeLessThan(0.001);
    const before = scroll.top;
    scroll.scrolled(4_000_028);
    expect(scroll.top).toBe(before + 28);
    scroll.scrolled(8_000_000 - 500);
    expect(scroll.top).toBe(total - 500);
    scroll.scrolled(0);
    expect(scroll.top).toBe(0);
  });

  test('to a row tells the browser a place, which is no movement when it comes back', () => {
    const total = 1_000_000 * 28;
    const scroll = new LongScroll(total, 500);
    scroll.moveTo(777_777 * 28);
    const rounded = Math.round(scroll.scrollTop);
    scroll.told(rounded);
    scroll.scrolled(rounded);
    expect(scroll.top).toBe(777_777 * 28);
  });
});

test('keys move within the cells, and above the first row into the head', () => {
  const size = { rows: 100, columns: 3, page: 10 };
  const from = (row: number, column: number) => (key: string, isFar: boolean) =>
    movedBy(key, isFar, { row, column }, size);
  expect(from(0, 0)('ArrowUp', false)).toEqual({ row: -1, column: 0 });
  expect(from(-1, 1)('ArrowDown', false)).toEqual({ row: 0, column: 1 });
  expect(from(50, 2)('ArrowRight', false)).toEqual({ row: 50, column: 2 });
  expect(from(95, 2)('PageDown', false)).toEqual({ row: 99, column: 2 });
  expect(from(5, 2)('PageUp', false)).toEqual({ row: 0, column: 2 });
  expect(from(50, 2)('Home', true)).toEqual({ row: 0, column: 0 });
  expect(from(50, 1)('End', true)).toEqual({ row: 99, column: 2 });
  expect(from(50, 1)('w', false)).toBeUndefined();
});

test('a head sorts numbers by the greatest first and texts by A, then the other way round', () => {
  const number = { id: 'duration', type: 'duration', unit: 'ns', sentence: '' } as const;
  const text = { id: 'comm', type: 'text', unit: '', sentence: '' } as const;
  expect(nextSort('', number)).toBe('duration');
  expect(nextSort('duration', number)).toBe('+duration');
  expect(nextSort('+duration', number)).toBe('duration');
  expect(nextSort('', text)).toBe('+comm');
  expect(nextSort('+comm', text)).toBe('comm');
});
