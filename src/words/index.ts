import { currentLanguage } from './current.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';
import type { Language } from './language.ts';

export { currentLanguage, setLanguage } from './current.ts';
export type { Language, LanguageEnvironment } from './language.ts';
export { chooseLanguage, languages } from './language.ts';
export { inWords } from './sentences.ts';
export { sizeInWords } from './sizes.ts';

/** The name of a sentence. */
export type WordKey = keyof typeof en;

/** What a sentence must be told; nothing for most. */
export type WordParameters<Key extends WordKey> = (typeof en)[Key] extends (parameters: infer P) => string
  ? [parameters: P]
  : [];

const catalogues = { en, ko } as const;

/** A sentence in the current language. */
export function say<Key extends WordKey>(key: Key, ...parameters: WordParameters<Key>): string {
  return sayIn(currentLanguage(), key, ...parameters);
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
