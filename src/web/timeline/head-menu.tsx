import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { say, type WordKey } from '../../words/index.ts';
import { Icon } from '../parts/icon.tsx';
import type { Timeline } from './timeline.ts';
import { toggled, withMove } from './tracks/arrangement.ts';
import type { TrackRow } from './tracks/rows.ts';

/** What can be done with a track: pin, hide, move. */
export function HeadMenu({ row, timeline }: { readonly row: TrackRow; readonly timeline: Timeline }) {
  const isOpen = useSignal(false);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen.value) return;
    menu.current?.querySelector('button')?.focus();
    const close = (event: Event): void => {
      if (event.target instanceof Node && menu.current?.parentElement?.contains(event.target)) return;
      isOpen.value = false;
    };
    addEventListener('pointerdown', close);
    return () => removeEventListener('pointerdown', close);
  }, [isOpen.value]);
  const act = (does: () => void) => () => {
    isOpen.value = false;
    does();
  };
  return (
    <span class="timeline-menu">
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        aria-label={say('timeline.menu', { track: row.head.title })}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon name="more" />
      </button>
      {isOpen.value ? (
        <div
          class="timeline-menu-list"
          role="menu"
          tabIndex={-1}
          ref={menu}
          onKeyDown={event => {
            if (event.key === 'Escape') isOpen.value = false;
            else if (event.key === 'ArrowDown') step(menu.current, 1);
            else if (event.key === 'ArrowUp') step(menu.current, -1);
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        >
          {itemsOf(row, timeline).map(({ what, does }) => (
            <button type="button" role="menuitem" key={what} onClick={act(does)}>
              {say(what)}
            </button>
          ))}
        </div>
      ) : undefined}
    </span>
  );
}

interface MenuItem {
  readonly what: WordKey & `timeline.menu.${string}`;
  readonly does: () => void;
}

function itemsOf({ head, indent, isPinned }: TrackRow, timeline: Timeline): readonly MenuItem[] {
  const { pinned, hidden, moves } = timeline.arrangement.value;
  const pin: MenuItem = {
    what: isPinned ? 'timeline.menu.unpin' : 'timeline.menu.pin',
    does: () => timeline.arrange({ pinned: toggled(pinned, head.id) }),
  };
  const hide: MenuItem = {
    what: 'timeline.menu.hide',
    does: () =>
      timeline.arrange({ hidden: toggled(hidden, head.id), pinned: pinned.filter(id => id !== head.id) }),
  };
  if (indent > 0) return [hide];
  if (isPinned) return [pin, hide];
  const siblings = timeline.layout.value.rows.scrolled.flatMap(row =>
    row.kind === 'track' && row.indent === 0 && row.head.group === head.group ? [row.id] : [],
  );
  const at = siblings.indexOf(head.id);
  const move = (before: string) => () => timeline.arrange({ moves: withMove(moves, [head.id, before]) });
  const up: MenuItem = { what: 'timeline.menu.up', does: move(siblings[at - 1] ?? head.id) };
  const down: MenuItem = { what: 'timeline.menu.down', does: move(siblings[at + 2] ?? '') };
  return [pin, hide, ...(at > 0 ? [up] : []), ...(at < siblings.length - 1 ? [down] : [])];
}

function step(menu: HTMLElement | null, direction: 1 | -1): void {
  const items = [...(menu?.querySelectorAll('button') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  items[(at + direction + items.length) % items.length]?.focus();
}
