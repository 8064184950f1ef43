import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUftrace } from '../../src/formats/uftrace/index.ts';
import {
  asOldVersion,
  folderOf,
  recordedFiles,
  recordedText,
} from '../../src/formats/uftrace/testing/recorded.ts';
import { type ReplayOptions, replayAsUftrace } from '../../src/text/replay/index.ts';
import { dumped, expectSame, uftraceSays, uftraceVersion } from './uftrace.ts';

const names = ['mv', 'files', 'threads', 'forks', 'args', 'events', 'patch'];

async function replay(name: string, options: ReplayOptions = {}): Promise<string> {
  const recording = await openUftrace(folderOf(recordedFiles(name)));
  let text = '';
  replayAsUftrace(recording, options, line => {
    text += `${line}\n`;
  });
  return text;
}

describe('a replay is byte for byte the stored one of uftrace 0.13', () => {
  it.each(names)('%s', async name => {
    expectSame(await replay(name), recordedText(`${name}.replay`));
  });
});

// The largest recording takes as long as all others together.
const light = names.filter(name => name !== 'files');

const since = (time: number) => ({ time, elapsed: true });
const at = (time: number) => ({ time, elapsed: false });

// Only options that find a function in every recording they are tried on: without one uftrace says so in its output.
const options: readonly (readonly [recordings: readonly string[], line: string, options: ReplayOptions])[] = [
  [light, '-D 3', { depth: 3 }],
  [light, '-t 5us', { threshold: 5000 }],
  [names, '-t 100us', { threshold: 100_000 }],
  [names, '--kernel-full', { kernelFull: true }],
  [['threads', 'args', 'patch'], '-F work -D 3', { filter: ['work'], depth: 3 }],
  [['threads', 'args', 'patch'], '-N fib', { notrace: ['fib'] }],
  [['forks'], '-F fork', { filter: ['fork'] }],
  [['mv'], '-F do_fault@kernel', { filter: ['do_fault@kernel'] }],
  [['mv'], '-N do_fault@kernel', { notrace: ['do_fault@kernel'] }],
  [['mv', 'files'], '-F ^f -t 2us', { filter: ['^f'], threshold: 2000 }],
  [['files', 'args'], '-f all', { fields: 'all' }],
  [['mv', 'forks'], '-f +elapsed,time --kernel-full', { fields: '+elapsed,time', kernelFull: true }],
  [['args'], '-f none --no-comment', { fields: 'none', noComment: true }],
  [['args', 'mv'], '--no-merge --no-args', { noMerge: true, noArguments: true }],
  [['threads', 'forks'], '--task-newline --column-view', { taskNewline: true, columnOffset: 8 }],
  [['mv', 'forks'], '--no-libcall --no-sched', { noLibcall: true, noSched: true }],
  [['mv', 'threads'], '--no-event', { noEvent: true }],
  [['mv', 'threads'], '--no-sched-preempt --event-full', { noSchedPreempt: true, eventFull: true }],
  [['mv'], '--kernel-only', { kernelOnly: true }],
  [['threads'], '--tid 211', { tids: new Set([211]) }],
  [['args', 'forks', 'mv'], '--libname', { libraryNames: true }],
  [light, '-r 1ms~6ms', { range: { from: since(1e6), to: since(6e6) } }],
  [light, '-r 4ms~', { range: { from: since(4e6) } }],
  [light, '-r ~4ms -f +addr', { range: { to: since(4e6) }, fields: '+addr' }],
  [['args', 'threads'], '-r 47.15~47.16', { range: { from: at(47_150_000_000), to: at(47_160_000_000) } }],
  [['threads', 'args', 'patch'], '-H work', { hide: ['work'] }],
  [['mv'], '-H vfs_rename@kernel', { hide: ['vfs_rename@kernel'] }],
  [['threads', 'args', 'patch'], '-C fib -D 4', { callers: ['fib'], depth: 4 }],
  [['mv'], '-C vfs_rename@kernel', { callers: ['vfs_rename@kernel'] }],
  [light, '-Z 100', { leastSize: 100 }],
];

describe('events are byte for byte the stored ones of uftrace dump 0.13', () => {
  it.each(['args', 'forks', 'events'])('%s', async name => {
    const recording = await openUftrace(folderOf(recordedFiles(name)));
    expectSame(await dumped(recording), recordedText(`${name}.dump`));
  });
});

describe.skipIf(uftraceVersion !== '0.13')(
  `options act as in uftrace (needs uftrace 0.13, is ${uftraceVersion})`,
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

    it.each(['threads', 'forks', 'args'])('%s of version 3, with the binary file of tasks', async name => {
      const files = asOldVersion(recordedFiles(name));
      const old = join(folder, `old-${name}`);
      mkdirSync(old);
      for (const [file, bytes] of files) writeFileSync(join(old, file), bytes);
      const recording = await openUftrace(folderOf(files));
      let text = '';
      replayAsUftrace(recording, {}, line => {
        text += `${line}\n`;
      });
      expectSame(text, uftraceSays('replay', old));
      expectSame(await dumped(recording), uftraceSays('dump', old));
      expect(recording.problemRows).toEqual([]);
    });

    it.each(names)('events of %s are those of uftrace dump', async name => {
      const recording = await openUftrace(folderOf(recordedFiles(name)));
      expectSame(await dumped(recording), uftraceSays('dump', join(folder, name)));
    });

    const cases = options.flatMap(([recordings, line, wanted]) =>
      recordings.map(name => [name, line, wanted] as const),
    );
    it.each(cases)('%s %s', async (name, line, wanted) => {
      expectSame(await replay(name, wanted), uftraceSays('replay', join(folder, name), line.split(' ')));
    });
  },
);
