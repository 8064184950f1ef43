import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordedFiles, recordedText } from '../../formats/uftrace/testing/recorded.ts';
import { parseCount, parseDuration, parseTids } from './parse-values.ts';

test('durations, counts and thread ids', () => {
  expect(['300', '5us', '1.5ms', '2s', '1µs'].map(text => parseDuration('-t', text))).toEqual([
    300, 5000, 1_500_000, 2_000_000_000, 1000,
  ]);
  expect(() => parseDuration('-t', 'soon')).toThrow('-t does not take soon');
  expect(parseCount('-D', '12')).toBe(12);
  expect(() => parseCount('-D', '0')).toThrow();
  expect([...parseTids('--tid', '7,8;9')]).toEqual([7, 8, 9]);
  expect(() => parseTids('--tid', '7,,8')).toThrow();
});

const program = join(import.meta.dirname, '../../../bin/ringside.mjs');

describe('ringside replay', { timeout: 60_000 }, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-replay-'));
    for (const [recording, name] of [
      ['guest', 'mv'],
      ['plain', 'threads'],
      ['files', 'files'],
    ] as const) {
      const data = join(folder, recording, 'uftrace.data');
      mkdirSync(data, { recursive: true });
      for (const [file, bytes] of recordedFiles(name)) writeFileSync(join(data, file), bytes);
    }
    const uname = 'Linux (none) 6.1.0-56-amd64 #1 SMP Debian x86_64 GNU/Linux';
    const kernel = { uname, arch: 'x86_64' };
    const about = { format: 1, command: ['mv', 'a', 'b'], kernel, time: { kind: 'emulated' } };
    writeFileSync(join(folder, 'guest', 'recording.json'), JSON.stringify(about));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function ringside(...argv: string[]): { status: number | null; out: string; err: string } {
    const env = { ...process.env, COLUMNS: '80', LANG: 'C', NO_COLOR: '', XDG_DATA_HOME: folder };
    const run = spawnSync(process.execPath, [program, 'replay', ...argv], {
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return { status: run.status, out: run.stdout, err: run.stderr };
  }

  test('of a recording folder: uftrace’s bytes, and whose time it is on standard error', () => {
    const { status, out, err } = ringside(join(folder, 'guest'));
    expect(status).toBe(0);
    expect(out).toBe(recordedText('mv.replay'));
    expect(err).toBe(
      'ringside: Emulated time: order, paths and counts are real, durations are those of the emulator.\n',
    );
  });

  test('in layers: the command, whose time it is, the call, the table; no line too wide', () => {
    const { status, out } = ringside('--layers', join(folder, 'guest'));
    const lines = out.split('\n');
    expect(status).toBe(0);
    expect(lines[0]).toBe('mv a b  Linux 6.1.0-56-amd64');
    expect(lines[1]).toMatch(/^Emulated time/);
    expect(out).toMatch(/Library +renameat2\(\) \{\n.*⚡ timer interrupt …\n/);
    expect(out).toMatch(/System call +│ │ renameat2\(\) \{\n/);
    expect(out).toMatch(/\nSelf time by layer/);
    expect(out).not.toContain('\u001b');
    expect(lines.filter(line => line.length > 80)).toEqual([]);
  });

  test('colours when asked for', () => {
    expect(ringside('--layers', '--color', 'always', '-D', '1', join(folder, 'plain')).out).toContain(
      '\u001b[',
    );
  });

  test('as JSON: described columns, rows that point to their callers', () => {
    const { out } = ringside('--json', '-F', 'renameat2', join(folder, 'guest'));
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ ringside: 1, kind: 'replay', time: 'emulated', problems: [] });
    const ids = answer.columns.map((column: { id: string }) => column.id);
    expect(Object.keys(answer.rows[0])).toEqual(ids);
    const call = answer.rows.find((row: { name: string }) => row.name === '__x64_sys_renameat2');
    expect(call).toMatchObject({ layer: 'syscall', tid: 199, comm: 'mv', ended: 'returned' });
    expect(call.source).toMatch(/^fs\/namei\.c:\d+$/);
    expect(answer.rows[0]).toMatchObject({ name: 'renameat2', kind: 'library', depth: 0 });
  });

  test('tasks by name', () => {
    const { out } = ringside('--json', '--task', 'threads', '--tid', '207', join(folder, 'plain'));
    expect(JSON.parse(out).rows.length).toBeGreaterThan(0);
    expect(ringside('--task', 'nobody', join(folder, 'plain'))).toMatchObject({
      status: 2,
      err: 'ringside: no task of this recording is nobody\n  → there are: threads\n',
    });
  });

  test('interrupts inside calls are one line each, or open with --interrupts, and nothing is lost of the time', () => {
    const files = join(folder, 'files');
    const folded = ringside('--layers', '--kernel-full', files).out;
    const open = ringside('--layers', '--kernel-full', '--interrupts', files).out;
    expect(folded).toMatch(/│ ⚡ timer interrupt …\n/);
    expect(open).not.toContain('⚡');
    expect(open.split('\n').length).toBeGreaterThan(folded.split('\n').length);
    const asked = ringside('--layers', '--kernel-full', '-F', '__sysvec_apic_timer_interrupt@kernel', files);
    expect(asked.out).toMatch(/ Interrupt +__sysvec_apic_timer_interrupt\(\) \{\n/);
  });

  test('the kernel’s true names in layers and JSON, where uftrace’s style has the wrong ones of uftrace', () => {
    const files = join(folder, 'files');
    expect(ringside('--layers', '-F', 'ext4_unlink@kernel', files).out).toMatch(/ ext4 +ext4_unlink\(\) \{/);
    expect(ringside('--json', files).out).toContain('"name":"ext4_unlink"');
    expect(ringside(files).out).not.toContain('ext4_unlink()');
  });

  test('whoever stops reading ends it quietly', () => {
    const run = spawnSync(
      'sh',
      [
        '-c',
        '"$0" "$1" replay --kernel-full "$2" | head -n 1',
        process.execPath,
        program,
        join(folder, 'files'),
      ],
      { encoding: 'utf8', env: { ...process.env, LANG: 'C' } },
    );
    expect(run).toMatchObject({ status: 0, stdout: '# DURATION     TID     FUNCTION\n', stderr: '' });
  });

  test('a recording without calls says what to record', () => {
    const events = join(import.meta.dirname, '../../../recordings/trace-dat/kprobe.dat');
    const said = expect.stringContaining('ringside record --user -- COMMAND');
    expect(ringside(events)).toMatchObject({ status: 2, out: '', err: said });
    const bare = join(folder, 'bare');
    mkdirSync(bare);
    writeFileSync(join(bare, 'recording.json'), '{}');
    expect(ringside(bare)).toMatchObject({ status: 2, out: '', err: said });
  });

  test('what cannot be is said, with the next step', () => {
    expect(ringside('/nowhere/at/all')).toMatchObject({ status: 2, out: '' });
    expect(ringside()).toMatchObject({ status: 2, err: expect.stringContaining('ringside record') });
    expect(ringside('-F', 'nosuchfunction', join(folder, 'plain')).err).toContain(
      'no function of this recording',
    );
    expect(ringside(join(folder, 'plain'), '-t', 'soon').status).toBe(2);
    expect(ringside(program).err).toContain('no recording of a known format');
  });
});
