const blocks = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of a length in cells; eighths of a cell are drawn. */
export function barOf(cells: number): string {
  const whole = Math.floor(cells);
  return '█'.repeat(whole) + blocks[Math.floor((cells - whole) * 8)]!;
}
