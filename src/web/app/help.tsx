import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../words/index.ts';
import { Icon } from '../parts/icon.tsx';
import { shortcuts } from './shortcuts.ts';

/** Whether the keys are shown. */
export const isHelpShown = signal(false);

/** All keys that work now. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isShown = isHelpShown.value;
  useEffect(() => {
    if (isShown && dialog.current?.open === false) dialog.current.showModal();
    else if (!isShown) dialog.current?.close();
  }, [isShown]);
  const close = (): void => {
    isHelpShown.value = false;
  };
  return (
    <dialog ref={dialog} class="dialog" onClose={close} aria-label={say('web.keys')}>
      <header class="dialog-head">
        <h2>{say('web.keys')}</h2>
        <button type="button" class="icon-button" onClick={close} aria-label={say('web.close')}>
          <Icon name="close" />
        </button>
      </header>
      <dl class="keys">
        {shortcuts.value.map(({ keys, what }) => (
          <div key={what}>
            <dt>
              {keys.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{say(what)}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
