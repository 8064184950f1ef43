import { en } from './en.ts';
import { ko } from './ko.ts';
import type { Language } from './language.ts';

export type { Language, LanguageEnvironment } from './language.ts';
export { chooseLanguage, languages } from './language.ts';
export { sizeInWords } from './sizes.ts';

/** The name of a sentence. */
export type WordKey = keyof typeof en;

/** What a sentence must be told; nothing for most. */
export type WordParameters<Key extends WordKey> = (typeof en)[Key] extends (parameters: infer P) => string
  ? [parameters: P]
  : [];

const catalogues = { en, ko } as const;

let current: Language = 'en';

/** From now on `say` speaks this language. */
export function setLanguage(language: Language): void {
  current = language;
}

export function currentLanguage(): Language {
  return current;
}

/** A sentence in the current language. */
export function say<Key extends WordKey>(key: Key, ...parameters: WordParameters<Key>): string {
  return sayIn(current, key, ...parameters);
}

/** A sentence in a given language: for a page that shows another than the server's. */
export function sayIn<Key extends WordKey>(
  language: Language,
  key: Key,
  ...parameters: WordParameters<Key>
): string {
  const sentence: unknown = catalogues[language][key];
  return typeof sentence === 'function' ? sentence(...parameters) : String(sentence);
}
