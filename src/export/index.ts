import { type CallTree, type RowSelection, type StackCount, selectRows } from '../analyses/calls/index.ts';
import type { UftraceRecording } from '../formats/uftrace/index.ts';
import type { Trace } from '../store/index.ts';
import { type ChromeOptions, chromeTree, chromeUftrace } from './chrome/chrome.ts';
import { type FoldedOptions, foldedTree, foldedUftrace, sampleTimeFor } from './folded/folded.ts';
import { foldedStacks } from './folded/folded-stacks.ts';

export type ExportOptions = FoldedOptions & ChromeOptions;

/** Somebody else's format that calls can be written in, in pieces of text. */
export interface ExportFormat {
  /** Stable id: what `--to` takes. */
  readonly id: string;
  ofUftrace(recording: UftraceRecording, options: ExportOptions): Iterable<string>;
  /** The selected calls of a tree that was made of `trace`. */
  ofTree(tree: CallTree, selection: RowSelection, trace: Trace, options: ExportOptions): Iterable<string>;
  /** Stacks that were recorded with events; of a format that can hold them. */
  ofStacks?(counts: readonly StackCount[]): Iterable<string>;
}

/** Every format, one line each. */
export const exportFormats: readonly ExportFormat[] = [
  {
    id: 'folded',
    ofUftrace: (recording, options) => foldedUftrace(recording, options),
    ofTree: (tree, selection, trace, { sampleTime }) => {
      const { shown } = selectRows(tree, selection);
      return foldedTree(tree, shown, sampleTime ?? sampleTimeFor(trace.time[trace.count - 1] ?? 0));
    },
    ofStacks: foldedStacks,
  },
  {
    id: 'chrome',
    ofUftrace: (recording, options) => chromeUftrace(recording, options),
    ofTree: (tree, selection, trace) => chromeTree(tree, selectRows(tree, selection).shown, trace),
  },
];

/** The format of this id. */
export function findExport(id: string): ExportFormat | undefined {
  return exportFormats.find(format => format.id === id);
}
