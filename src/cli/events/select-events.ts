import { UsageError } from '../../base/index.ts';
import { type Trace, unknownEvent } from '../../store/index.ts';
import { say } from '../../words/index.ts';

/** Which events to print. */
export interface EventWishes {
  readonly cpu?: string;
  readonly pid?: string;
  readonly task?: string;
  readonly event?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

/** Whether an event is wanted, by its columns alone. Undefined where all are. */
export function selectEvents(trace: Trace, wishes: EventWishes): ((row: number) => boolean) | undefined {
  const tests: ((row: number) => boolean)[] = [];
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
  if (wishes.from !== undefined) {
    const from = parseTime('--from', wishes.from, trace);
    tests.push(row => trace.time[row]! >= from);
  }
  if (wishes.to !== undefined) {
    const to = parseTime('--to', wishes.to, trace);
    tests.push(row => trace.time[row]! <= to);
  }
  if (tests.length === 0) return undefined;
  return row => tests.every(test => test(row));
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

/** Seconds as the events show them, or with a `+` since the start of the trace; answers a time of the trace. */
function parseTime(option: string, text: string, trace: Trace): number {
  const match = /^(\+?)(\d{1,12})(?:\.(\d{1,9}))?(s|ms|us|ns)?$/.exec(text);
  if (match === null) throw badValue(option, text);
  if (trace.clock.unit === 'ticks') {
    const ticks = BigInt(match[2]!);
    return Number(match[1] === '+' ? ticks : ticks - trace.start);
  }
  const unit = units[match[4] ?? '']!;
  const value = BigInt(match[2]!) * BigInt(unit) + BigInt(Math.round(Number(`0.${match[3] ?? '0'}`) * unit));
  return Number(match[1] === '+' ? value : value - trace.start);
}

function badValue(option: string, value: string): UsageError {
  return new UsageError(
    say('events.bad-value', { option, value }),
    say('events.bad-value.remedy', { option }),
  );
}
