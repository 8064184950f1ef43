import type { LossSummary } from './recording-folder.ts';

/** What the agent said of the trace at its end (`say_trace_facts`). */
export interface TraceFacts {
  /** The text of per_cpu/cpuN/stats, by CPU. */
  readonly stats: ReadonlyMap<number, string>;
  /** The text of trace_clock, the one in use in brackets. */
  readonly clock: string;
  readonly cmdlines: string;
}

/** Takes the said lines apart: `== NAME …` begins a part. */
export function parseTraceFacts(lines: readonly string[]): TraceFacts {
  const parts = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines) {
    const heading = /^== (.*)$/.exec(line);
    if (heading) {
      current = [];
      parts.set(heading[1]!, current);
    } else current.push(line);
  }
  const text = (name: string): string => (parts.get(name) ?? []).map(line => `${line}\n`).join('');
  const stats = new Map<number, string>();
  for (const name of parts.keys()) {
    const cpu = /\/cpu(\d+)\/stats$/.exec(name)?.[1];
    if (cpu !== undefined) stats.set(Number(cpu), text(name));
  }
  return {
    stats,
    clock: text([...parts.keys()].find(name => name.endsWith('/trace_clock')) ?? ''),
    cmdlines: text('cmdlines'),
  };
}

/** Adds up what the kernel says was lost. The words are those of kernel/trace/trace.c, tracing_stats_read. */
export function summariseLosses(stats: ReadonlyMap<number, string>): LossSummary {
  const count = (text: string, name: string): number =>
    Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const total = (name: string): number =>
    [...stats.values()].reduce((sum, text) => sum + count(text, name), 0);
  const perCpu = [...stats].map(([cpu, text]) => ({
    cpu,
    events: count(text, 'overrun') + count(text, 'commit overrun') + count(text, 'dropped events'),
  }));
  return {
    overrun: total('overrun'),
    commitOverrun: total('commit overrun'),
    dropped: total('dropped events'),
    unread: total('entries'),
    perCpu: perCpu.filter(each => each.events > 0),
  };
}
