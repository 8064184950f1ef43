import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { countText } from '../../text/replay/index.ts';
import type { Strip as StripData } from '../../views/timeline/contract.ts';
import { look } from '../../views/timeline/contract.ts';
import { say } from '../../words/index.ts';
import { theme } from '../app/theme.ts';
import { coloursOf } from './canvas/colours.ts';
import { Surface } from './canvas/surface.ts';
import { paintPattern } from './paint/patterns.ts';
import { fillBox, mix } from './paint/pixels.ts';
import { clampWindow, panBy, type TimeWindow, timeAt, xAt, zoomAt } from './time/window.ts';
import './timeline.css';

interface StripWishes {
  readonly strip: StripData;
  /** What is seen; all where it is undefined. */
  readonly window: TimeWindow | undefined;
  /** Times of what was found. */
  readonly hits?: ArrayLike<number>;
  /** `isStep`: a movement goes on. */
  readonly onMove: (window: TimeWindow, isStep: boolean) => void;
}

const height = 40;

type DragKind = 'window' | 'from' | 'to' | 'new';

/** The whole recording: how much happened when, what was lost, what is in memory, and the window as a frame to be moved. */
export function Strip({ strip, window, hits, onMove }: StripWishes) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(0);
  const drag = useRef<{ readonly kind: DragKind; readonly time: number; readonly window: TimeWindow }>(
    undefined,
  );
  const shown = theme.value;
  useEffect(() => {
    const observer = new ResizeObserver(() => (width.value = host.current?.clientWidth ?? 0));
    observer.observe(host.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (width.value > 0) paintStrip(canvas.current!, strip, width.value, hits ?? []);
  }, [strip, width.value, shown, hits]);
  const bounds = { from: strip.from, to: strip.to };
  const seen = window ?? bounds;
  const left = Math.max(xAt(bounds, width.value, seen.from), 0);
  const right = Math.min(xAt(bounds, width.value, seen.to), width.value);
  const timeOf = (event: MouseEvent): number =>
    timeAt(bounds, Math.max(width.value, 1), event.clientX - host.current!.getBoundingClientRect().left);

  function begin(event: PointerEvent): void {
    const target = event.target as HTMLElement;
    const kind = (target.dataset.drag ?? 'new') as DragKind;
    drag.current = { kind, time: timeOf(event), window: seen };
    host.current!.setPointerCapture(event.pointerId);
  }

  function move(event: PointerEvent, isStep: boolean): void {
    if (drag.current === undefined) return;
    const { kind, time, window: before } = drag.current;
    const now = timeOf(event);
    const isClick = Math.abs(xAt(bounds, width.value, now) - xAt(bounds, width.value, time)) < 3;
    if (isClick) {
      if (!isStep && kind === 'new')
        onMove(panBy(before, now - (before.from + before.to) / 2, bounds), false);
      return;
    }
    onMove(clampWindow(dragged(kind, before, time, now, bounds), bounds), isStep);
  }

  const keys: Readonly<Record<string, () => TimeWindow>> = {
    ArrowLeft: () => panBy(seen, (seen.from - seen.to) / 4, bounds),
    ArrowRight: () => panBy(seen, (seen.to - seen.from) / 4, bounds),
    ArrowUp: () => zoomAt(seen, 0.5, (seen.from + seen.to) / 2, bounds),
    ArrowDown: () => zoomAt(seen, 2, (seen.from + seen.to) / 2, bounds),
  };
  const percent = ((seen.from - bounds.from) / Math.max(bounds.to - bounds.from, 1)) * 100;
  return (
    <div
      class="strip"
      ref={host}
      title={lossSentence(strip)}
      onPointerDown={begin}
      onPointerMove={event => move(event, true)}
      onPointerUp={event => {
        move(event, false);
        drag.current = undefined;
      }}
    >
      <canvas ref={canvas} role="img" aria-label={`${say('timeline.strip')}. ${lossSentence(strip)}`} />
      <div
        class="strip-window"
        data-drag="window"
        role="slider"
        tabIndex={0}
        aria-label={say('timeline.strip.window')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(Math.min(Math.max(percent, 0), 100))}
        style={{ left: `${left}px`, width: `${Math.max(right - left, 3)}px` }}
        onKeyDown={event => {
          const next = keys[event.key];
          if (next === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          onMove(next(), false);
        }}
      >
        <span class="strip-edge" data-drag="from" data-edge="from" />
        <span class="strip-edge" data-drag="to" data-edge="to" />
      </div>
    </div>
  );
}

function dragged(
  kind: DragKind,
  before: TimeWindow,
  start: number,
  now: number,
  bounds: TimeWindow,
): TimeWindow {
  if (kind === 'window') return panBy(before, now - start, bounds);
  const fixed = kind === 'new' ? start : kind === 'from' ? before.to : before.from;
  return { from: Math.min(fixed, now), to: Math.max(fixed, now) };
}

function lossSentence({ lostEvents, lost }: StripData): string {
  if (lostEvents > 0) return say('timeline.strip.lost', { count: countText(lostEvents) });
  return lostEvents < 0 || lost.length > 0 ? say('timeline.strip.lost-some') : '';
}

/** Heights grow with the root of the counts: a burst does not make all else flat. */
function paintStrip(
  canvas: HTMLCanvasElement,
  strip: StripData,
  width: number,
  hits: ArrayLike<number>,
): void {
  const surface = new Surface(canvas, { fromPixels: true });
  surface.resize(width, height, devicePixelRatio);
  const { pixels, ratio } = surface;
  const colours = coloursOf(theme.peek());
  pixels.data.fill(colours.ground);
  const { counts } = strip;
  const most = Math.sqrt(counts.reduce((highest, count) => Math.max(highest, count), 1));
  const ink = mix(colours.ground, colours.text, 0.32);
  const timeOf = (x: number): number => timeAt(strip, pixels.width, x);
  for (let x = 0; x < pixels.width; x++) {
    const first = Math.floor((x / pixels.width) * counts.length);
    const end = Math.max(first + 1, Math.floor(((x + 1) / pixels.width) * counts.length));
    let count = 0;
    for (let part = first; part < end; part++) count = Math.max(count, counts[part] ?? 0);
    const isLoaded = timeOf(x) >= strip.loaded[0] && timeOf(x) <= strip.loaded[1];
    const high =
      count === 0 ? 0 : Math.max(Math.round((Math.sqrt(count) / most) * (pixels.height - 4 * ratio)), 1);
    fillBox(
      pixels,
      x,
      pixels.height - high,
      x + 1,
      pixels.height,
      isLoaded ? ink : mix(colours.ground, ink, 0.4),
    );
  }
  const band = { top: 0, bottom: pixels.height };
  const xOf = (time: number): number => Math.round(xAt(strip, pixels.width, time));
  for (let at = 0; at + 1 < strip.lost.length; at += 2) {
    const left = xOf(strip.lost[at]!);
    const right = Math.max(xOf(strip.lost[at + 1]!), left + Math.round(2 * ratio));
    paintPattern(pixels, band, { left, right, look: look.lost, colour: colours.lost }, colours.ground, ratio);
  }
  for (let at = 0; at < hits.length; at++) {
    const x = xOf(hits[at]!);
    fillBox(pixels, x, 0, x + Math.max(1, Math.round(ratio)), Math.round(8 * ratio), colours.mark);
  }
  surface.putPixels();
}
