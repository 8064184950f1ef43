import { signal } from '@preact/signals';
import type { WordKey } from '../../words/index.ts';

/** A key that does something wherever no field is written in. */
export interface Shortcut {
  /** As `KeyboardEvent.key` has it, with `Shift+`, `Ctrl+` or `Alt+` before. */
  readonly keys: readonly string[];
  /** The sentence that says what it does; shown by `?`. */
  readonly what: WordKey & `key.${string}`;
  readonly act: (event: KeyboardEvent) => void;
}

const active = signal<readonly Shortcut[]>([]);

/** Those that work now, the newest first. */
export const shortcuts = active;

/** Makes keys work until the answer is called. Those that came last win. */
export function addShortcuts(added: readonly Shortcut[]): () => void {
  active.value = [...added, ...active.value];
  return () => {
    active.value = active.value.filter(shortcut => !added.includes(shortcut));
  };
}

addEventListener('keydown', event => {
  if (event.defaultPrevented || event.metaKey || isWriting(event)) return;
  // A dialog has its own keys, and the browser closes it by Escape.
  if (document.querySelector('dialog:modal') !== null) return;
  if (event.key === 'Escape' && isField(event.target)) {
    event.target.blur();
    return;
  }
  const key = keyOf(event);
  const shortcut = active.value.find(({ keys }) => keys.includes(key));
  if (shortcut === undefined) return;
  event.preventDefault();
  shortcut.act(event);
});

/** `?` is its own name whether or not a keyboard needs Shift for it. */
function keyOf({ key, ctrlKey, altKey, shiftKey }: KeyboardEvent): string {
  const named = key.length > 1 || /[a-zA-Z]/.test(key);
  const plain = key.length === 1 ? key.toLowerCase() : key;
  return `${ctrlKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey && named ? 'Shift+' : ''}${plain}`;
}

/** Keys belong to the field that is written in; Escape leaves it. */
function isWriting({ target, key }: KeyboardEvent): boolean {
  return key !== 'Escape' && isField(target);
}

function isField(target: EventTarget | null): target is HTMLElement {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.shadowRoot !== null ||
    /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
  );
}
