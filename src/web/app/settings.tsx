import { useRef } from 'preact/hooks';
import { languages, say } from '../../words/index.ts';
import { Icon } from '../parts/icon.tsx';
import { tellLanguage } from './client.ts';
import { chooseFiles } from './drop-target.tsx';
import { isHelpShown } from './help.tsx';
import { language, switchLanguage } from './language.ts';
import { chooseTheme, type ThemeChoice, themeChoice } from './theme.ts';

const choices: readonly ThemeChoice[] = ['system', 'light', 'dark'];
const ownNames = { en: 'English', ko: '한국어' } as const;

/** Language, colours, keys and another recording. */
export function Settings() {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (menu.current !== null) menu.current.open = false;
  };
  const closeOutside = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node) || menu.current?.contains(relatedTarget) !== true) close();
  };
  return (
    <details
      class="menu"
      ref={menu}
      onFocusOut={closeOutside}
      onKeyDown={({ key }) => key === 'Escape' && close()}
    >
      <summary class="icon-button" aria-label={say('web.settings')} title={say('web.settings')}>
        <Icon name="more" />
      </summary>
      <div class="menu-body">
        <button
          type="button"
          onClick={() => {
            close();
            chooseFiles();
          }}
        >
          {say('web.open-other')}
        </button>
        <fieldset>
          <legend>{say('web.language')}</legend>
          {languages.map(one => (
            <label key={one} lang={one}>
              <input
                type="radio"
                name="language"
                checked={language.value === one}
                onChange={() => {
                  switchLanguage(one);
                  tellLanguage();
                }}
              />
              {ownNames[one]}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{say('web.colours')}</legend>
          {choices.map(one => (
            <label key={one}>
              <input
                type="radio"
                name="colours"
                checked={themeChoice.value === one}
                onChange={() => chooseTheme(one)}
              />
              {say(`web.colours.${one}`)}
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          onClick={() => {
            close();
            isHelpShown.value = true;
          }}
        >
          {say('web.keys')} <kbd>?</kbd>
        </button>
      </div>
    </details>
  );
}
