import { compareVersions } from './compare-versions.ts';
import { IoStats } from './io-stats.ts';
import { ioStatsText, waitsText } from './totals-text.ts';

/** What is counted of one thread, as blkparse's `-s` does. */
export class Program {
  readonly pid: number;
  readonly name: string;
  readonly stats = new IoStats();
  /** The longest waits in nanoseconds, for reads and writes. */
  readonly allocationWait = [0, 0];
  readonly dispatchWait = [0, 0];
  readonly completionWait = [0, 0];

  constructor(pid: number, name: string) {
    this.pid = pid;
    this.name = name;
  }
}

/** The programs' totals as text, by name and pid; an empty line stands behind them. */
export function programsText(programs: Iterable<Program>): string {
  const sorted = [...programs].sort((a, b) => compareVersions(a.name, b.name) || (a.pid | 0) - (b.pid | 0));
  return `${sorted
    .map(
      ({ name, pid, stats, allocationWait, dispatchWait, completionWait }) =>
        ioStatsText(`${name} (${pid >>> 0})`, stats, undefined) +
        waitsText(allocationWait, dispatchWait, completionWait),
    )
    .join('')}\n`;
}
