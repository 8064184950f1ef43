import { expect, test } from 'vitest';
import { listKnownKernels, openKernelInlines, openKernelParts } from './kernel-parts.ts';

test('the package has tables of Debian 12’s kernel', () => {
  expect(listKnownKernels().some(release => release.startsWith('6.1.'))).toBe(true);
});

test('an unknown release is answered from the nearest kernel, which says its name', () => {
  const parts = openKernelParts('6.1.7-mine');
  expect(parts.origin.kernel).toMatch(/^6\.1\./);
  expect(parts.find('do_renameat2')?.file).toBe('fs/namei.c');
});

test('every kernel listed is opened by its own name', () => {
  for (const release of listKnownKernels()) {
    expect(openKernelParts(release).origin.kernel).toBe(release);
    expect(openKernelParts(release)).toBe(openKernelParts(release));
    expect(openKernelInlines(release)?.origin.kernel).toBe(release);
  }
});

test('inlining is not taken from another build unless asked', () => {
  expect(openKernelInlines('6.1.7-mine')).toBeUndefined();
  expect(openKernelInlines('6.1.7-mine', { nearest: true })?.inlinedInto('handle_pte_fault')).toContain(
    '__handle_mm_fault',
  );
});

test('a release that looks like a path opens nothing outside the folder', () => {
  expect(openKernelInlines('../../../../etc/passwd')).toBeUndefined();
});
