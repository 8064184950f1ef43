import { mergeRuns } from './merge-runs.ts';
import { Trace, type TraceLoss, type TraceParts, type TraceRun, unknownEvent } from './trace.ts';

/** The events of one run in the order in which they were recorded. */
export interface RunEvents extends TraceRun {
  readonly count: number;
  /** Nanoseconds or ticks since the trace's start. */
  readonly time: Float64Array;
  /** Where each record starts in the view. */
  readonly offset: Uint32Array;
  readonly length: Uint32Array;
  /** Losses by row of this run. */
  readonly losses: readonly TraceLoss[];
}

/** Where the fields that every record has stand in it. */
export interface CommonPlaces {
  readonly typeOffset: number;
  readonly typeBytes: number;
  readonly pidOffset: number;
  readonly pidBytes: number;
}

export type TraceMeta = Omit<
  TraceParts,
  'count' | 'time' | 'cpu' | 'pid' | 'event' | 'run' | 'place' | 'length' | 'runs' | 'losses'
>;

/** Merges runs by time into one trace: 29 bytes an event beside the records themselves. */
export function buildTrace(meta: TraceMeta, runs: readonly RunEvents[], common: CommonPlaces): Trace {
  const count = runs.reduce((sum, run) => sum + run.count, 0);
  const columns = {
    count,
    time: new Float64Array(count),
    cpu: new Uint16Array(count),
    pid: new Int32Array(count),
    event: new Uint16Array(count),
    run: new Uint16Array(count),
    place: new Uint32Array(count),
    length: new Uint32Array(count),
  };
  const formatOfType = new Uint16Array(0x1_0000).fill(unknownEvent);
  // Of two formats with one id the first stays.
  for (let i = meta.formats.length - 1; i >= 0; i--) {
    const { id } = meta.formats[i]!;
    if (id < formatOfType.length && i < unknownEvent) formatOfType[id] = i;
  }
  const losses: TraceLoss[] = [];
  const nextLoss = new Uint32Array(runs.length);
  mergeRuns(runs, (index, from, to, at) => {
    const run = runs[index]!;
    columns.time.set(run.time.subarray(from, to), at);
    columns.place.set(run.offset.subarray(from, to), at);
    columns.length.set(run.length.subarray(from, to), at);
    columns.cpu.fill(run.cpu, at, at + to - from);
    columns.run.fill(index, at, at + to - from);
    readCommon(run, from, to, at, columns, formatOfType, common, meta.littleEndian);
    while (nextLoss[index]! < run.losses.length && run.losses[nextLoss[index]!]!.row < to) {
      const loss = run.losses[nextLoss[index]!]!;
      losses.push({ ...loss, row: loss.row - from + at });
      nextLoss[index]!++;
    }
  });
  losses.sort((a, b) => a.row - b.row);
  return new Trace({
    ...meta,
    ...columns,
    losses,
    runs: runs.map(({ buffer, cpu, view }) => ({ buffer, cpu, view })),
  });
}

function readCommon(
  run: RunEvents,
  from: number,
  to: number,
  at: number,
  columns: { readonly pid: Int32Array; readonly event: Uint16Array },
  formatOfType: Uint16Array,
  common: CommonPlaces,
  littleEndian: boolean,
): void {
  const { view, offset, length } = run;
  const { pid, event } = columns;
  const { typeOffset, pidOffset } = common;
  const typeEnd = typeOffset + 2;
  const pidEnd = pidOffset + 4;
  const byteType = common.typeBytes === 1;
  const plain = common.pidBytes === 4;
  for (let row = from, out = at; row < to; row++, out++) {
    const start = offset[row]!;
    const bytes = length[row]!;
    if (bytes < typeEnd) event[out] = unknownEvent;
    else {
      const type = byteType
        ? view.getUint8(start + typeOffset)
        : view.getUint16(start + typeOffset, littleEndian);
      event[out] = formatOfType[type]!;
    }
    pid[out] = plain && bytes >= pidEnd ? view.getInt32(start + pidOffset, littleEndian) : 0;
  }
}
