import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { callsAnalysis } from '../../src/analyses/calls/index.ts';
import { answerRows } from '../../src/analyses/testing/answer-rows.ts';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { detectFormat } from '../../src/formats/index.ts';
import type { Trace } from '../../src/store/index.ts';

const recordings = join(import.meta.dirname, '../../recordings/trace-dat');

async function load(name: string): Promise<Trace> {
  const bytes = new Uint8Array(readFileSync(join(recordings, name)));
  const input = { kind: 'file' as const, source: sourceFromBytes(bytes), name };
  return (await (await detectFormat(input))!.open(input, await loadDecompressors())).load();
}

const printedCall =
  /^ *(.+)-(\d+) +\[(\d+)\].*funcgraph_(entry|exit): +(?:[+!#*@$]* *([\d.]+) us)? +\| ( *)(?:(\S+?)\(\)(;| \{)|\})/;

interface Printed {
  count: number;
  time: number;
}

/** What trace-cmd prints of calls: their number by function, and the sum of the durations that it prints. */
function printedCalls(text: string): Map<string, Printed> {
  const functions = new Map<string, Printed>();
  const open = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const found = printedCall.exec(line);
    if (found === null) continue;
    const [, comm, tid, cpu, , time, indent, name, ending] = found;
    const task = tid === '0' ? `${comm}/${cpu}` : tid!;
    const stack = open.get(task) ?? [];
    open.set(task, stack);
    const depth = indent!.length / 2;
    if (name !== undefined) {
      const one = functions.get(name) ?? { count: 0, time: 0 };
      functions.set(name, one);
      one.count++;
      if (ending === ';') one.time += Number(time) * 1000;
      else stack[depth] = name;
      continue;
    }
    const ended = functions.get(stack[depth] ?? '');
    if (ended !== undefined && time !== undefined) ended.time += Number(time) * 1000;
    delete stack[depth];
  }
  return functions;
}

it('functions have the calls and the times that trace-cmd prints of each (What must be shown 1)', async () => {
  const trace = await load('fgraph.dat');
  const text = gunzipSync(readFileSync(join(recordings, 'fgraph.report.gz'))).toString('latin1');
  const printed = printedCalls(text);
  const answers = new Map<string, Printed>();
  const rows = answerRows(callsAnalysis, trace, 'calls.durations', ['function', 'duration', 'unfinished']);
  for (const [name, duration, unfinished] of rows) {
    const one = answers.get(String(name)) ?? { count: 0, time: 0 };
    answers.set(String(name), one);
    one.count++;
    if (unfinished === 0) one.time += Number(duration);
  }
  expect(answers.size).toBeGreaterThan(1000);
  const differing = [...answers].filter(([name, { count, time }]) => {
    const judge = printed.get(name);
    return judge?.count !== count || Math.abs(judge.time - time) > 0.5;
  });
  expect(differing.map(([name, one]) => [name, one, printed.get(name)])).toEqual([]);
  const means = answerRows(callsAnalysis, trace, 'calls.functions', ['calls']);
  expect(means.reduce((sum, [calls]) => sum + Number(calls), 0)).toBe(rows.length);
});

it('stacks are as many as trace-cmd prints of each event, with its innermost functions', async () => {
  const trace = await load('stack.dat');
  const text = gunzipSync(readFileSync(join(recordings, 'stack.report.gz'))).toString('latin1');
  const printed = new Map<string, number>();
  // A stack stands behind its event, those of other CPUs between them.
  const before = new Map<string, string>();
  let event = '';
  let frames: string[] | undefined;
  const keep = (): void => {
    if (frames === undefined) return;
    const key = `${event} ${frames.reverse().join(';')}`;
    printed.set(key, (printed.get(key) ?? 0) + 1);
    frames = undefined;
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('=> ')) {
      frames?.push(line.replace(/^=> (.*?)(?:\+0x\w+)? \(\w+\).*$/, '$1'));
      continue;
    }
    keep();
    const [, cpu, name] = /\[(\d+)\] .*?\d+\.\d+: (\w+):/.exec(line) ?? [];
    if (cpu === undefined || name === undefined) continue;
    if (name === 'kernel_stack') {
      event = before.get(cpu) ?? '';
      frames = [];
    } else before.set(cpu, name);
  }
  keep();
  const answers = new Map<string, number>();
  const rows = answerRows(callsAnalysis, trace, 'calls.stacks', ['event', 'stack', 'count']);
  for (const [full, stack, count] of rows) {
    const key = `${String(full).split(':')[1]} ${stack}`;
    answers.set(key, (answers.get(key) ?? 0) + Number(count));
  }
  expect(answers.size).toBeGreaterThan(50);
  expect([...answers].sort()).toEqual([...printed].sort());
});
