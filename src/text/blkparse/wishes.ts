import { categories } from '../../formats/blktrace/layout.ts';
import { formatLetters } from './action-letters.ts';
import { type FormatPiece, parseFormatString } from './format-string.ts';

/** What `blkparse` can be asked for; in brackets its own switch. */
export interface BlkparseWishes {
  /** How actions are printed instead of their default (`-f`, `-F`), by the first letter of the action. */
  readonly formats?: ReadonlyMap<string, readonly FormatPiece[]>;
  /** Show how long each request waited (`-t`). */
  readonly trackIos?: boolean;
  /** Totals of each thread (`-s`). */
  readonly perProgram?: boolean;
  /** Messages with a cgroup's id too, as blkparse 1.3.0 prints them; 1.2.0 leaves them out and counts time without them. */
  readonly messages?: boolean;
  /** No totals of devices and CPUs (`-q`). */
  readonly quiet?: boolean;
  /** Only events that have one of these categories (`-a`, `-A`). */
  readonly actionMask?: number;
}

/**
 * A format for all actions, and such of single actions (`C,%D %S\\n`), which go before it. Throws a `RangeError` that
 * names what there is not.
 */
export function parseFormatSpecs(
  all: string | undefined,
  specs: readonly string[],
): ReadonlyMap<string, readonly FormatPiece[]> {
  const formats = new Map<string, readonly FormatPiece[]>();
  for (const spec of specs) {
    const letter = spec.charAt(0);
    if (!formatLetters.includes(letter) || spec.charAt(1) !== ',') throw new RangeError(spec);
    formats.set(letter, parseFormatString(spec.slice(2)));
  }
  if (all === undefined) return formats;
  const pieces = parseFormatString(all);
  for (const letter of formatLetters) if (!formats.has(letter)) formats.set(letter, pieces);
  return formats;
}

const categoryNames: Readonly<Record<string, number>> = {
  read: categories.read,
  write: categories.write,
  flush: categories.flush,
  sync: categories.sync,
  queue: categories.queue,
  requeue: categories.requeue,
  issue: categories.issue,
  complete: categories.complete,
  fs: categories.fs,
  pc: categories.passThrough,
  notify: categories.notify,
  ahead: categories.ahead,
  meta: categories.meta,
  discard: categories.discard,
  drv_data: categories.driverData,
  fua: categories.fua,
};

/** The mask of categories by name, or in hexadecimal. Throws a `RangeError` that names what there is not. */
export function parseActionMask(names: readonly string[]): number {
  return names.reduce((mask, name) => mask | parseCategory(name), 0);
}

function parseCategory(name: string): number {
  const known = categoryNames[name.toLowerCase().replace(/^blk_tc_/, '')];
  if (known !== undefined) return known;
  if (!/^(0x)?[\da-f]{1,4}$/i.test(name)) throw new RangeError(name);
  return Number.parseInt(name, 16);
}
