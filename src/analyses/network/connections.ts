import type { EventFields } from '../walk/index.ts';

/** include/net/tcp_states.h. */
const stateNames: readonly string[] = [
  '',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'NEW_SYN_RECV',
];
export const tcpState = { established: 1, synSent: 2, synReceived: 3, close: 7, listen: 10 } as const;

export function tcpStateName(state: number): string {
  return stateNames[state] ?? String(state);
}

/** Reads a state: its number, or in texts its name. */
export function stateReader(fields: EventFields, name: string): (row: number) => number {
  const [number, text] = [fields.number(name), fields.text(name)];
  return row => number(row) || Math.max(0, stateNames.indexOf(text(row).replace(/^TCP_/, '')));
}

/** A change of a socket's state. */
export interface StateChange {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  /** -1 where the event does not say of which socket it is. */
  readonly connection: number;
  readonly local: string;
  readonly remote: string;
  /** Row of the change before it; -1 where that is not in the recording or events were lost since. */
  readonly before: number;
}

/** A socket from its first state that was seen until it is closed. */
export interface Connection {
  local: string;
  remote: string;
  readonly beginRow: number;
  /** Who opened, used or closed it; -1 where all of it happened in interrupts. */
  task: number;
  /** `connect`, `accept`, `listen`; empty where its beginning is not in the recording. */
  readonly role: string;
  establishedRow: number;
  endRow: number;
  state: number;
  retransmits: number;
  resets: number;
}

/** A segment that was sent again, or a reset. */
export interface TcpSign {
  readonly row: number;
  readonly kind: string;
  readonly local: string;
  readonly remote: string;
  readonly state: number;
  readonly reason: string;
}
