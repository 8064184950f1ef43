/** Two recordings side by side. */
export const webCompare = {
  'compare.second': 'Open a second recording beside this one',
  'compare.second.what': 'Drop it here, or choose a file. The first is before, the second after.',
  'compare.before': 'Before',
  'compare.after': 'After',
  'compare.swap': 'Open another second recording',
  'compare.show.tables': 'Tables',
  'compare.show.flames': 'Flame graph',
  'compare.show.journeys': 'Journeys',
  'compare.show.strips': 'Over time',
  'compare.align': 'Align on',
  'compare.align.first': 'the first event of each',
  'compare.nth': 'the how manieth',
  'compare.strip': (p: { name: string }) => `Events of ${p.name} over time`,
  'compare.strips.about':
    'Both recordings on one scale of time, counted from the event that they are aligned on.',
  'compare.table': 'Table',
  'compare.nothing':
    'The two recordings have nothing that can be compared: both must hold the same kind of events.',
  'compare.no-calls': 'Flame graphs are compared of calls of functions: both recordings must hold them.',
  'compare.flames.about':
    'One flame graph of both: as wide as the mean of its parts, red where its part grew, blue where it shrank.',
  'compare.grew': 'grew',
  'compare.shrank': 'shrank',
  'compare.share': (p: { name: string; before: string; after: string }) =>
    `${p.name}: ${p.before} before, ${p.after} after`,
  'compare.rows': (p: { shown: string; all: string }) =>
    `${p.shown} of ${p.all} rows, the largest differences first`,
  'compare.follow': 'Follow in both',
  'compare.follow.what':
    'Write an operation that both recordings have: read, read@dd, request, function:vfs_read.',
  'compare.comparing': 'Comparing',
  'compare.verdict.more': 'each one more, beyond chance',
  'compare.verdict.less': 'each one less, beyond chance',
  'compare.verdict.noise': 'no more than chance',
  'compare.verdict.new': 'only after',
  'compare.verdict.gone': 'only before',
  'compare.verdict.unknown': 'too few to tell',
} as const;
