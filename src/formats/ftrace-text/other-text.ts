import { decodeLatin1 } from '../../base/index.ts';

/** Files of tracefs that hold no events, by how they begin: what they are and what to do. */
const others: readonly (readonly [beginning: RegExp, what: string])[] = [
  [
    /^(# event histogram\s|#\s*\n# trigger info: hist:)/,
    'the histogram of a hist trigger, which holds sums and no events: record the event itself',
  ],
  [/^hist:(keys|key)=\S+/, 'the triggers of an event (events/SYSTEM/EVENT/trigger): record the event itself'],
  [
    /^ +Function +Hit( +Time +Avg)?/,
    'the table of the function profiler (trace_stat), which holds sums and no calls: record with the function_graph tracer',
  ],
  [/^ +Depth +Size +Location +\(/, 'what the stack tracer found (stack_trace): one stack and no events'],
  [
    /^name: \w+\nID: \d+\nformat:\n/,
    'the format of one event (events/SYSTEM/EVENT/format), not events: record them',
  ],
  [
    /^entries: \d+\noverrun: \d+\ncommit overrun: \d+\n/,
    'the counters of one CPU’s buffer (per_cpu/cpuN/stats), not events: read per_cpu/cpuN/trace',
  ],
];

/** What a file of tracefs is that holds no list of events, and what to do instead; undefined where it is none of these. */
export function nameOtherText(head: Uint8Array): string | undefined {
  const beginning = decodeLatin1(head.subarray(0, 1024));
  return others.find(([pattern]) => pattern.test(beginning))?.[1];
}
