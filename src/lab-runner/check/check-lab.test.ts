import { expect, test } from 'vitest';
import type { KernelView } from '../kernel-view.ts';
import type { Check, Lab } from '../lab.ts';
import { checkLab } from './check-lab.ts';

const find = { en: 'a call', ko: '호출' };

function labWith(check: Check): Lab {
  return {
    id: 'taken-apart',
    section: 'look',
    folder: '/labs/look/taken-apart',
    title: find,
    about: find,
    after: [],
    depth: 1,
    minutes: 1,
    coming: [],
    shares: [],
    guest: {},
    harmless: false,
    needs: { tracers: [], events: [], functions: [], packages: [], conditions: [] },
    recordings: [{ id: 'only', about: find, command: 'true' }],
    look: [],
    checks: [check],
  };
}

const kernel: KernelView = {
  release: '6.1',
  facts: {} as KernelView['facts'],
  fate: () => ({ kind: 'unknown' }),
  isTraceable: () => true,
};

test('a check of a command finds lines of what ringside prints for its words', async () => {
  const asked: (readonly string[])[] = [];
  const print = async (words: readonly string[]): Promise<string> => {
    asked.push(words);
    return 'push %rbp\ncall one\ncall two\n';
  };
  const check = { id: 'calls', find, command: 'elf kernel start_kernel', matches: '^call ' };
  const run = { kernel, recordings: new Map(), print };
  const [found] = await checkLab(labWith(check), run);
  expect(found).toMatchObject({ isFound: true, count: 2, values: { 'elf kernel start_kernel': 'call ' } });
  const [tooFew] = await checkLab(labWith({ ...check, least: 3 }), run);
  expect(tooFew).toMatchObject({ isFound: false, count: 2 });
  const [nothing] = await checkLab(labWith(check), { ...run, print: async () => '' });
  expect(nothing).toMatchObject({ isFound: false, missing: 'elf kernel start_kernel: ^call ' });
  expect(asked).toEqual([
    ['elf', 'kernel', 'start_kernel'],
    ['elf', 'kernel', 'start_kernel'],
  ]);
});
