import type { Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, derived, type Finding } from '../analysis.ts';
import { connectionsOf, retransmitsOf, stateChangesOf, statesOf } from './connection-tables.ts';
import { dropEventsOf, dropsOf } from './drop-tables.ts';
import { followDrops } from './drops.ts';
import { followConnections } from './follow-connections.ts';
import { followPackets } from './follow-packets.ts';
import { devicesOf, packetsOf, passagesOf, stagesOf, stageTimesOf } from './packet-tables.ts';
import { Passages } from './passages.ts';
import { followPolls, pollsOf } from './polls.ts';
import { softirqsOf } from './softirqs.ts';
import * as tables from './tables.ts';

/** Packets from the queue to the wire and from the interrupt to the program, and the connections they belong to. */
export const networkAnalysis: Analysis = {
  id: 'network',
  sentence:
    'The network: packets from stage to stage, polls and softirqs, drops and why, retransmits, states of connections.',
  needs: [
    ['net:net_dev_start_xmit', 'net:netif_receive_skb'],
    ['net:net_dev_queue', 'net:netif_rx*'],
    ['skb:*'],
    ['sock:inet_sock_set_state'],
    ['tcp:*'],
    ['napi:napi_poll'],
  ],
  record: '--plan network',
  tables: [
    tables.devicesTable,
    tables.stagesTable,
    tables.stageTimesTable,
    tables.softirqsTable,
    tables.pollsTable,
    tables.dropsTable,
    tables.statesTable,
    tables.connectionsTable,
    tables.stateChangesTable,
    tables.retransmitsTable,
    tables.packetsTable,
    tables.passagesTable,
    tables.dropEventsTable,
  ],
  tracks: [
    {
      id: 'network.packets',
      sentence: 'Packets of each device.',
      table: 'network.packets',
      kind: 'slices',
      lanes: ['device', 'direction'],
      start: 'time',
      duration: 'duration',
      value: 'direction',
    },
    {
      id: 'network.connections',
      sentence: 'Connections of each program.',
      table: 'network.connections',
      kind: 'slices',
      lanes: ['comm'],
      start: 'time',
      duration: 'duration',
      value: 'remote',
    },
    {
      id: 'network.drops',
      sentence: 'Packets that were dropped.',
      table: 'network.drop-events',
      kind: 'instants',
      lanes: ['cpu'],
      start: 'time',
      value: 'reason',
    },
  ],
  links: [
    {
      id: 'network.wakeups',
      sentence: 'Which packet woke a thread.',
      table: 'network.packets',
      from: 'receive_row',
      to: 'wake_row',
    },
    {
      id: 'network.deliveries',
      sentence: 'Which program read a packet.',
      table: 'network.packets',
      from: 'receive_row',
      to: 'copy_row',
    },
    {
      id: 'network.loops',
      sentence: 'Where a packet that was sent came in again.',
      table: 'network.packets',
      from: 'start_row',
      to: 'receive_row',
    },
  ],
  answer: answerNetwork,
  findings,
};

function answerNetwork(trace: Trace): Answer {
  const follower = derived(trace, followPackets);
  const { packets } = follower;
  const { drops, problems } = derived(trace, followDrops);
  const { polls } = derived(trace, followPolls);
  const connections = derived(trace, followConnections);
  const passages = (): Passages => derived(trace, passagesOfTrace);
  return answerWith(
    {
      'network.devices': () => devicesOf(packets, polls),
      'network.stages': () => stagesOf(trace, packets, passages()),
      'network.stage-times': () => stageTimesOf(trace, packets, passages()),
      'network.softirqs': () => softirqsOf(trace, packets),
      'network.polls': () => pollsOf(polls),
      'network.drops': () => dropsOf(drops, packets),
      'network.states': () => statesOf(trace, connections),
      'network.connections': () => connectionsOf(trace, connections),
      'network.state-changes': () => stateChangesOf(trace, connections),
      'network.retransmits': () => retransmitsOf(trace, connections),
      'network.packets': () => packetsOf(trace, follower),
      'network.passages': () => passagesOf(trace, packets, passages()),
      'network.drop-events': () => dropEventsOf(trace, drops, packets),
    },
    // The walk over packets sees every event that is dropped or polled: its notes on instances are theirs too.
    [...follower.problems, ...problems.filter(isNew(follower.problems)), ...connections.problems],
  );
}

const passagesOfTrace = (trace: Trace): Passages => new Passages(derived(trace, followPackets).packets);

function isNew(
  known: readonly { readonly place: string }[],
): (problem: { readonly place: string }) => boolean {
  return ({ place }) => !known.some(other => other.place === place);
}

/** Segments that were sent again. */
function findings(_trace: Trace, answer: Answer): readonly Finding[] {
  const signs = answer.table('network.retransmits');
  const [kind, row] = [signs.column('kind'), signs.column('begin_row')];
  const again = Array.from({ length: signs.count }, (_, index) => index).filter(index =>
    signs.text(kind, index).startsWith('retransmit'),
  );
  const packets = answer.table('network.packets').count;
  if (again.length === 0) return [];
  return [
    {
      id: 'network.retransmits',
      values: { count: again.length },
      weight: Math.min(1, again.length / Math.max(1, packets)),
      row: signs.number(row, again[0]!),
    },
  ];
}
