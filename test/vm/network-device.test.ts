import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

// nc waits for both ends to close, and slirp keeps its own open: it is given its time.
const script = `exec 2>&1
interrupts() { awk '/eth0/ { for (n = 2; n <= NF && $n ~ /^[0-9]+$/; n++) sum += $n; print "interrupts " sum + 0 }' /proc/interrupts; }
talk() { (printf "$1"; sleep "$2") | timeout "$2" busybox nc 10.0.2.100 7; }
interrupts
busybox ping -c 2 -W 10 10.0.2.2
interrupts
echo "[$(talk 'first\\n' 3)]"
interrupts
echo "[$(talk 'second\\nand more\\n' 3)]"
echo "[$(talk 'every 20 5\\n' 4)]"
echo "[$(busybox ping -c 1 -W 2 1.1.1.1 | grep -c 'bytes from')]"`;

describe('eth0, the guest after a resume', () => {
  const recording = join(temporaryFolder(), 'traffic');
  let said: string;
  beforeAll(() => {
    const recorded = ringside([
      ...['record', '--all', '--stack', '-e', 'sched:sched_waking', '-e', 'irq:irq_handler_entry'],
      ...['-q', '-o', recording, '--', 'sh', '-c', script],
    ]);
    expect(recorded.code, recorded.stderr).toBe(0);
    said = recorded.stdout;
  });

  test('the other side of the cable answers a ping, and each answer is an interrupt', () => {
    expect(said).toContain('2 packets transmitted, 2 packets received');
    const [atStart, afterPing, afterTalk] = interrupts();
    expect(afterPing! - atStart!).toBeGreaterThanOrEqual(2);
    expect(afterTalk! - afterPing!).toBeGreaterThanOrEqual(2);
  });

  test('10.0.2.100 port 7 echoes, to one connection after the other, and sends series', () => {
    expect(said).toContain('[first]');
    expect(said).toContain('[second\nand more]');
    expect(said).toContain('[every 20 5\n1\n2\n3\n4\n5]');
  });

  test('there is no way out', () => {
    expect(said).toMatch(/\[0\]\n$/);
  });

  test("a packet's way up, from the card's poll to the task that waits for it, is one stack", () => {
    const { stdout } = ringside(['events', recording]);
    const stacks = stdout.split(/^(?=.*sched_waking:)/m).filter(text => text.includes('sched_waking:'));
    const way = ['try_to_wake_up', 'sock_def_readable', 'tcp_v4_rcv', 'e1000_clean'];
    const seen = stacks.map(stack => way.map(name => stack.indexOf(`${name} `)));
    const complete = seen.filter(places => places.every((at, index) => at > (places[index - 1] ?? -1)));
    expect(complete.length).toBeGreaterThanOrEqual(4);
    expect(stdout).toContain('name=eth0');
  });

  const interrupts = (): readonly number[] =>
    [...said.matchAll(/^interrupts (\d+)$/gm)].map(found => Number(found[1]));
});
