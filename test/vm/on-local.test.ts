import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stateScript } from './guest-behind-ssh.ts';
import { removeTemporary, ringside, root, temporaryFolder } from './ringside.ts';

// This machine's own kernel is never traced: Ringside runs inside a guest, which it takes for its machine.

afterAll(removeTemporary);

/** Parts of what a script printed, by the names in lines `#### NAME`. */
function partsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(/^#### /m).map(part => [part.split('\n', 1)[0]!, part.slice(part.indexOf('\n') + 1)] as const),
  );
}

function inGuest(script: string, output = join(temporaryFolder(), 'home')): ReadonlyMap<string, string> {
  const ran = ringside(['vm', 'shell', '--quiet', '-o', output, '--', 'sh', '-c', script]);
  expect(ran.code, ran.stderr).toBe(0);
  return partsOf(ran.stdout + ran.stderr);
}

const state = `state() { echo "#### $1"; sh -c ${JSON.stringify('. /tmp/state.sh')}; }
cat >/tmp/state.sh <<'STATE'
${stateScript}
STATE
`;

describe('the agent', () => {
  /** A shell that is the agent, without a channel. */
  const agent = (steps: string): string => `owner=0:0
. ${root}/data/agent/tracer.sh
. ${root}/data/agent/machine.sh
aside=$(mktemp -d /tmp/aside-XXXXXX)
state=$aside
${steps}`;
  const write = (name: string, steps: string): string =>
    `cat >/tmp/${name} <<'STEPS'\n${agent(steps)}\nSTEPS\n`;

  test('that is killed at the top level is undone by the next, which says so; nobody else gets in meanwhile', () => {
    const parts = inGuest(`${state}
cd /sys/kernel/tracing
echo vfs_write >set_ftrace_filter; echo 5 >max_graph_depth; echo 1 >options/sym-offset
echo 'prev_pid > 3' >events/sched/sched_switch/filter
state before
${write(
  'first',
  `look_around function >/dev/null && take_place >/dev/null && record_at_top 2048 && put trace_clock mono
put set_ftrace_filter vfs_read; put current_tracer function; put set_event_pid 1; put options/event-fork 1
put events/sched/sched_switch/filter 'next_pid > 7'; add events/sched/sched_wakeup/trigger stacktrace
add_top kprobe_events 'p:ringside/reads vfs_read count=%dx'; add set_event ringside:reads; add set_event sched:sched_switch
put tracing_on 1
echo; echo '#### during'; cat current_tracer set_ftrace_filter set_event kprobe_events
true >/tmp/first.armed
[ "$1" = stay ] && sleep 1000
kill -KILL $$`,
)}${write(
  'second',
  `look_around function >/dev/null; take_place
record_at_top 2048
leave`,
)}sh /tmp/first stay &
first=$!
tries=0
until [ -e /tmp/first.armed ] || [ $tries = 600 ]; do sleep 0.1; tries=$((tries + 1)); done
echo '#### refused'
sh /tmp/second
kill -KILL $first
sleep 1
echo '#### repaired'
sh /tmp/second
state after
echo function >current_tracer
echo '#### others'
sh /tmp/second
cat current_tracer
echo nop >current_tracer
`);
    expect(parts.get('during')).toMatch(/^function\nvfs_read\n(?:.*\n)*p:ringside\/reads vfs_read/);
    expect(parts.get('during')).toContain('sched:sched_switch');
    expect(parts.get('refused')).toMatch(/^refuse top-ringside \d+$/m);
    expect(parts.get('repaired')).toMatch(/^repaired \d+ \d+$/m);
    expect(parts.get('others')).toMatch(/^refuse top-tracer function\nfunction$/m);
    expect(parts.get('after')?.trimEnd()).toBe(parts.get('before')?.trimEnd());
    expect(parts.get('before')).toContain('vfs_write');
  });
});

test('record --on local records the command as whoever asks, with its streams, code and folder', () => {
  const home = join(temporaryFolder(), 'home');
  mkdirSync(home);
  const parts = inGuest(
    `${state}
state before
echo '#### said'
cd /scratch
${process.execPath} ${root}/bin/ringside.mjs record --on local -o /out/r --probe 'p:reads vfs_read count=%dx' \\
  -e 'sched:sched_process_*' -- sh -c 'cat; echo apart >&2; pwd; cat /etc/hostname >/dev/null; exit 7' <<'IN'
passed on
IN
echo "code $?"
state after
`,
    home,
  );
  expect(parts.get('said')).toMatch(/^passed on\n\/scratch\ncode 7$/m);
  expect(parts.get('after')?.trimEnd()).toContain(parts.get('before')!.trimEnd());
  const recording = join(home, 'r');
  const { target, exitCode, time } = JSON.parse(readFileSync(join(recording, 'recording.json'), 'utf8'));
  expect([target, exitCode, time.kind]).toEqual(['local', 7, 'real']);
  const events = ringside(['events', recording]).stdout;
  expect(events).toMatch(/cat-\d+ .*reads: +\([0-9a-f]+\) count=0x/);
  expect(events).toMatch(/sched_process_exec: +filename=\S*\/cat /);
});
