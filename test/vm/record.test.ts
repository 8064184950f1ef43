import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  guestsOf,
  removeTemporary,
  ringside,
  root,
  startRingside,
  temporaryFolder,
  untilSaid,
} from './ringside.ts';

const has = (name: string): boolean => spawnSync('which', [name]).status === 0;
const run = (args: readonly string[], input?: string) => ringside(args, input === undefined ? {} : { input });

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(removeTemporary);

describe('ringside record', () => {
  test('-p function_graph -- ls / gives a trace.dat that trace-cmd prints without complaint, and ringside events prints the same text', context => {
    if (!has('trace-cmd')) return context.skip('trace-cmd is not installed');
    const recording = join(folder, 'graph');
    const recorded = run(['record', '-o', recording, '-p', 'function_graph', '--', 'ls', '/']);
    expect(recorded.code, recorded.stderr).toBe(0);
    expect(recorded.stdout.split('\n')).toContain('usr');
    const theirs = spawnSync('trace-cmd', ['report', join(recording, 'trace.dat')], {
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    });
    expect(theirs.stderr).toBe('');
    expect(theirs.stdout).toContain('__x64_sys_getdents64()');
    expect(run(['events', recording]).stdout === theirs.stdout).toBe(true);
  });

  test('--block /dev/sda prints as blkparse prints it', context => {
    if (!has('blkparse')) return context.skip('blkparse is not installed');
    const recording = join(folder, 'block');
    const work = [
      'echo mq-deadline > /sys/block/sda/queue/scheduler',
      'dd if=/dev/zero of=/scratch/a bs=64k count=20 oflag=direct 2>/dev/null',
      'dd if=/dev/zero of=/scratch/b bs=4k count=9 conv=fsync 2>/dev/null',
      'echo 3 > /proc/sys/vm/drop_caches',
      'cat /scratch/a /scratch/b > /dev/null',
    ];
    const recorded = run([
      'record',
      '-o',
      recording,
      '--block',
      '/dev/sda',
      '--',
      'sh',
      '-c',
      work.join('; '),
    ]);
    expect(recorded.code, recorded.stderr).toBe(0);
    const base = join(recording, 'blktrace/sda');
    const theirs = spawnSync('blkparse', ['-i', base, '-s'], {
      encoding: 'latin1',
      env: { LC_ALL: 'C', PATH: process.env.PATH },
    });
    expect(theirs.stdout).toMatch(/ D +WS .* \[dd\]/);
    expect(theirs.stdout).toMatch(/ I +R.* \[cat\]/);
    const ours = run(['events', `${base}.blktrace.0`, '--per-program']);
    expect(ours.stdout === theirs.stdout, ours.stderr).toBe(true);
  });

  test('events of every kind print as trace-cmd report prints them', context => {
    if (!has('trace-cmd')) return context.skip('trace-cmd is not installed');
    const recording = join(folder, 'events');
    const wanted = [
      'sched:*',
      'syscalls:sys_*_openat',
      'kmem:*',
      'exceptions:*',
      'ext4:*',
      'block:*',
      'signal:*',
      'filemap:*',
    ];
    const command = 'echo x > /scratch/x; sync; cat /scratch/x; kill -0 $$';
    const recorded = run([
      'record',
      '-o',
      recording,
      ...wanted.flatMap(event => ['-e', event]),
      '--',
      'sh',
      '-c',
      command,
    ]);
    expect(recorded.code, recorded.stderr).toBe(0);
    const theirs = spawnSync('trace-cmd', ['report', join(recording, 'trace.dat')], {
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    });
    expect(theirs.stderr).toBe('');
    expect(theirs.stdout).toMatch(/ext4_\w+:/);
    expect(run(['events', recording]).stdout === theirs.stdout).toBe(true);
  });

  test('--user -- ./program (built with -pg) replays user and kernel functions nested, and uftrace replay -d agrees', context => {
    if (!has('uftrace')) return context.skip('uftrace is not installed');
    const recording = join(folder, 'user');
    const recorded = run([
      'record',
      '--user',
      '--depth',
      '8',
      '-o',
      recording,
      '--',
      join(root, 'test/vm/programs/files'),
    ]);
    expect(recorded.code, recorded.stderr).toBe(0);
    const data = join(recording, 'uftrace.data');
    const theirs = spawnSync('uftrace', ['replay', '--no-pager', '-d', data], {
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    });
    const mine = run(['replay', recording]);
    expect(mine.stdout).toMatch(/main\(\) \{/);
    expect(mine.stdout).toMatch(/ fopen\(\) \{\n(?:.*\n){0,400}?.* __x64_sys_openat\(\) \{\n/);
    expect(mine.stdout === theirs.stdout).toBe(true);
  });

  test('what --user recorded is reported, graphed, dumped and exported as uftrace does it', context => {
    if (!has('uftrace')) return context.skip('uftrace is not installed');
    const data = join(folder, 'user/uftrace.data');
    const pairs: readonly (readonly [ours: readonly string[], theirs: readonly string[]])[] = [
      [
        ['report', data, 'calls', '--style', 'uftrace'],
        ['report', '-d', data],
      ],
      [
        ['report', data, 'calls', '--style', 'uftrace', '--graph'],
        ['graph', '-d', data],
      ],
      [
        ['events', data],
        ['dump', '-d', data],
      ],
      [
        ['export', data, '--to', 'folded', '--style', 'uftrace'],
        ['dump', '--flame-graph', '-d', data],
      ],
      [
        ['export', data, '--to', 'chrome', '--style', 'uftrace'],
        ['dump', '--chrome', '-d', data],
      ],
    ];
    for (const [ours, theirs] of pairs) {
      const text = spawnSync('uftrace', [...theirs, '--no-pager'], { encoding: 'utf8', maxBuffer: 1 << 29 });
      expect(text.stdout.length, theirs.join(' ')).toBeGreaterThan(500);
      expect(run([...ours]).stdout === text.stdout, ours.join(' ')).toBe(true);
    }
  });

  test("-- sh -c 'exit 7' exits 7, and a signal is 128 and its number", () => {
    expect(run(['record', '-o', join(folder, 'seven'), '--', 'sh', '-c', 'exit 7']).code).toBe(7);
    expect(run(['record', '-o', join(folder, 'killed'), '--', 'sh', '-c', 'kill -TERM $$']).code).toBe(143);
    expect(JSON.parse(readFileSync(join(folder, 'seven/recording.json'), 'utf8')).exitCode).toBe(7);
  });

  test('-- cat < file passes the file through, standard error apart', () => {
    const text = Array.from({ length: 20_000 }, (_, line) => `line ${line} 한글\n`).join('');
    const ran = run(
      ['record', '-q', '-o', join(folder, 'cat'), '--', 'sh', '-c', 'cat; echo apart >&2'],
      text,
    );
    expect(ran.stdout === text).toBe(true);
    expect(ran.stderr).toBe('apart\n');
    expect(ran.code).toBe(0);
  });

  test('Ctrl-C reaches the command first, leaves a good recording and no process', async () => {
    const recording = join(folder, 'interrupted');
    const script = 'trap "echo caught; exit 5" INT; echo running; while :; do sleep 1; done';
    const { child, ended } = startRingside(['record', '-o', recording, '--', 'sh', '-c', script]);
    await untilSaid(child.stdout!, 'running');
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(stdout).toBe('running\ncaught\n');
    expect(code).toBe(5);
    expect(run(['events', recording]).stdout.split('\n').length).toBeGreaterThan(20);
    expect(guestsOf(child.pid)).toEqual([]);
  });

  test('kprobes with arguments are recorded and printed', () => {
    const recording = join(folder, 'probe');
    const recorded = run([
      'record',
      '-o',
      recording,
      '--probe',
      'p:reads vfs_read count=%dx',
      '--',
      'cat',
      '/etc/hostname',
    ]);
    expect(recorded.code, recorded.stderr).toBe(0);
    expect(run(['events', recording]).stdout).toMatch(/reads: +\([0-9a-f]+\) count=0x[0-9a-f]+/);
  });

  test('stacks, uprobes, filters, and the graph of one function to a depth', () => {
    const program = join(root, 'test/vm/programs/files');
    const main = mainOf(program);
    const events = (name: string, ...args: string[]): string => {
      const recorded = run(['record', '-q', '-o', join(folder, name), ...args]);
      expect(recorded.code, recorded.stderr).toBe(0);
      return run(['events', join(folder, name)]).stdout;
    };
    const probed = events(
      'uprobe',
      '--stack',
      '--probe',
      `p:begins ${program}:${main}`,
      '--',
      program,
      '/scratch/f',
    );
    expect(probed).toMatch(/files-\d+ .*begins: +\([0-9a-f]+\)/);
    expect(probed).toMatch(/kernel_stack: +<stack trace >\n=> /);
    const large = events('filter', '-e', 'kmem:kmalloc', '-f', 'bytes_req > 1000', '--', 'ls', '/');
    const sizes = [...large.matchAll(/bytes_req=(\d+)/g)].map(match => Number(match[1]));
    expect(Math.min(...sizes)).toBeGreaterThan(1000);
    events('one', '-p', 'function_graph', '-g', 'vfs_read', '--depth', '2', '--', 'cat', '/etc/hostname');
    const tree = run(['replay', join(folder, 'one')]).stdout;
    expect(tree).toMatch(/\| {2}vfs_read\(\) \{\n(?:.*\n)*?.*\| {4}rw_verify_area\(\);/);
    expect(tree).not.toMatch(/\| {6}\w+\(\)/);
  });

  test('the trace of the kernel and that of uftrace are on one clock, nothing estimated', context => {
    const recording = join(folder, 'clocks');
    const recorded = run([
      'record',
      '--user',
      '--depth',
      '2',
      '-e',
      'sched:sched_process_exec',
      '-e',
      'sched:sched_process_exit',
      '-o',
      recording,
      '--',
      join(root, 'test/vm/programs/files'),
      '/scratch/f',
    ]);
    expect(recorded.code, recorded.stderr).toBe(0);
    if (!has('uftrace')) return context.skip('uftrace is not installed');
    const times = (text: string, pattern: RegExp): number[] =>
      [...text.matchAll(pattern)].map(match => Number(match[1]));
    const kernel = run(['events', recording, '--json']).stdout;
    expect(kernel).toContain('sched_process_exec');
    const events = run(['events', recording, '--event', 'sched_process_exec']).stdout;
    const executed = times(events, /(\d+\.\d+): sched_process_exec: +filename=\S*\/files/g)[0]!;
    const exited = times(
      run(['events', recording]).stdout,
      /(\d+\.\d+): sched_process_exit: +comm=files/g,
    )[0]!;
    const dump = spawnSync('uftrace', ['dump', '-d', join(recording, 'uftrace.data')], {
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    }).stdout;
    const userTimes = times(dump, /^(\d+\.\d+) +\d+: \[(?:entry|exit )\] main\(/gm);
    expect(userTimes.length).toBe(2);
    expect(Math.min(...userTimes)).toBeGreaterThan(executed);
    expect(Math.max(...userTimes)).toBeLessThan(exited);
  });

  test('--block keeps files that events prints as blkparse, --perf a perf.data that it prints as perf script', context => {
    const recording = join(folder, 'beside');
    const command = ['dd', 'if=/dev/sda', 'of=/dev/null', 'bs=64k', 'count=40'];
    const recorded = run([
      'record',
      '--block',
      '/dev/sda',
      '--perf',
      '-e cpu-clock -g',
      '-o',
      recording,
      '--',
      ...command,
    ]);
    expect(recorded.code, recorded.stderr).toBe(0);
    expect(readdirSync(join(recording, 'blktrace'))).toContain('sda.blktrace.0');
    expect(readFileSync(join(recording, 'perf.data')).subarray(0, 8).toString()).toBe('PERFILE2');
    if (!has('blkparse')) return context.skip('blktrace is not installed');
    const parsed = spawnSync('blkparse', ['-i', join(recording, 'blktrace/sda')], { encoding: 'utf8' });
    expect(parsed.stdout).toMatch(/ +C +RA? \d+ \+ \d+ \[0\]/);
    expect(run(['events', join(recording, 'blktrace')]).stdout === parsed.stdout).toBe(true);
    if (!has('perf')) return context.skip('linux-perf is not installed');
    // The recorded kernel's symbols are in its trace.dat; the binaries are those of this machine, the guest's root.
    const kallsyms = join(folder, 'kallsyms');
    const script = `const { readMetadata } = await import(${JSON.stringify(join(root, 'dist/formats/index.js'))});
      const { openFileSource } = await import(${JSON.stringify(join(root, 'dist/cli/open/file-source.js'))});
      const source = await openFileSource(${JSON.stringify(join(recording, 'trace.dat'))});
      require('node:fs').writeFileSync(${JSON.stringify(kallsyms)}, (await readMetadata(source, {})).kallsyms);`;
    spawnSync(process.execPath, ['-e', `(async () => { ${script} })()`]);
    const data = join(recording, 'perf.data');
    const theirs = spawnSync('perf', ['script', '-i', data, '--kallsyms', kallsyms], {
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    });
    expect(theirs.stdout.split('\n').length).toBeGreaterThan(100);
    const mine = run(['events', '--kallsyms', kallsyms, data]);
    expect(mine.stdout === theirs.stdout).toBe(true);
  });

  test('several guests at once do not disturb each other', async () => {
    const both = ['one', 'two'].map(name =>
      startRingside([
        'record',
        '-q',
        '-o',
        join(folder, name),
        '--',
        'sh',
        '-c',
        `echo ${name} > /scratch/f; sleep 1; cat /scratch/f`,
      ]),
    );
    for (const { child } of both) child.stdin!.end();
    const ran = await Promise.all(both.map(({ ended }) => ended));
    expect(ran.map(({ code, stdout }) => [code, stdout])).toEqual([
      [0, 'one\n'],
      [0, 'two\n'],
    ]);
    expect(existsSync(join(folder, 'one/trace.dat')) && existsSync(join(folder, 'two/trace.dat'))).toBe(true);
  });
});

/** The offset of `main` in a position-independent program, from its symbol table (elf(5)). */
function mainOf(program: string): string {
  const bytes = readFileSync(program);
  const sections = Number(bytes.readBigUInt64LE(0x28));
  const headers = Array.from({ length: bytes.readUInt16LE(0x3c) }, (_, index) => sections + index * 64);
  const symbols = headers.find(at => bytes.readUInt32LE(at + 4) === 2)!;
  const strings = Number(bytes.readBigUInt64LE(headers[bytes.readUInt32LE(symbols + 0x28)]! + 0x18));
  const first = Number(bytes.readBigUInt64LE(symbols + 0x18));
  const size = Number(bytes.readBigUInt64LE(symbols + 0x20));
  for (let at = first; at < first + size; at += 24) {
    const name = strings + bytes.readUInt32LE(at);
    if (bytes.toString('latin1', name, name + 5) === 'main\0')
      return `0x${bytes.readBigUInt64LE(at + 8).toString(16)}`;
  }
  throw new Error(`${program} has no main`);
}
