import { UsageError } from '../../base/index.ts';
import type { Recording, TimeWindow } from '../../formats/index.ts';
import { type Trace, unknownEvent } from '../../store/index.ts';
import { EventFilter, FilterError, type FilterWish } from '../../text/index.ts';
import { say } from '../../words/index.ts';
import type { RowSelector } from './print-events.ts';

type RowTest = (row: number) => boolean;

/** Which events to print. */
export interface EventWishes {
  readonly cpu?: string;
  readonly pid?: string;
  readonly task?: string;
  readonly event?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** Filters, as trace-cmd report takes them. */
  readonly F?: readonly FilterWish[];
  /** Nothing of soft and of hard interrupts. */
  readonly S?: boolean;
  readonly I?: boolean;
}

/**
 * Makes what tells for each trace of a stream which of its events are wanted; it answers undefined where all are.
 * Throws a UsageError, also when it meets a trace that lacks what was named.
 */
export function makeSelector(wishes: EventWishes): RowSelector {
  const filter = explained(() => (wishes.F === undefined ? undefined : new EventFilter(wishes.F)));
  return trace => {
    const tests = columnTests(trace, wishes);
    const flags = unwantedFlags(wishes);
    if (flags !== 0) tests.push(withoutFlags(trace, flags));
    // The last one, because what it answers for a stack depends on the events it was asked about.
    if (filter !== undefined) tests.push(explained(() => filter.of(trace)));
    const [first, second] = tests;
    if (first === undefined) return undefined;
    return second === undefined ? first : row => tests.every(test => test(row));
  };
}

type ShownTimes = Pick<Recording, 'start' | 'clock' | 'shownFrom'>;

/** The stretch of time that is wanted; undefined where there is no bound. */
export function parseWindow({ from, to }: EventWishes, recording: ShownTimes): TimeWindow | undefined {
  if (from === undefined && to === undefined) return undefined;
  return {
    ...(from === undefined ? {} : { from: parseTime('--from', from, recording) }),
    ...(to === undefined ? {} : { to: parseTime('--to', to, recording) }),
  };
}

function columnTests(trace: Trace, wishes: EventWishes): RowTest[] {
  const tests: RowTest[] = [];
  if (wishes.cpu !== undefined) {
    const cpus = parseNumbers('--cpu', wishes.cpu);
    tests.push(row => cpus.has(trace.cpu[row]!));
  }
  const pids = wantedPids(trace, wishes);
  if (pids !== undefined) tests.push(row => pids.has(trace.pid[row]!));
  if (wishes.event !== undefined && wishes.event.length > 0) {
    const wanted = wantedFormats(trace, wishes.event);
    tests.push(row => trace.event[row] !== unknownEvent && wanted[trace.event[row]!] === 1);
  }
  return tests;
}

// include/linux/trace_events.h
const hardIrqFlag = 0x08;
const softIrqFlag = 0x10;

function unwantedFlags({ S, I }: EventWishes): number {
  return (S === true ? softIrqFlag : 0) | (I === true ? hardIrqFlag : 0);
}

function withoutFlags(trace: Trace, flags: number): RowTest {
  const readers = trace.formats.map(() => undefined) as (((row: number) => number) | undefined)[];
  return row => {
    const event = trace.event[row]!;
    if (event === unknownEvent) return true;
    readers[event] ??= trace.fields.low(event, 'common_flags') ?? (() => 0);
    return (readers[event](row) & flags) === 0;
  };
}

/** What of a filter was wrong, and where, as wrong usage. */
function explained<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const place = `${error.text}\n${' '.repeat(error.at)}^`;
    throw new UsageError(
      say('events.bad-filter', { place, expected: say(`events.filter.${error.expected}`) }),
      say('events.bad-value.remedy', { option: '-F' }),
    );
  }
}

function wantedPids(trace: Trace, wishes: EventWishes): ReadonlySet<number> | undefined {
  if (wishes.pid === undefined && wishes.task === undefined) return undefined;
  const pids = new Set(wishes.pid === undefined ? [] : parseNumbers('--pid', wishes.pid));
  if (wishes.task !== undefined) {
    const names = wishes.task.split(',').map(globPattern);
    const matches = (name: string): boolean => names.some(pattern => pattern.test(name));
    if (matches('<idle>')) pids.add(0);
    for (const [pid, name] of trace.tasks.entries()) if (matches(name)) pids.add(pid);
  }
  return pids;
}

/** For each format 1 where one of the patterns means it: `sched_switch`, `sched:*`, `block`. */
function wantedFormats(trace: Trace, patterns: readonly string[]): Uint8Array {
  const wanted = new Uint8Array(trace.formats.length);
  for (const text of patterns.flatMap(pattern => pattern.split(','))) {
    const pattern = globPattern(text);
    let known = false;
    trace.formats.forEach(({ system, name }, index) => {
      if (!pattern.test(name) && !pattern.test(`${system}:${name}`) && !pattern.test(system)) return;
      wanted[index] = 1;
      known = true;
    });
    if (!known) throw new UsageError(say('events.no-event', { name: text }), say('events.no-event.remedy'));
  }
  return wanted;
}

function globPattern(text: string): RegExp {
  const escaped = text
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`);
}

/** `0-3,5` */
function parseNumbers(option: string, text: string): Set<number> {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part.trim());
    const from = Number(match?.[1]);
    const to = Number(match?.[2] ?? match?.[1]);
    if (match === null || to < from || to - from > 100_000) throw badValue(option, text);
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return numbers;
}

const units: Readonly<Record<string, number>> = { '': 1e9, s: 1e9, ms: 1e6, us: 1e3, ns: 1 };

/** Seconds as the events show them, or with a `+` since the start of the recording; answers an absolute time. */
function parseTime(option: string, text: string, { start, clock, shownFrom = 0n }: ShownTimes): bigint {
  const match = /^(\+?)(\d{1,12})(?:\.(\d{1,9}))?(s|ms|us|ns)?$/.exec(text);
  if (match === null) throw badValue(option, text);
  const base = match[1] === '+' ? start : shownFrom;
  if (clock.unit === 'ticks') return base + BigInt(match[2]!);
  const unit = units[match[4] ?? '']!;
  return base + BigInt(match[2]!) * BigInt(unit) + BigInt(Math.round(Number(`0.${match[3] ?? '0'}`) * unit));
}

function badValue(option: string, value: string): UsageError {
  return new UsageError(
    say('events.bad-value', { option, value }),
    say('events.bad-value.remedy', { option }),
  );
}
