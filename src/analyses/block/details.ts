import { type Cell, type ColumnData, type Growing, growing, Table, type Trace } from '../../store/index.ts';
import { deviceText, directionOf } from './actions.ts';
import { type Bios, bioFlags, type Requests } from './bios.ts';
import type { Block } from './follow-block.ts';
import { stagesOf, stageTime } from './stages.ts';
import { biosTable, depthsTable, plugsTable, requestsTable } from './tables.ts';

const sectorBytes = 512;

/** Columns that bios and requests share. */
function sharedColumns(block: Block, of: Bios | Requests): Readonly<Record<string, ColumnData>> {
  const { letters, devices, tasks } = block;
  const count = of.device.length;
  return {
    device: { codes: of.device.view(), texts: devices.map(({ device }) => deviceText(device)) },
    sector: of.sector.view(),
    bytes: Float64Array.from(of.sectors.view(), sectors => sectors * sectorBytes),
    rwbs: { codes: of.rwbs.view(), texts: letters.texts },
    direction: {
      length: count,
      textOf: row => directionOf(letters.texts[of.rwbs.at(row)]!, of.sectors.at(row)),
    },
    ...tasks.columns(of.task.view()),
  };
}

/** Rows of the trace as a column: NaN where there is none. */
const rowsOf = (rows: Growing<Int32Array>): Float64Array =>
  Float64Array.from(rows.view(), row => (row < 0 ? Number.NaN : row));

export function biosOf(trace: Trace, block: Block): Table {
  const { bios } = block;
  const numbers = (of: (bio: number) => number): Float64Array =>
    Float64Array.from({ length: bios.count }, (_, bio) => of(bio));
  const stages = new Map(stagesOf(bios).map(stage => [stage.name, stage]));
  const took = (name: string): Float64Array => numbers(bio => stageTime(trace, stages.get(name)!, bio));
  return new Table(biosTable, {
    ...sharedColumns(block, bios),
    time: { codes: bios.queueRow.view(), numbers: trace.time },
    duration: took('Q2C'),
    merged: { length: bios.count, textOf: bio => mergedText(bios, bio) },
    fate: { length: bios.count, textOf: bio => fateText(bios, bio) },
    q2g: took('Q2G'),
    q2m: took('Q2M'),
    g2i: took('G2I'),
    i2d: took('I2D'),
    m2d: took('M2D'),
    d2c: took('D2C'),
    parent_row: numbers(bio => {
      const parent = bios.parent.at(bio);
      return parent < 0 ? Number.NaN : bios.queueRow.at(parent);
    }),
    begin_row: bios.queueRow.view(),
    remap_row: rowsOf(bios.remapRow),
    getrq_row: rowsOf(bios.getrqRow),
    merge_row: rowsOf(bios.mergeRow),
    insert_row: rowsOf(bios.insertRow),
    issue_row: rowsOf(bios.issueRow),
    end_row: rowsOf(bios.endRow),
  });
}

function mergedText(bios: Bios, bio: number): string | undefined {
  if (bios.has(bio, bioFlags.backMerged)) return 'back';
  return bios.has(bio, bioFlags.frontMerged) ? 'front' : undefined;
}

const fates: readonly (readonly [number, string])[] = [
  [bioFlags.splitPart, 'split'],
  [bioFlags.bounced, 'bounced'],
  [bioFlags.requeued, 'requeued'],
];

function fateText(bios: Bios, bio: number): string | undefined {
  const found = fates.filter(([flag]) => bios.has(bio, flag)).map(([, name]) => name);
  return found.length === 0 ? undefined : found.join(', ');
}

export function requestsOf(trace: Trace, block: Block): Table {
  const { requests } = block;
  return new Table(requestsTable, {
    ...sharedColumns(block, requests),
    time: { codes: requests.issueRow.view(), numbers: trace.time },
    duration: requestTimes(trace, requests),
    bios: requests.bios.view(),
    depth: requests.depth.view(),
    seek: requests.seek.view(),
    requeues: requests.requeues.view(),
    error: requests.error.view(),
    begin_row: requests.issueRow.view(),
    end_row: rowsOf(requests.endRow),
  });
}

/** From issue to completion; NaN of those that were not seen to complete. */
export function requestTimes({ time }: Trace, { issueRow, endRow, count }: Requests): Float64Array {
  return Float64Array.from({ length: count }, (_, request) => {
    const end = endRow.at(request);
    return end < 0 ? Number.NaN : time[end]! - time[issueRow.at(request)]!;
  });
}

/** Depth at every issue and every completion of a request that was followed from one to the other. */
export function depthsOf(trace: Trace, block: Block): Table {
  const { requests, devices } = block;
  const ends = Uint32Array.from(requests.endRow.view().filter(row => row >= 0)).sort();
  const deviceOfEnd = new Map<number, number>();
  for (let request = 0; request < requests.count; request++) {
    if (requests.endRow.at(request) >= 0)
      deviceOfEnd.set(requests.endRow.at(request), requests.device.at(request));
  }
  const issues = Uint32Array.from({ length: requests.count }, (_, request) => request).sort(
    (a, b) => requests.issueRow.at(a) - requests.issueRow.at(b),
  );
  const [rows, device, depth] = [growing.u32(), growing.u16(), growing.u32()];
  const now = new Uint32Array(devices.length);
  let next = 0;
  const push = (row: number, code: number): void => {
    rows.push(row);
    device.push(code);
    depth.push(now[code]!);
  };
  const endBefore = (row: number): void => {
    for (; next < ends.length && ends[next]! < row; next++) {
      const code = deviceOfEnd.get(ends[next]!)!;
      if (now[code]! > 0) now[code]!--;
      push(ends[next]!, code);
    }
  };
  for (const request of issues) {
    const row = requests.issueRow.at(request);
    endBefore(row);
    if (requests.endRow.at(request) < 0) continue;
    now[requests.device.at(request)]!++;
    push(row, requests.device.at(request));
  }
  endBefore(Number.POSITIVE_INFINITY);
  return new Table(depthsTable, {
    time: { codes: rows.view(), numbers: trace.time },
    device: { codes: device.view(), texts: devices.map(one => deviceText(one.device)) },
    depth: depth.view(),
    begin_row: rows.view(),
  });
}

export function plugsOf({ time }: Trace, { plugs, tasks }: Block): Table {
  const began = plugs.beginRow.view();
  const device = plugs.device.view();
  const cause = (row: number): Cell => (plugs.byTimer.at(row) === 1 ? 'slept' : 'asked');
  return new Table(plugsTable, {
    time: { codes: began, numbers: time },
    duration: Float64Array.from(began, (begin, row) => time[plugs.endRow.at(row)]! - time[begin]!),
    ...tasks.columns(plugs.task.view()),
    device: { length: began.length, textOf: row => deviceText(device[row]!) || undefined },
    requests: plugs.requests.view(),
    cause: { length: began.length, textOf: row => String(cause(row)) },
    begin_row: began,
    end_row: plugs.endRow.view(),
  });
}
