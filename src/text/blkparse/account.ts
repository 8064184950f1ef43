import { actions } from '../../formats/blktrace/layout.ts';
import { IoStats } from './io-stats.ts';

/** What is counted of a device. */
export class DeviceTotals {
  events = 0;
  first = 0;
  last = 0;
  /** Requests that the driver has at the moment, and the most it had; reads and writes. */
  readonly depth = new Int32Array(2);
  readonly mostDepth = new Int32Array(2);
  /** By CPU, where there were events. */
  readonly cpus: (IoStats | undefined)[] = [];

  cpu(cpu: number): IoStats {
    const known = this.cpus[cpu];
    if (known !== undefined) return known;
    const stats = new IoStats();
    this.cpus[cpu] = stats;
    return stats;
  }

  /** Follows how many requests the driver has; requeued and completed ones it has no longer. */
  follow(event: number, direction: number): void {
    const { depth, mostDepth } = this;
    if (event === issued) {
      const now = ++depth[direction]!;
      if (now > mostDepth[direction]!) mostDepth[direction] = now;
    } else if (event === completed || event === requeued) {
      if (depth[direction]! > 0) depth[direction]!--;
    }
  }
}

// Events are their actions less one.
const queued = actions.queue - 1;
const mergedBack = actions.mergeBack - 1;
const mergedFront = actions.mergeFront - 1;
const requeued = actions.requeue - 1;
const issued = actions.issue - 1;
const completed = actions.complete - 1;
const unplugged = actions.unplug - 1;
const unpluggedByTimer = actions.unplugTimer - 1;
const zoneUnplugged = actions.zoneUnplug - 1;
const countedPassed = [queued, requeued, issued, completed];
const counted = [...countedPassed, mergedBack, mergedFront, unplugged, unpluggedByTimer, zoneUnplugged];

/** Whether an event is one of those that are counted. */
export function isCounted(event: number, passed: boolean): boolean {
  return (passed ? countedPassed : counted).includes(event);
}

/** Counts an event of a request from a file system. */
export function account(stats: IoStats, event: number, direction: number, bytes: number): void {
  const counters = stats.byEvent[event];
  if (counters !== undefined) counters.take(direction, bytes);
  else if (event === requeued) {
    stats.requeued[direction]!++;
    stats.issued.giveBack(direction, bytes);
  } else if (event === unplugged || event === zoneUnplugged) stats.unplugs++;
  else if (event === unpluggedByTimer) stats.timerUnplugs++;
}

/** Counts an event of a request that is passed through to the device. */
export function accountPassed(stats: IoStats, event: number, direction: number, bytes: number): void {
  switch (event) {
    case queued:
      stats.passedQueued.take(direction, bytes);
      if (direction === 0) {
        // blkparse adds their KiB to those of the other reads.
        stats.passedQueued.kib[0]! -= bytes >>> 10;
        stats.queued.kib[0]! += bytes >>> 10;
      }
      break;
    case requeued:
      stats.passedRequeued[direction]!++;
      stats.passedIssued.giveBack(direction, bytes);
      break;
    case issued:
      stats.passedIssued.take(direction, bytes);
      break;
    case completed:
      stats.passedCompleted[direction]!++;
      break;
  }
}
