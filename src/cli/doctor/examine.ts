import { guestRows } from './guest-rows.ts';
import { machineRows } from './machine-rows.ts';
import type { DoctorRow } from './row.ts';
import { toolRows } from './tool-rows.ts';

export interface Diagnosis {
  readonly rows: readonly DoctorRow[];
  /** Rows without which nothing can be recorded and that nothing of ours can put right. */
  readonly inTheWay: readonly DoctorRow[];
  /** Something that is needed will be got first. */
  readonly needsSetUp: boolean;
}

/** Looks at the machine and changes nothing. */
export async function examine(): Promise<Diagnosis> {
  const [machine, guest] = await Promise.all([machineRows(), guestRows()]);
  return judge([...machine, ...guest, ...toolRows()]);
}

export function judge(rows: readonly DoctorRow[]): Diagnosis {
  const needed = rows.filter(row => row.isNeeded);
  return {
    rows,
    inTheWay: needed.filter(row => row.verdict === 'no'),
    needsSetUp: needed.some(row => row.verdict === 'fixable'),
  };
}
