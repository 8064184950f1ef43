import { currentLanguage } from './current.ts';
import { koreanSentence } from './ko/sentences/index.ts';

/** A sentence of an analysis, table, column, track, link or problem in the current language; English where it has no other. */
export function inWords(sentence: string): string {
  return currentLanguage() === 'ko' ? (koreanSentence(sentence) ?? sentence) : sentence;
}
