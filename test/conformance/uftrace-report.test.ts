import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUftrace, type UftraceRecording } from '../../src/formats/uftrace/index.ts';
import { folderOf, recordedFiles, recordedText } from '../../src/formats/uftrace/testing/recorded.ts';
import type { ShownOptions } from '../../src/text/replay/index.ts';
import { collectCalls, reportTasks, reportText } from '../../src/text/uftrace-report/index.ts';
import { charted, expectSame, folded, graphed, uftraceSays, uftraceVersion } from './uftrace.ts';

const names = ['mv', 'files', 'threads', 'forks', 'args', 'events', 'patch'];
// The largest recording takes as long as all others together.
const light = names.filter(name => name !== 'files');
const recordings = join(import.meta.dirname, '../../recordings/uftrace');

async function open(name: string): Promise<UftraceRecording> {
  return openUftrace(folderOf(recordedFiles(name)));
}

describe('byte for byte the stored words of uftrace 0.13', () => {
  it.each(names)('report of %s', async name => {
    const stored = readFileSync(join(recordings, `${name}.report`), 'utf8');
    expectSame(reportText(collectCalls(await open(name), {}), {}), stored);
  });
  it.each(['args', 'forks'])('graph and folded stacks of %s', async name => {
    expectSame(graphed(await open(name)), recordedText(`${name}.graph`));
    expectSame(folded(await open(name), { faithful: true }), recordedText(`${name}.folded`));
  });
});

describe.skipIf(uftraceVersion !== '0.13')(
  `as uftrace says now (needs uftrace 0.13, is ${uftraceVersion})`,
  () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'ringside-uftrace-'));
      for (const name of names) {
        mkdirSync(join(folder, name));
        for (const [file, bytes] of recordedFiles(name)) writeFileSync(join(folder, name, file), bytes);
      }
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const says = (name: string, command: string, ...options: string[]): string =>
      uftraceSays(command, join(folder, name), options);

    it.each(names)('columns, order and tasks of the report of %s', async name => {
      const recording = await open(name);
      const all = collectCalls(recording, {});
      const sorted = { fields: 'all', sort: 'call,self' };
      expectSame(reportText(all, sorted), says(name, 'report', '-f', 'all', '-s', 'call,self'));
      const longest = { average: 'self', sort: 'max' } as const;
      expectSame(reportText(all, longest), says(name, 'report', '--avg-self', '-s', 'max'));
      expectSame(reportTasks(recording, {}, undefined, undefined), says(name, 'report', '--task'));
    });

    it.each(light)('what is left out of the report of %s', async name => {
      const recording = await open(name);
      const few = { threshold: 5000, noSched: true, noLibcall: true };
      const switches = ['-t', '5us', '--no-sched', '--no-libcall'];
      expectSame(reportText(collectCalls(recording, few), {}), says(name, 'report', ...switches));
      const deep = { kernelFull: true, depth: 3, noSchedPreempt: true };
      const others = ['--kernel-full', '-D', '3', '--no-sched-preempt'];
      expectSame(reportText(collectCalls(recording, deep), {}), says(name, 'report', ...others));
    });

    it.each(['threads', 'args', 'patch'])('callers, hidden and small functions of %s', async name => {
      const recording = await open(name);
      const told = (options: ShownOptions): string => reportText(collectCalls(recording, options), {});
      expectSame(told({ callers: ['fib'] }), says(name, 'report', '-C', 'fib'));
      expectSame(told({ hide: ['work'] }), says(name, 'report', '-H', 'work'));
      expectSame(told({ leastSize: 60 }), says(name, 'report', '-Z', '60'));
      expectSame(graphed(recording, undefined, { hide: ['work'] }), says(name, 'graph', '-H', 'work'));
    });

    it.each(['threads', 'forks', 'args', 'events', 'patch'])(
      'graph of %s and of a function in it',
      async name => {
        const recording = await open(name);
        expectSame(graphed(recording), says(name, 'graph'));
        expectSame(graphed(recording, 'main', {}, 'all'), says(name, 'graph', '-f', 'all', 'main'));
        expectSame(graphed(recording, undefined, { noEvent: true }), says(name, 'graph', '--no-event'));
      },
    );

    it.each(names)('stacks of %s', async name => {
      const recording = await open(name);
      expectSame(folded(recording, { faithful: true }), says(name, 'dump', '--flame-graph'));
      const often = { faithful: true, sampleTime: 1000, threshold: 5000 };
      expectSame(
        folded(recording, often),
        says(name, 'dump', '--flame-graph', '--sample-time', '1us', '-t', '5us'),
      );
    });

    it.each(light)('%s as a Chrome trace', async name => {
      const told = says(name, 'dump', '--chrome');
      expectSame(charted(await open(name), { faithful: true }), told.replace(/^"recorded_time".*\n/m, ''));
    });

    it('counts have all of their digits where uftrace cuts them', async () => {
      const recording = await open('threads');
      const mainOf = (text: string): string | undefined => /^main (\d+)$/m.exec(text)?.[1];
      const sampled = (time: string): string =>
        says('threads', 'dump', '--flame-graph', '--sample-time', time);
      // Ten times as many samples are ten times as much.
      expect([mainOf(sampled('10us')), mainOf(sampled('1us'))]).toEqual(['1140', '1136']);
      const ours = [10_000, 1000].map(sampleTime => mainOf(folded(recording, { sampleTime })));
      expect(ours).toEqual(['1140', '11367']);
    });

    it('is JSON even where records were lost, which uftrace’s is not', async () => {
      const recording = await open('files');
      const told = says('files', 'dump', '--chrome');
      expect(() => JSON.parse(told)).toThrow(SyntaxError);
      expectSame(charted(recording, { faithful: true }), told.replace(/^"recorded_time".*\n/m, ''));
      const { traceEvents } = JSON.parse(charted(recording, {})) as { traceEvents: unknown[] };
      expect(traceEvents.length).toBeGreaterThan(10_000);
    });
  },
);
