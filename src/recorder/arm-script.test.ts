import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { armScript, parseProbe } from './arm-script.ts';
import { defaultPlan } from './plan.ts';

const options = {
  cpus: 2,
  pid: 77,
  armed: 'nop',
  instance: '',
  root: '/root-of-command',
  probeGroup: 'ringside',
};

describe('a probe', () => {
  test.each([
    ['vfs_read', 'kprobe_events', 'p:ringside/p_vfs_read vfs_read'],
    ['r vfs_read ret=$retval', 'kprobe_events', 'r:ringside/r_vfs_read vfs_read ret=$retval'],
    ['p:reads vfs_read count=%dx', 'kprobe_events', 'p:ringside/reads vfs_read count=%dx'],
    ['p:mygroup/reads vfs_read', 'kprobe_events', 'p:ringside/reads vfs_read'],
    [
      'p /bin/bash:0x4245c0',
      'uprobe_events',
      'p:ringside/p_bash_0x4245c0 /root-of-command/bin/bash:0x4245c0',
    ],
  ])('%s', (text, file, definition) => {
    expect(parseProbe(text, '/root-of-command', 'ringside')).toMatchObject({ file, definition });
  });

  test('without a place is refused', () => {
    expect(() => parseProbe('p:reads', '', 'ringside')).toThrow('names no function');
  });
});

test('the script is shell, and what is asked for stays data in it', () => {
  const evil = "'; touch /tmp/owned; echo '";
  const event = {
    system: 'sched',
    event: 'sched_switch',
    choice: { pattern: 'x', filter: evil, triggers: [evil] },
  };
  const script = armScript({ ...defaultPlan, clock: evil, probes: [`p:x ${evil}`] }, [event], options);
  const dry = `put() { echo "put:$2"; }; add() { echo "add:$2"; }; add_top() { echo "top:$2"; }; start_draining() { :; }; state=/nonexistent\n`;
  const ran = spawnSync('sh', ['-c', dry + script], { encoding: 'utf8' });
  expect(ran.stdout).toContain(`put:${evil}`);
  expect(ran.stdout).toContain(`add:${evil}`);
  expect(ran.stdout).not.toMatch(/^owned$/m);
});

test('only the command and its children are traced unless all is asked for', () => {
  expect(armScript(defaultPlan, [], options)).toContain('put set_event_pid 77');
  expect(armScript({ ...defaultPlan, all: true }, [], options)).not.toContain('set_event_pid');
});

test('an armed tracer is not switched on again', () => {
  const graph = { ...defaultPlan, tracer: 'function_graph', depth: 3 } as const;
  expect(armScript(graph, [], options)).toContain('put current_tracer function_graph');
  expect(armScript(graph, [], { ...options, armed: 'function_graph' })).not.toContain('current_tracer');
  expect(armScript(graph, [], options)).toContain('put max_graph_depth 3');
});
