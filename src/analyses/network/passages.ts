import { growing, type Trace } from '../../store/index.ts';
import { directionOf, type Packets } from './packets.ts';

/** Stages of a packet's way; the codes of the column. */
export const stages = [
  'queue',
  'driver',
  'completion',
  'loopback',
  'backlog',
  'protocol',
  'wakeup',
  'reader',
  'delivery',
] as const;
type Stage = (typeof stages)[number];

/** The rows between which each stage of a packet lies; -1 where one is not known. */
export function stageRows(packets: Packets, packet: number, stage: Stage): readonly [number, number] {
  const { queue, start, xmit, arrive, receive, handled, wake, copy, end } = packets;
  const came = arrive.at(packet) < 0 ? receive.at(packet) : arrive.at(packet);
  switch (stage) {
    case 'queue':
      return [queue.at(packet), start.at(packet)];
    case 'driver':
      return [start.at(packet), xmit.at(packet)];
    case 'completion':
      return [packets.direction.at(packet) === directionOf.transmit ? start.at(packet) : -1, end.at(packet)];
    case 'loopback':
      return [start.at(packet), came];
    case 'backlog':
      return [arrive.at(packet), receive.at(packet)];
    case 'protocol':
      return [receive.at(packet), handled.at(packet)];
    case 'wakeup':
      return [receive.at(packet), wake.at(packet)];
    case 'reader':
      return [wake.at(packet), copy.at(packet)];
    case 'delivery':
      return [receive.at(packet), copy.at(packet)];
  }
}

/** How long a packet took for a stage, in nanoseconds; NaN where that is not known. */
export function stageTime({ time }: Trace, packets: Packets, packet: number, stage: Stage): number {
  const [from, to] = stageRows(packets, packet, stage);
  return from < 0 || to < 0 ? Number.NaN : time[to]! - time[from]!;
}

/** Every stage of every packet whose beginning and end are known. */
export class Passages {
  readonly packet = growing.u32();
  readonly stage = growing.u8();
  readonly begin = growing.u32();
  readonly end = growing.u32();

  constructor(packets: Packets) {
    for (let packet = 0; packet < packets.count; packet++) {
      for (const [code, stage] of stages.entries()) {
        const [from, to] = stageRows(packets, packet, stage);
        if (from < 0 || to < 0) continue;
        this.packet.push(packet);
        this.stage.push(code);
        this.begin.push(from);
        this.end.push(to);
      }
    }
  }
}
