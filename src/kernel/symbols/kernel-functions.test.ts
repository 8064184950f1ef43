import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/index.ts';
import { KernelFunctions } from './kernel-functions.ts';

const functions = (text: string): KernelFunctions => new KernelFunctions(encodeUtf8(text));
const nameAt = (known: KernelFunctions, address: number): string | undefined => {
  const found = known.find(address);
  return found < 0 ? undefined : known.name(found);
};

test('a function reaches to the next symbol in memory, in whatever order the text is', () => {
  const known = functions(
    [
      'ffffffffc03f8380 t __ext4_find_entry\t[ext4]',
      'ffffffffc04300f0 r __func__.40\t[ext4]',
      'ffffffffc03f81b0 t ext4_dx_find_entry\t[ext4]',
      'ffffffffc03f87d0 t ext4_find_entry\t[ext4]',
      'ffffffff81000000 T _stext',
      '',
    ].join('\n'),
  );
  const base = -0x40000000;
  expect(nameAt(known, base + 0x3f8380)).toBe('__ext4_find_entry');
  expect(nameAt(known, base + 0x3f8384)).toBe('__ext4_find_entry');
  expect(nameAt(known, base + 0x3f837f)).toBe('ext4_dx_find_entry');
  expect(nameAt(known, base + 0x4300ff)).toBeUndefined();
  expect(nameAt(known, -0x7f000001)).toBeUndefined();
  expect(known.module(known.find(base + 0x3f87d0))).toBe('ext4');
  expect(known.module(known.find(-0x7f000000))).toBe('');
});

test('of several names at one address the first is taken, but a system call’s entry before all', () => {
  const known = functions(
    [
      'ffffffff81000000 t __do_sys_getpid',
      'ffffffff81000000 T __ia32_sys_getpid',
      'ffffffff81000000 T __x64_sys_getpid',
      'ffffffff82000000 D some_data',
      'ffffffff82000000 T __do_softirq',
      'ffffffff82000000 T __softirqentry_text_start',
      '0000000000000000 A fixed_percpu_data',
    ].join('\n'),
  );
  expect(nameAt(known, -0x7f000000)).toBe('__x64_sys_getpid');
  expect(nameAt(known, -0x7e000000)).toBe('__do_softirq');
  expect(nameAt(known, 0x1000)).toBeUndefined();
});

test('32-bit addresses stay positive; lines that are no symbols are passed over', () => {
  const known = functions('nonsense\n\nc0100000 T start_kernel\n12 \nc0100100 t\nfffffffffffffffff T x\nc01');
  expect(nameAt(known, 0xc0100010)).toBe('start_kernel');
  expect(nameAt(known, 0xc0000000)).toBeUndefined();
});

test('whatever the bytes are, it answers', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer(), (bytes, address) => {
      const known = new KernelFunctions(bytes);
      const found = known.find(address);
      if (found < 0) return;
      expect(known.address(found)).toBeLessThanOrEqual(address);
      expect(typeof (known.name(found) + known.module(found))).toBe('string');
    }),
  );
});
