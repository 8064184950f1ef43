import type { Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { followPackets } from '../network/follow-packets.ts';
import type { Explainer } from './explain.ts';
import type { Stretch, StretchKind } from './stretch.ts';

/** Where a packet is after each event of its way, in the order of the way; a later one is never taken back. */
const places: readonly (readonly [kind: StretchKind, name: string])[] = [
  ['queue', 'queue'],
  ['device', 'driver'],
  ['device', 'sent'],
  ['queue', 'backlog'],
  ['kernel', 'protocol'],
  ['waiting', 'socket'],
  ['kernel', 'copied'],
];

/** Rows of the events of a packet's way, in its order; -1 where one was not recorded. */
function milestonesOf(trace: Trace, packet: number): readonly number[] {
  const { packets } = derived(trace, followPackets);
  const { queue, start, xmit, arrive, receive, handled, copy, end } = packets;
  return [queue, start, xmit, arrive, receive, handled, copy, end].map(row => row.at(packet));
}

/** The first and the last event of a packet's way; undefined where there are not two. */
export function boundsOfPacket(
  trace: Trace,
  packet: number,
): readonly [first: number, last: number] | undefined {
  const rows = milestonesOf(trace, packet).filter(row => row >= 0);
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  return rows.length > 1 && last > first ? [first, last] : undefined;
}

export function deviceOfPacket(trace: Trace, packet: number): string {
  const { packets } = derived(trace, followPackets);
  return packets.devices.texts[packets.device.at(packet)] ?? '';
}

export function countPackets(trace: Trace): number {
  return derived(trace, followPackets).packets.count;
}

/** A packet's way from event to event; while it lies in a socket, what its reader did. */
export function explainPacket(trace: Trace, packet: number, explainer: Explainer): readonly Stretch[] {
  const { packets, tasks } = derived(trace, followPackets);
  const milestones = milestonesOf(trace, packet);
  const device = deviceOfPacket(trace, packet);
  const reader = packets.copy.at(packet) < 0 ? -1 : tasks.ofRow(packets.copy.at(packet));
  const rows = [...new Set(milestones.filter(row => row >= 0))].sort((a, b) => a - b);
  let place = 0;
  return rows.slice(0, -1).flatMap((row, index): readonly Stretch[] => {
    place = Math.max(place, milestones.lastIndexOf(row));
    const next = rows[index + 1]!;
    const [start, end] = [trace.time[row]!, trace.time[next]!];
    if (end <= start) return [];
    const [kind, name] = places[Math.min(place, places.length - 1)]!;
    const task = kind === 'waiting' && reader >= 0 ? reader : kind === 'device' ? -1 : tasks.ofRow(row);
    const inside = kind === 'waiting' && reader >= 0 ? explainer.explain(reader, start, end) : [];
    const cpu = trace.cpu[row]!;
    return [{ kind, name: `${device} ${name}`, start, end, task, cpu, beginRow: row, endRow: next, inside }];
  });
}
