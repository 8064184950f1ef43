import { firstIndex } from '../../base/index.ts';
import type { Table, Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { followRuns } from '../irq/index.ts';
import { summaryOf } from '../latency/index.ts';
import type { Packets } from './packets.ts';
import { stageTime } from './passages.ts';
import { softirqsTable } from './tables.ts';

/** include/linux/interrupt.h: NET_TX_SOFTIRQ, NET_RX_SOFTIRQ. */
const names: Readonly<Record<number, string>> = { 2: 'NET_TX', 3: 'NET_RX' };

/** The network's softirqs, and the protocols' part of them. */
export function softirqsOf(trace: Trace, packets: Packets): Table {
  const { runs } = derived(trace, followRuns);
  const isNetwork = (run: number): boolean =>
    runs.kind.at(run) === softirqKind && names[runs.number.at(run)] !== undefined;
  const inside = packetsInside(trace, packets);
  return summaryOf(
    softirqsTable,
    {
      count: runs.count,
      keyOf: run => (isNetwork(run) ? trace.cpu[runs.begin.at(run)]! * 4 + runs.number.at(run) : -1),
      durationOf: run => runs.duration.at(run),
      cellsOf: run => ({ softirq: names[runs.number.at(run)], cpu: trace.cpu[runs.begin.at(run)] }),
    },
    of => {
      const found = of.map(run => inside(runs.begin.at(run), runs.end.at(run)));
      return {
        packets: found.reduce((sum, { count }) => sum + count, 0),
        protocol: found.reduce((sum, { protocol }) => sum + protocol, 0),
      };
    },
  );
}

const softirqKind = 2;

interface Inside {
  readonly count: number;
  readonly protocol: number;
}

/** How many packets the protocols got on a CPU between two rows of it, and how long they took. */
function packetsInside(trace: Trace, packets: Packets): (begin: number, end: number) => Inside {
  const ofCpu = new Map<number, { row: number; protocol: number }[]>();
  for (let packet = 0; packet < packets.count; packet++) {
    const row = packets.receive.at(packet);
    if (row < 0) continue;
    const protocol = stageTime(trace, packets, packet, 'protocol') || 0;
    const cpu = trace.cpu[row]!;
    const list = ofCpu.get(cpu);
    if (list === undefined) ofCpu.set(cpu, [{ row, protocol }]);
    else list.push({ row, protocol });
  }
  for (const list of ofCpu.values()) list.sort((a, b) => a.row - b.row);
  return (begin, end) => {
    const list = ofCpu.get(trace.cpu[begin]!) ?? [];
    let [count, protocol] = [0, 0];
    for (let index = firstAfter(list, begin); index < list.length && list[index]!.row < end; index++) {
      count++;
      protocol += list[index]!.protocol;
    }
    return { count, protocol };
  };
}

function firstAfter(list: readonly { readonly row: number }[], row: number): number {
  return firstIndex(0, list.length, index => list[index]!.row > row);
}
