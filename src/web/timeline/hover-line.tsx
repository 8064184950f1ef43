import { durationText } from '../../text/replay/index.ts';
import { look } from '../../views/timeline/contract.ts';
import { say } from '../../words/index.ts';
import { valuesAt } from './paint/counter-painter.ts';
import { cutMiddle } from './paint/cut.ts';
import { wallText } from './time/wall-clock.ts';
import type { Hover, Timeline } from './timeline.ts';

const longest = 80;

/** A short line beside the pointer: when it is, and what lies there. */
export function HoverLine({ timeline }: { readonly timeline: Timeline }) {
  const hover = timeline.hover.value;
  if (hover === undefined) return null;
  const { width, height } = timeline.size.value;
  const isRight = hover.x > width - 260;
  const isLow = hover.y > height - 60;
  const style = {
    left: isRight ? 'auto' : `${hover.x + 12}px`,
    right: isRight ? `${width - hover.x + 12}px` : 'auto',
    top: isLow ? 'auto' : `${Math.max(hover.y, 0) + 16}px`,
    bottom: isLow ? `${height - hover.y + 10}px` : 'auto',
  };
  return (
    <div class="timeline-hover" style={style}>
      {whatLiesThere(hover, timeline)}
      <span class="timeline-hover-time">{whenText(hover.time, timeline)}</span>
    </div>
  );
}

function whatLiesThere({ slice, placed, time }: Hover, timeline: Timeline) {
  if (slice !== undefined) {
    if (slice.count > 1) return <strong>{say('timeline.several', { count: slice.count })}</strong>;
    const duration = slice.end > slice.start ? durationText(slice.end - slice.start) : undefined;
    return (
      <>
        <strong>{cutMiddle(slice.name, longest)}</strong>
        {duration === undefined ? undefined : <span>{duration}</span>}
        {slice.look === look.unknown ? <span>{say('timeline.unknown')}</span> : undefined}
      </>
    );
  }
  if (placed.row.kind !== 'track' || placed.row.head.kind !== 'counter') return undefined;
  const { from, to } = timeline.window.value;
  const pixel = (to - from) / timeline.width;
  const pieces = timeline.tiles.pieces(placed.row.id, time, time + pixel, pixel / devicePixelRatio);
  const found = valuesAt(pieces, time, time + pixel);
  if (found === undefined) return undefined;
  const value =
    found.least === found.most ? number(found.most) : `${number(found.least)} – ${number(found.most)}`;
  return <strong>{`${value} ${placed.row.head.unit ?? ''}`}</strong>;
}

function number(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(4);
}

/** A time as the ruler counts it. */
function whenText(time: number, timeline: Timeline): string {
  const wall = timeline.shownWall.value;
  return wall === undefined ? timeText(time) : wallText(wall, time);
}

/** A time from the start of the recording. */
export function timeText(time: number): string {
  return time < 0 ? `-${durationText(-time)}` : durationText(time);
}
