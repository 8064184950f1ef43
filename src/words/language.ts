/** The languages Ringside speaks. */
export type Language = 'en' | 'ko';

export const languages: readonly Language[] = ['en', 'ko'];

/** An environment; only LC_ALL, LC_MESSAGES and LANG are looked at. */
export type LanguageEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * `asked` (an option of the command line) if it names a language of ours; else what the environment says, in
 * POSIX's order: LC_ALL before LC_MESSAGES before LANG, an empty one counting as not set; else English.
 */
export function chooseLanguage(asked: string | undefined, environment: LanguageEnvironment): Language {
  const wanted = asked || environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  const name = /^[A-Za-z]+/.exec(wanted)?.[0]?.toLowerCase();
  return languages.find(language => language === name) ?? 'en';
}
