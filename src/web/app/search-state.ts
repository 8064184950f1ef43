import { computed, effect, signal } from '@preact/signals';
import { type AnswerOf, ask } from './client.ts';
import { go, param, place, selection } from './place.ts';
import { recordings } from './recordings.ts';

/** What is searched for, as the address says it. */
export const searched = computed(() => param('find') ?? '');

/** What was found; undefined while nothing is searched for, or the search goes on. */
export const found = signal<AnswerOf<'search.find'>>(undefined);

/** Whether a search goes on. */
export const isSearching = signal(false);

effect(() => {
  const text = searched.value;
  const isOpen = recordings.value.length > 0;
  found.value = undefined;
  isSearching.value = false;
  if (text === '' || !isOpen) return;
  const asking = new AbortController();
  isSearching.value = true;
  ask('search.find', { text }, asking).then(
    answer => {
      found.value = answer;
      isSearching.value = false;
    },
    () => {
      if (!asking.signal.aborted) isSearching.value = false;
    },
  );
  return () => asking.abort();
});

/** Views that show a selected event; from the others a hit leads to the time line. */
const showing: ReadonlySet<string> = new Set(['timeline', 'events']);

/** Goes to the next or the previous event that was found, from the one that is selected. */
export async function goToHit(direction: 1 | -1): Promise<void> {
  const text = searched.value;
  const hits = found.value;
  if (hits === undefined || hits.total === 0) return;
  const selected = selection.value;
  const from = selected?.kind === 'row' ? selected.row : undefined;
  const first = direction > 0 ? hits.rows[0] : hits.rows.at(-1);
  const next =
    from === undefined ? first : ((await ask('search.events', { text, row: from, direction })) ?? first);
  if (next === undefined) return;
  const view = showing.has(place.value.view) ? place.value.view : 'timeline';
  go({ view, select: `row:${next}` });
}

/** Times at which something was found, for the strip. */
export const hitTimes = computed<readonly number[]>(() => {
  const hits = found.value;
  if (hits === undefined) return [];
  const { histogram, from, to } = hits;
  const step = (to - from) / histogram.length;
  return [...histogram].flatMap((count, part) => (count > 0 ? [from + (part + 0.5) * step] : []));
});
