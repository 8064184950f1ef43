import { blockAnalysis } from '../../analyses/block/index.ts';
import { type Analysis, derived } from '../../analyses/index.ts';
import type { Table, Trace } from '../../store/index.ts';
import type { Lane } from './lane.ts';
import { type LaneRows, laneRows } from './lane-rows.ts';
import { sliceLane } from './table-lane.ts';
import type { TableTrack } from './table-tracks.ts';

const track = (table: string, sentence: string): TableTrack => ({
  id: `${table}-in-flight`,
  analysis: blockAnalysis as Analysis,
  owner: 'device',
  sentence,
  table,
  kind: 'slices',
  lanes: ['device'],
  start: 'time',
  duration: 'duration',
  value: 'direction',
});

/** Requests in flight, from queue to completion; where no queueing was recorded, from issue to completion. */
const tracks = [
  track('block.bios', 'What was in flight on the device, each from its queueing to its completion (Q2C).'),
  track('block.requests', 'Requests in flight on the device, from issue to completion (D2C).'),
] as const;

/** What was in flight on each device, with the sentence that says which part of its way is shown. */
export function deviceRows(
  trace: Trace,
): LaneRows & { readonly sentence: string; readonly track: TableTrack } {
  const table = (id: string): Table => derived(trace, blockAnalysis.answer).table(id);
  const chosen = table('block.bios').count > 0 ? tracks[0] : tracks[1];
  return { ...laneRows(trace, chosen), sentence: chosen.sentence, track: chosen };
}

export function deviceLane(trace: Trace, device: string): Lane {
  const { table, rowsOf, track: chosen } = deviceRows(trace);
  return sliceLane(trace, table, chosen, rowsOf(device));
}
