import { Table, type Trace, tableOf } from '../../store/index.ts';
import type { Drops } from './drops.ts';
import { outcomeOf, type Packets } from './packets.ts';
import { dropEventsTable, dropsTable } from './tables.ts';

/** By the row of its drop: the packet, where its device is known. */
function droppedPackets(packets: Packets): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let packet = 0; packet < packets.count; packet++) {
    if (packets.outcome.at(packet) === outcomeOf.dropped) found.set(packets.end.at(packet), packet);
  }
  return found;
}

export function dropsOf(drops: Drops, packets: Packets): Table {
  const dropped = droppedPackets(packets);
  const groups = new Map<
    string,
    { reason: string; function: string; protocol: string; count: number; bytes: number }
  >();
  for (let drop = 0; drop < drops.count; drop++) {
    const [reason, place, protocol] = [drops.reason.at(drop), drops.place.at(drop), drops.protocol.at(drop)];
    const key = `${reason} ${place} ${protocol}`;
    const group = groups.get(key) ?? {
      reason: drops.reasons.texts[reason]!,
      function: drops.places.texts[place]!,
      protocol: drops.protocols.texts[protocol]!,
      count: 0,
      bytes: 0,
    };
    groups.set(key, group);
    group.count++;
    const packet = dropped.get(drops.row.at(drop));
    if (packet !== undefined) group.bytes += packets.bytes.at(packet);
  }
  return tableOf(dropsTable, [...groups.values()]);
}

export function dropEventsOf({ time, cpu }: Trace, drops: Drops, packets: Packets): Table {
  const dropped = droppedPackets(packets);
  const rows = drops.row.view();
  const packetOf = Int32Array.from(rows, row => dropped.get(row) ?? -1);
  return new Table(dropEventsTable, {
    time: Float64Array.from(rows, row => time[row]!),
    cpu: Uint16Array.from(rows, row => cpu[row]!),
    reason: { codes: drops.reason.view(), texts: drops.reasons.texts },
    function: { codes: drops.place.view(), texts: drops.places.texts },
    protocol: { codes: drops.protocol.view(), texts: drops.protocols.texts },
    device: {
      codes: packetOf.map(packet => (packet < 0 ? -1 : packets.device.at(packet))),
      texts: packets.devices.texts,
    },
    bytes: Float64Array.from(packetOf, packet => (packet < 0 ? Number.NaN : packets.bytes.at(packet))),
    begin_row: rows,
  });
}
