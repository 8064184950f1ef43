import { expect, test } from 'vitest';
import { labIds, loadSections } from '../../src/lab-runner/index.ts';
import { checkLab, missingOf } from './lab-ringside.ts';

/** The kernels of Debian that the labs must hold on. */
const kernels = (process.env.RINGSIDE_LAB_KERNELS ?? 'linux-image-6.1-amd64 linux-image-6.12-amd64').split(
  ' ',
);
const kernelOption = (kernel: string): readonly string[] =>
  kernel === 'linux-image-6.1-amd64' ? [] : ['--kernel', kernel];

for (const kernel of kernels) {
  test.each(labIds(loadSections()))(`on ${kernel} all that the lab %s names is found`, id => {
    expect(missingOf(checkLab(id, kernelOption(kernel)))).toEqual([]);
  });
}

test.each(labIds(loadSections()))(
  'a counter-test of %s: without its workload the check fails and says what is missing',
  id => {
    const answer = checkLab(id, ['--no-workload']);
    expect(answer.problems).toEqual([]);
    expect(missingOf(answer).length).toBeGreaterThan(0);
  },
);
