import { signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { say } from '../../words/index.ts';
import { keep, kept } from '../app/kept.ts';
import { Icon } from '../parts/icon.tsx';
import { HeadMenu } from './head-menu.tsx';
import type { Timeline } from './timeline.ts';
import { toggled, withMove } from './tracks/arrangement.ts';
import type { PlacedRow } from './tracks/layout.ts';
import type { GroupRow, TrackRow } from './tracks/rows.ts';

interface HeadColumnWishes {
  readonly timeline: Timeline;
  /** The element that moves when the tracks are scrolled. */
  readonly scrolledRef: RefObject<HTMLDivElement | null>;
}

const leastWidth = 80;
const mostWidth = 480;

function within(width: number): number {
  return Math.min(Math.max(Math.round(width) || 190, leastWidth), mostWidth);
}

/** Width of the names in CSS pixels, as a person chose it. */
export const headWidth = signal(within(Number(kept('timeline.heads'))));

function resize(width: number): void {
  headWidth.value = within(width);
  keep('timeline.heads', String(headWidth.value));
}

/** Names of the tracks beside them, or above them where the page is narrow. */
export function HeadColumn({ timeline, scrolledRef }: HeadColumnWishes) {
  const { pinned, scrolled, pinnedHeight } = timeline.shownHeads.value;
  return (
    <div class="timeline-heads">
      <div class="timeline-heads-clip" style={{ top: `${pinnedHeight}px` }}>
        <div class="timeline-heads-scrolled" ref={scrolledRef} style={{ top: `${-pinnedHeight}px` }}>
          {scrolled.map(placed => (
            <Head key={placed.row.id} placed={placed} timeline={timeline} />
          ))}
        </div>
      </div>
      <div class="timeline-heads-pinned">
        {pinned.map(placed => (
          <Head key={placed.row.id} placed={placed} timeline={timeline} />
        ))}
      </div>
      <Grip />
    </div>
  );
}

function Grip() {
  const width = headWidth.value;
  const drag = useSignal<number | undefined>(undefined);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is no line of a text
    <div
      class="timeline-grip"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={say('timeline.resize')}
      aria-valuenow={width}
      aria-valuemin={leastWidth}
      aria-valuemax={mostWidth}
      onPointerDown={event => {
        drag.value = event.clientX - width;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={event => drag.value !== undefined && resize(event.clientX - drag.value)}
      onPointerUp={() => (drag.value = undefined)}
      onKeyDown={event => {
        const step = event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0;
        if (step === 0) return;
        event.preventDefault();
        event.stopPropagation();
        resize(width + step);
      }}
    />
  );
}

function Head({ placed, timeline }: { readonly placed: PlacedRow; readonly timeline: Timeline }) {
  const style = { transform: `translateY(${placed.top}px)`, height: `${placed.height}px` };
  return placed.row.kind === 'group' ? (
    <GroupHead row={placed.row} style={style} timeline={timeline} />
  ) : (
    <TrackHeadLine row={placed.row} style={style} timeline={timeline} />
  );
}

type Style = Readonly<Record<string, string>>;

function GroupHead({
  row,
  style,
  timeline,
}: {
  readonly row: GroupRow;
  readonly style: Style;
  readonly timeline: Timeline;
}) {
  const toggle = (): void =>
    timeline.arrange({ closedGroups: toggled(timeline.arrangement.value.closedGroups, row.group) });
  return (
    <div class="timeline-group" style={style}>
      <button type="button" aria-expanded={row.isOpen} onClick={toggle}>
        <Icon name={row.isOpen ? 'down' : 'right'} />
        <span>{say(`timeline.group.${row.group}`)}</span>
        <small>{row.tracks}</small>
      </button>
    </div>
  );
}

const dragType = 'application/x-ringside-track';

function TrackHeadLine({
  row,
  style,
  timeline,
}: {
  readonly row: TrackRow;
  readonly style: Style;
  readonly timeline: Timeline;
}) {
  const { head } = row;
  const arrangement = timeline.arrangement.value;
  const expand = (): void => timeline.arrange({ expanded: toggled(arrangement.expanded, head.id) });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is the mouse's way, the menu is that of keys
    <div
      class="timeline-head"
      style={style}
      data-indent={Math.min(row.indent, 3)}
      title={`${head.title}\n${head.sentence}`}
      draggable={row.indent === 0}
      onDragStart={event => event.dataTransfer?.setData(dragType, head.id)}
      onDragOver={event => event.dataTransfer?.types.includes(dragType) && event.preventDefault()}
      onDrop={event => {
        const moved = event.dataTransfer?.getData(dragType);
        if (moved === undefined || moved === '' || moved === head.id) return;
        event.preventDefault();
        timeline.arrange({ moves: withMove(arrangement.moves, [moved, head.id]) });
      }}
    >
      {head.hasParts ? (
        <button
          type="button"
          class="timeline-expand"
          aria-expanded={row.isExpanded}
          aria-label={say('timeline.expand', { track: head.title })}
          onClick={expand}
        >
          <Icon name={row.isExpanded ? 'down' : 'right'} />
        </button>
      ) : (
        <span class="timeline-expand" />
      )}
      <span class="timeline-title">{head.title}</span>
      {head.unit === undefined ? undefined : <small>{head.unit}</small>}
      <HeadMenu row={row} timeline={timeline} />
    </div>
  );
}
