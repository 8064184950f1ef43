import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, selection } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { Empty } from '../parts/empty.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { idOf, Row, rowHeight } from './call-row.tsx';
import { useRowWindow } from './row-window.ts';
import { callScope, lookedFor, openDepth, placeOfFunction } from './scope.ts';
import { stepOf } from './tree-keys.ts';
import { TreeSearch } from './tree-search.tsx';

/** Rows that were opened and closed by hand; a person's own, and of one scope. */
const folding = signal<{
  readonly scope: string;
  readonly open: readonly number[];
  readonly closed: readonly number[];
}>({
  scope: '',
  open: [],
  closed: [],
});

/** The row under the keys; calls are selected in the address, headings and paths are not. */
const current = signal<{ readonly of: string; readonly row: number } | undefined>(undefined);

function foldingOf(scope: string): { readonly open: readonly number[]; readonly closed: readonly number[] } {
  const { scope: its, ...rows } = folding.value;
  return its === scope ? rows : { open: [], closed: [] };
}

function fold(scope: string, row: number, isOpen: boolean): void {
  const { open, closed } = foldingOf(scope);
  const without = (rows: readonly number[]): readonly number[] => rows.filter(one => one !== row);
  folding.value = {
    scope,
    open: isOpen ? [...without(open), row] : without(open),
    closed: isOpen ? without(closed) : [...without(closed), row],
  };
}

/** Calls below their callers: folded, searched and walked by keys. */
export function CallTree({ isTraced }: { readonly isTraced: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const scope = callScope.value;
  const key = JSON.stringify([scope, openDepth.value]);
  const selected = selection.value;
  const call = isTraced && selected?.kind === 'call' ? selected.call : undefined;
  const own = current.value?.of === key ? current.value.row : undefined;
  const at = own !== undefined && own < 0 ? own : (call ?? own);
  const [rows, setRows] = useState(0);
  const seen = useRowWindow(box, rows, rowHeight);
  const { value, error, progress, isPending, cancel } = useAnswer('calls.tree', {
    ...scope,
    ...lookedFor.value,
    ...foldingOf(key),
    depth: openDepth.value,
    first: seen.first,
    count: seen.count,
    ...(at === undefined ? {} : { reveal: at }),
  });
  useEffect(() => setRows(value?.seen ?? 0), [value?.seen]);
  const revealed = value?.revealed ?? -1;
  useEffect(() => {
    if (revealed >= 0) seen.scrollTo(revealed);
  }, [revealed, at, key, rows]);
  useEffect(() => {
    // What was opened to show a row stays open when another is looked at.
    if (value === undefined || value.callers.length === 0) return;
    const opened = [...value.callers].map(row => row | 0).filter(row => !foldingOf(key).open.includes(row));
    const { open, closed } = foldingOf(key);
    if (opened.length > 0)
      folding.value = {
        scope: key,
        open: [...open, ...opened],
        closed: closed.filter(row => !opened.includes(row)),
      };
  }, [value]);
  if (error !== undefined) return <Trouble error={error} />;
  if (value === undefined)
    return isPending ? <Busy what={say('web.calls.reading')} progress={progress} cancel={cancel} /> : null;
  if (value.all === 0) return <Empty why={say('web.calls.nothing-here')} />;
  const choose = (row: number): void => {
    current.value = { of: key, row };
    if (isTraced && row >= 0) go({ select: `call:${row}` }, { replace: true });
  };
  return (
    <div class="call-tree">
      <TreeSearch at={at} onFound={choose} />
      <div class="call-tree-head" aria-hidden="true">
        <span>{say(value.unit === 'events' ? 'web.calls.column.count' : 'web.calls.column.duration')}</span>
        <span>{say('web.calls.column.call')}</span>
        <span>{say('web.calls.column.part')}</span>
        <span>{say('web.calls.column.source')}</span>
      </div>
      <div
        class="call-tree-box"
        ref={box}
        role="tree"
        tabIndex={0}
        aria-label={say('web.calls.shape.tree')}
        aria-activedescendant={at === undefined ? undefined : idOf(at)}
        onClick={event => {
          const clicked = clickedRow(event);
          if (clicked === undefined) return;
          // What is selected would be folded away.
          if (!(clicked.isFold && clicked.isOpen === false)) choose(clicked.row);
          if (clicked.isFold && clicked.isOpen !== undefined) fold(key, clicked.row, !clicked.isOpen);
        }}
        onDblClick={event => {
          const clicked = clickedRow(event);
          if (clicked?.isOpen !== undefined && !clicked.isFold) fold(key, clicked.row, !clicked.isOpen);
        }}
        onKeyDown={event => {
          const step = stepOf(event.key, value, at, seen.page);
          if (step === undefined) return;
          event.preventDefault();
          if (step.kind === 'go') choose(step.row);
          else if (step.kind === 'fold') fold(key, step.row, step.isOpen);
          else go(placeOfFunction(step.name));
        }}
      >
        <div class="call-tree-list" role="presentation" style={{ height: `${seen.height}px` }}>
          {[...value.row].map((row, place) => (
            <Row
              key={row}
              rows={value}
              place={place}
              top={seen.topOf(value.first + place)}
              isSelected={row === at}
            />
          ))}
        </div>
      </div>
      <p class="call-tree-foot quiet">
        {say('web.calls.rows', {
          seen: value.seen.toLocaleString('en'),
          all: value.all.toLocaleString('en'),
        })}
      </p>
    </div>
  );
}

/** The row that a click is on, whether it can be folded, and whether its sign was hit; undefined on a link. */
function clickedRow({ target }: Event) {
  if (!(target instanceof Element) || target.closest('a') !== null) return undefined;
  const row = target.closest<HTMLElement>('[data-row]');
  if (row === null) return undefined;
  const { row: number, open } = row.dataset;
  const isFold = target.closest('[data-fold]') !== null;
  return { row: Number(number), isOpen: open === undefined ? undefined : open === 'true', isFold };
}
