import type { Cell, TableDescription } from '../../store/index.ts';

/** Groups of tracks, in the order in which they stand. */
export const trackGroups = [
  // What a person put there comes first.
  'queries',
  'cpus',
  'tasks',
  'devices',
  'workqueues',
  'counters',
  'others',
  'events',
] as const;
export type TrackGroup = (typeof trackGroups)[number];

/** A track of the time line: what it is, not what is in it. */
export interface TrackHead {
  /** Stable for a recording: `cpu:3`, `task:5`, `task:5:calls`, `device:8,0`, `counter:sched.runqueue:0`, `events:block:block_rq_issue`. */
  readonly id: string;
  readonly group: TrackGroup;
  /** The track that it is a part of, and is shown below when that is expanded: `task:5` of `task:5:calls`. */
  readonly parent?: string;
  /** Whether `timeline.parts` may have tracks to show below it; they are looked for only when it is expanded. */
  readonly hasParts: boolean;
  /** Its parts are what the recording is about: they are shown at once, where nobody said otherwise. */
  readonly opensFirst?: boolean;
  /** What it is called: `CPU 3`, `dd 216`. Text of the recording may be in it. */
  readonly title: string;
  /** What it shows and from which events. */
  readonly sentence: string;
  readonly kind: 'slices' | 'counter' | 'instants';
  /** How many slices lie in each other, as far as can be said without looking: a tile of it knows. */
  readonly depths: number;
  /** How much there is in it: tracks of a group are sorted by it, the most first, where nothing better is known. */
  readonly weight: number;
  /** Index into `tasksOf(trace).list` of a task's track. */
  readonly task?: number;
  /** Unit of a counter: `tasks`, `bytes`, `events/s`. */
  readonly unit?: string;
}

/** How a slice is drawn: waiting is as visible as running. */
export const look = {
  /** Running: full height. */
  full: 0,
  /** Ready, no CPU: hatched. */
  hatched: 1,
  /** Sleeping: a thin line. */
  thin: 2,
  /** Uninterruptible: a thick line. */
  thick: 3,
  /** Stopped: dotted. */
  dotted: 4,
  /** Events were lost: hatched across all of the track. */
  lost: 5,
  /** Not known. */
  unknown: 6,
} as const;
export type Look = (typeof look)[keyof typeof look];

/** Which hue a slice has, as an index: the groups of layers, then shades for what has no group. */
export const hues = [
  'user',
  'library',
  'system-call',
  'process',
  'memory',
  'vfs',
  'filesystem',
  'block',
  'driver',
  'network',
  'interrupt',
  'deferred',
  'locking',
  'security',
  'other',
  'kernel',
  'wait',
  'event',
  'lost',
  'idle',
  'task-0',
  'task-1',
  'task-2',
  'task-3',
  'task-4',
  'task-5',
  'task-6',
  'task-7',
] as const;
export type Hue = (typeof hues)[number];

export interface TileWish {
  readonly track: string;
  /** The stretch of time, and how much time a pixel is: what is shorter melts into density. */
  readonly from: number;
  readonly to: number;
  readonly pixel: number;
}

/**
 * What a track shows in a stretch of time, no more than a screen can show: by depth, of each depth sorted by start and without
 * overlaps. Slices shorter than a pixel that begin in the same pixel (whole pixels since time 0) are one with `count` > 1,
 * `cover` of which is theirs. What reaches over a border of the tile has its whole time in each tile that it is in.
 */
export interface SliceTile {
  readonly kind: 'slices' | 'instants';
  readonly track: string;
  readonly from: number;
  readonly to: number;
  readonly pixel: number;
  /** How many slices lie in each other anywhere on the track. */
  readonly depths: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly depth: Uint16Array;
  /** Of `look`. */
  readonly look: Uint8Array;
  /** Index into `hues`. */
  readonly hue: Uint8Array;
  /** Index into `names`. */
  readonly name: Uint32Array;
  /** How many slices it stands for. */
  readonly count: Uint32Array;
  /** The part of its time that they cover, 0 to 255. */
  readonly cover: Uint8Array;
  /** The slice by its number in the track (of several the longest): what `timeline.item` is asked for. */
  readonly item: Uint32Array;
  readonly names: readonly string[];
  /** Stretches in which events were lost, pairs of times. */
  readonly lost: Float64Array;
}

/** A counter, `ceil((to - from) / pixel)` values of each, 8192 at most: the least, the most and the last value in each pixel; NaN where nothing is known. */
export interface CounterTile {
  readonly kind: 'counter';
  readonly track: string;
  readonly from: number;
  readonly to: number;
  readonly pixel: number;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly last: Float64Array;
  /** The most of the whole track: all tiles are drawn against it. */
  readonly top: number;
  readonly lost: Float64Array;
}

export type Tile = SliceTile | CounterTile;

/** What is known of one slice. */
export interface TrackItem {
  readonly track: string;
  readonly item: number;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** The row of the table that it was made from, for `cell:TABLE:ROW`; undefined where it is from none. */
  readonly table?: string;
  readonly tableRow?: number;
  /** The row of the call tree that it is, for `call:ROW`. */
  readonly call?: number;
  /** The events of its beginning and its end; -1 where none is recorded. */
  readonly beginRow: number;
  readonly endRow: number;
  /** Index into the tasks; -1 where it is nobody's. */
  readonly task: number;
  /** -1 where it is of none. */
  readonly cpu: number;
  /** Steps of it, by time, where it has such: `Q2G`, `G2I`, `I2D`, `D2C` of a block request. */
  readonly phases: readonly Phase[];
}

export interface Phase {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A track that may be added: the rate of an event, or a numeric field of it over time. */
export interface TrackOffer {
  /** `rate:sched:sched_switch`, `field:kmem:kmalloc:bytes_alloc`: a wish for a tile of it is answered. */
  readonly track: string;
  readonly head: TrackHead;
  /** How many events it is made of. */
  readonly events: number;
}

/** An arrow from a cause to its effect. */
export interface Arrow {
  readonly link: string;
  readonly sentence: string;
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromTime: number;
  readonly toTime: number;
  /** Tracks that its ends stand on, the most telling first: `task:5`, `cpu:0`. */
  readonly fromTracks: readonly string[];
  readonly toTracks: readonly string[];
}

/** Density of all events over the whole recording, for the strip above. */
export interface Strip {
  readonly from: number;
  readonly to: number;
  /** Events in each of the equal parts of the time; estimates where `isEstimate`. */
  readonly counts: Float64Array;
  readonly isEstimate: boolean;
  /** Stretches in which events were lost, pairs of times, and how many events (-1: not known) in all. */
  readonly lost: Float64Array;
  readonly lostEvents: number;
  /** The stretch that is in memory. */
  readonly loaded: readonly [number, number];
}

/** What of a recording is in memory. */
export interface LoadedWindow {
  readonly from: number;
  readonly to: number;
  readonly events: number;
  readonly isWhole: boolean;
}

/** Where a task ran, by time: each stretch is of one CPU, and what follows is of another. */
export interface FollowedTask {
  readonly task: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly cpu: Uint16Array;
}

/** A small table of what lies in a stretch of time, the most of it first. */
export interface RangeTable {
  readonly description: TableDescription;
  /** In the order of the description's columns. */
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows there are in all. */
  readonly count: number;
}

/** What is asked of the time line: `timeline.tracks`, `timeline.tiles`, `timeline.item`, … */
export interface TimelineQuestions {
  /** Those that stand there at first, by group and there the most telling first. */
  readonly tracks: (params: { readonly of?: number }) => readonly TrackHead[];
  /** Those below a track. May run analyses: it takes long where a recording is large. */
  readonly parts: (params: { readonly of?: number; readonly track: string }) => readonly TrackHead[];
  readonly offers: (params: { readonly of?: number }) => readonly TrackOffer[];
  readonly tiles: (params: { readonly of?: number; readonly wishes: readonly TileWish[] }) => readonly Tile[];
  readonly item: (params: {
    readonly of?: number;
    readonly track: string;
    readonly item: number;
  }) => TrackItem | undefined;
  /** The neighbour of the same name on the same track and depth, or of any name; undefined at the end. */
  readonly neighbour: (params: {
    readonly of?: number;
    readonly track: string;
    readonly item: number;
    readonly step: 1 | -1;
    readonly sameName: boolean;
  }) => TrackItem | undefined;
  /** The slice of a track that an event belongs to, for going from a row to the time line. */
  readonly ofRow: (params: { readonly of?: number; readonly row: number }) => readonly TrackItem[];
  /** Arrows that begin or end in a slice, and with `chain` what led to it, from cause to cause. */
  readonly arrows: (params: {
    readonly of?: number;
    readonly track: string;
    readonly item: number;
    readonly chain: boolean;
  }) => readonly Arrow[];
  /** All arrows of a stretch of time, at most `most`. */
  readonly arrowsWithin: (params: {
    readonly of?: number;
    readonly from: number;
    readonly to: number;
    readonly most: number;
  }) => readonly Arrow[];
  readonly strip: (params: { readonly of?: number; readonly parts: number }) => Strip;
  /** Of a recording that is larger than memory: loads another stretch of it; all other answers are of that then. */
  readonly load: (params: {
    readonly of?: number;
    readonly from: number;
    readonly to: number;
  }) => LoadedWindow;
  /** What lies in a stretch of time, table by table; those that the recording can say nothing for are left out. */
  readonly range: (params: {
    readonly of?: number;
    readonly from: number;
    readonly to: number;
  }) => readonly RangeTable[];
  readonly follow: (params: { readonly of?: number; readonly task: number }) => FollowedTask;
  /** The innermost slice of a track at a time; undefined where there is none. */
  readonly itemAt: (params: {
    readonly of?: number;
    readonly track: string;
    readonly time: number;
  }) => TrackItem | undefined;
}
