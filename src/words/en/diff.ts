/** `ringside diff`. */
export const diff = {
  'diff.about': 'what changed between two recordings, and whether it is more than chance',
  'diff.before': 'the recording to compare with',
  'diff.after': 'the recording to compare',
  'diff.name': (p: { analyses: string }) => `only this, NAME or NAME.TABLE: ${p.analyses}`,
  'diff.where': "only rows for which this holds: 'verdict = more'",
  'diff.nothing': 'the two recordings have nothing that can be compared',
} as const;
