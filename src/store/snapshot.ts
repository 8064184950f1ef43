/** Files of the kernel's text, as they were at one moment while a recording was made. */
export interface Snapshot {
  /** What it was called: `before`, `after`, or what the workload said. */
  readonly moment: string;
  /** CLOCK_MONOTONIC in nanoseconds; undefined where it is not known. */
  readonly monotonic: number | undefined;
  /** Texts by their paths below /proc: `meminfo`, `123/smaps`; those of /sys begin with `sys/`. */
  readonly files: ReadonlyMap<string, string>;
}

/** When a snapshot was made, in nanoseconds since the start of a trace; undefined where the two clocks do not compare. */
export function snapshotTime(
  { monotonic }: Snapshot,
  { start, clock }: { readonly start: bigint; readonly clock: { readonly name: string } },
): number | undefined {
  return monotonic === undefined || clock.name !== 'mono' ? undefined : Number(BigInt(monotonic) - start);
}
