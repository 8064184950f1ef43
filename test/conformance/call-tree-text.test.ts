import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type CallTree, callsOfTrace, rowKind, rowsByTask } from '../../src/analyses/calls/index.ts';
import { sourceFromBytes } from '../../src/base/index.ts';
import { openRecordingAt } from '../../src/cli/open/open-recording.ts';
import { openRecording } from '../../src/formats/index.ts';
import { findStyle, type KernelWishes } from '../../src/text/index.ts';
import { kernelDefaults } from '../../src/text/kernel/kernel-wishes.ts';
import { printAll } from './printed.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const recordings = join(import.meta.dirname, '../../recordings');
const version = traceCmdVersion();

const graphs = [
  'trace-dat/fgraph.dat',
  'trace-dat/kernels/6.1-rt-graph.dat',
  'trace-dat/kernels/6.1-arm64-graph.dat',
  'trace-dat/kernels/6.12-graph.dat',
  'trace-dat/kernels/6.12-rt-graph.dat',
  'ftrace-text/pairs/graph.dat',
  'ftrace-text/pairs/graph-irqs.dat',
];

/** What `cat trace` printed of the buffer of a recording, with other columns each; whether it has times and durations. */
const printed: readonly (readonly [text: string, recording: string, timed: boolean])[] = [
  ['graph-abstime-proc-tail', 'graph', true],
  ['graph-all', 'graph', true],
  ['graph', 'graph', true],
  ['graph-latency', 'graph', true],
  ['graph-nooverhead', 'graph', true],
  ['graph-noduration', 'graph', false],
  ['graph-irqs-proc', 'graph-irqs', false],
  ['graph-irqs', 'graph-irqs', false],
];

interface Call {
  readonly name: string;
  readonly depth: number;
  /** Nanoseconds; -1 where its end was not seen. */
  readonly duration: number;
}

/** The kernel functions of each thread in their order; idle tasks by their CPU. */
function callsByThread(tree: CallTree): Map<string, readonly Call[]> {
  const { order, first } = rowsByTask(tree);
  const threads = new Map<string, readonly Call[]>();
  tree.tasks.forEach(({ tid, cpu }, task) => {
    const rows = [...order.subarray(first[task], first[task + 1])];
    const calls = rows
      .filter(row => tree.names[tree.name[row]!]!.kind === rowKind.kernel)
      .map(row => ({
        name: tree.names[tree.name[row]!]!.text,
        depth: tree.depth[row]!,
        duration: tree.flags[row] === 0 ? tree.end[row]! - tree.start[row]! : -1,
      }));
    if (calls.length > 0)
      threads.set(tid < 0 ? 'unknown' : cpu === undefined ? `${tid}` : `CPU ${cpu}`, calls);
  });
  return threads;
}

async function treeOf(bytes: Uint8Array): Promise<CallTree> {
  const recording = await openRecording({ kind: 'file', source: sourceFromBytes(bytes, 'text') }, {});
  return callsOfTrace(await recording!.load());
}

async function treeOfFile(path: string): Promise<CallTree> {
  const { recording, close } = await openRecordingAt(join(recordings, path));
  const tree = callsOfTrace(await recording.load());
  await close();
  return tree;
}

/** As `cat trace` prints it with these options: the kernel style is held against the kernel's own texts elsewhere. */
async function kernelText(path: string, options: readonly (keyof KernelWishes)[]): Promise<Uint8Array> {
  const { recording, close } = await openRecordingAt(join(recordings, path));
  const text = await printAll(findStyle('trace-dat', 'kernel')!, recording, {
    kernel: { ...kernelDefaults, ...Object.fromEntries(options.map(option => [option, true])) },
  });
  await close();
  return text;
}

/** The same calls at the same depths; durations as far as the digits of a text go. */
function expectSameCalls(found: CallTree, expected: CallTree, timed: boolean): void {
  const theirs = callsByThread(found);
  for (const [thread, calls] of callsByThread(expected)) {
    // A thread that no line names stands for itself.
    const own = theirs.get(thread) ?? theirs.get('unknown') ?? [];
    // One function has several names; which of them is printed is each printer's own choice.
    const shape = ({ name, depth }: Call): string => `${depth} ${name.replace(/^__(do|x64)_sys_/, 'sys_')}`;
    expect(own.map(shape), thread).toEqual(calls.map(shape));
    if (!timed) continue;
    const wrong = calls.filter(({ duration }, i) => {
      const other = own[i]!.duration;
      return duration < 0 !== other < 0 || Math.abs(other - duration) > 100 + duration * 2e-4;
    });
    expect(wrong, thread).toEqual([]);
  }
  expect(found.count).toBeGreaterThan(500);
}

describe.skipIf(version !== '3.1.6')(
  `calls of a recording and of its text by trace-cmd are the same [needs trace-cmd 3.1.6, found ${version}]`,
  () => {
    it.each(graphs)('%s', async path => {
      const expected = await treeOfFile(path);
      for (const flags of [[], ['-t'], ['-l']]) {
        const text = traceCmd('report', ...flags, join(recordings, path));
        expectSameCalls(await treeOf(text), expected, true);
      }
    });
  },
);

describe('calls of a recording and of its text by the kernel are the same', () => {
  it.each(graphs)('%s', async path => {
    const expected = await treeOfFile(path);
    for (const options of [
      ['graphProc', 'graphAbstime'],
      ['graphProc', 'graphTail'],
    ] as const) {
      expectSameCalls(await treeOf(await kernelText(path, options)), expected, true);
    }
  });

  it.each(printed)('%s.txt of %s.dat', async (text, recording, timed) => {
    const folder = join(recordings, 'ftrace-text/pairs');
    const found = await treeOf(gunzipSync(readFileSync(join(folder, `${text}.txt.gz`))));
    expectSameCalls(found, await treeOfFile(`ftrace-text/pairs/${recording}.dat`), timed);
  });
});
