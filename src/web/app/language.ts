import { effect, signal } from '@preact/signals';
import { chooseLanguage, type Language, setLanguage } from '../../words/index.ts';
import { keep, kept } from './kept.ts';

/** The page's language: the one that was chosen, else the browser's. */
export const language = signal<Language>(
  chooseLanguage(kept('language'), { LANG: navigator.language.replace('-', '_') }),
);

// Before anything is drawn: sentences are said in the language that is set.
effect(() => {
  setLanguage(language.value);
  document.documentElement.lang = language.value;
});

export function switchLanguage(to: Language): void {
  keep('language', to);
  setLanguage(to);
  language.value = to;
}
