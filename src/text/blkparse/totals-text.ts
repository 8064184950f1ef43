import type { DeviceTotals } from './account.ts';
import { IoStats } from './io-stats.ts';

const suffixes = ['', 'K', 'M', 'G', 'P'];

/** A number in eight columns, above a million in thousands of the next unit. */
function shorten(value: bigint | number, unit: 0 | 1): string {
  let number = BigInt(value);
  let suffix: number = unit;
  while (number > 1_000_000n && suffix < suffixes.length - 1) {
    suffix++;
    number /= 1000n;
  }
  return `${String(number).padStart(8)}${suffixes[suffix]}`;
}

/** The lines of one CPU, program or device. `depths` are the most requests at once, which only CPUs show. */
export function ioStatsText(title: string, stats: IoStats, depths: Int32Array | undefined): string {
  const both = (
    counts: Float64Array,
    sizes: { size(direction: number): bigint },
    direction: number,
  ): string => `${shorten(counts[direction]!, 0)}, ${shorten(sizes.size(direction), 1)}iB`;
  const { queued, issued, completed, merged, requeued } = stats;
  const wide = (value: number): string => String(value).padStart(8);
  const lines = [
    title,
    ` Reads Queued:    ${both(queued.count, queued, 0)}\t Writes Queued:    ${both(queued.count, queued, 1)}`,
    ` Read Dispatches: ${both(issued.count, issued, 0)}\t Write Dispatches: ${both(issued.count, issued, 1)}`,
    ` Reads Requeued:  ${shorten(requeued[0]!, 0)}\t\t Writes Requeued:  ${shorten(requeued[1]!, 0)}`,
    ` Reads Completed: ${both(completed.count, completed, 0)}\t Writes Completed: ${both(completed.count, completed, 1)}`,
    ` Read Merges:     ${both(merged.count, merged, 0)}\t Write Merges:     ${both(merged.count, merged, 1)}`,
  ];
  if (depths !== undefined) {
    lines.push(
      ` Read depth:      ${wide(depths[0]!)}${' '.repeat(8)}\t Write depth:      ${wide(depths[1]!)}`,
    );
  }
  if (stats.hasPassed) lines.push(...passedLines(stats));
  lines.push(
    ` IO unplugs:      ${wide(stats.unplugs)}${' '.repeat(8)}\t Timer unplugs:    ${wide(stats.timerUnplugs)}`,
  );
  return `${lines.join('\n')}\n`;
}

function passedLines(stats: IoStats): readonly string[] {
  const { passedQueued, passedIssued, passedRequeued, passedCompleted } = stats;
  const size = (kib: { size(direction: number): bigint }, direction: number): string =>
    `${shorten(kib.size(direction), 1)}iB`;
  const count = (counts: Float64Array, direction: number): string => shorten(counts[direction]!, 0);
  return [
    ` PC Reads Queued: ${count(passedQueued.count, 0)}, ${size(passedQueued, 0)}\t PC Writes Queued: ${count(passedQueued.count, 1)}, ${size(passedQueued, 1)}`,
    ` PC Read Disp.:   ${count(passedIssued.count, 0)}, ${size(passedIssued, 0)}\t PC Write Disp.:   ${count(passedIssued.count, 1)}, ${size(passedIssued, 1)}`,
    ` PC Reads Req.:   ${count(passedRequeued, 0)}\t\t PC Writes Req.:   ${count(passedRequeued, 1)}`,
    ` PC Reads Compl.: ${count(passedCompleted, 0)}\t\t PC Writes Compl.: ${count(passedCompleted, 1)}`,
  ];
}

/** Per-program waits, in microseconds, for reads and writes. */
export function waitsText(
  allocation: readonly number[],
  dispatch: readonly number[],
  completion: readonly number[],
): string {
  const line = (title: string, [read = 0, write = 0]: readonly number[]): string => {
    const micros = (nanoseconds: number): string => String(Math.floor(nanoseconds / 1000)).padStart(8);
    return ` ${title} wait:${' '.repeat(11 - title.length)}${micros(read)}${' '.repeat(8)}\t ${title} wait:${' '.repeat(12 - title.length)}${micros(write)}\n`;
  };
  return line('Allocation', allocation) + line('Dispatch', dispatch) + line('Completion', completion);
}

// blkparse has so much room for a device's name beside a CPU, and alone.
const longestBesideCpu = 31;
const longestAlone = 47;

/** What is told of a device behind all events. */
export interface DeviceReport {
  readonly name: string;
  readonly totals: DeviceTotals;
  /** Stretches of missing sequence numbers, and how many those are. */
  readonly gaps: number;
  readonly missing: number;
}

/** The totals of devices and their CPUs. */
export function devicesText(devices: readonly DeviceReport[]): string {
  return devices.map(deviceText).join('\n');
}

function deviceText({ name, totals, gaps, missing }: DeviceReport): string {
  const sum = new IoStats();
  const short = name.slice(0, longestBesideCpu);
  const parts: string[] = [];
  totals.cpus.forEach((stats, cpu) => {
    if (stats === undefined) return;
    sum.add(stats);
    parts.push(ioStatsText(`CPU${cpu} (${short}):`, stats, totals.mostDepth));
  });
  if (parts.length > 1) parts.push(`\n${ioStatsText(`Total (${short}):`, sum, undefined)}`);
  const { completed } = sum;
  const rate = (direction: number): string =>
    throughput(completed.kib[direction]!, completed.rest[direction]!, totals);
  parts.push(
    `\nThroughput (R/W): ${rate(0)}KiB/s / ${rate(1)}KiB/s\n`,
    `Events (${name.slice(0, longestAlone)}): ${totals.events} entries\n`,
    `Skips: ${gaps} forward (${missing} - ${percentText(missing, totals.events + missing)}%)\n`,
  );
  return parts.join('');
}

/** KiB a second, as blkparse reckons them: the bytes that are left of whole KiB count as thousandths. */
function throughput(kib: number, rest: number, { first, last }: DeviceTotals): string {
  const milliseconds = BigInt.asUintN(64, BigInt(last) - BigInt(first)) / 1_000_000n;
  return milliseconds === 0n ? '0' : String((1000n * BigInt(kib) + BigInt(rest)) / milliseconds);
}

/** A share in percent as `%5.1lf` prints it: ties of the one digit go to the even one. */
export function percentText(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : 100 * (part / whole);
  const quarters = percent * 4;
  const tie = Number.isInteger(quarters) && quarters % 2 !== 0;
  const tenths = Math.floor(percent * 10);
  const text = tie ? ((tenths + (tenths % 2)) / 10).toFixed(1) : percent.toFixed(1);
  return text.padStart(5);
}
