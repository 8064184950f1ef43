import { computed, signal } from '@preact/signals';
import { parseSelection, type Selection, type Stretch, selectionText } from '../../views/index.ts';

/**
 * Where a person is: the view and what of it is shown, all of which stands in the address behind `#`, so that it can be
 * copied, and back and forward work. Parameters that several views share: `from` and `to` (nanoseconds since the trace's
 * start), `select`, `find`, `recording` (of several that are open) and `part` (of a recording folder); the others are a view's own.
 */
export interface Place {
  readonly view: string;
  readonly params: Readonly<Record<string, string>>;
}

const start: Place = { view: 'overview', params: {} };

/** What an address behind `#` says: `/timeline?from=0&to=1e6&select=row:12`. */
export function parsePlace(hash: string): Place {
  const found = /^#?\/([a-z]+)(?:\?(.*))?$/s.exec(hash);
  if (found === null) return start;
  return { view: found[1]!, params: Object.fromEntries(new URLSearchParams(found[2] ?? '')) };
}

export function placeText({ view, params }: Place): string {
  const query = new URLSearchParams(params).toString();
  return `#/${view}${query === '' ? '' : `?${query}`}`;
}

export const place = signal<Place>(parsePlace(location.hash));

addEventListener('popstate', () => {
  place.value = parsePlace(location.hash);
});
addEventListener('hashchange', () => {
  if (location.hash !== placeText(place.value)) place.value = parsePlace(location.hash);
});

/** Changes of a place: what is undefined is taken out of the address. */
export interface Changes {
  readonly view?: string;
  readonly [param: string]: string | undefined;
}

/** Parameters that stay when another view is opened. */
const shared: ReadonlySet<string> = new Set([
  'from',
  'to',
  'range',
  'select',
  'drawer',
  'find',
  'recording',
  'part',
]);

/** The place that changes lead to; another view starts with the shared parameters alone. */
export function changedPlace({ view, params }: Place, { view: to = view, ...changes }: Changes): Place {
  const kept = Object.entries(params).filter(([name]) => to === view || shared.has(name));
  const all = { ...Object.fromEntries(kept), ...changes };
  const said = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { view: to, params: Object.fromEntries(said) };
}

/** Goes somewhere. A step of a continuous movement (`replace`) makes no entry to come back to. */
export function go(changes: Changes, { replace = false } = {}): void {
  const next = changedPlace(place.value, changes);
  const text = placeText(next);
  if (text === placeText(place.value)) return;
  if (replace) history.replaceState(undefined, '', text);
  else history.pushState(undefined, '', text);
  place.value = next;
}

/** The address of a place, for links. */
export function hrefTo(changes: Changes): string {
  return placeText(changedPlace(place.value, changes));
}

/** A parameter of the address, as a signal. */
export function param(name: string): string | undefined {
  return place.value.params[name];
}

/** What is selected. */
export const selection = computed<Selection | undefined>(() => parseSelection(param('select') ?? ''));

export function select(selected: Selection | undefined): void {
  go({ select: selected === undefined ? undefined : selectionText(selected) });
}

/** The stretch of time that is looked at; undefined is all of it. */
export const stretch = computed<Stretch | undefined>(() => {
  const [from, to] = [Number(param('from') ?? Number.NaN), Number(param('to') ?? Number.NaN)];
  return from < to ? { from, to } : undefined;
});
