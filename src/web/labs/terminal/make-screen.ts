import { effect } from '@preact/signals';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { say } from '../../../words/index.ts';
import { theme } from '../../app/theme.ts';
import { copyText } from '../../parts/copy-text.ts';
import { defineStyleElement } from './style-element.ts';
import { terminalTheme } from './terminal-theme.ts';
import '@xterm/xterm/css/xterm.css';

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** A terminal that is drawn. */
export interface Screen {
  size(): Size;
  /** Draws what was printed; `drawn` is told when that is done. */
  write(bytes: Uint8Array, drawn: () => void): void;
  /** Types lines, the last one's end too. */
  run(text: string): void;
  focus(): void;
  /** Nobody listens any more: what was printed stays, without a cursor. */
  rest(): void;
  close(): void;
}

export interface ScreenWishes {
  onTyped(bytes: Uint8Array<ArrayBuffer>): void;
  onSize(size: Size): void;
}

const mostLines = 5000;
/** Messages to the server are small ones; a text that was pasted may be long. */
const mostSent = 32 * 1024;

/** Commands to a terminal that a guest has no business with: titles, links, colours of the page, notices, the clipboard. */
const ignored = [0, 1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 52, 104, 110, 111, 112, 777, 1337];

/** Draws a terminal below `place`, which fills it. */
export function makeScreen(place: HTMLElement, { onTyped, onSize }: ScreenWishes): Screen {
  defineStyleElement();
  Terminal.strings.promptLabel = say('terminal.title');
  Terminal.strings.tooMuchOutput = say('terminal.too-much');
  const styles = getComputedStyle(document.documentElement);
  const terminal = new Terminal({
    fontFamily: styles.getPropertyValue('--mono').trim(),
    fontSize: (13 / 16) * Number.parseFloat(styles.fontSize),
    scrollback: mostLines,
    screenReaderMode: true,
    minimumContrastRatio: 4.5,
    theme: terminalTheme(theme.value),
    windowOptions: {},
    linkHandler: { activate: () => {} },
  });
  for (const code of ignored) terminal.parser.registerOscHandler(code, () => true);
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  place.replaceChildren();
  terminal.open(place);
  terminal.attachCustomKeyEventHandler(keysOfPage(terminal));
  const encoder = new TextEncoder();
  const send = (bytes: Uint8Array<ArrayBuffer>): void => {
    for (let at = 0; at < bytes.length; at += mostSent) onTyped(bytes.slice(at, at + mostSent));
  };
  terminal.onData(text => send(encoder.encode(text)));
  terminal.onBinary(text => send(Uint8Array.from(text, letter => letter.charCodeAt(0))));
  terminal.onResize(({ rows, cols }) => onSize({ rows, columns: cols }));
  const refit = (): void => {
    if (place.clientWidth > 0 && place.clientHeight > 0) fit.fit();
  };
  const watcher = new ResizeObserver(refit);
  watcher.observe(place);
  refit();
  const stop = effect(() => {
    terminal.options.theme = terminalTheme(theme.value);
  });
  return {
    size: () => ({ rows: terminal.rows, columns: terminal.cols }),
    write: (bytes, drawn) => terminal.write(bytes, drawn),
    run(text) {
      // As if typed, which a shell also takes while it does something else; what is pasted needs one that listens. Ctrl-U
      // takes a line away that was begun.
      terminal.scrollToBottom();
      send(encoder.encode(`\x15${text.replace(/\n+$/, '').replaceAll('\n', '\r')}\r`));
    },
    focus: () => terminal.focus(),
    rest() {
      terminal.options.disableStdin = true;
      terminal.write('\x1b[?1049l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?25l');
    },
    close() {
      stop();
      watcher.disconnect();
      terminal.dispose();
    },
  };
}

/** Keys that stay the page's: Shift+Tab leaves the terminal, which no shell has a use for; Ctrl+Shift+C copies. */
function keysOfPage(terminal: Terminal): (event: KeyboardEvent) => boolean {
  return event => {
    const { type, key, ctrlKey, shiftKey } = event;
    if (type !== 'keydown' || !shiftKey) return true;
    if (key === 'Tab') return false;
    if (!ctrlKey || key.toLowerCase() !== 'c' || !terminal.hasSelection()) return true;
    event.preventDefault();
    void copyText(terminal.getSelection());
    return false;
  };
}
