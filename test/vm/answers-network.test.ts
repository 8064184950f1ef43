import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

const script = `grep lo: /proc/net/dev
busybox ping -c 1 127.0.0.1
echo hello | busybox nc -l -p 7777 &
sleep 0.5
echo there | busybox nc 127.0.0.1 7777
busybox nc 127.0.0.1 7778
wait
sleep 0.1
grep lo: /proc/net/dev`;

type Row = Readonly<Record<string, unknown>>;

let recording: string;
let output: string;
beforeAll(() => {
  recording = join(temporaryFolder(), 'network');
  const recorded = ringside([
    ...['record', '--plan', 'network', '-e', 'sched:sched_waking', '-q', '-o', recording],
    ...['--', 'sh', '-c', script],
  ]);
  expect(recorded.code, recorded.stderr).toBe(0);
  output = recorded.stdout;
});

function rowsOf(table: string): readonly Row[] {
  const { stdout, stderr } = ringside(['report', recording, table, '--json']);
  const { rows } = JSON.parse(stdout || stderr) as { rows: readonly Row[] };
  return rows.toSorted((a, b) => Number(a.time) - Number(b.time));
}

test('packets of the loopback device: as many, in as many bytes, as /proc/net/dev counts', () => {
  const [before, after] = [...output.matchAll(/lo:\s*(\d+)\s+(\d+)/g)].map(found =>
    found.slice(1).map(Number),
  );
  const lo = rowsOf('network.devices').find(({ device }) => device === 'lo')!;
  expect([lo.received_bytes, lo.received]).toEqual(after!.map((count, index) => count - before![index]!));
  const ethernetHeader = 14;
  expect(lo.sent).toBe(lo.received);
  expect(lo.sent_bytes).toBe(Number(lo.received_bytes) + ethernetHeader * Number(lo.sent));
});

test('a ping to 127.0.0.1: its request and its reply go out and come in', () => {
  const pings = rowsOf('network.packets').filter(({ device, bytes }) => device === 'lo' && bytes === 98);
  expect(pings.map(({ direction }) => direction)).toEqual(['loopback', 'loopback']);
  for (const { queue_row, start_row, arrive_row, receive_row } of pings) {
    const rows = [queue_row, start_row, arrive_row, receive_row].map(Number);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  }
});

test('a connection on the loopback device: its two ends, their states, and who read what was sent', () => {
  const connections = rowsOf('network.connections');
  const client = connections.find(({ remote }) => remote === '127.0.0.1:7777')!;
  const server = connections.find(({ role }) => role === 'accept')!;
  expect(client).toMatchObject({ role: 'connect', comm: 'busybox', state: 'CLOSE', retransmits: 0 });
  expect(String(server.remote).split(':').at(-1)).toBe(String(client.local).split(':').at(-1));
  const listening = connections.filter(({ role }) => role === 'listen');
  expect(listening).toHaveLength(1);
  // Whose the accepted end is, is told where its task changes a state of it: not where packets make all changes.
  expect([null, listening[0]!.tid]).toContain(server.tid);
  const statesOf = (connection: Row): readonly unknown[] =>
    rowsOf('network.state-changes')
      .filter(({ local, remote }) => local === connection.local && remote === connection.remote)
      .map(({ new_state }) => new_state);
  expect(statesOf(client).slice(0, 2)).toEqual(['SYN_SENT', 'ESTABLISHED']);
  // Two sockets of one connection are made where its ACK and its data come at once; one is dropped (tcp_check_req).
  expect([...new Set(statesOf(server))].slice(0, 2)).toEqual(['SYN_RECV', 'ESTABLISHED']);

  const read = rowsOf('network.packets').filter(({ reader_comm }) => reader_comm === 'busybox');
  expect(read.map(({ bytes, reader_tid }) => [bytes, reader_tid])).toEqual(
    expect.arrayContaining([
      [72, listening[0]!.tid],
      [72, client.tid],
    ]),
  );
});

test('a connection that is refused: a reset, and the reason for which its packet was dropped', () => {
  expect(rowsOf('network.retransmits')).toMatchObject([
    { kind: expect.stringContaining('reset'), remote: '127.0.0.1:7778' },
  ]);
  expect(rowsOf('network.drops')).toContainEqual(
    expect.objectContaining({ reason: 'NO_SOCKET', function: 'tcp_v4_rcv', protocol: 'IPv4', count: 1 }),
  );
});
