/** The views Reports, Events and Losses. */
export const webReports = {
  'reports.analyses': 'What can be asked',
  'reports.no': 'not recorded',
  'reports.partly': 'in part',
  'reports.not-recorded': (p: { readonly events: string }) => `Not recorded here: ${p.events}.`,
  'reports.lacks': (p: { readonly events: string; readonly record: string }) =>
    `For more of it, ${p.events} would have to be recorded: ringside record ${p.record}`,
  'reports.making': (p: { readonly table: string }) => `Making ${p.table}`,
  'reports.whole': (p: { readonly span: string; readonly events: string }) =>
    `Of the whole recording: ${p.span}, ${p.events} events`,
  'reports.part': (p: {
    readonly from: string;
    readonly to: string;
    readonly span: string;
    readonly events: string;
  }) => `Of ${p.from} – ${p.to} of ${p.span}: ${p.events} events`,
  'reports.all-of-it': 'The whole recording',
  'reports.all-rows': (p: { readonly count: string }) =>
    p.count === '1' ? 'The row' : `All ${p.count} rows`,
  'reports.empty': (p: { readonly tables: string }) => `Without rows: ${p.tables}`,
  'reports.durations': (p: { readonly table: string }) => `Durations in ${p.table}`,
  'reports.heat': 'When durations of which size came',
  'reports.heat-dot': (p: { duration: string; time: string }) =>
    `One of ${p.duration} at ${p.time}: its event on the time line`,
  'reports.heat-cell': (p: {
    readonly count: string;
    readonly shortest: string;
    readonly longest: string;
    readonly from: string;
    readonly to: string;
  }) => `${p.count} of ${p.shortest} – ${p.longest} at ${p.from} – ${p.to}`,
  'reports.keys':
    'Arrows move, Enter opens, Alt+↓ explains a column, Shift+← → changes its width, Ctrl+C copies.',
  'eventlist.where.help':
    'Filters as of trace-cmd: system/event: field == value && …; && || ! ( ) == != < > =~',
  'eventlist.jump': 'Time in seconds',
  'losses.nothing': 'Nothing was lost, and everything was understood.',
  'losses.nothing-lost': 'No event was lost.',
  'losses.ledger': 'What is missing or could not be understood',
  'losses.stretches': 'When events were lost',
  'losses.when': 'When',
  'losses.long': 'For',
  'losses.events': 'Events',
  'losses.unpaired': 'What answers had to leave out',
  'losses.unrecorded': 'What was not recorded',
  'losses.unrecorded.what': 'These questions need events that this recording has not.',
} as const;
