import { expect, it } from 'vitest';
import type { EventFormat } from '../../store/index.ts';
import { ipv6Text } from './addresses.ts';
import { symbolsOf } from './symbols.ts';

const format = (printFormat: string): EventFormat => ({
  ...{ system: 'skb', name: 'kfree_skb', id: 1, fields: [] },
  printFormat,
});

it('Reasons are called as the event’s own print format says', () => {
  const both = format(
    '"%s %s", __print_symbolic(REC->state, { 3, "no" }), __print_symbolic(REC->reason, { 3, "NO_SOCKET" }, { 0x10, "IP_RPFILTER" })',
  );
  expect([...symbolsOf(both, 'reason')]).toEqual([
    [3, 'NO_SOCKET'],
    [16, 'IP_RPFILTER'],
  ]);
  expect(symbolsOf(format('"", __print_symbolic(REC->reason, { 1'), 'reason').size).toBe(0);
  expect(symbolsOf(format('""'), 'reason').size).toBe(0);
});

it('IPv6 addresses are written as RFC 5952 says', () => {
  const text = (...groups: readonly number[]): string =>
    ipv6Text(groups.flatMap(group => [group >> 8, group & 0xff]));
  expect(text(0, 0, 0, 0, 0, 0, 0, 1)).toBe('::1');
  expect(text(0x2001, 0xdb8, 0, 1, 1, 1, 1, 1)).toBe('2001:db8:0:1:1:1:1:1');
  expect(text(0x2001, 0, 0, 1, 0, 0, 0, 1)).toBe('2001:0:0:1::1');
  expect(text(0xfe80, 0, 0, 0, 0, 0, 0, 0)).toBe('fe80::');
  expect(text(0, 0, 0, 0, 0, 0xffff, 0x7f00, 1)).toBe('::ffff:127.0.0.1');
});
