import { type NumberColumn, Table, type Trace, tableOf } from '../../store/index.ts';
import { type Grouped, histogramsOf, summaryOf } from '../latency/index.ts';
import type { PacketFollower } from './follow-packets.ts';
import { directionOf, directions, outcomeOf, outcomes, type Packets } from './packets.ts';
import { type Passages, stages, stageTime } from './passages.ts';
import type { Poll } from './polls.ts';
import { devicesTable, packetsTable, passagesTable, stagesTable, stageTimesTable } from './tables.ts';

export function packetsOf(trace: Trace, { packets, tasks }: PacketFollower): Table {
  const all = Uint32Array.from({ length: packets.count }, (_, packet) => packet);
  const first = Uint32Array.from(all, packet => packets.firstRow(packet));
  const took = (stage: (typeof stages)[number]): Float64Array =>
    Float64Array.from(all, packet => stageTime(trace, packets, packet, stage));
  const { queue, start, xmit, arrive, receive, wake, copy, end } = packets;
  const readers = Int32Array.from(all, packet => (copy.at(packet) < 0 ? -1 : tasks.ofRow(copy.at(packet))));
  return new Table(packetsTable, {
    time: Float64Array.from(first, row => trace.time[row]!),
    duration: Float64Array.from(
      all,
      packet => trace.time[lastRow(packets, packet)]! - trace.time[first[packet]!]!,
    ),
    cpu: Uint16Array.from(first, row => trace.cpu[row]!),
    device: { codes: packets.device.view(), texts: packets.devices.texts },
    direction: { codes: packets.direction.view(), texts: directions },
    bytes: packets.bytes.view(),
    ...tasks.columns(Uint32Array.from(first, row => tasks.ofRow(row))),
    queue: took('queue'),
    driver: took('driver'),
    completion: took('completion'),
    backlog: took('backlog'),
    protocol: took('protocol'),
    delivery: took('delivery'),
    ...tasks.columns(packets.woken.view(), 'woken_'),
    ...tasks.columns(readers, 'reader_'),
    outcome: { codes: packets.outcome.view(), texts: outcomes },
    queue_row: knownRows(queue.view()),
    start_row: knownRows(start.view()),
    xmit_row: knownRows(xmit.view()),
    arrive_row: knownRows(arrive.view()),
    receive_row: knownRows(receive.view()),
    wake_row: knownRows(wake.view()),
    copy_row: knownRows(copy.view()),
    begin_row: first,
    end_row: knownRows(end.view()),
  });
}

/** Later stages have later rows, but the driver's end may come when the packet is in again. */
function lastRow(
  { queue, start, xmit, arrive, receive, handled, copy, end }: Packets,
  packet: number,
): number {
  return Math.max(
    ...[queue, start, xmit, arrive, receive, handled, copy, end].map(stage => stage.at(packet)),
  );
}

/** Rows as a column in which what is not known has no value. */
function knownRows(rows: NumberColumn): Float64Array {
  return Float64Array.from(rows, row => (row < 0 ? Number.NaN : row));
}

export function passagesOf({ time, cpu }: Trace, packets: Packets, passages: Passages): Table {
  const { packet, stage, begin, end } = passages;
  const [starts, ends] = [begin.view(), end.view()];
  return new Table(passagesTable, {
    time: Float64Array.from(starts, row => time[row]!),
    duration: Float64Array.from(starts, (row, index) => time[ends[index]!]! - time[row]!),
    cpu: Uint16Array.from(starts, row => cpu[row]!),
    device: {
      codes: Uint32Array.from(packet.view(), of => packets.device.at(of)),
      texts: packets.devices.texts,
    },
    stage: { codes: stage.view(), texts: stages },
    bytes: Float64Array.from(packet.view(), of => packets.bytes.at(of)),
    begin_row: starts,
    end_row: ends,
  });
}

function byStage({ time }: Trace, packets: Packets, { packet, stage, begin, end }: Passages): Grouped {
  return {
    count: packet.length,
    keyOf: index => packets.device.at(packet.at(index)) * stages.length + stage.at(index),
    durationOf: index => time[end.at(index)]! - time[begin.at(index)]!,
    cellsOf: index => ({
      device: packets.devices.texts[packets.device.at(packet.at(index))],
      stage: stages[stage.at(index)],
    }),
  };
}

export function stagesOf(trace: Trace, packets: Packets, passages: Passages): Table {
  return summaryOf(stagesTable, byStage(trace, packets, passages));
}

export function stageTimesOf(trace: Trace, packets: Packets, passages: Passages): Table {
  return histogramsOf(stageTimesTable, byStage(trace, packets, passages));
}

/** include/trace/events/napi.h: NO_DEV. */
const noDevice = '(no_device)';

export function devicesOf(packets: Packets, polls: readonly Poll[]): Table {
  // Polls of a CPU's own queue have no device.
  const ofDevices = polls.filter(({ device }) => device !== noDevice);
  const names = new Set([...packets.devices.texts, ...ofDevices.map(({ device }) => device)]);
  const rows = new Map([...names].map(device => [device, emptyDevice(device)]));
  for (const { device, polls: count } of ofDevices) rows.get(device)!.polls += count;
  for (let packet = 0; packet < packets.count; packet++) {
    const sums = rows.get(packets.devices.texts[packets.device.at(packet)]!)!;
    const direction = packets.direction.at(packet);
    if (direction !== directionOf.receive) {
      sums.sent++;
      sums.sent_bytes += packets.bytes.at(packet);
    }
    if (direction !== directionOf.transmit) {
      sums.received++;
      sums.received_bytes += packets.received.at(packet);
    }
    sums.busy += packets.busy.at(packet);
    if (packets.copy.at(packet) >= 0) sums.copied++;
    if (packets.wake.at(packet) >= 0) sums.woke++;
    if (packets.outcome.at(packet) === outcomeOf.dropped) sums.dropped++;
  }
  return tableOf(devicesTable, [...rows.values()]);
}

function emptyDevice(device: string) {
  const way = { sent: 0, sent_bytes: 0, received: 0, received_bytes: 0 };
  const fate = { copied: 0, woke: 0, dropped: 0, busy: 0, polls: 0 };
  return { device, ...way, ...fate };
}
