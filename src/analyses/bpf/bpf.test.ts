import { expect, it } from 'vitest';
import { answerRows } from '../testing/answer-rows.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { bpfAnalysis } from './index.ts';

it('BPF: messages, packets by program and action, results of test runs', () => {
  const xmit = (time: number, sent: number, drops: number, err: number): MadeEvent => ({
    time,
    event: 'xdp:xdp_devmap_xmit',
    fields: { from_ifindex: 2, to_ifindex: 3, act: 4, sent, drops, err },
  });
  const trace = handMade([
    { time: 1, pid: 5, comm: 'ping', event: 'bpf_trace:bpf_trace_printk', fields: { bpf_string: 'hello 7' } },
    xmit(2, 10, 1, -28),
    { time: 3, event: 'xdp:xdp_exception', fields: { prog_id: 12, act: 0, ifindex: 2 } },
    xmit(4, 6, 0, 0),
    { time: 5, event: 'bpf_test_run:bpf_test_finish', fields: { err: 0 } },
    { time: 6, event: 'bpf_test_run:bpf_test_finish', fields: { err: -14 } },
    { time: 7, event: 'bpf_test_run:bpf_test_finish', fields: { err: 0 } },
  ]);
  expect(answerRows(bpfAnalysis, trace, 'bpf.messages', ['time', 'comm', 'message', 'row'])).toEqual([
    [1, 'ping', 'hello 7', 0],
  ]);
  expect(
    answerRows(bpfAnalysis, trace, 'bpf.xdp', [
      'event',
      'program',
      'action',
      'interface',
      'to',
      'count',
      'sent',
      'drops',
      'errors',
    ]),
  ).toEqual([
    ['xdp_devmap_xmit', undefined, 'REDIRECT', 2, 3, 2, 16, 1, 1],
    ['xdp_exception', 12, 'ABORTED', 2, undefined, 1, 0, 0, 0],
  ]);
  expect(answerRows(bpfAnalysis, trace, 'bpf.tests', ['event', 'error', 'count'])).toEqual([
    ['bpf_test_finish', 0, 2],
    ['bpf_test_finish', -14, 1],
  ]);
});
