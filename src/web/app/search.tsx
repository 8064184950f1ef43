import { useEffect, useRef } from 'preact/hooks';
import { countText } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import { Icon } from '../parts/icon.tsx';
import { go } from './place.ts';
import { found, goToHit, isSearching, searched } from './search-state.ts';

const searchId = 'search';

export function focusSearch(): void {
  const field = document.getElementById(searchId);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

/** Finds events, tasks and functions; Enter goes to the next hit, Shift+Enter to the one before. */
export function Search() {
  const field = useRef<HTMLInputElement>(null);
  const text = searched.value;
  useEffect(() => {
    if (field.current !== null && document.activeElement !== field.current) field.current.value = text;
  }, [text]);
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const wanted = field.current?.value.trim() ?? '';
    if (wanted !== text) go({ find: wanted === '' ? undefined : wanted });
    else void goToHit(event.shiftKey ? -1 : 1);
  };
  const clear = (): void => {
    if (field.current?.value === '') go({ find: undefined });
  };
  return (
    <search class="search">
      <Icon name="search" />
      <input
        id={searchId}
        ref={field}
        type="search"
        placeholder={say('web.search')}
        aria-label={say('web.search')}
        aria-keyshortcuts="/"
        defaultValue={text}
        autocomplete="off"
        spellcheck={false}
        onKeyDown={enter}
        onInput={clear}
      />
      <Hits />
    </search>
  );
}

function Hits() {
  if (searched.value === '') return null;
  if (isSearching.value) return <progress class="search-going" aria-label={say('web.searching')} />;
  const total = found.value?.total ?? 0;
  return (
    <div class="search-hits" role="status">
      <span>
        {total === 0 ? say('web.no-hits') : say('web.hits', { count: total, shown: countText(total) })}
      </span>
      {total === 0 ? undefined : (
        <>
          <button
            type="button"
            class="icon-button"
            onClick={() => void goToHit(-1)}
            aria-label={say('web.previous-hit')}
          >
            <Icon name="up" />
          </button>
          <button
            type="button"
            class="icon-button"
            onClick={() => void goToHit(1)}
            aria-label={say('web.next-hit')}
          >
            <Icon name="down" />
          </button>
        </>
      )}
    </div>
  );
}
