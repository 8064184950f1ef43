import { batch, effect } from '@preact/signals';
import type { QuestionName, Strip, TrackHead } from '../../views/index.ts';
import { ask } from '../app/client.ts';
import { go, place, select, selection, stretch } from '../app/place.ts';
import { generation, shownHead } from '../app/recordings.ts';
import { theme } from '../app/theme.ts';
import {
  arrangementOf,
  arrangementParams,
  keepArrangement,
  marksOf,
  marksText,
  rangeOf,
  rangeText,
} from './address.ts';
import type { AskTimeline } from './asks.ts';
import { type TimeWindow, wholeWindow } from './time/window.ts';
import { Timeline } from './timeline.ts';

const stripParts = 1024;

const askTimeline: AskTimeline = (name, params, signal) =>
  ask(
    `timeline.${name}` as QuestionName,
    params as never,
    signal === undefined ? {} : { signal },
  ) as Promise<never>;

/** A time line of the recording that is shown, whose state stands in the address. `disconnect` ends it. */
export function connectTimeline(): { readonly timeline: Timeline; readonly disconnect: () => void } {
  const shown = shownHead();
  const recording = shown?.name ?? '';
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const timeline = new Timeline({
    ask: askTimeline,
    select: slice =>
      select(slice === undefined ? undefined : { kind: 'slice', track: slice.track, item: slice.item }),
    moved: ({ from, to }, isStep) =>
      go({ from: String(Math.floor(from)), to: String(Math.ceil(to)) }, { replace: isStep }),
    chose: ({ range, marks }) => {
      const chosen = rangeText(range);
      const changes = { range: chosen, marks: marksText(marks) };
      // What was selected before gives way to what lies in the range: the drawer shows one of them.
      const isNew = chosen !== undefined && chosen !== place.peek().params.range;
      go(isNew ? { ...changes, select: undefined } : changes, { replace: true });
    },
    isStill: () => still.matches,
  });
  const ending = new AbortController();
  timeline.arrangement.value = arrangementOf(place.peek().params, recording);
  timeline.wallStart.value = shown?.wallStart;
  void load(timeline, ending.signal);
  const stops = [
    effect(() => {
      timeline.theme.value = theme.value;
    }),
    effect(() => {
      const { params } = place.value;
      batch(() => {
        timeline.range.value = rangeOf(params.range);
        timeline.marks.value = marksOf(params.marks);
        timeline.isWallShown.value = params.clock === 'wall';
      });
    }),
    effect(() => {
      const arrangement = timeline.arrangement.value;
      keepArrangement(recording, arrangement);
      go(arrangementParams(arrangement), { replace: true });
    }),
    effect(() => showStretch(timeline)),
    effect(() => void showSelection(timeline)),
    effect(() => void loadParts(timeline, ending.signal)),
    effect(() => loadWhereItRests(timeline, ending.signal)),
  ];
  return {
    timeline,
    disconnect: () => {
      for (const stop of stops) stop();
      ending.abort();
      timeline.tiles.clear();
    },
  };
}

async function load(timeline: Timeline, signal: AbortSignal): Promise<void> {
  try {
    const [heads, strip] = await Promise.all([
      askTimeline('tracks', {}, signal),
      askTimeline('strip', { parts: stripParts }, signal),
    ]);
    batch(() => {
      timeline.bounds.value = strip.isEstimate ? { from: strip.from, to: strip.to } : loadedOf(strip);
      timeline.strip.value = strip;
      timeline.window.value = stretch.peek() ?? wholeWindow(loadedOf(strip));
      timeline.heads.value = [...heads, ...timeline.heads.peek()];
      timeline.isLoaded.value = true;
      if (place.peek().params.open === undefined) openFirst(timeline, heads);
    });
    const added = timeline.arrangement.peek().added;
    if (added.length > 0) {
      const offers = await askTimeline('offers', {}, signal);
      timeline.addHeads(offers.filter(({ track }) => added.includes(track)).map(({ head }) => head));
    }
  } catch (error) {
    if (!signal.aborted) timeline.failure.value = error as Error;
  }
}

function openFirst(timeline: Timeline, heads: readonly TrackHead[]): void {
  const opened = heads.filter(({ opensFirst }) => opensFirst === true).map(({ id }) => id);
  if (opened.length === 0) return;
  timeline.arrangement.value = { ...timeline.arrangement.peek(), expanded: opened };
}

/** Another stretch in the address, by going back or by a link, is moved to. */
function showStretch(timeline: Timeline): void {
  const wanted = stretch.value;
  if (!timeline.isLoaded.value) return;
  const strip = timeline.strip.peek();
  const { from, to } = wanted ?? wholeWindow(strip === undefined ? timeline.bounds.peek() : loadedOf(strip));
  const shown = timeline.goal;
  const isThere = Math.abs(shown.from - from) <= 1 && Math.abs(shown.to - to) <= 1;
  if (!isThere && !timeline.isMoving) timeline.show({ from, to }, { animate: true, isQuiet: true });
}

function loadedOf({ loaded: [from, to] }: Strip): TimeWindow {
  return { from, to };
}

/** Milliseconds that a window rests until what is seen in it is read. */
const loadAfter = 250;
let lastLoaded = '';

/** Of a recording that memory does not hold another stretch is read where hardly anything of what is seen is there. */
function loadWhereItRests(timeline: Timeline, signal: AbortSignal): (() => void) | undefined {
  const [window, strip] = [timeline.window.value, timeline.strip.value];
  if (strip === undefined || !strip.isEstimate || isMostlyThere(window, loadedOf(strip))) return undefined;
  const timer = setTimeout(() => void loadStretch(timeline, window, signal), loadAfter);
  return () => clearTimeout(timer);
}

/** Whether what is seen and what is there share half of the shorter one: a window may be longer than memory holds. */
function isMostlyThere(window: TimeWindow, loaded: TimeWindow): boolean {
  const shared = Math.min(window.to, loaded.to) - Math.max(window.from, loaded.from);
  return shared * 2 >= Math.min(window.to - window.from, loaded.to - loaded.from);
}

async function loadStretch(timeline: Timeline, window: TimeWindow, signal: AbortSignal): Promise<void> {
  const wanted = `${window.from} ${window.to}`;
  // Where there is nothing at all it is not there after reading either.
  if (wanted === lastLoaded) return;
  lastLoaded = wanted;
  try {
    await askTimeline('load', window, signal);
    if (signal.aborted) return;
    // Rows are others now: what was selected by them is something else.
    batch(() => {
      go({ select: undefined }, { replace: true });
      generation.value++;
    });
  } catch (error) {
    lastLoaded = '';
    if (!signal.aborted) timeline.failure.value = error as Error;
  }
}

let lastAsked = 0;

/** What is selected, in the time line: a slice, or the slices of an event. */
async function showSelection(timeline: Timeline): Promise<void> {
  const selected = selection.value;
  const chain = timeline.hasChain.value;
  const isLoaded = timeline.isLoaded.value;
  const asked = ++lastAsked;
  if (selected === undefined || !isLoaded || (selected.kind !== 'slice' && selected.kind !== 'row')) {
    batch(() => {
      timeline.selected.value = undefined;
      timeline.arrows.value = [];
    });
    return;
  }
  try {
    const item =
      selected.kind === 'slice'
        ? await askTimeline('item', { track: selected.track, item: selected.item })
        : (await askTimeline('ofRow', { row: selected.row }))[0];
    if (asked !== lastAsked) return;
    timeline.selected.value = item;
    timeline.arrows.value = [];
    if (item === undefined) return;
    const arrows = await askTimeline('arrows', { track: item.track, item: item.item, chain });
    if (asked === lastAsked) timeline.arrows.value = arrows;
  } catch (error) {
    if (asked === lastAsked) timeline.failure.value = error as Error;
  }
}

/** Parts of tracks are looked for when they are expanded. */
async function loadParts(timeline: Timeline, signal: AbortSignal): Promise<void> {
  const { expanded } = timeline.arrangement.value;
  const known = timeline.partsAsked;
  const wanted = timeline.heads.value.filter(
    ({ id, hasParts }) => hasParts && expanded.includes(id) && !known.has(id),
  );
  for (const { id } of wanted) {
    known.add(id);
    try {
      timeline.addHeads(await askTimeline('parts', { track: id }, signal));
    } catch (error) {
      known.delete(id);
      if (!signal.aborted) timeline.failure.value = error as Error;
    }
  }
}
