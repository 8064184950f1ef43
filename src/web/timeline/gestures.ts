import { timeAt } from './time/window.ts';
import type { Timeline } from './timeline.ts';

/** CSS pixels that a pointer may move and still is a click. */
const clickReach = 4;
/** How much nearer a step of the wheel goes. */
const wheelZoom = 0.0025;

interface Drag {
  readonly kind: 'pan' | 'range';
  readonly pointer: number;
  readonly startX: number;
  lastX: number;
  isMoved: boolean;
}

/**
 * Pointers on the tracks: a click selects, a double click goes there, a drag selects a range, with Shift or the middle button
 * or a finger it moves; two fingers zoom; the wheel scrolls, with Ctrl it zooms at the pointer. The answer ends it.
 */
export function listenToPointers(stage: HTMLElement, timeline: Timeline): () => void {
  const fingers = new Map<number, { x: number; y: number }>();
  let drag: Drag | undefined;
  const ending = new AbortController();
  const listen = { signal: ending.signal };
  const xOf = (event: MouseEvent): number => event.clientX - timeline.stage.left;
  const yOf = (event: MouseEvent): number => event.clientY - timeline.stage.top;
  const timeOf = (x: number): number => timeAt(timeline.window.value, timeline.width, x);

  function hoverAt(event: PointerEvent): void {
    const [x, y] = [xOf(event), yOf(event)];
    const found = timeline.hitAt(x, y);
    timeline.hover.value = found === undefined ? undefined : { ...found, x, y };
  }

  function pinch(event: PointerEvent): void {
    const before = spreadOf(fingers);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = spreadOf(fingers);
    if (before === undefined || after === undefined) return;
    const x = after.middle - timeline.stage.left;
    timeline.zoom(before.length / after.length, x);
    timeline.pan(before.middle - after.middle);
  }

  function move(event: PointerEvent): void {
    if (fingers.size === 2 && fingers.has(event.pointerId)) {
      pinch(event);
      return;
    }
    if (drag === undefined || drag.pointer !== event.pointerId) {
      if (event.pointerType !== 'touch') hoverAt(event);
      return;
    }
    const x = xOf(event);
    drag.isMoved ||= Math.abs(x - drag.startX) > clickReach;
    if (!drag.isMoved) return;
    timeline.hover.value = undefined;
    if (drag.kind === 'pan') timeline.pan(drag.lastX - x);
    else timeline.range.value = stretchOf(timeOf(drag.startX), timeOf(x));
    drag.lastX = x;
  }

  stage.addEventListener(
    'pointerdown',
    event => {
      if (event.button === 2) return;
      if (event.pointerType === 'touch') fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const isPan = event.shiftKey || event.button === 1 || event.pointerType === 'touch';
      if (event.button === 1) event.preventDefault();
      const x = xOf(event);
      drag = { kind: isPan ? 'pan' : 'range', pointer: event.pointerId, startX: x, lastX: x, isMoved: false };
      stage.setPointerCapture(event.pointerId);
    },
    listen,
  );
  stage.addEventListener('pointermove', move, listen);
  stage.addEventListener(
    'pointerup',
    event => {
      const ended = drag;
      drag = undefined;
      const hadTwo = fingers.size > 1;
      fingers.delete(event.pointerId);
      if (ended === undefined || hadTwo) return;
      if (!ended.isMoved) clickAt(timeline, xOf(event), yOf(event));
      else if (ended.kind === 'range') timeline.chooseRange(timeline.range.value);
    },
    listen,
  );
  stage.addEventListener(
    'pointercancel',
    event => {
      fingers.delete(event.pointerId);
      drag = undefined;
    },
    listen,
  );
  stage.addEventListener('pointerleave', () => (timeline.hover.value = undefined), listen);
  stage.addEventListener(
    'dblclick',
    event => {
      const slice = timeline.hitAt(xOf(event), yOf(event))?.slice;
      if (slice !== undefined) timeline.fit(slice.start, slice.end);
    },
    listen,
  );
  stage.addEventListener(
    'wheel',
    event => {
      const pixels = event.deltaMode === 1 ? 16 : 1;
      if (event.ctrlKey) {
        event.preventDefault();
        timeline.zoom(Math.exp(event.deltaY * pixels * wheelZoom), xOf(event));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        timeline.pan((event.deltaX || event.deltaY) * pixels);
      }
    },
    { ...listen, passive: false },
  );
  return () => ending.abort();
}

/** On the ruler a drag chooses what is shown, and a double click shows all. */
export function listenToRuler(ruler: HTMLElement, timeline: Timeline): () => void {
  const ending = new AbortController();
  const listen = { signal: ending.signal };
  let start: number | undefined;
  const timeOf = (event: MouseEvent): number =>
    timeAt(timeline.window.value, timeline.width, event.clientX - ruler.getBoundingClientRect().left);
  let rangeBefore = timeline.range.value;
  ruler.addEventListener(
    'pointerdown',
    event => {
      start = timeOf(event);
      rangeBefore = timeline.range.value;
      ruler.setPointerCapture(event.pointerId);
    },
    listen,
  );
  ruler.addEventListener(
    'pointermove',
    event => {
      const x = event.clientX - ruler.getBoundingClientRect().left;
      const placed = timeline.hover.value?.placed ?? timeline.firstRow;
      if (start !== undefined) timeline.range.value = stretchOf(start, timeOf(event));
      else if (placed !== undefined)
        timeline.hover.value = { placed, slice: undefined, time: timeOf(event), x, y: -1 };
    },
    listen,
  );
  ruler.addEventListener('pointerleave', () => (timeline.hover.value = undefined), listen);
  ruler.addEventListener(
    'pointerup',
    event => {
      const from = start;
      start = undefined;
      if (from === undefined) return;
      timeline.range.value = rangeBefore;
      const wanted = stretchOf(from, timeOf(event));
      const { from: left, to: right } = timeline.window.value;
      const isDrag = wanted.to - wanted.from > ((right - left) / timeline.width) * clickReach;
      if (isDrag) timeline.show(wanted, { animate: true });
    },
    listen,
  );
  ruler.addEventListener('dblclick', () => timeline.showAll(), listen);
  return () => ending.abort();
}

function clickAt(timeline: Timeline, x: number, y: number): void {
  const found = timeline.hitAt(x, y);
  timeline.chooseRange(undefined);
  timeline.surroundings.select(found?.slice);
}

function stretchOf(a: number, b: number): { readonly from: number; readonly to: number } {
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

function spreadOf(fingers: ReadonlyMap<number, { x: number; y: number }>) {
  const [a, b] = [...fingers.values()];
  if (a === undefined || b === undefined) return undefined;
  return { middle: (a.x + b.x) / 2, length: Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y), 16) };
}
