const usualWidth = 100;
const narrowest = 60;

/** Cells of a line of standard output: the terminal's, `COLUMNS`, or 100. */
export function terminalWidth(): number {
  return Math.max(narrowest, process.stdout.columns ?? (Number(process.env.COLUMNS) || usualWidth));
}
