import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFolder } from '../../src/cli/open/file-folder.ts';
import { shownOptionsOf, withKept } from '../../src/cli/replay/shown-options.ts';
import { openUftrace } from '../../src/formats/uftrace/index.ts';
import { replayAsUftrace } from '../../src/text/replay/index.ts';
import { collectCalls, reportText } from '../../src/text/uftrace-report/index.ts';
import {
  charted,
  dumped,
  expectSame,
  folded,
  graphed,
  uftraceDumpsUntilAbort,
  uftraceSays,
  uftraceVersion,
} from './uftrace.ts';

const programs = join(import.meta.dirname, 'uftrace-programs');

const told = (command: string): string =>
  spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout ?? '';
const compilers = told('gcc') !== '' && told('g++') !== '';
const why = `needs uftrace 0.13 (is ${uftraceVersion}) and gcc with g++ (${compilers ? 'installed' : 'not installed'})`;

const argumentOptions = [
  ['-A', 'integers@arg1,arg2,arg3/u,arg4/d16,arg5/c', '-R', 'integers@retval/i32'],
  ['-A', 'floats@fparg1/32,fparg2/64', '-R', 'floats@retval/f64'],
  ['-A', 'texts@arg1/s,arg2/s', '-R', 'texts@retval/s', '-A', 'words@arg1/x', '-R', 'words@retval/u64'],
  ['-A', 'pointers@arg1/p,arg2/p', '-R', 'pointers@retval/p'],
].flat();

const recordings: readonly (readonly [name: string, options: readonly string[], program: string])[] = [
  ['plain', [], './calls'],
  ['arguments', argumentOptions, './calls'],
  ['a long double', ['-A', 'floats@fparg2/64,fparg3/80%stack+1'], './calls'],
  ['arguments from debug information', ['-a'], './calls'],
  ['calls between libraries', ['--nest-libcall', '--force'], './calls'],
  ['events', ['-T', 'integers@read=proc/statm|page-fault', '-W', 'cpu'], './calls'],
  ['C++', [], './classes'],
  ['C++ with arguments', ['-a'], './classes'],
  ['threads, longjmp, fork and exec', ['--force'], './tasks'],
  ['calls that take long', ['--force', '-t', '50us'], './tasks'],
  ['estimated returns', ['-e'], './classes'],
];

const hasLongDouble = new Set(['a long double', 'arguments from debug information']);

// User-level functions only: nothing of the machine's kernel is traced.
describe.skipIf(uftraceVersion !== '0.13' || !compilers)(
  `fresh recordings are told as uftrace tells them (${why})`,
  () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'ringside-uftrace-'));
      const compile = (compiler: string, ...argv: string[]): void => {
        execFileSync(compiler, ['-g', '-O0', '-pg', ...argv], { cwd: folder });
      };
      compile('gcc', '-shared', '-fPIC', join(programs, 'library.c'), '-o', 'library.so');
      compile('gcc', '-rdynamic', join(programs, 'calls.c'), '-o', 'calls', '-ldl');
      compile('gcc', join(programs, 'tasks.c'), '-o', 'tasks', '-lpthread');
      compile('g++', join(programs, 'classes.cc'), '-o', 'classes');
    }, 120_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it.each(recordings)('%s', async (name, options, program) => {
      const data = join(folder, `${name.replaceAll(/\W/g, '-')}.data`);
      const run = spawnSync('uftrace', ['record', ...options, '-d', data, program], { cwd: folder });
      expect(run.status, run.stderr?.toString()).toBe(0);
      const expected = uftraceSays('replay', data);
      const recording = await openUftrace(openFolder(data, 0));
      const lines: string[] = [];
      const shown = shownOptionsOf(withKept({}, recording.defaultOptions));
      replayAsUftrace(recording, shown, line => lines.push(line));
      expect(lines.length).toBeGreaterThan(30);
      expect(lines).toEqual(expected.split('\n').slice(0, -1));
      const events = await dumped(recording);
      if (hasLongDouble.has(name)) {
        const told = uftraceDumpsUntilAbort(data);
        expectSame(events.slice(0, told.length), told);
      } else expectSame(events, uftraceSays('dump', data));
      expectSame(reportText(collectCalls(recording, shown), {}), uftraceSays('report', data));
      expectSame(graphed(recording, undefined, shown), uftraceSays('graph', data));
      expectSame(
        folded(recording, { ...shown, faithful: true }),
        uftraceSays('dump', data, ['--flame-graph']),
      );
      const chrome = uftraceSays('dump', data, ['--chrome']).replace(/^"recorded_time".*\n/m, '');
      expectSame(charted(recording, { ...shown, faithful: true }), chrome);
      expect(recording.problemRows).toEqual([]);
    });
  },
);
