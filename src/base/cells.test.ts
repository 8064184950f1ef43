import { describe, expect, test } from 'vitest';
import { cellWidth, cutCells, padCells, wrapCells } from './cells.ts';

describe('cells of a terminal', () => {
  test('Hangul counts two, Latin one, combining marks none', () => {
    expect(cellWidth('커널 6.1')).toBe(8);
    expect(cellWidth('e\u0301')).toBe(1);
    expect(cellWidth('')).toBe(0);
  });

  test('padding fills up to the width and never cuts', () => {
    expect(padCells('커널', 6)).toBe('커널  ');
    expect(padCells('kernel', 3)).toBe('kernel');
  });

  test('cutting never exceeds the width, not even by half a character', () => {
    expect(cutCells('커널a', 3)).toBe('커');
    expect(cutCells('커널a', 5)).toBe('커널a');
  });

  test('wrapping keeps every word and no line is longer than asked where words allow it', () => {
    const lines = wrapCells('커널 패키지를 내려받아 압축을 풉니다', 16);
    expect(lines.join(' ')).toBe('커널 패키지를 내려받아 압축을 풉니다');
    for (const line of lines) expect(cellWidth(line)).toBeLessThanOrEqual(16);
  });
});
