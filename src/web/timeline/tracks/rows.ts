import { type TrackGroup, type TrackHead, trackGroups } from '../../../views/timeline/contract.ts';
import type { Arrangement, Move, TrackOrder } from './arrangement.ts';

/** A line of the time line: the name of a group, or a track. */
export type Row = GroupRow | TrackRow;

export interface GroupRow {
  readonly kind: 'group';
  readonly id: string;
  readonly group: TrackGroup;
  readonly isOpen: boolean;
  /** Tracks that it has, filtered and not hidden. */
  readonly tracks: number;
}

export interface TrackRow {
  readonly kind: 'track';
  readonly id: string;
  readonly head: TrackHead;
  /** How many tracks it is a part of. */
  readonly indent: number;
  readonly isExpanded: boolean;
  readonly isPinned: boolean;
}

export interface Rows {
  readonly pinned: readonly TrackRow[];
  readonly scrolled: readonly Row[];
}

/** Which rows stand in which order. `heads` has parts as far as they are known. */
export function rowsOf(heads: readonly TrackHead[], arrangement: Arrangement): Rows {
  const hidden = new Set(arrangement.hidden);
  const expanded = new Set(arrangement.expanded);
  const pinnedIds = new Set(arrangement.pinned);
  const partsOf = grouped(heads, ({ parent }) => parent ?? '');
  const roots = grouped(partsOf.get('') ?? [], ({ group }) => group);
  const needle = arrangement.filter.trim().toLowerCase();
  const matches = (head: TrackHead): boolean => head.title.toLowerCase().includes(needle);

  function addTrack(
    rows: { push(row: TrackRow): unknown },
    head: TrackHead,
    indent: number,
    isPinned: boolean,
  ): void {
    const isExpanded = expanded.has(head.id);
    rows.push({ kind: 'track', id: head.id, head, indent, isExpanded, isPinned });
    if (!isExpanded || indent >= 8) return;
    for (const part of partsOf.get(head.id) ?? []) {
      if (!hidden.has(part.id)) addTrack(rows, part, indent + 1, isPinned);
    }
  }

  const scrolled: Row[] = [];
  for (const group of trackGroups) {
    const tracks = (roots.get(group) ?? []).filter(head => !hidden.has(head.id) && matches(head));
    if (tracks.length === 0) continue;
    const isOpen = !arrangement.closedGroups.includes(group);
    scrolled.push({ kind: 'group', id: `group:${group}`, group, isOpen, tracks: tracks.length });
    if (!isOpen) continue;
    for (const head of moved(sorted(tracks, arrangement.order), arrangement.moves)) {
      if (!pinnedIds.has(head.id)) addTrack(scrolled, head, 0, false);
    }
  }
  const byId = new Map(heads.map(head => [head.id, head]));
  const pinned: TrackRow[] = [];
  for (const id of arrangement.pinned) {
    const head = byId.get(id);
    if (head !== undefined && !hidden.has(id)) addTrack(pinned, head, 0, true);
  }
  return { pinned, scrolled };
}

/** CPUs and devices keep their order; tasks are many and are sorted. */
function sorted(tracks: readonly TrackHead[], order: TrackOrder): readonly TrackHead[] {
  if (tracks[0]?.group !== 'tasks') return tracks;
  if (order === 'name')
    return tracks.toSorted((a, b) => compareText(a.title, b.title) || b.weight - a.weight);
  if (order === 'first') return tracks.toSorted((a, b) => (a.task ?? 0) - (b.task ?? 0));
  return tracks.toSorted((a, b) => b.weight - a.weight);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function moved(tracks: readonly TrackHead[], moves: readonly Move[]): readonly TrackHead[] {
  const list = [...tracks];
  for (const [track, before] of moves) {
    const from = list.findIndex(({ id }) => id === track);
    if (from < 0) continue;
    const [head] = list.splice(from, 1);
    const to = list.findIndex(({ id }) => id === before);
    list.splice(to < 0 ? list.length : to, 0, head!);
  }
  return list;
}

function grouped<Key>(heads: readonly TrackHead[], keyOf: (head: TrackHead) => Key): Map<Key, TrackHead[]> {
  const groups = new Map<Key, TrackHead[]>();
  for (const head of heads) {
    const key = keyOf(head);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [head]);
    else group.push(head);
  }
  return groups;
}
