import { TaskNames } from '../../store/index.ts';
import { textAt } from './bytes-reader.ts';
import type { PerfMetadata } from './metadata.ts';

interface Columns {
  readonly count: number;
  readonly pid: Int32Array;
  readonly event: Uint16Array;
  readonly run: Uint16Array;
  readonly place: Uint32Array;
  readonly length: Uint32Array;
}

/** The last name of every task that COMM records name. */
export function namesOfTasks(
  columns: Columns,
  runs: readonly DataView[],
  commFormat: number,
  metadata: PerfMetadata,
): TaskNames {
  const names = TaskNames.fromSavedCmdlines(metadata.savedCmdlines);
  for (let row = columns.count - 1; row >= 0; row--) {
    if (columns.event[row] !== commFormat) continue;
    const place = columns.place[row]!;
    names.add(columns.pid[row]!, textAt(runs[columns.run[row]!]!, place + 8, place + columns.length[row]!));
  }
  return names;
}
