import { type Cell, type Table, type Trace, tableOf } from '../../store/index.ts';
import { type Grouped, histogramsOf, summaryOf } from '../latency/index.ts';
import { deviceText, directionOf } from './actions.ts';
import type { Bios, Requests } from './bios.ts';
import { requestTimes } from './details.ts';
import type { DeviceFacts, Seeks } from './device-facts.ts';
import type { Block } from './follow-block.ts';
import {
  actionsTable,
  devicesTable,
  latenciesTable,
  latencyTimesTable,
  processesTable,
  seeksTable,
  sizesTable,
  throughputTable,
} from './tables.ts';

type Cells = Readonly<Record<string, Cell>>;
const sectorBytes = 512;
const directions = ['read', 'write', 'discard', 'flush', 'zone', 'other'];

/** A number for the device and direction of a row; the number of directions and devices bounds it. */
function keyOf(block: Block, of: Bios | Requests): (row: number) => number {
  const codes = block.letters.texts.map(letters =>
    [0, 1].map(size => directions.indexOf(directionOf(letters, size))),
  );
  return row => {
    const direction = codes[of.rwbs.at(row)]![of.sectors.at(row) > 0 ? 1 : 0]!;
    return of.device.at(row) * directions.length + direction;
  };
}

function keyCells(block: Block, key: number): Cells {
  const device = block.devices[Math.floor(key / directions.length)]!;
  return { device: deviceText(device.device), direction: directions[key % directions.length] };
}

const sum = (rows: readonly number[], of: (row: number) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);
const countOf = (rows: readonly number[], is: (row: number) => boolean): number =>
  rows.reduce((total, row) => (is(row) ? total + 1 : total), 0);

function requestGroups(trace: Trace, block: Block): Grouped {
  const { requests } = block;
  const key = keyOf(block, requests);
  const times = requestTimes(trace, requests);
  return {
    count: requests.count,
    keyOf: key,
    durationOf: request => times[request]!,
    cellsOf: request => keyCells(block, key(request)),
  };
}

export function latenciesOf(trace: Trace, block: Block): Table {
  const { requests } = block;
  return summaryOf(latenciesTable, requestGroups(trace, block), rows => ({
    bytes: sum(rows, row => requests.sectors.at(row)) * sectorBytes,
    sequential: countOf(rows, row => requests.seek.at(row) === 0),
    random: countOf(rows, row => Math.abs(requests.seek.at(row)) > 0),
    requeues: sum(rows, row => requests.requeues.at(row)),
    errors: countOf(rows, row => requests.error.at(row) !== 0),
  }));
}

export const latencyTimesOf = (trace: Trace, block: Block): Table =>
  histogramsOf(latencyTimesTable, requestGroups(trace, block));

export function processesOf(trace: Trace, block: Block): Table {
  const { bios, tasks, devices } = block;
  const key = keyOf(block, bios);
  const keys = devices.length * directions.length;
  const grouped: Grouped = {
    count: bios.count,
    keyOf: bio => bios.task.at(bio) * keys + key(bio),
    durationOf: bio => {
      const end = bios.endRow.at(bio);
      return end < 0 ? Number.NaN : trace.time[end]! - trace.time[bios.queueRow.at(bio)]!;
    },
    cellsOf: bio => ({
      tid: tasks.tids[bios.task.at(bio)],
      comm: tasks.comms[bios.task.at(bio)],
      ...keyCells(block, key(bio)),
    }),
  };
  return summaryOf(processesTable, grouped, rows => ({
    queued: rows.length,
    bytes: sum(rows, row => bios.sectors.at(row)) * sectorBytes,
    ...patternOf(bios, rows),
  }));
}

/** How many of a thread's own bios on a device go on where its last ended. */
function patternOf(bios: Bios, rows: readonly number[]): Cells {
  let sequential = 0;
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (before !== undefined && bios.sector.at(before) + bios.sectors.at(before) === bios.sector.at(row))
      sequential++;
  }
  return { sequential, random: Math.max(0, rows.length - 1 - sequential) };
}

export function sizesOf(block: Block): Table {
  const { requests } = block;
  const key = keyOf(block, requests);
  const groups = new Map<number, Map<number, number>>();
  for (let request = 0; request < requests.count; request++) {
    const sectors = requests.sectors.at(request);
    const bucket = sectors === 0 ? -1 : Math.floor(Math.log2(sectors));
    const group = groups.get(key(request)) ?? new Map<number, number>();
    groups.set(key(request), group);
    group.set(bucket, (group.get(bucket) ?? 0) + 1);
  }
  const rows = [...groups].flatMap(([group, buckets]) => {
    const found = [...buckets.keys()];
    const [least, most] = [Math.min(...found), Math.max(...found)];
    return Array.from({ length: most - least + 1 }, (_, index) => ({
      ...keyCells(block, group),
      from: least + index < 0 ? 0 : 2 ** (least + index) * sectorBytes,
      to: 2 ** (least + index + 1) * sectorBytes,
      count: buckets.get(least + index) ?? 0,
    }));
  });
  return tableOf(sizesTable, rows);
}

/** Intervals of a round length of which the window has at most a hundred. */
export function throughputOf(trace: Trace, block: Block): Table {
  const { requests } = block;
  const key = keyOf(block, requests);
  const window = trace.count === 0 ? 0 : trace.time[trace.count - 1]!;
  const length = 10 ** Math.ceil(Math.log10(Math.max(window / 100, 1000)));
  /** By interval, then by device and direction: times of broken clocks are too far apart for one number of both. */
  const sums = new Map<number, Map<number, { count: number; sectors: number }>>();
  for (let request = 0; request < requests.count; request++) {
    const end = requests.endRow.at(request);
    if (end < 0) continue;
    const interval = Math.floor(trace.time[end]! / length);
    const ofInterval = sums.get(interval) ?? new Map<number, { count: number; sectors: number }>();
    sums.set(interval, ofInterval);
    const found = ofInterval.get(key(request)) ?? { count: 0, sectors: 0 };
    ofInterval.set(key(request), found);
    found.count++;
    found.sectors += requests.sectors.at(request);
  }
  const rows = [...sums].sort(([a], [b]) => a - b);
  return tableOf(
    throughputTable,
    rows.flatMap(([interval, ofInterval]) =>
      [...ofInterval]
        .sort(([a], [b]) => a - b)
        .map(([group, { count, sectors }]) => ({
          time: interval * length,
          duration: length,
          ...keyCells(block, group),
          count,
          bytes: sectors * sectorBytes,
          per_second: (sectors * sectorBytes * 1e9) / length,
        })),
    ),
  );
}

export function actionsOf({ actions }: Block): Table {
  return tableOf(
    actionsTable,
    actions.list.map(({ sectors, ...cells }) => ({ ...cells, bytes: sectors * sectorBytes })),
  );
}

export function seeksOf({ devices }: Block): Table {
  const cells = (device: number, step: string, seeks: Seeks): Cells => ({
    device: deviceText(device),
    step,
    count: seeks.count,
    mean: seeks.total / seeks.count,
    median: seeks.median(),
    mode: seeks.mode().distance,
    mode_count: seeks.mode().count,
  });
  const rows = devices.flatMap(({ device, queueSeeks, issueSeeks }) => [
    cells(device, 'queue', queueSeeks),
    cells(device, 'issue', issueSeeks),
  ]);
  return tableOf(
    seeksTable,
    rows.filter(({ count }) => count !== 0),
  );
}

export function devicesOf(trace: Trace, block: Block): Table {
  const rows = block.devices.map((device, code) => ({
    ...deviceCells(device),
    ...activeCells(trace, block, code),
  }));
  return tableOf(devicesTable, rows);
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : Number.NaN);

function deviceCells(device: DeviceFacts): Cells {
  const { queued, requeued, issued, completed } = device;
  const still = Number.isNaN(device.pluggedSince) ? 0 : Math.max(0, device.lastTime - device.pluggedSince);
  return {
    device: deviceText(device.device),
    queued,
    issued,
    requeued,
    completed,
    merge_ratio: ratio(queued + requeued, issued),
    bytes: device.sectorsSum * sectorBytes,
    least: completed === 0 ? undefined : device.sectorsLeast * sectorBytes,
    most: completed === 0 ? undefined : device.sectorsMost * sectorBytes,
    waiting_mean: ratio(device.waitingSum, queued + requeued),
    deepest: device.deepest,
    plugs: device.plugs,
    timer_unplugs: device.timerUnplugs,
    plugged: ratio(device.pluggedTime + still, device.lastTime - device.firstTime),
    per_unplug: ratio(device.requestsUnplugged, device.plugs),
    per_timer_unplug: ratio(device.requestsUnpluggedByTimer, device.timerUnplugs),
  };
}

/** Stretches of time in which bios were at a device. */
function activeCells({ time }: Trace, { bios }: Block, code: number): Cells {
  const spans: (readonly [number, number])[] = [];
  for (let bio = 0; bio < bios.count; bio++) {
    const [issue, end] = [bios.issueRow.at(bio), bios.endRow.at(bio)];
    if (bios.device.at(bio) === code && issue >= 0 && end >= 0) spans.push([time[issue]!, time[end]!]);
  }
  if (spans.length === 0) return { periods: 0 };
  spans.sort((a, b) => a[0] - b[0]);
  let [periods, active, reached] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const [begin, end] of spans) {
    if (begin > reached) periods++;
    active += Math.max(0, end - Math.max(begin, reached));
    reached = Math.max(reached, end);
  }
  const whole = reached - spans[0]![0];
  return {
    periods,
    period_mean: active / periods,
    pause_mean: periods > 1 ? (whole - active) / (periods - 1) : undefined,
    active: ratio(active, whole),
  };
}
