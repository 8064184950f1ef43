import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/index.ts';
import { parseSymbols, type SymbolTable } from './symbol-table.ts';

const table = (text: string): SymbolTable => parseSymbols(encodeUtf8(text));
const nameAt = (symbols: SymbolTable, address: number): string | undefined => {
  const row = symbols.find(address);
  return row < 0 ? undefined : symbols.name(row);
};

describe('parseSymbols', () => {
  test('a symbol reaches to the next; the last one, without an end, covers nothing', () => {
    const symbols = table(
      '# symbols: 3\n0000000000001000 T main\n0000000000001040 t work\n0000000000001100 T last\n',
    );
    expect(nameAt(symbols, 0x1000)).toBe('main');
    expect(nameAt(symbols, 0x103f)).toBe('main');
    expect(nameAt(symbols, 0x1040)).toBe('work');
    expect(nameAt(symbols, 0xfff)).toBeUndefined();
    expect(nameAt(symbols, 0x1100)).toBeUndefined();
  });

  test('an end mark ends the last symbol', () => {
    const symbols = table(
      '0000000000001000 P getenv\n0000000000001010 P open\n0000000000001020 P __dynsym_end\n',
    );
    expect(nameAt(symbols, 0x101f)).toBe('open');
    expect(nameAt(symbols, 0x1020)).toBeUndefined();
    expect(symbols.isPlt(symbols.find(0x1000))).toBe(true);
  });

  test('sizes of newer uftrace are taken as they are', () => {
    const symbols = table('0000000000001000 00000010 T main\n0000000000001040 00000008 t work\n');
    expect(nameAt(symbols, 0x100f)).toBe('main');
    expect(nameAt(symbols, 0x1010)).toBeUndefined();
    expect(nameAt(symbols, 0x1047)).toBe('work');
  });

  test('kernel addresses are negative; modules are known; the 64-bit wrapper of a call wins', () => {
    const symbols = table(
      [
        'ffffffff81000000 T __ia32_sys_read',
        'ffffffff81000000 T __x64_sys_read',
        'ffffffff81000100 t do_one\t[ext4]',
        'ffffffff81000200 T end',
        '',
      ].join('\n'),
    );
    expect(nameAt(symbols, -0x7f000000)).toBe('__x64_sys_read');
    expect(symbols.module(symbols.find(-0x7f000000 + 0x100))).toBe('ext4');
    expect(symbols.module(symbols.find(-0x7f000000))).toBe('');
  });

  test('a symbol whose size would wrap around the address space covers nothing', () => {
    const symbols = table(
      'ffffffffc0001000 d __this_module\t[a]\nffffffffc0000000 t early\t[b]\nffffffffc0002000 t late\t[b]\n',
    );
    expect(nameAt(symbols, -0x40000000 + 0x1800)).not.toBe('__this_module');
  });

  test('lines that are no symbols are passed over', () => {
    const symbols = table('nonsense\n\n12 \nzz T bad\n0000000000001000 T good\n0000000000001010 T end\nfff');
    expect(nameAt(symbols, 0x1008)).toBe('good');
    expect(symbols.count).toBe(2);
  });
});
