import type { Column, TableDescription } from '../../store/index.ts';
import { bytes, cpu, duration, row, text, time } from '../columns/index.ts';
import { histogramTable, latencyColumns } from '../latency/index.ts';
import { taskColumns } from '../tasks/index.ts';

const count = (id: string, sentence: string): Column => ({ id, type: 'integer', unit: '', sentence });

const device = text('device', 'The network device.');
const stage = text(
  'stage',
  'queue: until the driver gets it; driver: inside the driver; completion: until it is freed; loopback: until it comes in again; backlog: until the protocols get it; protocol: their work; wakeup: until a thread is woken; reader: from that until the thread copies it; delivery: from the protocols until it is copied.',
);
const local = text('local', 'Address and port of this side.');
const remote = text('remote', 'Address and port of the other side.');
const state = text('state', 'The state of the socket.');
const kind = text('kind', 'retransmit, retransmit of SYN-ACK, reset sent or reset received.');

export const devicesTable: TableDescription = {
  id: 'network.devices',
  sentence: 'Devices: packets and bytes out and in, and what became of them.',
  columns: [
    device,
    count('sent', 'Packets that it was given to send.'),
    bytes('sent_bytes', 'Their bytes, with the header of the device.'),
    count('received', 'Packets that came in.'),
    bytes('received_bytes', 'Their bytes, without the header of the device.'),
    count('copied', 'Packets that a program read.'),
    count('woke', 'Packets that woke a thread.'),
    count('dropped', 'Packets that were dropped.'),
    count('busy', 'Times its driver gave a packet back.'),
    count('polls', 'Times it was polled (NAPI).'),
  ],
  keys: ['device'],
  worst: 'sent_bytes',
};

export const stagesTable: TableDescription = {
  id: 'network.stages',
  sentence: 'How long packets took from stage to stage, by device.',
  columns: [device, stage, ...latencyColumns('a packet took for the stage')],
  keys: ['device', 'stage'],
  worst: 'total',
  samples: { table: 'network.passages', value: 'duration' },
};

export const stageTimesTable = histogramTable(
  'network.stage-times',
  'How long packets took from stage to stage.',
  [device, stage],
);

export const pollsTable: TableDescription = {
  id: 'network.polls',
  sentence: 'Polls of devices (NAPI): how much they found.',
  columns: [
    device,
    cpu('The CPU that polled.'),
    count('polls', 'How many.'),
    count('work', 'Packets that they found.'),
    count('empty', 'Polls that found none.'),
    count('exhausted', 'Polls that used up their budget: more was waiting.'),
    count('most', 'Most packets that one found.'),
  ],
  keys: ['device', 'cpu'],
  worst: 'work',
};

export const softirqsTable: TableDescription = {
  id: 'network.softirqs',
  sentence: 'Softirqs of the network by CPU: their time, and how much of it the protocols took.',
  columns: [
    text('softirq', 'NET_RX or NET_TX.'),
    cpu('Where it ran.'),
    ...latencyColumns('the softirq ran'),
    count('packets', 'Packets that the protocols got inside.'),
    duration('protocol', 'Time of the protocols for them.'),
  ],
  keys: ['softirq', 'cpu'],
  worst: 'total',
};

export const dropsTable: TableDescription = {
  id: 'network.drops',
  sentence: 'Packets dropped, by reason and by the function that did it.',
  columns: [
    text('reason', 'Why, as this kernel calls it; empty where it does not say (before 5.17).'),
    text('function', 'The function that dropped it, or its address.'),
    text('protocol', 'The protocol of the packet; empty for messages that are no packets.'),
    count('count', 'How many.'),
    bytes('bytes', 'Bytes of those whose device is known.'),
  ],
  keys: ['reason', 'function', 'protocol'],
  worst: 'count',
};

export const statesTable: TableDescription = {
  id: 'network.states',
  sentence: 'States of TCP: how long sockets were in each.',
  columns: [state, ...latencyColumns('a socket was in the state')],
  keys: ['state'],
  worst: 'total',
  samples: { table: 'network.state-changes', value: 'duration' },
};

export const connectionsTable: TableDescription = {
  id: 'network.connections',
  sentence: 'Connections: who opened them, how long that took, how long they lived.',
  kind: 'detail',
  columns: [
    time('When its first state was seen.'),
    duration('duration', 'Until it was closed.'),
    text('role', 'connect, accept or listen; empty where its beginning is not in the recording.'),
    local,
    remote,
    ...taskColumns('that opened it, else the first that did something with it'),
    duration('connect_time', 'Until it was established, where its beginning is known.'),
    text('state', 'Its last state.'),
    count('retransmits', 'Segments sent again.'),
    count('resets', 'Resets sent or received.'),
    row('begin_row', 'Its first change of state.'),
    row('established_row', 'When it was established.'),
    row('end_row', 'When it was closed.'),
  ],
  worst: 'duration',
};

export const stateChangesTable: TableDescription = {
  id: 'network.state-changes',
  sentence: 'Every change of a socket’s state.',
  kind: 'detail',
  columns: [
    time('When it changed.'),
    text('state', 'The state that it left.'),
    text('new_state', 'The state that it is in then.'),
    duration('duration', 'How long it was in the state that it left.'),
    local,
    remote,
    ...taskColumns('that ran then; in interrupts it has nothing to do with it'),
    row('begin_row', 'The change before.'),
    row('end_row', 'The change.'),
  ],
  worst: 'duration',
};

export const retransmitsTable: TableDescription = {
  id: 'network.retransmits',
  sentence: 'Segments of TCP that were sent again, and resets.',
  kind: 'detail',
  columns: [
    time('When.'),
    kind,
    local,
    remote,
    state,
    text('reason', 'Why a reset was sent, where the kernel says so.'),
    row('begin_row', 'The event.'),
  ],
};

export const packetsTable: TableDescription = {
  id: 'network.packets',
  sentence: 'Every packet on its way through a device.',
  kind: 'detail',
  columns: [
    time('Its first event.'),
    duration('duration', 'Until its last.'),
    cpu('Where it was seen first.'),
    device,
    text('direction', 'transmit, receive, or loopback: out and in again.'),
    bytes('bytes', 'Its length where it was seen first: on the way in without the header of the device.'),
    ...taskColumns('that ran where it was seen first; in interrupts it has nothing to do with it'),
    duration('queue', 'From the queue to the driver.'),
    duration('driver', 'Inside the driver.'),
    duration('completion', 'From the driver until it was freed.'),
    duration('backlog', 'From its arrival to the protocols.'),
    duration('protocol', 'Time of the protocols for it.'),
    duration('delivery', 'From the protocols until a program copied it.'),
    ...taskColumns('that it woke', 'woken_'),
    ...taskColumns('that copied it', 'reader_'),
    text('outcome', 'consumed, dropped, passed on to another device; empty where nothing tells.'),
    row('queue_row', 'Given to the device’s queue.'),
    row('start_row', 'Given to the driver.'),
    row('xmit_row', 'The driver is done.'),
    row('arrive_row', 'It came in.'),
    row('receive_row', 'The protocols got it.'),
    row('wake_row', 'It woke a thread.'),
    row('copy_row', 'A program copied it.'),
    row('begin_row', 'Its first event.'),
    row('end_row', 'It was freed.'),
  ],
  worst: 'duration',
};

export const passagesTable: TableDescription = {
  id: 'network.passages',
  sentence: 'Every stage of every packet.',
  kind: 'detail',
  columns: [
    time('When it began.'),
    duration('duration', 'How long.'),
    cpu('Where it began.'),
    device,
    stage,
    bytes('bytes', 'Bytes of the packet.'),
    row('begin_row', 'Its first event.'),
    row('end_row', 'Its last.'),
  ],
  worst: 'duration',
};

export const dropEventsTable: TableDescription = {
  id: 'network.drop-events',
  sentence: 'Every packet that was dropped.',
  kind: 'detail',
  columns: [
    time('When.'),
    cpu('Where.'),
    text('reason', 'Why.'),
    text('function', 'The function that dropped it, or its address.'),
    text('protocol', 'The protocol of the packet.'),
    device,
    bytes('bytes', 'Its length.'),
    row('begin_row', 'The event.'),
  ],
};
