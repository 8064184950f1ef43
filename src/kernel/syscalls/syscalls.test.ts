import { expect, test } from 'vitest';
import { listSyscalls, syscallByName, syscallByNumber, syscallOfFunction } from './syscalls.ts';

test.each([
  ['x86-64', 0, 'read', 'read'],
  ['x86-64', 4, 'stat', 'newstat'],
  ['x86-64', 82, 'rename', 'rename'],
  ['x86-64', 202, 'futex', 'futex'],
  ['x86-64', 257, 'openat', 'openat'],
  ['x86-64', 316, 'renameat2', 'renameat2'],
  ['x86-64', 435, 'clone3', 'clone3'],
  ['arm64', 38, 'renameat', 'renameat'],
  ['arm64', 63, 'read', 'read'],
  ['arm64', 80, 'fstat', 'newfstat'],
  ['arm64', 98, 'futex', 'futex'],
  ['arm64', 220, 'clone', 'clone'],
  ['arm64', 435, 'clone3', 'clone3'],
] as const)('%s %i is %s', (architecture, number, name, entry) => {
  expect(syscallByNumber(architecture, number)).toEqual({ number, name, entry });
  expect(syscallByName(architecture, name)?.number).toBe(number);
});

test('what does not exist is undefined', () => {
  expect(syscallByNumber('x86-64', 5000)).toBeUndefined();
  expect(syscallByNumber('x86-64', -1)).toBeUndefined();
  expect(syscallByName('arm64', 'rename')).toBeUndefined();
});

test('both tables are whole', () => {
  expect(listSyscalls('x86-64').length).toBeGreaterThan(360);
  expect(listSyscalls('arm64').length).toBeGreaterThan(300);
});

test.each([
  ['__x64_sys_rename', 'rename'],
  ['__arm64_sys_renameat2', 'renameat2'],
  ['__do_sys_clone.constprop.0', 'clone'],
  ['__ia32_compat_sys_ioctl', 'ioctl'],
  ['sys_read', 'read'],
  ['do_sys_open', undefined],
  ['vfs_read', undefined],
])('%s enters %s', (name, call) => {
  expect(syscallOfFunction(name)).toBe(call);
});
