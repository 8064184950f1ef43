import { has, layOutSample, type PerfAttribute } from './attribute.ts';
import type { PerfMetadata } from './metadata.ts';
import type { RecordFormats } from './record-formats.ts';
import type { RecordIndex } from './record-index.ts';
import { readBit, sampleBit } from './record-types.ts';

/** Calls `take` with the id and the value of every counter that PERF_SAMPLE_READ put into a sample. */
export function readValues(
  attribute: PerfAttribute,
  view: DataView,
  from: number,
  end: number,
  littleEndian: boolean,
  take: (id: number, value: number) => void,
): void {
  const { readFormat } = attribute;
  const number = (at: number): number => {
    if (at + 8 > end) return 0;
    const first = view.getUint32(at, littleEndian);
    const second = view.getUint32(at + 4, littleEndian);
    return littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  };
  const times = (readFormat & readBit.timeEnabled ? 8 : 0) + (readFormat & readBit.timeRunning ? 8 : 0);
  if ((readFormat & readBit.group) === 0) {
    if (from + 16 + times <= end) take(number(from + 8 + times), number(from));
    return;
  }
  const entryBytes = readFormat & readBit.lost ? 24 : 16;
  const count = number(from);
  for (let i = 0, at = from + 8 + times; i < count && at + entryBytes <= end; i++, at += entryBytes) {
    take(number(at + 8), number(at));
  }
}

/**
 * The periods of samples that hold what counters read: what was counted since the last sample of the same counter. Rows
 * that counted nothing are taken out, as perf passes them over. Rows of other samples and records have 0.
 */
export function countPeriods(
  index: RecordIndex,
  runs: readonly DataView[],
  metadata: PerfMetadata,
  described: RecordFormats,
): Float64Array {
  const { littleEndian, events } = metadata;
  const period = new Float64Array(index.count);
  const before = new Map<number, number>();
  const eventOfId = new Map(events.flatMap(({ ids }, number) => ids.map(id => [id, number] as const)));
  const layouts = events.map(({ attribute }) => layOutSample(attribute));
  const isRecord = new Set(described.ofRecord);
  let kept = 0;
  for (let row = 0; row < index.count; row++) {
    const event = index.attribute[row]!;
    const { attribute } = events[event]!;
    let counted = 0;
    if (has(attribute, sampleBit.read) && !isRecord.has(index.event[row]!)) {
      const at = index.record[row]!;
      const view = runs[index.run[row]!]!;
      const end = at + view.getUint16(at + 6, littleEndian);
      readValues(attribute, view, at + layouts[event]!.rest, end, littleEndian, (id, value) => {
        if (eventOfId.get(id) !== event) return;
        counted = value - (before.get(id) ?? 0);
        before.set(id, value);
      });
      if (counted === 0) continue;
    }
    index.move(row, kept);
    period[kept++] = counted;
  }
  index.count = kept;
  return period;
}
