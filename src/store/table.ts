/** What a column's values are, for printing, sorting, JSON and SQL. */
export type ColumnType = 'text' | 'integer' | 'number' | 'time' | 'duration' | 'bytes' | 'address' | 'row';

/** One column of a table, described as data: documentation, tooltips and schemas come from it. */
export interface Column {
  /** Stable id, snake_case. */
  readonly id: string;
  readonly type: ColumnType;
  /** `ns`, `bytes`, `events`, … or empty. */
  readonly unit: string;
  readonly sentence: string;
}

/** What kind of answer a table is: sums by something, single things, or how often values of a size came. */
export type TableKind = 'summary' | 'detail' | 'histogram';

/** A table, described as data. Ids are `analysis.plural-noun` and never change. */
export interface TableDescription {
  readonly id: string;
  readonly sentence: string;
  readonly columns: readonly Column[];
  /** A summary where it is not said. */
  readonly kind?: TableKind;
  /** Columns that say what a row is about in any recording: names, not pids. By them two recordings are compared. */
  readonly keys?: readonly string[];
  /** The column whose largest values matter most: a table is shown by it, and a detail's worst rows are the largest. */
  readonly worst?: string;
  /** It says what the kernel has, whatever was recorded of it. */
  readonly ofKernel?: true;
  /** Where the single values behind a row of a summary are: the rows of that table with the same keys. */
  readonly samples?: { readonly table: string; readonly value: string };
}

/** The loss ledger. */
export const problemTable: TableDescription = {
  id: 'trace.problems',
  sentence: 'What is missing from this recording or could not be understood.',
  columns: [
    { id: 'name', type: 'text', unit: '', sentence: 'Stable name of the kind of problem.' },
    { id: 'severity', type: 'text', unit: '', sentence: 'loss, broken or note.' },
    { id: 'place', type: 'text', unit: '', sentence: 'Where it was met first.' },
    { id: 'count', type: 'integer', unit: '', sentence: 'How many; -1 where the number is not known.' },
    { id: 'sentence', type: 'text', unit: '', sentence: 'What it means.' },
  ],
};

/** Events as rows. */
export const eventTable: TableDescription = {
  id: 'trace.events',
  sentence: 'Every recorded event, by time.',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: 'Nanoseconds since the start of the trace.' },
    { id: 'cpu', type: 'integer', unit: '', sentence: 'The CPU it was recorded on.' },
    { id: 'pid', type: 'integer', unit: '', sentence: 'The thread that ran there; 0 is the idle task.' },
    { id: 'comm', type: 'text', unit: '', sentence: 'Name of that thread.' },
    { id: 'event', type: 'text', unit: '', sentence: 'system:name of the event.' },
    { id: 'buffer', type: 'text', unit: '', sentence: 'The tracing instance; empty for the top one.' },
  ],
};
