import { useEffect, useRef } from 'preact/hooks';
import type { Column } from '../../../store/index.ts';
import type { RowWishes } from '../../../views/index.ts';
import { inWords, say } from '../../../words/index.ts';

interface ColumnMenuWishes {
  readonly column: Column;
  readonly beside: DOMRect;
  /** The rows have one order alone. */
  readonly isSorted: boolean;
  readonly wishes: RowWishes;
  readonly wish: (changes: RowWishes) => void;
  readonly hide: () => void;
  readonly close: () => void;
}

const width = 280;

/** What a column is, and what can be done with it. */
export function ColumnMenu({ column, beside, isSorted, wishes, wish, hide, close }: ColumnMenuWishes) {
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    field.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus();
    };
  }, []);
  const leave = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node) || box.current?.contains(relatedTarget) !== true) close();
  };
  const act = (changes: RowWishes | undefined): void => {
    if (changes === undefined) hide();
    else wish(changes);
    close();
  };
  const filter = (event: Event): void => {
    event.preventDefault();
    act({ contains: { ...wishes.contains, [column.id]: field.current?.value ?? '' } });
  };
  const { id, unit, sentence } = column;
  const left = Math.max(8, Math.min(beside.left, innerWidth - width - 8));
  return (
    <div
      ref={box}
      class="column-menu"
      role="dialog"
      aria-label={id}
      style={{ left: `${left}px`, top: `${beside.bottom + 2}px`, width: `${width}px` }}
      onFocusOut={leave}
      onKeyDown={event => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <h3 class="mono">{id}</h3>
      <p>
        {inWords(sentence)}
        {unit === '' ? '' : ` [${unit}]`}
      </p>
      <form onSubmit={filter}>
        <label>
          {say('table.contains')}
          <input
            ref={field}
            type="search"
            defaultValue={wishes.contains?.[id] ?? ''}
            placeholder={column.type === 'text' ? say('table.contains.text') : '> 5ms'}
            spellcheck={false}
            autocomplete="off"
          />
        </label>
      </form>
      <div class="column-acts">
        {isSorted ? undefined : (
          <>
            <button type="button" onClick={() => act({ sort: id })}>
              {say('table.greatest-first')}
            </button>
            <button type="button" onClick={() => act({ sort: `+${id}` })}>
              {say('table.least-first')}
            </button>
          </>
        )}
        <button type="button" onClick={() => act(undefined)}>
          {say('table.hide')}
        </button>
      </div>
    </div>
  );
}
