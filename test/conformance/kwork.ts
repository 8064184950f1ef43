import { spawnSync } from 'node:child_process';

/** One line of `perf kwork timehist`: times in seconds and milliseconds as it prints them. */
export interface KworkLine {
  readonly start: string;
  readonly end: string;
  readonly cpu: number;
  /** `(s)TIMER:1`, `disk:27`, `(w)0xffff…`. */
  readonly name: string;
  readonly runtime: string;
  readonly delay: string;
}

/** One line of `perf kwork report` or `latency`. */
export interface KworkSum {
  readonly cpu: number;
  readonly name: string;
  /** Total runtime, or mean delay. */
  readonly time: string;
  readonly count: number;
  readonly max: string;
  readonly maxStart: string;
  readonly maxEnd: string;
}

/** What `perf kwork` prints of a file. */
export function kwork(command: 'report' | 'latency' | 'timehist', file: string): string {
  const ran = spawnSync('perf', ['kwork', '-k', 'irq,softirq,workqueue', command, '-i', file], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH, HOME: '/nonexistent', PERF_CONFIG: '/dev/null' },
  });
  return ran.stdout;
}

export function kworkLines(text: string): readonly KworkLine[] {
  return [...text.matchAll(/^ +([\d.]+) +([\d.]+) +\[(\d+)\] +(\S+) +([\d.]+)(?: +([\d.]+))? *$/gm)].map(
    ([, start, end, cpu, name, runtime, delay]) => ({
      start: start!,
      end: end!,
      cpu: Number(cpu),
      name: name!,
      runtime: runtime!,
      delay: delay ?? '',
    }),
  );
}

export function kworkSums(text: string): readonly KworkSum[] {
  const line =
    /^ +(\S+) +\| (\d+) +\| +([\d.]+) ms \| +(\d+) \| +([\d.]+) ms \| +([\d.]+) s \| +([\d.]+) s \|$/gm;
  return [...text.matchAll(line)].map(([, name, cpu, time, count, max, maxStart, maxEnd]) => ({
    name: name!,
    cpu: Number(cpu),
    time: time!,
    count: Number(count),
    max: max!,
    maxStart: maxStart!,
    maxEnd: maxEnd!,
  }));
}

/** Nanoseconds as kwork prints milliseconds. */
export function kworkMilliseconds(nanoseconds: number): string {
  return (nanoseconds / 1e6).toFixed(3);
}

/** Nanoseconds as kwork prints seconds. */
export function kworkSeconds(nanoseconds: bigint): string {
  const microseconds = nanoseconds / 1000n;
  return `${microseconds / 1_000_000n}.${String(microseconds % 1_000_000n).padStart(6, '0')}`;
}
