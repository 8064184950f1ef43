import type { Problem } from '../../store/index.ts';

/** Rows of the loss ledger of what was met at all: `[name, how many, sentence]`. */
export function notesOf(rows: readonly (readonly [string, number, string])[]): readonly Problem[] {
  return rows
    .filter(([, count]) => count > 0)
    .map(([name, count, sentence]) => ({ name, severity: 'note', place: '', count, sentence }));
}
