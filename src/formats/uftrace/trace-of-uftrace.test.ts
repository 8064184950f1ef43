import { beforeAll, describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { detectFormat } from '../index.ts';
import { openUftrace, type UftraceRecording } from './index.ts';
import { folderOf, recordedFiles } from './testing/recorded.ts';

async function open(name: string): Promise<UftraceRecording> {
  return openUftrace(folderOf(recordedFiles(name)));
}

/** Fields of the first row of an event. */
function first(trace: Trace, system: string, name: string, fields: readonly string[]): unknown[] {
  const event = trace.findEvent(system, name);
  const row = trace.event.indexOf(event);
  return [row >= 0, ...fields.map(field => trace.fields.value(event, field)?.(row))];
}

describe('the records of a uftrace directory as a trace', () => {
  let trace: Trace;
  beforeAll(async () => {
    trace = await (await open('args')).load();
  });

  it('are all there, by time, since the first of them', () => {
    const { count, time } = trace;
    expect(time[0]).toBe(0);
    expect(time.every((one, row) => row === 0 || one >= time[row - 1]!)).toBe(true);
    expect(count).toBeGreaterThan(200);
    expect(trace.start).toBe(trace.absoluteTime(0));
  });

  it('tell functions with their arguments', () => {
    const event = trace.findEvent('uftrace', 'entry');
    const name = trace.fields.text(event, 'function')!;
    const rows = [...trace.event.keys()].filter(row => trace.event[row] === event);
    const fib = rows.find(row => name(row) === 'fib')!;
    expect(trace.fields.value(event, 'arguments')?.(fib)).toBe('(6)');
    expect(trace.fields.value(event, 'module')?.(fib)).toBe('threads');
    expect(trace.fields.value(event, 'depth')?.(fib)).toBe(1);
    expect(trace.fields.value(event, 'address')?.(fib)).toBe('0x55aae6bd9258');
  });

  it('tell what the kernel said of tasks', () => {
    expect(first(trace, 'linux', 'task-name', ['comm'])).toEqual([true, 'threads']);
    expect(trace.tasks.of(216)).toBe('threads');
  });

  it('tell functions and events of the kernel by its own formats', async () => {
    const kernel = await (await open('events')).load();
    const fields = ['func', 'depth', 'function'];
    const entry = ['0xffffffff81a59af0', 0, '_raw_spin_lock_irqsave'];
    expect(first(kernel, 'ftrace', 'funcgraph_entry', fields)).toEqual([true, ...entry]);
    expect(kernel.problems.map(({ name }) => name)).toContain('uftrace.unknown-kernel');
  });

  it('are told from their beginning however often they are asked for', async () => {
    const recording = await open('events');
    const once = await recording.load();
    const again = await recording.load();
    expect(again.problems).toEqual(once.problems);
    expect(again.time).toEqual(once.time);
    const half = await recording.load({ from: recording.start + 1_000_000n });
    expect(half.count).toBeLessThan(once.count);
    expect(half.start).toBe(once.start);
  });

  it('come with what the file says of itself', () => {
    expect(trace.facts).toMatchObject({ format: 'uftrace v4', writer: 'uftrace v0.13', cpuCount: 2 });
    expect(trace.clock).toEqual({ name: 'mono', unit: 'ns' });
  });
});

describe('a folder is a uftrace directory', () => {
  const detect = async (info: Uint8Array): Promise<string | undefined> =>
    (await detectFormat({ kind: 'folder', folder: folderOf(new Map([['info', info]])) }))?.id;

  it('by what its info says, not by its name', async () => {
    expect(await detect(Buffer.from('Ftrace!\0rest'))).toBe('uftrace');
    expect(await detect(Buffer.from('exename:mv'))).toBeUndefined();
    const source = sourceFromBytes(Buffer.from('Ftrace!\0'));
    expect(await detectFormat({ kind: 'file', source })).toBeUndefined();
  });
});
