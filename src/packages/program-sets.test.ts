import { afterEach, expect, test, vi } from 'vitest';
import { packagesOf, programSets } from './program-sets.ts';

afterEach(() => vi.unstubAllEnvs());

test('a set stands for its packages, once each, beside packages by name', () => {
  const packages = packagesOf(['course', 'gdb', 'hello'], { ofThisMachine: false });
  expect(packages).toEqual([...programSets.course!, 'hello']);
});

test('what this machine has is not asked for, unless its programs are forbidden', () => {
  const names = ['coreutils', 'e2fsprogs', 'libc6-dev', 'no-such-program'];
  vi.stubEnv('PATH', '/nowhere');
  vi.stubEnv('RINGSIDE_NO_SYSTEM_TOOLS', '');
  const missing = packagesOf(names, { ofThisMachine: true });
  expect(missing).toContain('no-such-program');
  expect(missing).not.toContain('e2fsprogs');
  vi.stubEnv('RINGSIDE_NO_SYSTEM_TOOLS', '1');
  expect(packagesOf(names, { ofThisMachine: true })).toEqual(names);
});
