import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Column } from '../../../store/index.ts';
import { countText } from '../../../text/replay/durations.ts';
import type { RowWishes } from '../../../views/index.ts';
import { inWords, say } from '../../../words/index.ts';
import { Icon } from '../icon.tsx';
import { downloadCsv } from './download-csv.ts';
import type { TableLayout } from './layout.ts';
import type { TableSource } from './source.ts';
import type { ShownRows } from './use-rows.ts';

interface TableToolsWishes {
  readonly source: TableSource;
  readonly wishes: RowWishes;
  readonly wish: (changes: RowWishes) => void;
  readonly layout: TableLayout;
  readonly arrange: (layout: TableLayout) => void;
  readonly columns: readonly Column[];
  readonly rows: ShownRows;
  readonly children?: ComponentChildren;
}

/** Above a table: how many rows, which of them, and what can be done with them. */
export function TableTools(all: TableToolsWishes) {
  const { source, wishes, wish, rows, children } = all;
  const { wished, error } = rows;
  const filters = Object.entries(wishes.contains ?? {}).filter(([, text]) => text !== '');
  const isFiltered = filters.length > 0 || (wishes.where ?? '') !== '';
  const count = { wished: countText(wished), all: countText(source.count) };
  return (
    <div class="table-tools">
      <span class="quiet table-count" role="status">
        {isFiltered ? say('table.rows-of', count) : say('table.rows', count)}
      </span>
      <Condition key={wishes.where ?? ''} source={source} where={wishes.where ?? ''} wish={wish} />
      {filters.map(([id, text]) => (
        <button
          key={id}
          type="button"
          class="chip"
          title={say('table.no-filter')}
          onClick={() => wish({ contains: { ...wishes.contains, [id]: '' } })}
        >
          <span>{/^\s*[<>=]/.test(text) ? `${id} ${text}` : `${id} ∋ ${text}`}</span>
          <Icon name="close" />
        </button>
      ))}
      <span class="table-acts">
        {children}
        <HiddenColumns {...all} />
        <SaveCsv source={source} wishes={wishes} count={wished} />
      </span>
      {error === undefined ? undefined : (
        <p class="table-error" role="alert">
          <strong>{error.message}</strong> {'remedy' in error ? String(error.remedy) : ''}
        </p>
      )}
    </div>
  );
}

/** A condition reads the same in every language. */
const example = 'duration > 1ms and comm ~ kworker';

function Condition({
  source,
  where,
  wish,
}: {
  readonly source: TableSource;
  readonly where: string;
  readonly wish: (changes: RowWishes) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const apply = (): void => {
    const text = field.current?.value.trim() ?? '';
    if (text !== where) wish({ where: text === '' ? undefined : text });
  };
  return (
    <form
      class="table-where"
      onSubmit={event => {
        event.preventDefault();
        apply();
      }}
    >
      <Icon name="filter" />
      <input
        ref={field}
        type="search"
        class="mono"
        defaultValue={where}
        placeholder={source.condition?.example ?? example}
        aria-label={say('table.where.label')}
        title={source.condition?.help ?? say('table.where.help')}
        spellcheck={false}
        autocomplete="off"
        onChange={apply}
      />
    </form>
  );
}

function HiddenColumns({ source, layout, arrange }: TableToolsWishes) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (menu.current !== null) menu.current.open = false;
  };
  const hidden = new Set(layout.hidden);
  const isPlain = hidden.size === 0 && Object.keys(layout.widths).length === 0;
  return (
    <details
      class="menu"
      ref={menu}
      onKeyDown={({ key }) => key === 'Escape' && close()}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || menu.current?.contains(relatedTarget) !== true) close();
      }}
    >
      <summary class="button">
        {say('table.columns')}
        {hidden.size === 0 ? '' : ` −${hidden.size}`}
      </summary>
      <div class="menu-body column-choices" tabIndex={-1}>
        {source.description.columns.map(({ id, sentence }) => (
          <label key={id} title={inWords(sentence)}>
            <input
              type="checkbox"
              checked={!hidden.has(id)}
              onChange={({ currentTarget }) => {
                const others = layout.hidden.filter(one => one !== id);
                arrange({ ...layout, hidden: currentTarget.checked ? others : [...others, id] });
              }}
            />
            <span class="mono">{id}</span>
          </label>
        ))}
        <button type="button" disabled={isPlain} onClick={() => arrange({ hidden: [], widths: {} })}>
          {say('table.as-first')}
        </button>
      </div>
    </details>
  );
}

function SaveCsv({
  source,
  wishes,
  count,
}: {
  readonly source: TableSource;
  readonly wishes: RowWishes;
  readonly count: number;
}) {
  const [made, setMade] = useState<number>();
  const saving = useRef<AbortController>(undefined);
  useEffect(() => () => saving.current?.abort(), []);
  const save = async (): Promise<void> => {
    const asking = new AbortController();
    saving.current = asking;
    setMade(0);
    try {
      await downloadCsv(source, wishes, count, asking.signal, setMade);
    } finally {
      setMade(undefined);
    }
  };
  if (made === undefined) {
    return (
      <button type="button" onClick={() => void save()} title={say('table.csv.help')}>
        CSV
      </button>
    );
  }
  return (
    <button type="button" onClick={() => saving.current?.abort()}>
      {say('web.cancel')} {Math.round((100 * made) / Math.max(1, count))} %
    </button>
  );
}
