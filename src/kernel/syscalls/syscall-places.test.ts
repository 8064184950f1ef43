import { expect, test } from 'vitest';
import { loadParts } from '../parts/load-parts.ts';
import { readTable } from '../parts/testing/read-table.ts';
import { syscallFunction, syscallPlaces } from './syscall-places.ts';
import { listSyscalls } from './syscalls.ts';

test.each([
  ['6.1.0-56-amd64', '6.1.'],
  ['6.12.117+deb12-amd64', '6.12.'],
])('%s: files and lines are those of the table of all functions', (release, version) => {
  const parts = loadParts([readTable('functions', version)]);
  const places = syscallPlaces(release, 'x86-64')!;
  let known = 0;
  for (const { entry, name } of listSyscalls('x86-64')) {
    const place = places.find(entry);
    const inTable = parts.find(`@syscall/${entry}`);
    if (place === undefined) continue;
    known++;
    expect({ name, file: place.file, line: place.line }).toEqual({
      name,
      file: inTable?.file,
      line: inTable?.line,
    });
  }
  expect(known).toBeGreaterThan(330);
});

test.each([
  ['x86-64', 'renameat2', 'fs/namei.c'],
  ['x86-64', 'mmap', 'arch/x86/kernel/sys_x86_64.c'],
  ['arm64', 'personality', 'arch/arm64/kernel/sys.c'],
  ['x86-64', 'personality', 'kernel/exec_domain.c'],
  ['arm64', 'renameat2', 'fs/namei.c'],
] as const)('%s: %s is in %s', (architecture, entry, file) => {
  expect(syscallPlaces('6.1.0-56-amd64', architecture)?.find(entry)).toMatchObject({
    file,
    line: expect.any(Number),
  });
});

test('flavours of one source share its lines; other builds of the version only files; others nothing', () => {
  const line = (release: string): unknown => syscallPlaces(release, 'x86-64')?.find('read');
  const exact = line('6.1.0-56-amd64');
  expect(exact).toEqual({ file: 'fs/read_write.c', line: expect.any(Number) });
  expect(line('6.1.0-56-cloud-arm64')).toEqual(exact);
  expect(line('6.1.0-56-rt-amd64')).toEqual({ file: 'fs/read_write.c', line: undefined });
  expect(line('6.1.0')).toEqual({ file: 'fs/read_write.c', line: undefined });
  for (const release of ['6.11.2', '5.10.0-30-amd64', '', 'none']) expect(line(release)).toBeUndefined();
});

test('a kernel has only the calls of its time', () => {
  expect(syscallPlaces('6.1.0-56-amd64', 'x86-64')?.find('cachestat')).toBeUndefined();
  expect(syscallPlaces('6.1.0-56-amd64', 'x86-64')?.lacks('cachestat')).toBe(true);
  expect(syscallPlaces('6.12.117+deb12-amd64', 'x86-64')?.find('cachestat')?.file).toBe('mm/filemap.c');
  // The tables do not know where arm64 defines it, which says nothing of whether it does.
  expect(syscallPlaces('6.1.0-56-arm64', 'arm64')?.lacks('mmap')).toBe(false);
});

test('functions are called as kernels call them', () => {
  expect(syscallFunction('x86-64', 'newfstat')).toBe('__x64_sys_newfstat');
  expect(syscallFunction('arm64', 'openat')).toBe('__arm64_sys_openat');
  expect(syscallFunction('arm64', 'personality')).toBe('__arm64_sys_arm64_personality');
});
