import { describe, expect, test } from 'vitest';
import { UsageError } from '../../base/index.ts';
import { destination, parseAddress } from './address.ts';
import { explainSsh } from './failure.ts';

describe('an address', () => {
  test.each([
    ['ssh://host', ['--', 'host']],
    ['ssh://me@host.example:2222/', ['-p', '2222', '-l', 'me', '--', 'host.example']],
    ['ssh://root@[fe80::1%eth0]:22', ['-p', '22', '-l', 'root', '--', 'fe80::1%eth0']],
  ])('%s', (text, words) => {
    expect(destination(parseAddress(text))).toEqual(words);
  });

  test.each([
    'ssh://',
    'ssh://-oProxyCommand=x',
    'ssh://a:b@c',
    'ssh://a b',
    'ssh://host/folder',
    "ssh://a';x",
  ])('%s is none', text => {
    expect(() => parseAddress(text)).toThrow(UsageError);
  });
});

// What OpenSSH 9.2, sudo 1.9 and dash print.
test.each([
  ['Host key verification failed.', 'is not known'],
  [
    '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.',
    'another key',
  ],
  ['me@host: Permission denied (publickey,password).', 'does not let you in'],
  ['ssh: Could not resolve hostname host: Name or service not known', 'nobody knows the name'],
  ['ssh: connect to host host port 22: Connection refused', 'cannot be reached'],
  ['ssh: connect to host host port 22: No route to host', 'cannot be reached'],
  ['sudo: a password is required', 'root alone'],
  ['sh: 2: exec: sudo: not found', 'root alone'],
  ['This account is currently not available.', 'no POSIX shell'],
  ['something new', 'ended: something new'],
])('of "%s" the reason is said, with a next step', (said, reason) => {
  const error = explainSsh(parseAddress('ssh://host'), 255, said);
  expect(error.output).toContain(reason);
  expect(error.remedy.length).toBeGreaterThan(20);
});
