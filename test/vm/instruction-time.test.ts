import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

// A static program (the guest's own copy of busybox) that reads a file on tmpfs, recorded whole: from the shell's
// exec to the end of the process.
const command = ['/run/ringside/busybox', 'cat', '/run/ringside/command'];
const runs = 5;

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(removeTemporary);

test('in instruction time, five recordings of a static program from one saved state have equal durations in at least 95 % of their function_graph leaves', {
  timeout: 400_000,
}, () => {
  const recordings = Array.from({ length: runs }, (_, index) => recordOnce(join(folder, String(index))));
  const [first, ...others] = recordings.map(leavesOf) as [Leaves, ...Leaves[]];
  const paired = [...first].filter(([path]) => others.every(leaves => leaves.has(path)));
  const unequal = paired.filter(([path, duration]) => others.some(leaves => leaves.get(path) !== duration));
  report(paired.length, first.size, unequal, [first, ...others]);
  expect(paired.length).toBeGreaterThan(1000);
  expect(paired.length / first.size).toBeGreaterThan(0.95);
  expect(1 - unequal.length / paired.length).toBeGreaterThanOrEqual(0.95);
});

test('instruction time is named by the recording and wherever it is shown', { timeout: 120_000 }, () => {
  const recording = join(folder, '0');
  const { time, kernel } = JSON.parse(readFileSync(join(recording, 'recording.json'), 'utf8'));
  expect(time.kind).toBe('instructions');
  expect(kernel.cpus).toBe(1);
  const events = ringside(['events', '--first', '5', recording]);
  expect(events.stderr).toContain('Instruction time: 1 ns is one executed instruction');
  expect(events.stdout).not.toContain('Instruction time');
  expect(ringside(['replay', '--depth', '1', recording]).stderr).toContain('Instruction time: 1 ns');
  expect(JSON.parse(ringside(['replay', '--depth', '1', '--json', recording]).stdout).time).toBe(
    'instructions',
  );
});

/** Durations in nanoseconds by the way to the leaf: `name#occurrence` for each call above it. */
type Leaves = ReadonlyMap<string, number>;

function recordOnce(recording: string): string {
  const options = ['--time', 'instructions', '-p', 'function_graph', '-o', recording];
  const recorded = ringside(['record', ...options, '--', ...command]);
  expect(recorded.code, recorded.stderr).toBe(0);
  expect(recorded.stderr).toContain('nothing lost, instruction time: 1 ns is one instruction');
  return recording;
}

interface Row {
  readonly row: number;
  readonly parent: number;
  readonly tid: number;
  readonly name: string;
  readonly duration: number;
  readonly ended: string;
}

/** How interrupts enter and leave on x86-64: what they call, and what they interrupt, is not the program's own path. */
const interrupt = /^(irq_(enter|exit)_rcu|__sysvec_\w+|__common_interrupt)$/;

function leavesOf(recording: string): Leaves {
  const answer = ringside(['replay', '--json', recording]);
  expect(answer.code, answer.stderr).toBe(0);
  const { rows } = JSON.parse(answer.stdout) as { rows: readonly Row[] };
  const tid = busiestThread(rows);
  const calls = new Map<number, { path: string; seen: Map<string, number> }>();
  const outermost = { path: '', seen: new Map<string, number>() };
  const leaves = new Map<string, number>();
  const isParent = new Set(rows.map(row => row.parent));
  for (const { row, parent, tid: thread, name, duration, ended } of rows) {
    const caller = parent < 0 ? outermost : calls.get(parent);
    if (thread !== tid || caller === undefined || interrupt.test(name)) continue;
    const occurrence = (caller.seen.get(name) ?? 0) + 1;
    caller.seen.set(name, occurrence);
    const path = `${caller.path}/${name}#${occurrence}`;
    calls.set(row, { path, seen: new Map() });
    if (!isParent.has(row) && ended === 'returned') leaves.set(path, duration);
  }
  return leaves;
}

function busiestThread(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { tid } of rows) counts.set(tid, (counts.get(tid) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
}

/** Names the leaves that were not equal, with their durations in the five runs. */
function report(
  paired: number,
  all: number,
  unequal: readonly (readonly [string, number])[],
  runs: readonly Leaves[],
): void {
  const byName = new Map<string, string[]>();
  for (const [path] of unequal) {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/#\d+$/, '');
    const durations = runs.map(leaves => leaves.get(path)).join(' ');
    byName.set(name, [...(byName.get(name) ?? []), durations]);
  }
  const lines = [...byName]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([name, durations]) => `  ${name}: ${durations.length}, as ${durations[0]} ns`);
  const percent = ((1 - unequal.length / paired) * 100).toFixed(2);
  process.stdout.write(
    `${paired} of ${all} leaves in all runs, ${percent} % of them equal; not equal:\n${lines.join('\n')}\n`,
  );
}
