import { type Cell, type Growing, type Table, type Trace, tableOf } from '../../store/index.ts';
import { histogramCells, latencyCells, summarise } from '../latency/index.ts';
import { deviceText } from './actions.ts';
import { type Bios, bioFlags } from './bios.ts';
import type { Block } from './follow-block.ts';
import { deviceStagesTable, stagesTable, stageTimesTable } from './tables.ts';

/** A stage of a bio: the rows of the trace where it begins and ends; -1 where it has none. */
export interface Stage {
  readonly name: string;
  readonly from: (bio: number) => number;
  readonly to: (bio: number) => number;
}

/** The stages in the words of btt. */
export function stagesOf(bios: Bios): readonly Stage[] {
  const at =
    (column: Growing<Int32Array> | Growing<Uint32Array>): ((bio: number) => number) =>
    bio =>
      column.at(bio);
  const queued = at(bios.queueRow);
  const issued = at(bios.issueRow);
  const unless =
    (other: Growing<Int32Array>, column: Growing<Int32Array>): ((bio: number) => number) =>
    bio =>
      other.at(bio) >= 0 ? -1 : column.at(bio);
  return [
    { name: 'Q2A', from: queued, to: at(bios.remapRow) },
    { name: 'Q2G', from: queued, to: at(bios.getrqRow) },
    { name: 'Q2M', from: queued, to: at(bios.mergeRow) },
    { name: 'G2I', from: at(bios.getrqRow), to: at(bios.insertRow) },
    // Without a scheduler, requests go from their allocation to the device.
    { name: 'G2D', from: unless(bios.insertRow, bios.getrqRow), to: issued },
    { name: 'I2D', from: at(bios.insertRow), to: issued },
    { name: 'M2D', from: unless(bios.insertRow, bios.mergeRow), to: issued },
    { name: 'D2C', from: issued, to: at(bios.endRow) },
    { name: 'Q2C', from: queued, to: at(bios.endRow) },
  ];
}

/** How long a bio took for a stage; NaN where it had none. */
export function stageTime({ time }: Trace, { from, to }: Stage, bio: number): number {
  const [begin, end] = [from(bio), to(bio)];
  return begin < 0 || end < 0 ? Number.NaN : time[end]! - time[begin]!;
}

interface StageTimes {
  readonly name: string;
  readonly times: Float64Array;
}

/** The times of all stages, of all bios with data or of those of one device (by its code). */
function timesOf(trace: Trace, { bios }: Block, device: number): readonly StageTimes[] {
  const isOf = (bio: number): boolean =>
    bios.sectors.at(bio) > 0 && (device < 0 || bios.device.at(bio) === device);
  const times = stagesOf(bios).map(stage => {
    const found = new Float64Array(bios.count);
    let count = 0;
    for (let bio = 0; bio < bios.count; bio++) {
      if (!isOf(bio)) continue;
      const duration = stageTime(trace, stage, bio);
      if (!Number.isNaN(duration)) found[count++] = duration;
    }
    return { name: stage.name, times: found.subarray(0, count) };
  });
  return [{ name: 'Q2Q', times: betweenQueued(trace, bios, isOf) }, ...times].filter(
    stage => stage.times.length > 0,
  );
}

function betweenQueued({ time }: Trace, bios: Bios, isOf: (bio: number) => boolean): Float64Array {
  const times = new Float64Array(bios.count);
  let count = 0;
  let last = Number.NaN;
  for (let bio = 0; bio < bios.count; bio++) {
    if (!isOf(bio) || bios.has(bio, bioFlags.splitPart)) continue;
    const queued = time[bios.queueRow.at(bio)]!;
    if (!Number.isNaN(last)) times[count++] = queued - last;
    last = queued;
  }
  return times.subarray(0, count);
}

function stageCells(stages: readonly StageTimes[], cells: Readonly<Record<string, Cell>> = {}) {
  const whole = stages.find(({ name }) => name === 'Q2C')?.times.reduce((sum, time) => sum + time, 0) ?? 0;
  return stages.map(({ name, times }) => {
    const summary = summarise(times);
    return {
      ...cells,
      stage: name,
      ...latencyCells(summary),
      // They were sorted as they were summed up.
      least: times[0],
      part: whole > 0 ? summary.total / whole : undefined,
    };
  });
}

export function stagesOfAll(trace: Trace, block: Block): Table {
  return tableOf(stagesTable, stageCells(timesOf(trace, block, -1)));
}

export function stagesOfDevices(trace: Trace, block: Block): Table {
  const rows = block.devices.flatMap(({ device }, code) =>
    stageCells(timesOf(trace, block, code), { device: deviceText(device) }),
  );
  return tableOf(deviceStagesTable, rows);
}

export function stageTimes(trace: Trace, block: Block): Table {
  const rows = timesOf(trace, block, -1).flatMap(({ name, times }) => histogramCells(times, { stage: name }));
  return tableOf(stageTimesTable, rows);
}
