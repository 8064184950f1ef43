/** `ringside open`. */
export const open = {
  'open.about': 'show a recording in the browser, served to this machine alone',
  'open.file': 'what to open: one recording, two to compare, or the newest where none is named',
  'open.port': 'port to listen on (default: any that is free)',
  'open.no-browser': 'only print the address; do not open a browser',
  'open.ends': 'Open this address in a browser. Ctrl-C ends it.',
  'open.forward': (p: { command: string }) =>
    `You are on another machine. Forward the port from yours, then open the address there:\n  ${p.command}`,
  'open.too-many': 'more than two recordings cannot be compared',
  'open.too-many.remedy': 'Name one, or two to compare.',
  'open.no-port': (p: { text: string }) => `"${p.text}" is no port`,
  'open.no-port.remedy': 'Give a number from 0 to 65535; 0 takes any that is free.',
  'open.port-taken': (p: { port: number }) => `port ${p.port} cannot be listened on`,
  'open.port-taken.remedy':
    'Another program has it, or it is below 1024. Leave --port out to take any that is free.',
  'open.no-stream': 'the page goes back and forth in a recording, so it cannot be read from standard input',
  'open.no-stream.remedy': 'Write it to a file first, then open the file.',
} as const;
