import { firstIndex } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { deviceText } from '../block/actions.ts';
import { type Block, followBlock } from '../block/follow-block.ts';
import { followTimers, timerKinds } from '../irq/timers.ts';
import { followWorks, none } from '../workqueue/follow-works.ts';

/** A request of a block device between the events that were recorded of it. */
export interface Request {
  readonly device: string;
  readonly sector: number;
  /** Sectors. */
  readonly length: number;
  /** Rows; -1 where there is none. */
  readonly queueRow: number;
  readonly issueRow: number;
  readonly completeRow: number;
  /** `R`, `W`, … as the event says. */
  readonly direction: string;
}

/** A work item from queue to end. */
export interface Work {
  readonly name: string;
  readonly queueRow: number;
  readonly startRow: number;
  readonly endRow: number;
}

/** What may be the cause of a waking: requests, timers and work items as their analyses follow them, found by row. */
export interface Causes {
  readonly requests: readonly Request[];
  readonly works: readonly Work[];
  /** The request that completed last on a CPU between two rows. */
  requestCompleted(cpu: number, from: number, to: number): Request | undefined;
  /** The function of the timer that a CPU was expiring at a row; undefined where it was none. */
  timerAt(row: number): string | undefined;
  /** The work item that a worker was at, at a row. */
  workAt(task: number, row: number): Work | undefined;
}

export function causesOf(trace: Trace): Causes {
  return derived(trace, findCauses);
}

function findCauses(trace: Trace): Causes {
  const requests = requestsOf(derived(trace, followBlock));
  const works = worksByWorker(trace);
  const timers = timersByCpu(trace);
  return {
    requests,
    works: [...works.values()]
      .flat()
      .filter(({ endRow }) => endRow >= 0)
      .sort((a, b) => a.endRow - b.endRow),
    requestCompleted: (cpu, from, to) => {
      for (let index = lastAtMost(requests, to, one => one.completeRow); index >= 0; index--) {
        const { completeRow } = requests[index]!;
        if (completeRow < from) return undefined;
        if (trace.cpu[completeRow] === cpu) return requests[index];
      }
      return undefined;
    },
    timerAt: row => {
      const own = timers.get(trace.cpu[row]!) ?? [];
      const found = own[lastAtMost(own, row, one => one.beginRow)];
      return found !== undefined && isGoingOn(found, row) ? found.name : undefined;
    },
    workAt: (task, row) => {
      const own = works.get(task) ?? [];
      const found = own[lastAtMost(own, row, one => one.startRow)];
      return found !== undefined && isGoingOn(found, row) ? found : undefined;
    },
  };
}

function isGoingOn({ endRow }: { readonly endRow: number }, row: number): boolean {
  return endRow < 0 || endRow >= row;
}

/** Index of the last element whose key is at most a value; -1 where there is none. */
function lastAtMost<T>(sorted: readonly T[], value: number, keyOf: (one: T) => number): number {
  return firstIndex(0, sorted.length, index => keyOf(sorted[index]!) > value) - 1;
}

/** Completed requests by the row of their completion. */
function requestsOf({ bios, requests, devices, letters }: Block): readonly Request[] {
  // Bios go to their device in requests: those of one issue are one request's.
  const queueRows = new Map<number, number>();
  for (let bio = 0; bio < bios.count; bio++) {
    const issue = bios.issueRow.at(bio);
    const queue = bios.queueRow.at(bio);
    if (issue >= 0) queueRows.set(issue, Math.min(queue, queueRows.get(issue) ?? queue));
  }
  const done: Request[] = [];
  for (let request = 0; request < requests.count; request++) {
    const completeRow = requests.endRow.at(request);
    if (completeRow < 0) continue;
    const issueRow = requests.issueRow.at(request);
    const { device } = devices[requests.device.at(request)]!;
    done.push({
      device: deviceText(device, ':'),
      sector: requests.sector.at(request),
      length: requests.sectors.at(request),
      queueRow: queueRows.get(issueRow) ?? -1,
      issueRow,
      completeRow,
      direction: letters.texts[requests.rwbs.at(request)] ?? '',
    });
  }
  return done.sort((a, b) => a.completeRow - b.completeRow);
}

/** Work items by the task of their worker, by when they began. */
function worksByWorker(trace: Trace): ReadonlyMap<number, readonly Work[]> {
  const works = derived(trace, followWorks);
  const rowOf = (row: number): number => (row === none ? -1 : row);
  const byWorker = new Map<number, Work[]>();
  for (let work = 0; work < works.count; work++) {
    const startRow = rowOf(works.start.at(work));
    if (startRow < 0) continue;
    const own = byWorker.get(works.worker.at(work)) ?? [];
    byWorker.set(works.worker.at(work), own);
    own.push({
      name: symbolOr('work', works.names.texts[works.func.at(work)]),
      queueRow: rowOf(works.queue.at(work)),
      startRow,
      endRow: rowOf(works.end.at(work)),
    });
  }
  for (const own of byWorker.values()) own.sort((a, b) => a.startRow - b.startRow);
  return byWorker;
}

interface TimerRun {
  readonly name: string;
  readonly beginRow: number;
  readonly endRow: number;
}

/** Expiries of timers by the CPU they ran on, by when they began. */
function timersByCpu(trace: Trace): ReadonlyMap<number, readonly TimerRun[]> {
  const expiries = derived(trace, followTimers);
  const byCpu = new Map<number, TimerRun[]>();
  for (let expiry = 0; expiry < expiries.count; expiry++) {
    const beginRow = expiries.begin.at(expiry);
    const own = byCpu.get(trace.cpu[beginRow]!) ?? [];
    byCpu.set(trace.cpu[beginRow]!, own);
    const kind = timerKinds[expiries.kind.at(expiry)]!;
    const name = symbolOr(kind, expiries.names.texts[expiries.name.at(expiry)]);
    own.push({ name, beginRow, endRow: expiries.end.at(expiry) });
  }
  return byCpu;
}

/** A function's name, or what it is where no symbol covers its address. */
function symbolOr(what: string, name = ''): string {
  return name === '' || name.startsWith('0x') ? what : name;
}
