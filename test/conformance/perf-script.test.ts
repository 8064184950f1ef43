import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../src/base/index.ts';
import { binariesBelow } from '../../src/cli/open/binaries.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { readPerfData } from '../../src/formats/index.ts';
import { ElfFile } from '../../src/formats/perf-data/elf-file.ts';
import { OutputBytes, type StyleWishes } from '../../src/text/index.ts';
import { perfScriptStyle } from '../../src/text/perf-script/index.ts';
import { expectSame } from './expect-same.ts';
import { perfScript, perfVersion } from './perf.ts';

const recordings = join(import.meta.dirname, '../../recordings/perf');
const names = readdirSync(recordings)
  .filter(name => name.endsWith('.perf.gz'))
  .map(name => name.slice(0, -'.perf.gz'.length));
const symfs = join(recordings, 'symfs');
const binaries = binariesBelow(symfs);
const kernel = gunzipSync(readFileSync(join(recordings, '../uftrace/kallsyms.gz')));
/** Recordings of another boot of the same kernel: its modules lie elsewhere. */
const laterKernel = Buffer.concat([
  Buffer.from(kernel.toString('latin1').replaceAll(/^.*\[.*\n/gm, ''), 'latin1'),
  gunzipSync(readFileSync(join(recordings, 'modules.kallsyms.gz'))),
]);
const kallsymsOf = (name: string): Buffer =>
  ['cpu', 'dwarf', 'sched'].includes(name) ? kernel : laterKernel;

function bytesOf(name: string): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(join(recordings, name))));
}

async function script(name: string, wishes: StyleWishes): Promise<Uint8Array> {
  const recording = await readPerfData(
    sourceFromBytes(bytesOf(`${name}.perf.gz`)),
    await loadDecompressors(),
  );
  // What the kernel lost, and the one event that perf calls out of order too, are all that is said.
  const told = ['tracer.lost-events', 'perf-data.late-record'];
  expect(recording.trace.problems.filter(({ name: problem }) => !told.includes(problem))).toEqual([]);
  const printer = perfScriptStyle.printer(recording, wishes);
  const out = new OutputBytes();
  for await (const trace of recording.stream()) {
    printer.use(trace);
    for (let row = 0; row < trace.count; row++) printer.print(row, out);
  }
  return out.view();
}

describe('a perf.data is printed byte for byte as the stored perf script 6.1.187 printed it', () => {
  it.each(names)('%s', async name => {
    const kallsyms = kallsymsOf(name);
    expectSame(await script(name, { kallsyms, binaries }), bytesOf(`${name}.script.gz`));
  });
});

it('binaries that stacks lead into and that are not there are named', async () => {
  const recording = await readPerfData(sourceFromBytes(bytesOf('stack.perf.gz')), {});
  const printer = perfScriptStyle.printer(recording, { binaries });
  printer.use(recording.trace);
  const out = new OutputBytes();
  for (let row = 0; row < recording.trace.count; row++) printer.print(row, out);
  expect(printer.problems?.()).toMatchObject([
    {
      name: 'perf-data.stacks-not-unwound',
      place: '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
      count: 2,
    },
  ]);
});

/** Build id of the C library in the guest that `stack` was recorded in. */
const recordedLibrary = '93ac61ec5a8eb1396f9fbd350e3169a558528a40';

const version = perfVersion();
const live = version.startsWith('6.1.');

describe.skipIf(!live)(`…and as the installed perf script prints it (needs 6.1, is ${version})`, () => {
  let folder = '';
  const fileOf = (name: string): string => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-perf-'));
    for (const name of names) {
      writeFileSync(fileOf(`${name}.kallsyms`), kallsymsOf(name));
      writeFileSync(fileOf(`${name}.perf`), bytesOf(`${name}.perf.gz`));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const choices: readonly (readonly [title: string, args: readonly string[], wishes: StyleWishes])[] = [
    ['without symbols', [], {}],
    ['-F ip', ['-F', 'ip'], { fields: ['ip'] }],
    ['-F ip,sym', ['-F', 'ip,sym'], { fields: ['ip,sym'] }],
    ['-F of ids', ['-F', 'comm,pid,tid,time,event'], { fields: ['comm,pid,tid,time,event'] }],
    ['-F of places', ['-F', 'pid,ip,sym,symoff,dso,period'], { fields: ['pid,ip,sym,symoff,dso,period'] }],
    ['-F of one kind', ['-F', 'trace:comm,time,trace'], { fields: ['trace:comm,time,trace'] }],
    ['-F that adds and removes', ['-F', '+period,-cpu'], { fields: ['+period,-cpu'] }],
    ['--ns', ['--ns'], { nanoseconds: true }],
    [
      'records of tasks, maps, switches and losses',
      ['--show-task-events', '--show-mmap-events', '--show-switch-events', '--show-lost-events'],
      { records: ['task', 'mmap', 'switch', 'lost'] },
    ],
    [
      'records and flags',
      ['-F', 'misc,comm,event', '--show-task-events', '--show-mmap-events', '--show-switch-events'],
      { fields: ['misc,comm,event'], records: ['task', 'mmap', 'switch'] },
    ],
  ];
  it.each(names)('%s: with the symbols of kernel and binaries', async name => {
    const kallsyms = kallsymsOf(name);
    const symbols = ['--kallsyms', fileOf(`${name}.kallsyms`), '--symfs', symfs];
    const expected = perfScript(
      '-i',
      fileOf(`${name}.perf`),
      ...symbols,
      '--show-task-events',
      '--show-lost-events',
    );
    expectSame(await script(name, { kallsyms, binaries, records: ['task', 'lost'] }), expected);
  });

  it('stacks that lead through the C library', async context => {
    const library = '/usr/lib/x86_64-linux-gnu/libc.so.6';
    const there = existsSync(library) ? ElfFile.open(binariesBelow('/')(library)!)?.buildId() : undefined;
    if (there !== recordedLibrary)
      context.skip(`needs libc.so.6 of build id ${recordedLibrary}, is ${there}`);
    const root = join(folder, 'root');
    cpSync(symfs, root, { recursive: true });
    cpSync(library, join(root, library), { recursive: true, dereference: true });
    const wishes = { kallsyms: kallsymsOf('stack'), binaries: binariesBelow(root) };
    const args = ['-i', fileOf('stack.perf'), '--symfs', root, '--kallsyms', fileOf('stack.kallsyms')];
    const expected = perfScript(...args);
    // The signal handler was called from within the library: the kernel's own frame lies between them.
    expect(expected.toString()).toMatch(/ caught\+.*\n.*libc\.so\.6\)\n.*libc\.so\.6\)\n/);
    expectSame(await script('stack', wishes), expected);
  });

  it('registers, and what is recorded of memory', async () => {
    const fields = '+iregs,+uregs,+addr,+data_src,+weight,+ins_lat,+phys_addr';
    const expected = perfScript('-i', fileOf('registers.perf'), '--symfs', symfs, '-F', fields);
    expect(expected.toString()).toMatch(/ {4}AX:0x/);
    expectSame(await script('registers', { binaries, fields: [fields] }), expected);
  });

  it('namespaces and control groups', async () => {
    const args = ['--show-namespace-events', '--show-cgroup-events', '--symfs', folder];
    const expected = perfScript('-i', fileOf('namespaces.perf'), ...args);
    expectSame(await script('namespaces', { records: ['namespace', 'cgroup'] }), expected);
  });

  const varied = ['cpu', 'dwarf', 'sched', 'switch', 'several'];
  it.each(choices.flatMap(([title, args, wishes]) => varied.map(name => ({ name, title, args, wishes }))))(
    '$name: $title',
    async ({ name, title, args, wishes }) => {
      const without = title === 'without symbols';
      const symbols = without ? [] : ['--kallsyms', fileOf(`${name}.kallsyms`)];
      const expected = perfScript('-i', fileOf(`${name}.perf`), '--symfs', folder, ...symbols, ...args);
      expectSame(await script(name, without ? wishes : { ...wishes, kallsyms: kallsymsOf(name) }), expected);
    },
  );
});
