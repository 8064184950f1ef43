import type { TrackGroup } from '../../../views/timeline/contract.ts';

export const trackOrders = ['weight', 'name', 'first'] as const;
export type TrackOrder = (typeof trackOrders)[number];

/** How a person arranged the tracks. */
export interface Arrangement {
  /** Tracks whose title has this text; all where it is empty. */
  readonly filter: string;
  readonly order: TrackOrder;
  readonly closedGroups: readonly TrackGroup[];
  /** Tracks whose parts are shown. */
  readonly expanded: readonly string[];
  /** Tracks that stay at the top. */
  readonly pinned: readonly string[];
  readonly hidden: readonly string[];
  /** Tracks that were moved before another of their group (`''`: to the end), the first move first. */
  readonly moves: readonly Move[];
  /** Offers that were added. */
  readonly added: readonly string[];
}

export type Move = readonly [track: string, before: string];

export const plainArrangement: Arrangement = {
  filter: '',
  order: 'weight',
  closedGroups: [],
  expanded: [],
  pinned: [],
  hidden: [],
  moves: [],
  added: [],
};

/** More than this is not kept of any list. */
const most = 200;

/** A list with something in it that was not, or without it when it was. */
export function toggled<Value>(list: readonly Value[], value: Value): readonly Value[] {
  return list.includes(value) ? list.filter(one => one !== value) : [...list, value].slice(-most);
}

export function withMove(moves: readonly Move[], move: Move): readonly Move[] {
  return [...moves.filter(([track]) => track !== move[0]), move].slice(-most);
}
