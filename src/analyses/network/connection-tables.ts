import { type Cell, type Table, type Trace, tableOf } from '../../store/index.ts';
import { summaryOf } from '../latency/index.ts';
import { type Connection, tcpStateName } from './connections.ts';
import type { ConnectionFollower } from './follow-connections.ts';
import { connectionsTable, retransmitsTable, stateChangesTable, statesTable } from './tables.ts';

type Cells = Readonly<Record<string, Cell>>;

export function connectionsOf(trace: Trace, { connections, tasks }: ConnectionFollower): Table {
  const since = (row: number, from: number): number | undefined =>
    row < 0 ? undefined : trace.time[row]! - trace.time[from]!;
  const cellsOf = (connection: Connection): Cells => {
    const { role, local, remote, task, beginRow, establishedRow, endRow } = connection;
    const seenFromStart = role === 'connect' || role === 'accept';
    return {
      time: trace.time[beginRow],
      duration: since(endRow, beginRow),
      role,
      local,
      remote,
      tid: tasks.tids[task],
      comm: tasks.comms[task],
      connect_time: seenFromStart ? since(establishedRow, beginRow) : undefined,
      state: tcpStateName(connection.state),
      retransmits: connection.retransmits,
      resets: connection.resets,
      begin_row: beginRow,
      established_row: known(establishedRow),
      end_row: known(endRow),
    };
  };
  return tableOf(connectionsTable, connections.map(cellsOf));
}

export function stateChangesOf({ time }: Trace, { changes, connections, tasks }: ConnectionFollower): Table {
  return tableOf(
    stateChangesTable,
    changes.map(change => {
      const { row, from, to, connection, before } = change;
      // A socket may get its port after its first change.
      const { local, remote } = connections[connection] ?? change;
      const task = tasks.ofRow(row);
      return {
        time: time[row],
        state: tcpStateName(from),
        new_state: tcpStateName(to),
        duration: before < 0 ? undefined : time[row]! - time[before]!,
        local,
        remote,
        tid: tasks.tids[task],
        comm: tasks.comms[task],
        begin_row: known(before),
        end_row: row,
      };
    }),
  );
}

export function statesOf({ time }: Trace, { changes }: ConnectionFollower): Table {
  return summaryOf(statesTable, {
    count: changes.length,
    keyOf: index => (changes[index]!.before < 0 ? -1 : changes[index]!.from),
    durationOf: index => time[changes[index]!.row]! - time[changes[index]!.before]!,
    cellsOf: index => ({ state: tcpStateName(changes[index]!.from) }),
  });
}

export function retransmitsOf({ time }: Trace, { signs }: ConnectionFollower): Table {
  return tableOf(
    retransmitsTable,
    signs.map(({ row, kind, local, remote, state, reason }) => ({
      time: time[row],
      kind,
      local,
      remote,
      reason,
      state: tcpStateName(state),
      begin_row: row,
    })),
  );
}

function known(row: number): number | undefined {
  return row < 0 ? undefined : row;
}
