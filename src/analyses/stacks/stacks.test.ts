import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../base/index.ts';
import { loadDecompressors } from '../../cli/open/decompressors.ts';
import { detectFormat } from '../../formats/index.ts';
import type { Trace } from '../../store/index.ts';
import { handMade } from '../testing/hand-made.ts';
import { stacksOf } from './index.ts';

const recordings = join(import.meta.dirname, '../../../recordings');

async function load(name: string): Promise<Trace> {
  const file = readFileSync(join(recordings, name));
  const bytes = new Uint8Array(name.endsWith('.gz') ? gunzipSync(file) : file);
  const input = { kind: 'file' as const, source: sourceFromBytes(bytes), name };
  const format = (await detectFormat(input))!;
  return (await format.open(input, await loadDecompressors())).load();
}

/** The stack of each event of a name. */
function stacksAt(trace: Trace, name: string): string[] {
  const stacks = stacksOf(trace);
  const rows = Array.from({ length: trace.count }, (_, row) => row);
  return rows
    .filter(row => trace.formats[trace.event[row]!]?.name === name)
    .map(row => stacks.text(stacks.ofRow(row)))
    .filter(text => text !== '');
}

describe('stacks of events', () => {
  it('of a broken text keep what is no address as it stands', async () => {
    const packed = readFileSync(join(recordings, 'ftrace-text/function_stack.txt.gz'));
    const text = gunzipSync(packed)
      .toString('latin1')
      .replace(/\n => \S+/, '\n => 0xffffidle>-0');
    const input = { kind: 'file' as const, source: sourceFromBytes(Buffer.from(text, 'latin1')) };
    const trace = await (await (await detectFormat(input))!.open(input, {})).load();
    const stacks = stacksOf(trace);
    const texts = Array.from({ length: trace.count }, (_, row) => stacks.text(stacks.ofRow(row)));
    expect(texts.filter(one => one.includes('0xffffidle>-0'))).not.toEqual([]);
  });

  it('stand behind their event in its own buffer', () => {
    const trace = handMade([
      { time: 1, cpu: 0, event: 'a:x' },
      { time: 2, cpu: 1, event: 'a:y' },
      { time: 3, cpu: 0, event: 'ftrace:kernel_stack', fields: { caller: [4096, 8192] } },
      { time: 4, cpu: 1, event: 'a:z' },
    ]);
    const stacks = stacksOf(trace);
    expect([0, 1, 3].map(row => stacks.ofRow(row))).toEqual([0, -1, -1]);
    expect(stacks.frames(0)).toEqual(['0x1000', '0x2000']);
    expect(stacks.text(0)).toBe('0x2000;0x1000');
  });

  it('belong to their event though calls of the functions that take a stack stand between', () => {
    const caller = { fields: { caller: [4096, 8192] } };
    const trace = handMade([
      { time: 1, pid: 5, event: 'ftrace:funcgraph_entry' },
      { time: 2, pid: 5, event: 'a:x' },
      { time: 3, pid: 5, event: 'ftrace:funcgraph_entry' },
      { time: 4, pid: 5, event: 'ftrace:funcgraph_exit' },
      { time: 5, pid: 5, event: 'ftrace:kernel_stack', ...caller },
      { time: 6, pid: 5, event: 'ftrace:funcgraph_exit' },
      { time: 7, pid: 5, event: 'ftrace:kernel_stack', ...caller },
      { time: 8, pid: 6, event: 'a:x' },
      { time: 9, pid: 7, event: 'ftrace:funcgraph_entry' },
      { time: 10, pid: 7, event: 'ftrace:kernel_stack', ...caller },
    ]);
    const stacks = stacksOf(trace);
    const owners = Array.from({ length: trace.count }, (_, row) => row).filter(row => stacks.ofRow(row) >= 0);
    expect(owners).toEqual([1, 5, 8]);
  });

  it('are the same from a trace.dat and from the text that the kernel printed of it', async () => {
    const binary = stacksAt(await load('ftrace-text/pairs/stacks.dat'), 'sched_switch');
    const text = stacksAt(await load('ftrace-text/pairs/stacks.txt.gz'), 'sched_switch');
    expect(text.length).toBeGreaterThan(20);
    expect(binary.slice(-text.length)).toEqual(text);
  });

  it('a trace without any costs nothing', () => {
    const stacks = stacksOf(handMade([{ time: 1, event: 'a:x' }]));
    expect(stacks.some).toBe(false);
    expect(stacks.ofRow(0)).toBe(-1);
  });
});
