import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOnlyFolder } from '../../src/cli/replay/read-only-folder.ts';
import { openUftrace } from '../../src/formats/uftrace/index.ts';
import { replayAsUftrace } from '../../src/text/replay/index.ts';

const programs = join(import.meta.dirname, 'uftrace-programs');

const told = (command: string): string =>
  spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout ?? '';
const version = /v(\d\S*)/.exec(told('uftrace'))?.[1] ?? 'not installed';
const compilers = told('gcc') !== '' && told('g++') !== '';
const why = `needs uftrace 0.13 (is ${version}) and gcc with g++ (${compilers ? 'installed' : 'not installed'})`;

const argumentOptions = [
  ['-A', 'integers@arg1,arg2,arg3/u,arg4/d16,arg5/c', '-R', 'integers@retval/i32'],
  ['-A', 'floats@fparg1/32,fparg2/64,fparg3/80%stack+1', '-R', 'floats@retval/f64'],
  ['-A', 'texts@arg1/s,arg2/s', '-R', 'texts@retval/s', '-A', 'words@arg1/x', '-R', 'words@retval/u64'],
  ['-A', 'pointers@arg1/p,arg2/p', '-R', 'pointers@retval/p'],
].flat();

const recordings: readonly (readonly [name: string, options: readonly string[], program: string])[] = [
  ['plain', [], './calls'],
  ['arguments', argumentOptions, './calls'],
  ['arguments from debug information', ['-a'], './calls'],
  ['calls between libraries', ['--nest-libcall', '--force'], './calls'],
  ['events', ['-T', 'integers@read=proc/statm|page-fault', '-W', 'cpu'], './calls'],
  ['C++', [], './classes'],
  ['C++ with arguments', ['-a'], './classes'],
  ['estimated returns', ['-e'], './classes'],
];

// User-level functions only: nothing of the machine's kernel is traced.
describe.skipIf(version !== '0.13' || !compilers)(`fresh recordings replay as uftrace does (${why})`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-uftrace-'));
    const compile = (compiler: string, ...argv: string[]): void => {
      execFileSync(compiler, ['-g', '-O0', '-pg', ...argv], { cwd: folder });
    };
    compile('gcc', '-shared', '-fPIC', join(programs, 'library.c'), '-o', 'library.so');
    compile('gcc', '-rdynamic', join(programs, 'calls.c'), '-o', 'calls', '-ldl');
    compile('g++', join(programs, 'classes.cc'), '-o', 'classes');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(recordings)('%s', async (name, options, program) => {
    const data = join(folder, `${name.replaceAll(/\W/g, '-')}.data`);
    const run = spawnSync('uftrace', ['record', ...options, '-d', data, program], { cwd: folder });
    expect(run.status, run.stderr?.toString()).toBe(0);
    const expected = execFileSync('uftrace', ['replay', '--no-pager', '-d', data], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 28,
    });
    const recording = await openUftrace(readOnlyFolder(data));
    const lines: string[] = [];
    replayAsUftrace(recording, {}, line => lines.push(line));
    expect(lines.length).toBeGreaterThan(100);
    expect(lines).toEqual(expected.split('\n').slice(0, -1));
    expect(recording.problemRows).toEqual([]);
  });
});
