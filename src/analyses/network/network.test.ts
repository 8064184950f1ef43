import { describe, expect, it } from 'vitest';
import { answerProblems, answerRows } from '../testing/answer-rows.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { networkAnalysis } from './index.ts';

const one = 0xffff_8880_0100_0000n;
const two = 0xffff_8880_0200_0000n;
const socket = 0xffff_8880_0300_0000n;

type Fields = NonNullable<MadeEvent['fields']>;

function net(time: number, name: string, skbaddr: bigint, more: Fields = {}): MadeEvent {
  return { time, event: `net:${name}`, fields: { skbaddr, len: 100, name: 'eth0', ...more } };
}
function skb(time: number, name: string, skbaddr: bigint, more: Fields = {}): MadeEvent {
  return { time, event: `skb:${name}`, fields: { skbaddr, ...more } };
}

/** Rows of a table, by the time or row that they begin with. */
function rowsOf(events: readonly MadeEvent[], table: string, ...columns: readonly string[]) {
  return answerRows(networkAnalysis, handMade(events), `network.${table}`, columns);
}
function problemsOf(events: readonly MadeEvent[]) {
  return answerProblems(networkAnalysis, handMade(events));
}

describe('Packets sent', () => {
  const sent = [
    net(10, 'net_dev_queue', one),
    net(15, 'net_dev_start_xmit', one),
    net(22, 'net_dev_xmit', one, { rc: 0 }),
    skb(40, 'consume_skb', one),
  ];
  const stages = ['direction', 'bytes', 'queue', 'driver', 'completion', 'duration', 'outcome'];

  it('go from the queue to the driver to their completion', () => {
    expect(rowsOf(sent, 'packets', 'device', ...stages)).toEqual([
      ['eth0', 'transmit', 100, 5, 7, 25, 30, 'consumed'],
    ]);
    expect(rowsOf(sent, 'stages', 'device', 'stage', 'count', 'total')).toEqual([
      ['eth0', 'queue', 1, 5],
      ['eth0', 'driver', 1, 7],
      ['eth0', 'completion', 1, 25],
    ]);
    expect(rowsOf(sent, 'stage-times', 'stage', 'from', 'to', 'count')).toContainEqual(['queue', 4, 8, 1]);
    expect(problemsOf(sent)).toEqual([]);
  });

  it('are other packets when the address of their skb is used again', () => {
    const again = sent.map(event => ({ ...event, time: event.time + 100 }));
    expect(rowsOf([...sent, ...again], 'packets', 'time', 'duration')).toEqual([
      [10, 30],
      [110, 30],
    ]);
  });

  it('are other packets even where the end of the first has no event', () => {
    const events = [...sent.slice(0, 3), net(110, 'net_dev_queue', one), net(130, 'net_dev_start_xmit', one)];
    expect(rowsOf(events, 'packets', 'time', 'queue', 'outcome')).toEqual([
      [10, 5, ''],
      [110, 20, ''],
    ]);
  });

  it('may be freed on another CPU before the driver says that it is done', () => {
    const events = [sent[0]!, sent[1]!, { ...skb(18, 'consume_skb', one), cpu: 1 }, sent[2]!];
    expect(rowsOf(events, 'packets', ...stages)).toEqual([['transmit', 100, 5, 7, 3, 12, 'consumed']]);
  });

  it('are tried again when the driver is busy', () => {
    const events = [
      sent[0]!,
      net(15, 'net_dev_start_xmit', one),
      net(16, 'net_dev_xmit', one, { rc: 0x10 }),
      net(30, 'net_dev_start_xmit', one),
      net(32, 'net_dev_xmit', one, { rc: 0 }),
    ];
    expect(rowsOf(events, 'packets', 'queue', 'driver')).toEqual([[20, 2]]);
    expect(rowsOf(events, 'devices', 'device', 'sent', 'sent_bytes', 'busy')).toEqual([['eth0', 1, 100, 1]]);
  });

  it('are not followed across losses', () => {
    const events = [...sent.slice(0, 3), { ...sent[3]!, lost: 5 }];
    expect(rowsOf(events, 'packets', 'completion', 'outcome')).toEqual([[undefined, '']]);
    expect(problemsOf(events)).toEqual([['network.across-losses', 1]]);
  });

  it('whose beginning is not recorded are counted', () => {
    expect(problemsOf([sent[2]!])).toEqual([['network.xmit-unbegun', 1]]);
  });
});

describe('Packets received', () => {
  const inSoftirq = { common_flags: 0x10 };
  const received: readonly MadeEvent[] = [
    { time: 90, event: 'irq:softirq_entry', fields: { vec: 3 } },
    net(100, 'napi_gro_receive_entry', one),
    net(110, 'netif_receive_skb', one),
    { time: 120, event: 'sched:sched_waking', fields: { pid: 7, comm: 'server', ...inSoftirq } },
    net(130, 'netif_receive_skb', two),
    { time: 150, event: 'napi:napi_poll', fields: { dev_name: 'eth0', work: 2, budget: 64 } },
    { time: 160, event: 'irq:softirq_exit', fields: { vec: 3 } },
    { ...skb(200, 'skb_copy_datagram_iovec', one, { len: 60 }), pid: 7, comm: 'server' },
    { ...skb(210, 'consume_skb', one), pid: 7 },
  ];

  it('go from the device to the protocols to the thread that they wake and that reads them', () => {
    const columns = ['direction', 'backlog', 'protocol', 'woken_tid', 'reader_tid', 'delivery', 'outcome'];
    expect(rowsOf(received, 'packets', ...columns)).toEqual([
      ['receive', 10, 20, 7, 7, 90, 'consumed'],
      ['receive', undefined, 20, undefined, undefined, undefined, ''],
    ]);
    expect(rowsOf(received, 'stages', 'stage', 'count', 'total')).toEqual([
      ['backlog', 1, 10],
      ['protocol', 2, 40],
      ['wakeup', 1, 10],
      ['reader', 1, 80],
      ['delivery', 1, 90],
    ]);
  });

  it('are counted by softirq, with the part of its time that the protocols took', () => {
    const columns = ['softirq', 'cpu', 'count', 'total', 'packets', 'protocol'];
    expect(rowsOf(received, 'softirqs', ...columns)).toEqual([['NET_RX', 0, 1, 70, 2, 40]]);
  });

  it('are counted by device and by poll', () => {
    const columns = ['device', 'received', 'received_bytes', 'copied', 'woke', 'polls'];
    expect(rowsOf(received, 'devices', ...columns)).toEqual([['eth0', 2, 200, 1, 1, 1]]);
    const poll = (time: number, work: number): MadeEvent => ({
      time,
      event: 'napi:napi_poll',
      fields: { dev_name: 'eth0', work, budget: 64 },
    });
    const polls = [...received, poll(300, 0), poll(310, 64)];
    const sums = ['device', 'polls', 'work', 'empty', 'exhausted', 'most'];
    expect(rowsOf(polls, 'polls', ...sums)).toEqual([['eth0', 3, 66, 1, 1, 64]]);
  });

  it('do not wake what a task or another CPU wakes meanwhile', () => {
    const waking = { event: 'sched:sched_waking', fields: { pid: 7, common_flags: 0 } };
    const events = [
      net(110, 'netif_receive_skb', one),
      { time: 115, ...waking },
      { time: 116, ...waking, cpu: 1, fields: { pid: 7, ...inSoftirq } },
    ];
    expect(rowsOf(events, 'packets', 'woken_tid')).toEqual([[undefined]]);
  });

  it('give their address to the data of other sockets: what is longer than they are, or freed by others, is not theirs', () => {
    const other = { ...skb(300, 'skb_copy_datagram_iovec', two, { len: 4000 }), pid: 8 };
    const freed = received.map(event => (event.time === 210 ? { ...event, pid: 9 } : event));
    expect(rowsOf([...freed, other], 'packets', 'reader_tid', 'outcome')).toEqual([
      [7, ''],
      [undefined, ''],
    ]);
  });
});

describe('Packets between devices', () => {
  it('of the loopback device go out and come in again', () => {
    const lo = { name: 'lo' };
    const events = [
      net(10, 'net_dev_queue', one, lo),
      net(11, 'net_dev_start_xmit', one, lo),
      net(13, 'netif_rx', one, lo),
      net(14, 'net_dev_xmit', one, lo),
      net(20, 'netif_receive_skb', one, { ...lo, len: 86 }),
      skb(30, 'consume_skb', one),
    ];
    const columns = ['device', 'direction', 'queue', 'driver', 'completion', 'backlog', 'protocol'];
    expect(rowsOf(events, 'packets', ...columns)).toEqual([['lo', 'loopback', 1, 3, undefined, 7, 10]]);
    expect(rowsOf(events, 'devices', 'sent', 'sent_bytes', 'received', 'received_bytes')).toEqual([
      [1, 100, 1, 86],
    ]);
  });

  it('that are passed on have a row for each device', () => {
    const events = [
      net(10, 'netif_receive_skb', one),
      net(20, 'net_dev_queue', one, { name: 'veth0' }),
      net(21, 'net_dev_start_xmit', one, { name: 'veth0' }),
      net(23, 'netif_rx', one, { name: 'veth1' }),
    ];
    expect(rowsOf(events, 'packets', 'device', 'direction', 'outcome')).toEqual([
      ['eth0', 'receive', 'passed on'],
      ['veth0', 'transmit', 'passed on'],
      ['veth1', 'receive', ''],
    ]);
  });
});

describe('Drops', () => {
  const drop = { location: 0xffff_ffff_8100_0000n, protocol: 0x800, reason: 3 };
  it('are counted by reason, place and protocol', () => {
    const events = [
      net(10, 'netif_receive_skb', one),
      skb(15, 'kfree_skb', one, drop),
      skb(16, 'kfree_skb', two, { ...drop, protocol: 0 }),
    ];
    expect(rowsOf(events, 'drops', 'reason', 'function', 'protocol', 'count', 'bytes')).toEqual([
      ['3', '0xffffffff81000000', 'IPv4', 1, 100],
      ['3', '0xffffffff81000000', '', 1, 0],
    ]);
    expect(rowsOf(events, 'drop-events', 'time', 'device', 'bytes')).toEqual([
      [15, 'eth0', 100],
      [16, undefined, undefined],
    ]);
    expect(rowsOf(events, 'packets', 'outcome', 'protocol')).toEqual([['dropped', 5]]);
  });
});

describe('Connections', () => {
  const [closed, established, synSent, finWait] = [7, 1, 2, 4];
  function change(time: number, oldstate: number, newstate: number, more: Fields = {}): MadeEvent {
    const ends = {
      sport: 4000,
      dport: 80,
      saddr: [127, 0, 0, 1],
      daddr: [10, 0, 0, 2],
      family: 2,
      protocol: 6,
    };
    const fields = { skaddr: socket, oldstate, newstate, ...ends, ...more };
    return { time, pid: 7, comm: 'client', event: 'sock:inet_sock_set_state', fields };
  }
  const inSoftirq = { common_flags: 0x10 };
  const life = [
    change(10, closed, synSent, { sport: 0 }),
    { ...change(35, synSent, established, inSoftirq), pid: 0 },
    change(60, established, finWait),
    { ...change(70, finWait, closed, { sport: 0, ...inSoftirq }), pid: 9 },
  ];
  const columns = ['role', 'local', 'remote', 'tid', 'connect_time', 'duration', 'state'];

  it('live from their first state until they are closed, of the thread that opened them', () => {
    expect(rowsOf(life, 'connections', ...columns)).toEqual([
      ['connect', '127.0.0.1:4000', '10.0.0.2:80', 7, 25, 60, 'CLOSE'],
    ]);
    expect(rowsOf(life, 'state-changes', 'state', 'new_state', 'duration', 'local')).toEqual([
      ['CLOSE', 'SYN_SENT', undefined, '127.0.0.1:4000'],
      ['SYN_SENT', 'ESTABLISHED', 25, '127.0.0.1:4000'],
      ['ESTABLISHED', 'FIN_WAIT1', 25, '127.0.0.1:4000'],
      ['FIN_WAIT1', 'CLOSE', 10, '127.0.0.1:4000'],
    ]);
    expect(rowsOf(life, 'states', 'state', 'count', 'total')).toEqual([
      ['SYN_SENT', 1, 25],
      ['ESTABLISHED', 1, 25],
      ['FIN_WAIT1', 1, 10],
    ]);
  });

  it('at a socket’s address that is used again are others', () => {
    const next = [change(100, 3, established, { family: 10, saddr_v6: [...Array(15).fill(0), 1] })];
    expect(rowsOf([...life, ...next], 'connections', 'role', 'local', 'state', 'duration')).toEqual([
      ['connect', '127.0.0.1:4000', 'CLOSE', 60],
      ['accept', '[::1]:4000', 'ESTABLISHED', undefined],
    ]);
  });

  it('are not followed across losses', () => {
    const events = life.map(event => (event.time === 60 ? { ...event, lost: 2 } : event));
    expect(rowsOf(events, 'connections', 'role', 'connect_time', 'duration')).toEqual([
      ['connect', 25, undefined],
      ['', undefined, 10],
    ]);
    expect(problemsOf(events)).toEqual([['network.connections-across-losses', 1]]);
  });

  it('are not told where the events do not say of which socket they are, as in texts', () => {
    const events = life.map(event => {
      const { skaddr: _, ...fields } = event.fields!;
      return { ...event, fields };
    });
    expect(rowsOf(events, 'connections', 'role')).toEqual([]);
    expect(rowsOf(events, 'state-changes', 'new_state', 'remote', 'duration').slice(0, 2)).toEqual([
      ['SYN_SENT', '10.0.0.2:80', undefined],
      ['ESTABLISHED', '10.0.0.2:80', undefined],
    ]);
    expect(problemsOf(events)).toEqual([['network.sockets-untold', 4]]);
  });

  it('have the segments that were sent again, and resets', () => {
    const sign = { skaddr: socket, skbaddr: one, sport: 4000, dport: 80, saddr: [127, 0, 0, 1], family: 2 };
    const events = [
      ...life,
      { time: 40, event: 'tcp:tcp_retransmit_skb', fields: { ...sign, state: established } },
      { time: 50, event: 'tcp:tcp_receive_reset', fields: sign },
    ];
    expect(rowsOf(events, 'retransmits', 'time', 'kind', 'local', 'state')).toEqual([
      [40, 'retransmit', '127.0.0.1:4000', 'ESTABLISHED'],
      [50, 'reset received', '127.0.0.1:4000', 'ESTABLISHED'],
    ]);
    expect(rowsOf(events, 'connections', 'retransmits', 'resets')).toEqual([[1, 1]]);
    const trace = handMade(events);
    expect(networkAnalysis.findings!(trace, networkAnalysis.answer(trace))).toMatchObject([
      { id: 'network.retransmits', values: { count: 1 } },
    ]);
  });
});
