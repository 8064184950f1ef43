/** `ringside sql`. */
export const sql = {
  'sql.about':
    'SQL over the events and over every table that report answers with; without a statement a shell',
  'sql.statement': 'what to run; from standard input where it is no terminal',
  'sql.top': 'rows that are printed as text; JSON and CSV have all',
  'sql.csv': 'as CSV',
  'sql.more': (p: { count: string }) => `… ${p.count} more rows (--top, --json or --csv)`,
  'sql.two-formats': 'choose one format',
  'sql.welcome':
    'SQL ends with ; — .tables, .schema VIEW, .functions, .help, .quit; Tab completes, Ctrl-C stops.',
  'sql.help': `.tables [PART]   the views whose names have this part
.schema VIEW     its columns
.functions       what there is beside DuckDB's own functions
.quit            or Ctrl-D
A view of one event has a function NAME_between(from, to) that reads only that stretch: nanoseconds from the start.`,
} as const;
