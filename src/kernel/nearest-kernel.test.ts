import { expect, test } from 'vitest';
import { nearestKernel } from './nearest-kernel.ts';

const known = ['6.1.0-56-amd64', '6.12.117+deb12-amd64'];

test.each([
  ['6.1.0-56-amd64', '6.1.0-56-amd64'],
  ['6.1.0-40-rt-amd64', '6.1.0-56-amd64'],
  ['5.10.0-8-amd64', '6.1.0-56-amd64'],
  ['6.8.0-31-generic', '6.12.117+deb12-amd64'],
  ['6.5.13', '6.1.0-56-amd64'],
  ['7.0.1', '6.12.117+deb12-amd64'],
  ['', '6.12.117+deb12-amd64'],
])('%s is nearest to %s', (release, nearest) => {
  expect(nearestKernel(release, known)).toBe(nearest);
});

test('without tables there is none', () => {
  expect(nearestKernel('6.1.0', [])).toBeUndefined();
});
