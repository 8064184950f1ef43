import { ringside } from '../vm/ringside.ts';

/** What `ringside lab check --json` says of one lab. */
export interface CheckAnswer {
  readonly isFound: boolean;
  readonly kernel?: string;
  readonly problems: readonly string[];
  readonly needs?: readonly string[];
  readonly findings: readonly { readonly id: string; readonly isFound: boolean }[];
}

/** Runs a lab afresh and answers what its checks found. */
export function checkLab(id: string, options: readonly string[] = []): CheckAnswer {
  const { stdout, stderr } = ringside(['lab', 'check', id, '--json', ...options]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as CheckAnswer;
}

/** The ids of what was not found, and what went wrong besides. */
export function missingOf({ findings, problems }: CheckAnswer): readonly string[] {
  return [...problems, ...findings.filter(({ isFound }) => !isFound).map(({ id }) => id)];
}
