import type { Problem, Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { addressKey } from '../names/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { type EventFields, EventWalk, type LostStretches, lostStretches, notesOf } from '../walk/index.ts';
import { endpointReader } from './addresses.ts';
import { type Connection, type StateChange, stateReader, type TcpSign, tcpState } from './connections.ts';
import { symbolsOf } from './symbols.ts';

/** include/linux/trace_events.h: TRACE_FLAG_HARDIRQ, TRACE_FLAG_SOFTIRQ. */
const inInterrupt = 0x18;
const signKinds: Readonly<Record<string, string>> = {
  tcp_retransmit_skb: 'retransmit',
  tcp_retransmit_synack: 'retransmit of SYN-ACK',
  tcp_send_reset: 'reset sent',
  tcp_receive_reset: 'reset received',
};

/** Follows sockets by their addresses from state to state. */
export class ConnectionFollower {
  readonly connections: Connection[] = [];
  readonly changes: StateChange[] = [];
  readonly signs: TcpSign[] = [];
  readonly tasks: Tasks;
  readonly problems: readonly Problem[];
  #acrossLosses = 0;
  readonly #trace: Trace;
  readonly #lost: LostStretches;
  /** By address of the socket: its connection, and its last change. */
  readonly #open = new Map<number, number>();
  readonly #lastChange = new Map<number, number>();

  constructor(trace: Trace) {
    this.#trace = trace;
    this.tasks = tasksOf(trace);
    this.#lost = derived(trace, lostStretches);
    const walk = new EventWalk(trace);
    walk.on('sock:inet_sock_set_state', fields => this.#onState(fields));
    for (const [name, kind] of Object.entries(signKinds)) {
      walk.on(`tcp:${name}`, fields => this.#onSign(fields, kind));
    }
    walk.on('tcp:tcp_destroy_sock', fields => {
      const socket = addressKey(fields, 'skaddr');
      return row => this.#open.delete(socket(row));
    });
    this.problems = [...walk.run(), ...this.#notes()];
  }

  #onState(fields: EventFields): (row: number) => void {
    const socket = addressKey(fields, 'skaddr');
    const [from, to] = [stateReader(fields, 'oldstate'), stateReader(fields, 'newstate')];
    const [local, remote] = [endpointReader(fields, 's'), endpointReader(fields, 'd')];
    const [flags, port] = [fields.number('common_flags'), fields.number('sport')];
    const saysWhich = fields.has('skaddr');
    return row => {
      const address = socket(row);
      const [before, after] = [from(row), to(row)];
      if (!saysWhich) {
        const ends = { local: local(row), remote: remote(row) };
        this.changes.push({ row, from: before, to: after, connection: -1, ...ends, before: -1 });
        return;
      }
      let connection = this.#openAt(address, before, row);
      if (connection < 0) {
        connection = this.connections.length;
        this.connections.push({
          local: '',
          remote: '',
          beginRow: row,
          task: -1,
          role: roleOf(before, after),
          establishedRow: -1,
          endRow: -1,
          state: before,
          retransmits: 0,
          resets: 0,
        });
        this.#open.set(address, connection);
        this.#lastChange.delete(address);
      }
      const known = this.connections[connection]!;
      // A socket gets its port on its way, and may have lost it when it is closed.
      if (port(row) !== 0 || known.local === '') {
        known.local = local(row);
        known.remote = remote(row);
      }
      if (known.task < 0 && (flags(row) & inInterrupt) === 0) known.task = this.tasks.ofRow(row);
      if (after === tcpState.established && known.establishedRow < 0) known.establishedRow = row;
      known.state = after;
      this.changes.push({
        row,
        from: before,
        to: after,
        connection,
        local: local(row),
        remote: remote(row),
        before: this.#lastChange.get(address) ?? -1,
      });
      this.#lastChange.set(address, row);
      if (after !== tcpState.close) return;
      known.endRow = row;
      this.#open.delete(address);
      this.#lastChange.delete(address);
    };
  }

  /** The connection at a socket's address, unless it was used again or events were lost since. */
  #openAt(address: number, state: number, row: number): number {
    const found = this.#open.get(address);
    if (found === undefined) return -1;
    const { time } = this.#trace;
    const last = this.#lastChange.get(address)!;
    if (this.#lost.between(time[last]!, time[row]!)) this.#acrossLosses++;
    else if (this.connections[found]!.state === state) return found;
    return -1;
  }

  #onSign(fields: EventFields, kind: string): (row: number) => void {
    const socket = addressKey(fields, 'skaddr');
    const [local, remote] = [endpointReader(fields, 's'), endpointReader(fields, 'd')];
    const [state, reason] = [stateReader(fields, 'state'), fields.number('reason')];
    const reasons = symbolsOf(fields.format, 'reason');
    return row => {
      const connection = this.#open.get(socket(row)) ?? -1;
      const known = this.connections[connection];
      if (known !== undefined && kind.startsWith('reset')) known.resets++;
      else if (known !== undefined) known.retransmits++;
      this.signs.push({
        row,
        kind,
        state: state(row) || (known?.state ?? 0),
        local: fields.has('sport') ? local(row) : (known?.local ?? ''),
        remote: fields.has('dport') ? remote(row) : (known?.remote ?? ''),
        reason: reasons.get(reason(row)) ?? '',
      });
    };
  }

  #notes(): readonly Problem[] {
    const untold = this.changes.filter(({ connection }) => connection < 0).length;
    return notesOf([
      [
        'network.connections-across-losses',
        this.#acrossLosses,
        'Connections not followed further, because events were lost.',
      ],
      [
        'network.sockets-untold',
        untold,
        'Changes of state that do not say of which socket: texts have no address of it.',
      ],
    ]);
  }
}

function roleOf(from: number, to: number): string {
  if (to === tcpState.synSent) return 'connect';
  if (to === tcpState.synReceived || (from === tcpState.synReceived && to === tcpState.established)) {
    return 'accept';
  }
  return to === tcpState.listen || from === tcpState.listen ? 'listen' : '';
}

export const followConnections = (trace: Trace): ConnectionFollower => new ConnectionFollower(trace);
