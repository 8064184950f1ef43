import { blockAnalysis } from '../../analyses/block/index.ts';
import { type Analysis, derived, type Steps } from '../../analyses/index.ts';
import { syscallsAnalysis } from '../../analyses/syscalls/index.ts';
import type { Trace } from '../../store/index.ts';
import type { Opened } from '../workbench.ts';
import { prepareLinks } from './links.ts';
import { countNeeded } from './table-tracks.ts';

/** What the tables of the first range and the first arrows need, made while a time line is only looked at. */
export function* prepareTimeLine(opened: Opened): Steps<void> {
  yield* prepareRange(opened);
  yield* prepareLinks(opened.trace);
}

/** What tables of ranges are made from. */
export function* prepareRange({ trace }: Opened): Steps<void> {
  yield* prepareTable(trace, syscallsAnalysis, 'syscalls.calls');
  yield* prepareTable(trace, blockAnalysis, 'block.requests');
}

function* prepareTable(trace: Trace, analysis: Analysis, table: string): Steps<void> {
  if (countNeeded(trace, analysis) === 0) return;
  if (analysis.prepare !== undefined) yield* analysis.prepare(trace);
  yield;
  derived(trace, analysis.answer).table(table);
  yield;
}
