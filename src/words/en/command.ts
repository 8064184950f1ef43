/** The command line itself. */
export const command = {
  'command.about': 'A ringside seat at ring 0: record a real Linux kernel at work and see what it did.',
  'command.version': 'the version of Ringside',
  'command.lang': 'language of what is said: en or ko (default: the one of LANG)',
  'command.json': 'one JSON object instead of text',
  'command.unknown-language': (p: { asked: string }) => `there is no language ${p.asked}`,
  'command.unknown-language.remedy': '--lang takes en or ko',
} as const;
