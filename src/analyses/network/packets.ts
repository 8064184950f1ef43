import { growing } from '../../store/index.ts';
import { Names } from '../names/index.ts';

/** Which way a packet went through a device; `loopback`: out of it and in again. */
export const directions = ['transmit', 'receive', 'loopback'] as const;
export const directionOf = { transmit: 0, receive: 1, loopback: 2 } as const;

/** What became of a packet; the codes of the column. Many ends have no event: TCP frees what it has read without one. */
export const outcomes = ['', 'consumed', 'dropped', 'passed on'] as const;
export const outcomeOf = { unknown: 0, consumed: 1, dropped: 2, passedOn: 3 } as const;

/** Every packet's way through one device. Stages hold rows of the trace, -1 where there is none. */
export class Packets {
  readonly device = growing.u32();
  readonly direction = growing.u8();
  readonly outcome = growing.u8();
  readonly bytes = growing.f64();
  /** Its length on the way in: without the header of the device. */
  readonly received = growing.u32();
  /** Times the driver was busy and gave the packet back. */
  readonly busy = growing.u16();
  readonly queue = growing.i32();
  readonly start = growing.i32();
  readonly xmit = growing.i32();
  /** Where it came to the stack: a queue of the CPU (netif_rx), or the merging of packets (GRO). */
  readonly arrive = growing.i32();
  readonly receive = growing.i32();
  /** The first event on that CPU which tells that the protocols are done with it. */
  readonly handled = growing.i32();
  /** The wakeup inside of that. */
  readonly wake = growing.i32();
  readonly woken = growing.i32();
  /** Where a program copied it out of the socket. */
  readonly copy = growing.i32();
  readonly copied = growing.f64();
  readonly end = growing.i32();
  readonly devices = new Names();

  get count(): number {
    return this.device.length;
  }

  add(device: number, direction: number, bytes: number): number {
    this.device.push(device);
    this.direction.push(direction);
    this.outcome.push(outcomeOf.unknown);
    this.bytes.push(bytes);
    this.received.push(0);
    this.busy.push(0);
    this.copied.push(0);
    for (const stage of this.#stages()) stage.push(-1);
    return this.count - 1;
  }

  /** Row of the first event of a packet. */
  firstRow(packet: number): number {
    for (const stage of [this.queue, this.start, this.arrive, this.receive]) {
      if (stage.at(packet) >= 0) return stage.at(packet);
    }
    return -1;
  }

  #stages() {
    const { queue, start, xmit, arrive, receive, handled, wake, woken, copy, end } = this;
    return [queue, start, xmit, arrive, receive, handled, wake, woken, copy, end];
  }
}
