/** `ringside export`. */
export const exportTo = {
  'export.about': 'a page that shows the recording, or its calls in other people’s formats',
  'export.file':
    'a recording with calls: a uftrace directory, a file of function_graph; without it the newest recording',
  'export.to': (p: { readonly formats: string }) => `the format: ${p.formats}`,
  'export.output': 'write into this file instead of standard output',
  'export.sample-time': 'folded: one count for so much time, e.g. 1us; 0 counts calls',
  'export.no-args': 'chrome: without arguments and returned values',
  'export.stacks': 'folded: stacks that were recorded with events, or with this event, rather than calls',
  'export.no-stacks': 'no stacks of such events can be written',
  'export.no-stacks.remedy': (p: { readonly events: string }) =>
    `--to folded writes stacks of: ${p.events === '' ? 'none here; record with --stack' : p.events}`,
  'export.style': 'uftrace: byte for byte as uftrace dump, its faults included',
  'export.no-format': (p: { readonly format: string }) => `there is no format ${p.format}`,
  'export.no-format.remedy': (p: { readonly formats: string }) => `formats: ${p.formats}`,
  'export.from': 'html: the page opens at this time, e.g. 1.5s; the whole recording is in it',
  'export.until': 'html: and shows events up to this time',
  'export.page': (p: { readonly bytes: string; readonly recorded: string }) =>
    `a page of ${p.bytes} with a recording of ${p.recorded} inside: it opens in any browser, without Ringside or a network`,
  'export.page-window': 'the page opens at the stretch that was asked for; the whole recording is in it',
  'export.page-too-large': (p: { readonly bytes: string; readonly most: string }) =>
    `${p.bytes} are too much for one page: a browser reads ${p.most} at most`,
  'export.page-too-large.remedy': 'Record a shorter time, or let it be seen by: ringside open FILE',
  'export.page-input': 'a page can be made of a file or a folder, not of standard input',
  'export.page-input.remedy': 'Write it into a file first.',
  'export.no-page': 'the parts of the page are not built',
  'export.no-page.remedy': 'Run: npm run build',
} as const;
