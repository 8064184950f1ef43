/** `ringside report FILE calls`. */
export const calls = {
  'calls.style': 'calls: uftrace, as uftrace report and graph print',
  'calls.avg-total': 'calls: mean, least and most of the whole time',
  'calls.avg-self': 'calls: mean, least and most of the time in functions themselves',
  'calls.task': 'calls: tasks instead of functions',
  'calls.graph': 'calls: the graph of all calls, or of those below a function',
  'calls.more': (p: { readonly count: string }) => `… and ${p.count} more: --top shows more of them`,
} as const;
