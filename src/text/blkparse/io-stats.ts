/** What blkparse counts of the requests of one CPU or one program; index 0 is reads, 1 writes. */
export class IoStats {
  readonly queued = new Counters();
  readonly issued = new Counters();
  readonly completed = new Counters();
  readonly merged = new Counters();
  readonly requeued = new Float64Array(2);
  /** The same of requests that are passed through to the device. */
  readonly passedQueued = new Counters();
  readonly passedIssued = new Counters();
  readonly passedRequeued = new Float64Array(2);
  readonly passedCompleted = new Float64Array(2);
  unplugs = 0;
  timerUnplugs = 0;
  /** By event, what its requests are counted in: most lines need no more. */
  readonly byEvent: readonly (Counters | undefined)[] = [
    this.queued,
    this.merged,
    this.merged,
    undefined,
    undefined,
    undefined,
    this.issued,
    this.completed,
  ];

  add(other: IoStats): void {
    this.queued.add(other.queued);
    this.issued.add(other.issued);
    this.completed.add(other.completed);
    this.merged.add(other.merged);
    this.passedQueued.add(other.passedQueued);
    this.passedIssued.add(other.passedIssued);
    for (const direction of [0, 1]) {
      this.requeued[direction]! += other.requeued[direction]!;
      this.passedRequeued[direction]! += other.passedRequeued[direction]!;
      this.passedCompleted[direction]! += other.passedCompleted[direction]!;
    }
    this.unplugs += other.unplugs;
    this.timerUnplugs += other.timerUnplugs;
  }

  get hasPassed(): boolean {
    const counts = [
      this.passedQueued.count,
      this.passedIssued.count,
      this.passedRequeued,
      this.passedCompleted,
    ];
    return counts.some(([reads, writes]) => reads !== 0 || writes !== 0);
  }
}

/** Requests, their KiB, and the bytes that are left of those, for reads and writes. */
export class Counters {
  readonly count = new Float64Array(2);
  readonly kib = new Float64Array(2);
  readonly rest = new Float64Array(2);

  take(direction: number, bytes: number): void {
    this.count[direction]!++;
    this.kib[direction]! += bytes >>> 10;
    this.rest[direction]! += bytes & 1023;
  }

  /** Takes back the size of a request that was counted before. */
  giveBack(direction: number, bytes: number): void {
    this.kib[direction]! -= bytes >>> 10;
    this.rest[direction]! -= bytes & 1023;
  }

  add(other: Counters): void {
    for (const direction of [0, 1]) {
      this.count[direction]! += other.count[direction]!;
      this.kib[direction]! += other.kib[direction]!;
      this.rest[direction]! += other.rest[direction]!;
    }
  }

  /** All of it in KiB, as an unsigned number of 64 bits. */
  size(direction: number): bigint {
    const rest = BigInt.asUintN(64, BigInt(this.rest[direction]!)) >> 10n;
    return BigInt.asUintN(64, BigInt(this.kib[direction]!) + rest);
  }
}
