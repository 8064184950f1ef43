import { computed, effect, signal } from '@preact/signals';
import type { Theme } from '../parts/palette.ts';
import { keep, kept } from './kept.ts';

export type ThemeChoice = Theme | 'system';

const asked = kept('theme');
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const system = signal<Theme>(systemIsDark.matches ? 'dark' : 'light');
systemIsDark.addEventListener('change', () => {
  system.value = systemIsDark.matches ? 'dark' : 'light';
});

/** What was chosen. */
export const themeChoice = signal<ThemeChoice>(asked === 'light' || asked === 'dark' ? asked : 'system');

/** What is shown. */
export const theme = computed<Theme>(() =>
  themeChoice.value === 'system' ? system.value : themeChoice.value,
);

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function chooseTheme(choice: ThemeChoice): void {
  keep('theme', choice === 'system' ? undefined : choice);
  themeChoice.value = choice;
}
