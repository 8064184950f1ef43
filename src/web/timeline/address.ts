import { trackGroups } from '../../views/timeline/contract.ts';
import { keep, kept } from '../app/kept.ts';
import { type Arrangement, type Move, plainArrangement, trackOrders } from './tracks/arrangement.ts';

// Which tracks are looked at stands in the address, so that it can be sent to somebody; what is closed, hidden and moved is a
// person's own and is kept in the browser.

type Params = Readonly<Record<string, string | undefined>>;

const mostInAddress = 40;

export function arrangementParams({ filter, order, expanded, pinned, added }: Arrangement): Params {
  return {
    tracks: filter === '' ? undefined : filter,
    order: order === plainArrangement.order ? undefined : order,
    open: listText(expanded),
    pin: listText(pinned),
    add: listText(added),
  };
}

export function arrangementOf(params: Params, recording: string): Arrangement {
  return {
    filter: params.tracks ?? '',
    order: trackOrders.find(order => order === params.order) ?? plainArrangement.order,
    expanded: listOf(params.open),
    pinned: listOf(params.pin),
    added: listOf(params.add),
    ...keptArrangement(recording),
  };
}

type Kept = Pick<Arrangement, 'closedGroups' | 'hidden' | 'moves'>;

export function keepArrangement(recording: string, { closedGroups, hidden, moves }: Arrangement): void {
  const isPlain = closedGroups.length === 0 && hidden.length === 0 && moves.length === 0;
  keep(
    nameOf(recording),
    isPlain ? undefined : JSON.stringify({ closedGroups, hidden, moves } satisfies Kept),
  );
}

/** What was kept may be from another version, or somebody's prank. */
function keptArrangement(recording: string): Kept {
  const { closedGroups, hidden, moves } = keptValue(recording);
  const texts = (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.filter(one => typeof one === 'string') : [];
  return {
    closedGroups: trackGroups.filter(group => texts(closedGroups).includes(group)),
    hidden: texts(hidden),
    moves: Array.isArray(moves) ? moves.map(texts).filter((move): move is Move => move.length === 2) : [],
  };
}

function keptValue(recording: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(kept(nameOf(recording)) ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function nameOf(recording: string): string {
  return `timeline.${recording}`;
}

function listText(list: readonly string[]): string | undefined {
  return list.length === 0 ? undefined : list.slice(0, mostInAddress).map(encodeURIComponent).join(' ');
}

function listOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  try {
    return text.split(' ').filter(Boolean).slice(0, mostInAddress).map(decodeURIComponent);
  } catch {
    return [];
  }
}

/** `12-34`: a stretch of time in nanoseconds. */
export function rangeText(
  range: { readonly from: number; readonly to: number } | undefined,
): string | undefined {
  return range === undefined ? undefined : `${Math.floor(range.from)}-${Math.ceil(range.to)}`;
}

export function rangeOf(
  text: string | undefined,
): { readonly from: number; readonly to: number } | undefined {
  const found = /^(-?\d{1,19})-(-?\d{1,19})$/.exec(text ?? '');
  if (found === null) return undefined;
  const [from, to] = [Number(found[1]), Number(found[2])];
  return from < to ? { from, to } : undefined;
}

export function marksText(marks: readonly number[]): string | undefined {
  return marks.length === 0 ? undefined : marks.map(mark => Math.round(mark)).join(' ');
}

export function marksOf(text: string | undefined): readonly number[] {
  return (text ?? '')
    .split(' ')
    .filter(mark => /^-?\d{1,19}$/.test(mark))
    .slice(0, 2)
    .map(Number);
}
