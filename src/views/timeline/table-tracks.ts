import { type Analysis, analyses, type TrackDescription } from '../../analyses/index.ts';
import type { Trace } from '../../store/index.ts';
import { countEvents } from './census.ts';

/** A track that an analysis describes, of which each value of its lane columns is a track of its own. */
export interface TableTrack extends TrackDescription {
  readonly analysis: Analysis;
  /** Whose they are. */
  readonly owner: 'cpu' | 'task' | 'device' | 'counter' | 'other';
}

/** Those that have a way of their own of being drawn. */
const special: readonly string[] = [
  'sched.by-cpu',
  'sched.by-task',
  'sched.waiting',
  'irq.runs',
  'calls.durations',
  'block.requests',
  // The rate of any event may be added: `rate:system:event`.
  'others.rates',
];

/** Every other track that an analysis describes. */
export const tableTracks: readonly TableTrack[] = analyses.flatMap(analysis =>
  (analysis.tracks ?? [])
    .filter(({ id }) => !special.includes(id))
    .map(track => ({ ...track, analysis, owner: ownerOf(track) })),
);

function ownerOf({ kind, lanes }: TrackDescription): TableTrack['owner'] {
  if (kind === 'counter') return 'counter';
  switch (lanes[0]) {
    case 'tid':
      return 'task';
    case 'cpu':
      return 'cpu';
    case 'device':
      return 'device';
    default:
      return 'other';
  }
}

export function findTableTrack(id: string): TableTrack | undefined {
  return tableTracks.find(track => track.id === id);
}

/** How many events there are that an analysis needs; 0: it has nothing to say. */
export function countNeeded(trace: Trace, { needs }: Analysis): number {
  return countEvents(trace, needs.flat());
}

/** Whether an analysis is so quickly made of a trace that nobody need ask for it: each passes over all events. */
export function isQuick(trace: Trace, { needs, reads = [] }: Analysis): boolean {
  return trace.count <= mostEvents && countEvents(trace, [...needs.flat(), ...reads]) <= mostOwnEvents;
}

const mostEvents = 1_000_000;
const mostOwnEvents = 200_000;
