import { describe, expect, test } from 'vitest';
import { parseControl, parsePrintUris } from './apt.ts';
import { aptFailure, fileFailure, isOutdated } from './apt-failure.ts';

describe('what APT prints', () => {
  test('--print-uris: names, versions with an epoch, sizes; prose is passed over', () => {
    const text = `Reading package lists...
The following NEW packages will be installed:
  libc6 qemu-system-x86
'http://deb.debian.org/debian/pool/main/g/glibc/libc6_2.36-9%2bdeb12u14_amd64.deb' libc6_2.36-9+deb12u14_amd64.deb 2759320 MD5Sum:8d98f0c882f269aaee8437bcfe89346e
'http://deb.debian.org/debian/pool/main/q/qemu/qemu-system-x86_7.2%2bdfsg-7_amd64.deb' qemu-system-x86_1%3a7.2+dfsg-7_amd64.deb 8200000 
`;
    expect(parsePrintUris(text)).toEqual([
      { name: 'libc6', version: '2.36-9+deb12u14', size: 2759320 },
      { name: 'qemu-system-x86', version: '1:7.2+dfsg-7', size: 8200000 },
    ]);
  });

  test('control data: the first paragraph, continued lines joined', () => {
    const fields = parseControl('\nPackage: a\nDepends: b,\n c (= 1)\nSize: 12\n\nPackage: other\n');
    expect([...fields]).toEqual([
      ['Package', 'a'],
      ['Depends', 'b, c (= 1)'],
      ['Size', '12'],
    ]);
    expect(parseControl('').size).toBe(0);
  });
});

// The messages are apt 2.6's own.
describe('what APT complains of becomes a next step', () => {
  const unlocated = 'E: Unable to locate package nonsense';
  const unresolved =
    "W: Failed to fetch http://x/InRelease  Temporary failure resolving 'deb.debian.org'\nW: Some index files failed";

  test('a package that is nowhere', () => {
    expect(aptFailure(unlocated).remedy).toContain('none of those that answered has this package');
    expect(isOutdated(unlocated)).toBe(true);
  });

  test('a package that is not found because nothing could be reached', () => {
    expect(aptFailure(unlocated, unresolved).remedy).toContain('check the network');
  });

  test('a mirror that moved on', () => {
    const gone = 'E: Failed to fetch http://x/a.deb  404  Not Found [IP: 1.2.3.4 80]';
    expect(aptFailure(gone).remedy).toContain('the mirror disagree');
    expect(isOutdated(gone)).toBe(true);
  });

  test('a full disk, said by APT or by Node', () => {
    expect(aptFailure("E: You don't have enough free space in /x/.").remedy).toContain('make room');
    expect(fileFailure(Object.assign(new Error('write'), { code: 'ENOSPC' }))?.remedy).toContain('make room');
    expect(fileFailure(new Error('write'))).toBeUndefined();
  });

  test('a folder that is closed', () => {
    const error = fileFailure(Object.assign(new Error('EACCES: mkdir /x'), { code: 'EACCES' }));
    expect(error?.remedy).toContain('XDG_CACHE_HOME');
  });

  test('anything else is shown as APT said it, its end at least', () => {
    const error = aptFailure(`${'noise\n'.repeat(100)}E: dpkg was interrupted`);
    expect(error.output).toContain('E: dpkg was interrupted');
    expect(error.output.split('\n').length).toBeLessThan(10);
    expect(isOutdated('E: dpkg was interrupted')).toBe(false);
  });
});
