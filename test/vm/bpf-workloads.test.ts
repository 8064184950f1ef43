import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findDistribution } from '../../src/packages/index.ts';
import { removeTemporary, ringside, root, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

const isDebian12 = findDistribution()?.id === 'debian' && findDistribution()?.version === '12';
const labs = ['bpf', 'xdp-drop', 'bpf-packets'];
const packages = ['gcc', 'gcc-bpf', 'libc6-dev', 'bpftool', 'iproute2', 'iputils-ping'];

describe.each([
  { kernel: 'linux-image-amd64', release: '6.1.' },
  { kernel: 'linux-image-6.12-amd64', release: '6.12.' },
])('the BPF labs’ programs on $kernel', ({ kernel, release }) => {
  let said: readonly string[];
  let events: string;
  beforeEach(context => {
    if (!isDebian12) context.skip('the names of the packages are Debian 12’s');
  });
  beforeAll(() => {
    if (!isDebian12) return;
    const recording = join(temporaryFolder(), 'bpf');
    const runs = labs.map(
      lab => `echo "=== ${lab}"; sh ${join(root, 'labs/bpf', lab, 'workload/run.sh')}; echo "code $?"`,
    );
    const recorded = ringside([
      ...['record', '--kernel', kernel, ...packages.flatMap(name => ['--with', name]), '--all', '-q'],
      ...['-e', 'bpf_trace:bpf_trace_printk', '-e', 'net:netif_receive_skb', '-o', recording],
      ...['--', 'sh', '-c', `uname -r; exec 2>&1; ${runs.join('; ')}`],
    ]);
    expect(recorded.code, recorded.stderr).toBe(0);
    said = recorded.stdout.split(/^=== .*\n/m);
    events = ringside(['events', recording]).stdout;
    expect(said[0]).toMatch(new RegExp(`^${release.replaceAll('.', '\\.')}`));
  });
  const of = (lab: string): string => said[labs.indexOf(lab) + 1]!;

  test('bpf: the verifier’s log, its counts, the callbacks by receive queue, and a program that is refused', () => {
    const shown = of('bpf');
    expect(shown).toMatch(/code 0$/m);
    expect(shown).toMatch(/Machine: +Linux BPF/);
    const [load, , callbacks, , refuse] = shown
      .split(/^== (?:load|attach|callbacks|detach|refuse)$/m)
      .slice(1);
    expect(load).toMatch(/^\d+: \(85\) call bpf_map_lookup_elem#1 +; R0_w=map_value_or_null/m);
    expect(load).toMatch(/^processed \d+ insns .* total_states \d+ peak_states \d+/m);
    // Three requests and three replies, all of the loopback device's only queue.
    expect(callbacks).toMatch(/key: 00 00 00 00 +value: 06 00|"key": 0,\s*"value": 6/);
    expect(callbacks).toContain('run_cnt 6');
    expect(refuse).toContain("R0 invalid mem access 'map_value_or_null'");
    expect(refuse).toContain('Error: failed to load object file');
    const packets = [...events.matchAll(/bpf_trace_printk: +queue 0 packet (\d+) of 98 bytes/g)];
    expect(packets.map(found => Number(found[1]))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('xdp-drop: answers before, none while it drops, answers after; each drop is in the trace', () => {
    const shown = of('xdp-drop');
    expect(shown).toMatch(/code 0$/m);
    const received = [...shown.matchAll(/3 packets transmitted, (\d) received/g)].map(found => found[1]);
    expect(received).toEqual(['3', '0', '3']);
    const [, during, after] = shown.split(/^== (?:during|after)$/m);
    expect(during).toContain('xdpgeneric');
    expect(after).not.toContain('xdp');
    expect(events.match(/bpf_trace_printk: +dropped 98 bytes/g)).toHaveLength(3);
  });

  test('bpf-packets: what the programs print stands beside the kernel’s own event, of the same sk_buff', () => {
    expect(of('bpf-packets')).toMatch(/code 0$/m);
    const lines = events.split('\n');
    const received = lines.flatMap((line, index) => {
      const printed = /bpf_trace_printk: +received skb (\w+) of (\d+) bytes/.exec(line);
      return printed ? [{ skb: printed[1]!, bytes: printed[2]!, index }] : [];
    });
    // Of three pings on the loopback device two packets each, of two to the host's side one each.
    expect(received.length).toBeGreaterThanOrEqual(8);
    for (const { skb, bytes, index } of received) {
      const before = lines.slice(Math.max(0, index - 4), index).join('\n');
      expect(before).toMatch(new RegExp(`netif_receive_skb: .*skbaddr=0x${skb} len=${bytes}`));
    }
    const reached = [...events.matchAll(/bpf_trace_printk: +ip_rcv skb (\w+)/g)].map(found => found[1]!);
    expect(reached.length).toBeGreaterThanOrEqual(6);
    expect(received.map(({ skb }) => skb)).toEqual(expect.arrayContaining(reached));
  });
});
