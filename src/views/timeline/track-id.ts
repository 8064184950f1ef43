/** A track's id in its parts: `cpu:0`, `task:5:calls`, `counter:block.depths:8,0`, `events:sched:sched_switch`. */
export interface TrackId {
  readonly kind: string;
  /** What follows the kind; may hold colons. */
  readonly rest: string;
  /** Of `cpu`, `task` and `worker`: the number; -1 where there is none. */
  readonly number: number;
  /** Of those what follows the number; empty for the track itself. */
  readonly part: string;
}

export function parseTrackId(track: string): TrackId {
  const [kind, rest] = splitOnce(track);
  const [digits, part] = splitOnce(rest);
  return { kind, rest, number: /^\d{1,9}$/.test(digits) ? Number(digits) : -1, part };
}

/** The CPU that a track is of, -1 where it is of none: its losses are those of that CPU. */
export function cpuOfTrack(track: string): number {
  const { kind, number } = parseTrackId(track);
  return kind === 'cpu' ? number : -1;
}

/** What stands before the first colon, and what behind it. */
export function splitOnce(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
