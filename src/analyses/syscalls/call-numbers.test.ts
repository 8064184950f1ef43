import { expect, test } from 'vitest';
import { encodeLatin1 } from '../../base/index.ts';
import { listSyscalls } from '../../kernel/index.ts';
import { KernelSymbols, type Trace } from '../../store/index.ts';
import { handMade } from '../testing/hand-made.ts';
import { numbersOf } from './call-numbers.ts';

function traceOf(uname: string, functions: readonly string[] = []): Trace {
  const trace = handMade([]);
  const lines = functions.map((name, index) => `ffffffff8100${String(index).padStart(4, '0')} T ${name}\n`);
  const symbols = new KernelSymbols(encodeLatin1(lines.join('')));
  return { ...trace, symbols, facts: { ...trace.facts, uname } } as unknown as Trace;
}

function rowsOf(trace: Trace): readonly Readonly<Record<string, unknown>>[] {
  const table = numbersOf(trace);
  return Array.from({ length: table.count }, (_, row) =>
    Object.fromEntries(table.description.columns.map(({ id }, column) => [id, table.cell(column, row)])),
  );
}

const debian61 =
  'Linux guest 6.1.0-56-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-09-01) x86_64 GNU/Linux';

test('number, name, function, file and line of a kernel whose source is known', () => {
  const rows = rowsOf(traceOf(debian61));
  expect(rows.find(({ name }) => name === 'rename')).toEqual({
    number: 82,
    name: 'rename',
    function: '__x64_sys_rename',
    file: 'fs/namei.c',
    line: expect.any(Number),
  });
  expect(rows.find(({ number }) => number === 5)).toMatchObject({
    name: 'fstat',
    function: '__x64_sys_newfstat',
  });
  expect(rows.map(({ name }) => name)).not.toContain('cachestat');
  expect(rows.length).toBeGreaterThan(330);
});

test('arm64 has other numbers', () => {
  const rows = rowsOf(traceOf('Linux guest 6.1.0-56-arm64 #1 SMP aarch64 GNU/Linux'));
  expect(rows.find(({ name }) => name === 'renameat2')).toMatchObject({
    number: 276,
    function: '__arm64_sys_renameat2',
    file: 'fs/namei.c',
  });
  expect(rows.map(({ name }) => name)).not.toContain('rename');
});

test('another build of the version has files without lines; an unknown version neither', () => {
  const of = (uname: string) => rowsOf(traceOf(uname)).find(({ name }) => name === 'read');
  expect(of('Linux laptop 6.12.5-arch1 #1 SMP x86_64')).toMatchObject({
    file: 'fs/read_write.c',
    line: undefined,
  });
  expect(of('Linux laptop 5.4.0 #1 SMP x86_64')).toMatchObject({ number: 0, file: '', line: undefined });
  expect(rowsOf(traceOf('')).length).toBe(listSyscalls('x86-64').length);
});

test('the kernel’s own symbols say which calls it has, before any table', () => {
  const functions = ['read', 'openat', 'exit_group', 'cachestat'].map(name => `__x64_sys_${name}`);
  const names = rowsOf(traceOf(debian61, functions))
    .filter(row => row.function !== '__x64_sys_ni_syscall')
    .map(({ name }) => name);
  expect(names).toEqual(['read', 'exit_group', 'openat', 'cachestat']);
});
