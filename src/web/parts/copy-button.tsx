import { useEffect, useState } from 'preact/hooks';
import { say } from '../../words/index.ts';
import { copyText } from './copy-text.ts';
import { Icon } from './icon.tsx';

/** How long it is said that something was copied, in milliseconds. */
const said = 1500;

/** Copies a text, and says that it did. */
export function CopyButton({ text, label }: { readonly text: () => string; readonly label: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), said);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (): void => {
    void copyText(text()).then(() => setCopied(true));
  };
  return (
    <button type="button" class="copy-button" onClick={copy}>
      <Icon name={isCopied ? 'check' : 'copy'} />
      <span aria-live="polite">{isCopied ? say('explain.copied') : label}</span>
    </button>
  );
}
