import type { Language } from './language.ts';

let current: Language = 'en';

/** From now on `say` and `inWords` speak this language. */
export function setLanguage(language: Language): void {
  current = language;
}

export function currentLanguage(): Language {
  return current;
}
