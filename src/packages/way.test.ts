import { afterEach, describe, expect, test } from 'vitest';
import { chooseWay, findProgram, type Situation, systemForbidden } from './way.ts';

const bare: Situation = {
  onSystem: false,
  isUnpacked: false,
  systemForbidden: false,
  canInstall: true,
  isRoot: false,
  hasSudo: false,
};

describe('the way a program comes to be there', () => {
  test('the system has it: nothing is done, whoever asks', () => {
    for (const isRoot of [true, false]) expect(chooseWay({ ...bare, onSystem: true, isRoot })).toBe('system');
  });

  test('an ordinary user without sudo unpacks; root and sudo install', () => {
    expect(chooseWay(bare)).toBe('unpack');
    expect(chooseWay({ ...bare, isRoot: true, hasSudo: true })).toBe('install-as-root');
    expect(chooseWay({ ...bare, hasSudo: true })).toBe('install-by-sudo');
  });

  test('what was unpacked before is used rather than installed now', () => {
    expect(chooseWay({ ...bare, isUnpacked: true, isRoot: true })).toBe('unpacked');
  });

  test('forbidding the system leaves unpacking only, for all 32 situations', () => {
    for (let bits = 0; bits < 32; bits++) {
      const way = chooseWay({
        systemForbidden: true,
        onSystem: (bits & 1) !== 0,
        isUnpacked: (bits & 2) !== 0,
        canInstall: (bits & 4) !== 0,
        isRoot: (bits & 8) !== 0,
        hasSudo: (bits & 16) !== 0,
      });
      expect(way).toBe((bits & 2) !== 0 ? 'unpacked' : 'unpack');
    }
  });

  test('what installing cannot give is unpacked, by root too', () => {
    expect(chooseWay({ ...bare, canInstall: false, isRoot: true })).toBe('unpack');
  });
});

describe('RINGSIDE_NO_SYSTEM_TOOLS', () => {
  const before = process.env.RINGSIDE_NO_SYSTEM_TOOLS;
  afterEach(() => {
    if (before === undefined) delete process.env.RINGSIDE_NO_SYSTEM_TOOLS;
    else process.env.RINGSIDE_NO_SYSTEM_TOOLS = before;
  });

  test('is set by anything but nothing and 0', () => {
    const verdicts = ['1', 'yes', '0', ''].map(value => {
      process.env.RINGSIDE_NO_SYSTEM_TOOLS = value;
      return systemForbidden();
    });
    expect(verdicts).toEqual([true, true, false, false]);
  });
});

test('a program is found in PATH, an unknown one nowhere', () => {
  expect(findProgram('sh')).toMatch(/\/sh$/);
  expect(findProgram('no-such-program-of-ringside')).toBeUndefined();
});
