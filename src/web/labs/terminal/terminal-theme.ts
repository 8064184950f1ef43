import type { ITheme } from '@xterm/xterm';
import type { Theme } from '../../parts/palette.ts';

/** The sixteen colours by their names, on grounds of the page; too little contrast is corrected while it is drawn. */
const ansi: Readonly<Record<Theme, ITheme>> = {
  light: {
    black: '#14181f',
    red: '#b3261e',
    green: '#1d6f4a',
    yellow: '#8a5a00',
    blue: '#0a62a9',
    magenta: '#8a3c8f',
    cyan: '#0f6b75',
    white: '#596270',
    brightBlack: '#596270',
    brightRed: '#c4372e',
    brightGreen: '#2a7f57',
    brightYellow: '#96670c',
    brightBlue: '#2474bb',
    brightMagenta: '#9d4ca2',
    brightCyan: '#1f7b85',
    brightWhite: '#14181f',
  },
  dark: {
    black: '#2c333d',
    red: '#ff8a80',
    green: '#6fd0a0',
    yellow: '#f0b95a',
    blue: '#6cb8f5',
    magenta: '#d7a0dc',
    cyan: '#6ccfd8',
    white: '#c6ced8',
    brightBlack: '#9aa5b4',
    brightRed: '#ffa9a1',
    brightGreen: '#93dfb9',
    brightYellow: '#f6cd85',
    brightBlue: '#97cdf9',
    brightMagenta: '#e5bfe9',
    brightCyan: '#97dfe6',
    brightWhite: '#ffffff',
  },
};

/** The colours of a terminal in the page's theme. */
export function terminalTheme(theme: Theme): ITheme {
  const styles = getComputedStyle(document.documentElement);
  const token = (name: string): string => styles.getPropertyValue(`--${name}`).trim();
  return {
    ...ansi[theme],
    background: token('ground-sunken'),
    foreground: token('ink'),
    cursor: token('accent'),
    cursorAccent: token('ground-sunken'),
    selectionBackground: token('bar'),
  };
}
