/** ok: in place. fixable: not yet, and the remedy says how. no: not on this machine. */
export type Verdict = 'ok' | 'fixable' | 'no';

export type RowGroup = 'machine' | 'guest' | 'tools';

/** One line of the doctor's. */
export interface DoctorRow {
  /** Never translated: what a program looks for. */
  readonly id: string;
  readonly group: RowGroup;
  readonly label: string;
  readonly verdict: Verdict;
  readonly fact: string;
  readonly remedy?: string;
  /** Recording in a guest is impossible while this row says `no`. */
  readonly isNeeded?: boolean;
}
