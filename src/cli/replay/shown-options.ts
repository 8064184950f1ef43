import type { Command } from 'commander';
import type { ShownOptions } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { TreeWishes } from './make-tree.ts';
import { parseCount, parseDuration, parseTids } from './parse-values.ts';

/** Switches that say which calls are looked at, named as uftrace names them. */
export interface ShownSwitches {
  readonly depth?: string;
  readonly time?: string;
  readonly filter?: readonly string[];
  readonly notrace?: readonly string[];
  readonly hide?: readonly string[];
  readonly callerFilter?: readonly string[];
  readonly sizeFilter?: string;
  readonly tid?: string;
  readonly kernelFull?: boolean;
  readonly kernelOnly?: boolean;
  readonly eventFull?: boolean;
  /** Commander's for `--no-event`, `--no-sched`, `--no-sched-preempt` and `--no-libcall`. */
  readonly event?: boolean;
  readonly sched?: boolean;
  readonly schedPreempt?: boolean;
  readonly libcall?: boolean;
}

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Adds the switches to a command. */
export function addShownOptions(command: Command): Command {
  return command
    .option('-D, --depth <levels>', say('replay.depth'))
    .option('-t, --time <duration>', say('replay.time'))
    .option('-F, --filter <function>', say('replay.filter'), several)
    .option('-N, --notrace <function>', say('replay.notrace'), several)
    .option('-H, --hide <function>', say('replay.hide'), several)
    .option('-C, --caller-filter <function>', say('replay.callers'), several)
    .option('-Z, --size-filter <bytes>', say('replay.size'))
    .option('--tid <ids>', say('replay.tid'))
    .option('--kernel-full', say('replay.kernel-full'))
    .option('--kernel-only', say('replay.kernel-only'))
    .option('--event-full', say('replay.event-full'))
    .option('--no-event', say('replay.no-event'))
    .option('--no-sched', say('replay.no-sched'))
    .option('--no-sched-preempt', say('replay.no-sched-preempt'))
    .option('--no-libcall', say('replay.no-libcall'));
}

/** What the switches ask of uftrace's own styles. Throws where a value is none. */
export function shownOptionsOf(switches: ShownSwitches): ShownOptions {
  const depth = switches.depth === undefined ? undefined : parseCount('--depth', switches.depth);
  const threshold = switches.time === undefined ? undefined : parseDuration('--time', switches.time);
  const tids = switches.tid === undefined ? undefined : parseTids('--tid', switches.tid);
  const { sizeFilter } = switches;
  const leastSize = sizeFilter === undefined ? undefined : parseCount('--size-filter', sizeFilter);
  return {
    ...(depth === undefined ? {} : { depth }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(leastSize === undefined ? {} : { leastSize }),
    ...(tids === undefined ? {} : { tids }),
    filter: switches.filter ?? [],
    notrace: switches.notrace ?? [],
    hide: switches.hide ?? [],
    callers: switches.callerFilter ?? [],
    kernelFull: switches.kernelFull === true,
    kernelOnly: switches.kernelOnly === true,
    eventFull: switches.eventFull === true,
    noEvent: switches.event === false,
    noSched: switches.sched === false,
    noSchedPreempt: switches.schedPreempt === false,
    noLibcall: switches.libcall === false,
  };
}

/** The switches with those that were kept with the recording (`default.opts`), as far as nothing else is said. */
export function withKept(switches: ShownSwitches, kept: string): ShownSwitches {
  const time = /(?:^|\s)-t\s*(\S+)/.exec(kept)?.[1];
  return time === undefined || switches.time !== undefined ? switches : { ...switches, time };
}

/** What they ask of a tree of calls. */
export function treeWishesOf({ depth, threshold, tids, ...shown }: ShownOptions): TreeWishes {
  return {
    ...(depth === undefined ? {} : { depth }),
    ...(threshold === undefined ? {} : { threshold }),
    filter: shown.filter ?? [],
    notrace: shown.notrace ?? [],
    tids,
    kernelFull: shown.kernelFull === true,
  };
}
