import type { Problem, Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { addressKey } from '../names/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { type EventFields, EventWalk, type LostStretches, lostStretches, notesOf } from '../walk/index.ts';
import { directionOf, outcomeOf, Packets } from './packets.ts';

/** include/linux/netdevice.h: NETDEV_TX_BUSY, the driver gives the packet back. */
const driverBusy = 0x10;
/** include/linux/trace_events.h: TRACE_FLAG_HARDIRQ, TRACE_FLAG_SOFTIRQ. */
const inInterrupt = 0x18;

interface Passing {
  readonly address: number;
  readonly device: number;
  readonly bytes: number;
  readonly row: number;
}

type OnPassing = (passing: Passing) => void;

/**
 * Follows packets by the address of their skb. An address is used again for other packets, mostly without an event of
 * the first one's end: a stage that a packet has behind it begins another packet.
 */
export class PacketFollower {
  readonly packets = new Packets();
  readonly problems: readonly Problem[];
  readonly tasks: Tasks;
  #acrossLosses = 0;
  #unbegun = 0;
  readonly #trace: Trace;
  readonly #lost: LostStretches;
  readonly #open = new Map<number, number>();
  /** By address: the packet that had it last, open or not. */
  readonly #last = new Map<number, number>();
  /** By CPU: the packet that the protocols handle there. */
  readonly #handling = new Map<number, number>();

  constructor(trace: Trace) {
    this.#trace = trace;
    this.tasks = tasksOf(trace);
    this.#lost = derived(trace, lostStretches);
    const walk = new EventWalk(trace);
    this.#onTransmit(walk);
    this.#onReceive(walk);
    this.#onEnds(walk);
    this.#onWakeups(walk);
    this.problems = [...walk.run(), ...this.#notes()];
  }

  #onTransmit(walk: EventWalk): void {
    const { packets } = this;
    this.#onPassing(walk, 'net:net_dev_queue', passing => {
      const packet = this.#openOn(passing);
      // What was received or looped back is sent on; what was queued already is another packet at its address.
      if (packet >= 0) this.#leave(passing.address, packets.queue.at(packet) < 0);
      packets.queue.set(this.#begin(passing, directionOf.transmit), passing.row);
    });
    this.#onPassing(walk, 'net:net_dev_start_xmit', passing => {
      let packet = this.#openOn(passing);
      const { start, receive, busy } = packets;
      const goesOn = packet >= 0 && packets.device.at(packet) === passing.device && receive.at(packet) < 0;
      if (!goesOn || (start.at(packet) >= 0 && busy.at(packet) === 0)) {
        if (packet >= 0) this.#leave(passing.address, !goesOn);
        packet = this.#begin(passing, directionOf.transmit);
      }
      start.set(packet, passing.row);
    });
    walk.on('net:net_dev_xmit', fields => {
      const [address, result] = [addressKey(fields, 'skbaddr'), fields.number('rc')];
      return row => {
        // The driver's end may come after the packet was freed on another CPU, or went in again at loopback.
        const packet = this.#last.get(address(row)) ?? -1;
        if (packet < 0 || packets.start.at(packet) < 0 || packets.xmit.at(packet) >= 0) this.#unbegun++;
        else if (this.#isLost(packets.start.at(packet), row)) this.#acrossLosses++;
        else if (result(row) === driverBusy) packets.busy.set(packet, packets.busy.at(packet) + 1);
        else packets.xmit.set(packet, row);
      };
    });
  }

  #onReceive(walk: EventWalk): void {
    const arrivals = ['netif_rx', 'netif_rx_entry', 'netif_rx_ni_entry', 'napi_gro_receive_entry'];
    for (const name of [...arrivals, 'napi_gro_frags_entry', 'netif_receive_skb_entry']) {
      this.#onPassing(walk, `net:${name}`, passing => this.#comeIn(passing, this.packets.arrive));
    }
    this.#onPassing(walk, 'net:netif_receive_skb', passing => {
      const packet = this.#comeIn(passing, this.packets.receive);
      this.#handling.set(this.#trace.cpu[passing.row]!, packet);
    });
    for (const name of ['net:netif_receive_skb_exit', 'napi:napi_poll', 'irq:softirq_exit']) {
      walk.on(name, () => row => this.#endHandling(row));
    }
    walk.on('skb:skb_copy_datagram_iovec', fields => {
      const [address, length] = [addressKey(fields, 'skbaddr'), fields.number('len')];
      return row => this.#copy(address(row), length(row), row);
    });
  }

  #onEnds(walk: EventWalk): void {
    for (const [name, outcome] of [
      ['skb:consume_skb', outcomeOf.consumed],
      ['skb:kfree_skb', outcomeOf.dropped],
    ] as const) {
      walk.on(name, fields => {
        const address = addressKey(fields, 'skbaddr');
        return row => this.#end(address(row), row, outcome);
      });
    }
  }

  #onWakeups(walk: EventWalk): void {
    walk.on('sched:sched_waking', fields => {
      const [pid, flags] = [fields.number('pid'), fields.number('common_flags', inInterrupt)];
      return row => {
        const packet = this.#handling.get(this.#trace.cpu[row]!);
        if (packet === undefined || (flags(row) & inInterrupt) === 0) return;
        if (this.packets.wake.at(packet) >= 0) return;
        this.packets.wake.set(packet, row);
        this.packets.woken.set(packet, this.tasks.of(pid(row), row));
      };
    });
  }

  #onPassing(walk: EventWalk, name: string, handle: OnPassing): void {
    walk.on(name, (fields: EventFields) => {
      const [address, bytes] = [addressKey(fields, 'skbaddr'), fields.number('len')];
      const device = fields.text(fields.has('name') ? 'name' : 'dev');
      const { devices } = this.packets;
      return row => {
        this.#endHandling(row);
        handle({ address: address(row), bytes: bytes(row), device: devices.code(device(row)), row });
      };
    });
  }

  /** Notes that a packet comes to the stack, at a stage of its way in. */
  #comeIn(passing: Passing, stage: Packets['arrive']): number {
    const { device, start, arrive, receive, direction } = this.packets;
    let packet = this.#openOn(passing);
    const sameDevice = packet >= 0 && device.at(packet) === passing.device;
    const again = sameDevice && (receive.at(packet) >= 0 || this.#isSameEvent(stage.at(packet), passing.row));
    const comesBack = sameDevice && start.at(packet) >= 0;
    if (packet < 0 || !sameDevice || again) {
      if (packet >= 0) this.#leave(passing.address, !again);
      packet = this.#begin(passing, directionOf.receive);
    } else if (comesBack) direction.set(packet, directionOf.loopback);
    this.packets.received.set(packet, passing.bytes);
    if (stage.at(packet) < 0 && (stage === receive || arrive.at(packet) < 0)) stage.set(packet, passing.row);
    return packet;
  }

  #isSameEvent(row: number, other: number): boolean {
    const { event } = this.#trace;
    return row >= 0 && event[row] === event[other];
  }

  #copy(address: number, length: number, row: number): void {
    const { copy, copied, bytes, receive } = this.packets;
    const packet = this.#open.get(address);
    if (packet === undefined || receive.at(packet) < 0) return;
    // More than it holds: the address belongs to another socket's data by now (AF_UNIX, netlink).
    if (copied.at(packet) + length > bytes.at(packet)) {
      this.#leave(address, false);
      return;
    }
    if (this.#isLost(receive.at(packet), row)) {
      this.#acrossLosses++;
      this.#leave(address, false);
      return;
    }
    if (copy.at(packet) < 0) copy.set(packet, row);
    copied.set(packet, copied.at(packet) + length);
  }

  #end(address: number, row: number, outcome: number): void {
    const packet = this.#open.get(address);
    if (packet === undefined) return;
    this.#open.delete(address);
    const { cpu: cpus, pid } = this.#trace;
    // What a program has read it frees itself, often without an event: another's event is about another packet.
    const read = this.packets.copy.at(packet);
    if (read >= 0 && pid[read] !== pid[row]) return;
    const cpu = cpus[row]!;
    if (this.#handling.get(cpu) === packet) this.#endHandling(row);
    if (this.#isLost(this.packets.firstRow(packet), row)) this.#acrossLosses++;
    else {
      this.packets.end.set(packet, row);
      this.packets.outcome.set(packet, outcome);
    }
  }

  #begin({ address, device, bytes }: Passing, direction: number): number {
    const packet = this.packets.add(device, direction, bytes);
    this.#open.set(address, packet);
    this.#last.set(address, packet);
    return packet;
  }

  /** The packet that an address is open for, where no events were lost since it began; else -1. */
  #openOn({ address, row }: Passing): number {
    const packet = this.#open.get(address);
    if (packet === undefined) return -1;
    if (!this.#isLost(this.packets.firstRow(packet), row)) return packet;
    this.#acrossLosses++;
    this.#leave(address, false);
    return -1;
  }

  /** Ends a packet at an address without an event of its end. */
  #leave(address: number, passedOn: boolean): void {
    const packet = this.#open.get(address);
    if (packet !== undefined && passedOn) this.packets.outcome.set(packet, outcomeOf.passedOn);
    this.#open.delete(address);
  }

  #endHandling(row: number): void {
    const cpu = this.#trace.cpu[row]!;
    const packet = this.#handling.get(cpu);
    if (packet === undefined) return;
    this.#handling.delete(cpu);
    const { time } = this.#trace;
    const from = this.packets.receive.at(packet);
    if (!this.#lost.between(time[from]!, time[row]!, cpu)) this.packets.handled.set(packet, row);
  }

  #isLost(from: number, to: number): boolean {
    const { time } = this.#trace;
    return from >= 0 && this.#lost.between(time[from]!, time[to]!);
  }

  #notes(): readonly Problem[] {
    return notesOf([
      [
        'network.across-losses',
        this.#acrossLosses,
        'Packets not followed further, because events were lost.',
      ],
      [
        'network.xmit-unbegun',
        this.#unbegun,
        'Ends of transmissions whose beginning is not in the recording.',
      ],
    ]);
  }
}

export const followPackets = (trace: Trace): PacketFollower => new PacketFollower(trace);
