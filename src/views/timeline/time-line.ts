import type { Opened } from '../workbench.ts';
import type { Tile, TileWish } from './contract.ts';
import type { CounterLane } from './counter-lane.ts';
import { counterTile } from './counter-tile.ts';
import { emptyLane, type Lane } from './lane.ts';
import { lostPairs } from './lost.ts';
import { makeLane } from './make-lane.ts';
import { sliceTile } from './slice-tile.ts';
import { cpuOfTrack } from './track-id.ts';

/** Slices of tracks that are kept, those used last: they can be made again, and take 24 bytes each. */
const mostKept = 6_000_000;

/** The tracks of a recording that were looked at. */
export class TimeLine {
  readonly opened: Opened;
  readonly #lanes = new Map<string, Lane | CounterLane>();
  #kept = 0;

  constructor(opened: Opened) {
    this.opened = opened;
  }

  /** Undefined where there is no such track: addresses come from strangers. */
  lane(track: string): Lane | CounterLane | undefined {
    const known = this.#lanes.get(track);
    const lane = known ?? makeLane(this.opened, track);
    if (lane === undefined) return undefined;
    // The last in the order of a map is the one that was used last.
    this.#lanes.delete(track);
    this.#lanes.set(track, lane);
    if (known === undefined) this.#forget(lane.count);
    return lane;
  }

  slices(track: string): Lane | undefined {
    const lane = this.lane(track);
    return lane?.kind === 'counter' ? undefined : lane;
  }

  tile(wish: TileWish): Tile {
    const { track, from, to, pixel } = wish;
    const lane = this.lane(track) ?? emptyLane;
    const lost = lostPairs(this.opened.trace, cpuOfTrack(track), from, to, pixel);
    return lane.kind === 'counter' ? counterTile(lane, wish, lost) : sliceTile(lane, wish, lost);
  }

  #forget(added: number): void {
    this.#kept += added;
    for (const [track, lane] of this.#lanes) {
      if (this.#kept <= mostKept || this.#lanes.size === 1) return;
      this.#lanes.delete(track);
      this.#kept -= lane.count;
    }
  }
}

const timeLines = new WeakMap<Opened, TimeLine>();

/** The time line of what is open, made once. */
export function timeLineOf(opened: Opened): TimeLine {
  const found = timeLines.get(opened) ?? new TimeLine(opened);
  timeLines.set(opened, found);
  return found;
}
