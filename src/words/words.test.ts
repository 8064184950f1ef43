import { afterEach, describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { chooseLanguage, say, sayIn, setLanguage, sizeInWords, type WordKey } from './index.ts';
import { ko } from './ko.ts';

afterEach(() => setLanguage('en'));

// A stand-in for whatever a sentence is told: every parameter answers with its own name.
const parameters = new Proxy({}, { get: (_target, name) => `<${String(name)}>` });

function spoken(catalogue: Readonly<Record<string, unknown>>, key: string): string {
  const sentence = catalogue[key];
  return typeof sentence === 'function' ? sentence(parameters) : String(sentence);
}

describe('the catalogue', () => {
  const keys = Object.keys(en) as WordKey[];

  test('has every sentence in both languages, and the same parameters in each', () => {
    expect(Object.keys(ko).sort()).toEqual([...keys].sort());
    const named = (text: string): string[] => [...new Set(text.match(/<\w+>/g))].sort();
    for (const key of keys) expect([key, named(spoken(ko, key))]).toEqual([key, named(spoken(en, key))]);
  });

  test('Korean sentences are Korean, except names', () => {
    const names = ['Node', 'KVM', 'ssh', 'busybox', 'CPU', 'cgroup'];
    const foreign = keys.filter(key => {
      const text = spoken(ko, key).replace(/<\w+>/g, '');
      return /[A-Za-z]/.test(text) && !/[가-힣]/.test(text) && !names.includes(text.trim());
    });
    expect(foreign).toEqual(['doctor.qemu']);
  });

  test('say speaks the language that was set, sayIn the one asked for', () => {
    setLanguage('ko');
    expect(say('setup.unpacking')).toBe('압축을 푸는 중');
    expect(sayIn('en', 'thing.kernel', { name: 'linux-image-amd64' })).toBe('the kernel linux-image-amd64');
  });
});

describe('the language', () => {
  test('an option wins over the environment, which is read in the order of POSIX', () => {
    expect(chooseLanguage('en', { LANG: 'ko_KR.UTF-8' })).toBe('en');
    expect(chooseLanguage(undefined, { LANG: 'ko_KR.UTF-8' })).toBe('ko');
    expect(chooseLanguage(undefined, { LC_ALL: '', LC_MESSAGES: 'ko', LANG: 'de_DE' })).toBe('ko');
    expect(chooseLanguage(undefined, { LC_ALL: 'C', LANG: 'ko_KR.UTF-8' })).toBe('en');
    expect(chooseLanguage(undefined, {})).toBe('en');
    expect(chooseLanguage(undefined, { LANG: 'kok_IN' })).toBe('en');
  });
});

test('sizes are said in powers of ten, two digits at least', () => {
  expect([0, 999, 1000, 9949, 9950, 43_200_000, 999_600_000, 2e13].map(sizeInWords)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '9.9 kB',
    '10 kB',
    '43 MB',
    '1.0 GB',
    '20 TB',
  ]);
});
