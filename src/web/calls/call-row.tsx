import { isOfStacks, treeFlag } from '../../views/calls/contract.ts';
import type { TreeRows } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { hrefTo } from '../app/place.ts';
import { theme } from '../app/theme.ts';
import { Icon } from '../parts/icon.tsx';
import { hueColour } from '../parts/palette.ts';
import { placeOfFunction } from './scope.ts';
import { exactText, percentText, weightText } from './weights.ts';

interface RowWishes {
  readonly rows: TreeRows;
  readonly place: number;
  readonly top: number;
  readonly isSelected: boolean;
}

/** The id of a row's element. */
export function idOf(row: number): string {
  return `call${row}`;
}

/** Height of a row, in CSS pixels: as calls.css has it. */
export const rowHeight = 24;

/** A call: how long it took, its name and where it belongs. The list hears what is clicked by `data-row` and `data-fold`. */

export function Row({ rows, place, top, isSelected }: RowWishes) {
  const [row, flags, level] = [rows.row[place]!, rows.flags[place]!, rows.level[place]!];
  const [hasBelow, isOpen] = [(flags & treeFlag.hasBelow) !== 0, (flags & treeFlag.isOpen) !== 0];
  const classes = ['call-row'];
  if (row < 0) classes.push('is-thread');
  if ((flags & treeFlag.isFound) !== 0) classes.push('is-found');
  if ((flags & (treeFlag.isWait | treeFlag.isPoint)) !== 0) classes.push('is-quiet');
  if ((flags & treeFlag.isLost) !== 0) classes.push('harm');
  return (
    <div
      class={classes.join(' ')}
      id={idOf(row)}
      role="treeitem"
      aria-level={level + 1}
      aria-selected={isSelected}
      aria-expanded={hasBelow ? isOpen : undefined}
      tabIndex={-1}
      data-row={row}
      data-open={hasBelow ? isOpen : undefined}
      style={{ top: `${top}px` }}
    >
      <Duration rows={rows} place={place} />
      <span class="call-name" style={{ paddingLeft: `${Math.min(level, 40) * 14}px` }}>
        <span class="call-fold" data-fold aria-hidden="true">
          {hasBelow ? <Icon name={isOpen ? 'down' : 'right'} /> : undefined}
        </span>
        <Name rows={rows} place={place} />
      </span>
    </div>
  );
}

function Duration({ rows, place }: { readonly rows: TreeRows; readonly place: number }) {
  const [flags, total, self] = [rows.flags[place]!, rows.total[place]!, rows.self[place]!];
  if ((flags & (treeFlag.isPoint | treeFlag.isLost)) !== 0) return <span class="call-time" />;
  const [whole, own] = [barOf(total, rows.most), barOf(Math.max(0, self), rows.most)];
  const title = `${exactText(total, rows.unit)} · ${say('web.calls.self', { time: exactText(Math.max(0, self), rows.unit) })}`;
  return (
    <span class="call-time" title={title}>
      <span class="call-bar" aria-hidden="true">
        <span style={{ width: `${whole}%` }} />
        <span class="is-self" style={{ width: `${own}%` }} />
      </span>
      <span>{weightText(total, rows.unit)}</span>
    </span>
  );
}

function barOf(time: number, most: number): number {
  return most <= 0 || time <= 0 ? 0 : Math.max(1.5, Math.min(100, (100 * time) / most));
}

function Name({ rows, place }: { readonly rows: TreeRows; readonly place: number }) {
  const [row, flags, name] = [rows.row[place]!, rows.flags[place]!, rows.name[place]!];
  if (row < 0) {
    return (
      <strong title={say('web.calls.thread-calls', { count: String(rows.calls[place]!) })}>
        {rows.threads[name]}
      </strong>
    );
  }
  const head = rows.names[name]!;
  const note = noteOf(rows, place);
  return (
    <>
      <span class="swatch" style={{ background: hueColour(head.group, theme.value) }} aria-hidden="true" />
      {head.isFunction ? (
        <a
          class="call-function mono"
          tabIndex={-1}
          href={hrefTo(placeOfFunction(head.text))}
          title={head.text}
        >
          {head.text}
        </a>
      ) : (
        <span class="call-function" title={head.text}>
          {head.text}
        </span>
      )}
      {note === '' ? undefined : <span class="call-note quiet">{note}</span>}
      <span class="call-part quiet" title={head.module}>
        {(flags & treeFlag.isPoint) === 0 ? head.label : ''}
      </span>
      <span class="call-source quiet mono" title={head.source}>
        {head.source}
      </span>
    </>
  );
}

function noteOf({ flags, calls, self, total, unit }: TreeRows, place: number): string {
  const its = flags[place]!;
  if ((its & treeFlag.isLost) !== 0)
    return calls[place]! > 0 ? say('replay.lost', { count: calls[place]!.toLocaleString('en') }) : '';
  if ((its & treeFlag.unfinished) !== 0) return say('web.calls.unfinished');
  if ((its & treeFlag.stillOpen) !== 0) return say('replay.never-returned');
  if (isOfStacks(unit) && self[place]! > 0)
    return say('web.calls.ends-here', { share: percentText(self[place]!, total[place]!) });
  return '';
}
