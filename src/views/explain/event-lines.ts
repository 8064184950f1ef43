import { decodeUtf8 } from '../../base/index.ts';
import { findStyle, OutputBytes } from '../../text/index.ts';
import { printable } from '../../text/replay/index.ts';
import type { Question } from '../question.ts';
import { parseSelection } from '../selection.ts';
import type { Opened } from '../workbench.ts';
import { explain } from './explain-selection.ts';
import type { EventLine, OfSelection } from './explanation.ts';
import { shortened } from './facts.ts';

/** Events of what is selected, and some before and after each. */
export const askEventLines: Question<OfSelection & { readonly around: number }, readonly EventLine[]> = (
  bench,
  { of, select, around },
) => {
  const selection = parseSelection(select);
  const rows = selection === undefined ? [] : (explain(bench, of, selection)?.rows ?? []);
  const { count } = bench.recording(of).trace;
  const meant = new Set(rows);
  const shown = new Set<number>();
  for (const row of rows) {
    for (let near = Math.max(0, row - around); near <= Math.min(count - 1, row + around); near++)
      shown.add(near);
  }
  return eventLines(
    bench.recording(of),
    [...shown].sort((a, b) => a - b),
  ).map(line => ({
    ...line,
    isMeant: meant.has(line.row),
  }));
};

/** Events as their format's own tool prints them, each on one line; `rows` ascend. */
export function eventLines(
  { recording, trace }: Opened,
  rows: readonly number[],
): readonly { readonly row: number; readonly text: string }[] {
  const printer = findStyle(recording.format)?.printer(recording, {});
  if (printer === undefined) return [];
  printer.use(trace);
  const out = new OutputBytes();
  return rows.flatMap(row => {
    out.clear();
    printer.print(row, out);
    const text = printable(decodeUtf8(out.view()).trimEnd().replaceAll('\n', ' ⏎ '));
    return text.trim() === '' ? [] : [{ row, text: shortened(text) }];
  });
}
