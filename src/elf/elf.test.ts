import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../base/index.ts';
import { koreanSentence } from '../words/ko/sentences/index.ts';
import {
  AddressNames,
  buildIdOf,
  codeAt,
  elfProblems,
  findNamed,
  headerTable,
  kernelSymbols,
  type NamedAddress,
  namedAddresses,
  readDisassembly,
  readElf,
  sectionTable,
  segmentTable,
  symbolTable,
} from './index.ts';
import { contentAt, type ElfParts, makeElf, namesAt, sectionsAt } from './testing/make-elf.ts';

const kinds = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
] as const;

/** One function, `go`, in .text; its name in .strtab. */
function program(is64: boolean, little: boolean, more: Partial<ElfParts> = {}): Uint8Array<ArrayBuffer> {
  const size = is64 ? 24 : 16;
  const content = new Uint8Array(0x100);
  const view = new DataView(content.buffer);
  const at = 0x40 + size;
  view.setUint32(at, 1, little);
  view.setUint8(at + (is64 ? 4 : 12), 0x12);
  view.setUint16(at + (is64 ? 6 : 14), 1, little);
  if (is64) {
    view.setBigUint64(at + 8, 0x1004n, little);
    view.setBigUint64(at + 16, 3n, little);
  } else {
    view.setUint32(at + 4, 0x1004, little);
    view.setUint32(at + 8, 3, little);
  }
  content.set(Buffer.from('\0go\0'), 0x90);
  content.set([0x90, 0x90, 0xc3], 4);
  return makeElf({
    is64,
    little,
    segments: [[1, 5, contentAt, 0x1000, 0x20]],
    sections: [
      ['.text', 1, 6, 0x1000, contentAt, 0x20, 0, 0],
      ['.symtab', 2, 0, 0, contentAt + 0x40, 2 * size, 3, size],
      ['.strtab', 3, 0, 0, contentAt + 0x90, 4, 0, 0],
    ],
    content,
    ...more,
  });
}

describe.each(kinds)('64 bits: %s, little endian: %s', (is64, little) => {
  const file = readElf(program(is64, little));

  test('header, segments, sections and symbols are read in its own size and order', () => {
    expect(file.problems).toEqual([]);
    expect(headerTable(file).rows[0]).toMatchObject({
      bits: is64 ? 64 : 32,
      byte_order: little ? 'little' : 'big',
      type: 'EXEC',
      machine: 'X86_64',
      entry: '0x1000',
    });
    expect(segmentTable(file).rows).toEqual([
      expect.objectContaining({ type: 'LOAD', flags: 'R E', address: '0x1000', sections: '.text' }),
    ]);
    expect(sectionTable(file).rows.map(({ name, flags }) => [name, flags])).toEqual([
      ['', ''],
      ['.text', 'AX'],
      ['.symtab', ''],
      ['.strtab', ''],
      ['.shstrtab', ''],
    ]);
    expect(symbolTable(file.symbols).rows[1]).toMatchObject({
      name: 'go',
      value: '0x1004',
      size: '0x3',
      type: 'FUNC',
      binding: 'GLOBAL',
      section: '1',
    });
  });

  test('the code of a symbol is found', () => {
    const names = namedAddresses(file);
    expect([...codeAt(file, findNamed('go', names)!, names)!.bytes]).toEqual([0x90, 0x90, 0xc3]);
    expect(findNamed('stop', names)).toBeUndefined();
  });

  test('cut anywhere it is a FormatError, or read with what is missing named', () => {
    const whole = program(is64, little);
    // The table of sections is the last thing in it.
    const end = sectionsAt + 5 * (is64 ? 64 : 40);
    for (let length = 0; length < end; length += 13) {
      try {
        const cut = readElf(whole.subarray(0, length));
        expect(cut.problems.length, `${length} bytes`).toBeGreaterThan(0);
        segmentTable(cut);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
  });
});

/** Sets a byte order's 16-bit field of a 64-bit little-endian file. */
function with16(at: number, value: number, bytes = program(true, true)): Uint8Array<ArrayBuffer> {
  new DataView(bytes.buffer).setUint16(at, value, true);
  return bytes;
}

function with64(at: number, value: bigint, bytes = program(true, true)): Uint8Array {
  new DataView(bytes.buffer).setBigUint64(at, value, true);
  return bytes;
}

const sectionAt = (index: number): number => sectionsAt + 64 * index;

test.each([
  ['more program headers than fit', with16(56, 0xfffe), 'elf.segments-cut'],
  ['more sections than fit', with16(60, 0xfffe), 'elf.sections-cut'],
  ['program headers of 8 bytes', with16(54, 8), 'elf.entry-size'],
  ['sections of 8 bytes', with16(58, 8), 'elf.entry-size'],
  ['sections at 2^63', with64(40, 1n << 63n), 'elf.sections-cut'],
  ['a section of 2^64 - 1 bytes', with64(sectionAt(1) + 32, (1n << 64n) - 1n), 'elf.section-outside'],
  ['two sections at one place', with64(sectionAt(3) + 24, BigInt(contentAt + 0x10)), 'elf.sections-overlap'],
  ['a segment behind the file', with64(64 + 32, 1n << 40n), 'elf.segment-outside'],
  ['symbols of 1 byte', with64(sectionAt(2) + 56, 1n), 'elf.entry-size'],
  ['symbols without end', with64(sectionAt(2) + 32, 1n << 50n), 'elf.symbols-cut'],
  ['names of symbols without end', with64(sectionAt(3) + 32, 2n), 'elf.names'],
  ['names of sections in .text', with16(62, 1), 'elf.section-names'],
  ['a dynamic section without end', with64(64 + 32, 16n, with16(64, 2)), 'elf.dynamic-cut'],
  ['a note longer than its segment', withNote(0xffff), 'elf.notes'],
])('%s: named, and the rest is read', (_, bytes, name) => {
  const file = readElf(bytes);
  expect(file.problems.map(problem => problem.name)).toContain(name);
  segmentTable(file);
  symbolTable(file.symbols);
});

function withNote(length: number): Uint8Array {
  const content = new Uint8Array(0x20);
  new DataView(content.buffer).setUint32(0, 4, true);
  new DataView(content.buffer).setUint32(4, length, true);
  new DataView(content.buffer).setUint32(8, 3, true);
  content.set(Buffer.from('GNU\0'), 12);
  content.set([0xab, 0xcd], 16);
  return makeElf({ is64: true, little: true, segments: [[4, 4, contentAt, 0, 0x20]], content });
}

test('a build-id is read from a segment where there are no sections', () => {
  expect(buildIdOf(readElf(withNote(2)).notes)).toBe('abcd');
});

test.each([
  ['nothing', []],
  ['a script', [0x23, 0x21, 0x2f, 0x62]],
  ['no class', [0x7f, 0x45, 0x4c, 0x46, 7, 1]],
  ['no byte order', [0x7f, 0x45, 0x4c, 0x46, 2, 9]],
  ['the beginning alone', [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]],
])('%s is no ELF file', (_, bytes) => {
  expect(() => readElf(Uint8Array.from(bytes))).toThrow(FormatError);
});

test('counts that do not fit into the header stand in the first section', () => {
  const bytes = program(true, true);
  const view = new DataView(bytes.buffer);
  view.setUint16(60, 0, true);
  view.setUint16(62, 0xffff, true);
  view.setUint16(56, 0xffff, true);
  view.setBigUint64(sectionsAt + 32, 5n, true);
  view.setUint32(sectionsAt + 40, 4, true);
  view.setUint32(sectionsAt + 44, 1, true);
  const file = readElf(bytes);
  expect(file.problems).toEqual([]);
  expect(file.segments.length).toBe(1);
  expect(file.sections.map(({ name }) => name)).toEqual(['', '.text', '.symtab', '.strtab', '.shstrtab']);
});

test('names that overlap cost no more than the file is large', () => {
  const count = 160;
  const content = new Uint8Array(0x100).fill(0x61);
  const bytes = makeElf({
    is64: true,
    little: true,
    sections: [
      ['.symtab', 2, 0, 0, sectionsAt - 24, 24 * count, 2, 24],
      ['.strtab', 3, 0, 0, contentAt, namesAt - contentAt, 0, 0],
    ],
    content,
  });
  const longer = new Uint8Array(bytes.length + 24 * count);
  longer.set(bytes);
  const names = readElf(longer).symbols.reduce((sum, { name }) => sum + name.length, 0);
  expect(names).toBeLessThan(2 * longer.length + (1 << 20));
});

test('whatever bytes are changed, it ends, with a FormatError at most', () => {
  const place = fc.tuple(fc.nat(0xfff), fc.nat(255));
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.array(place, { minLength: 1, maxLength: 12 }),
      ([is64, little], changes) => {
        const bytes = program(is64, little);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          const file = readElf(bytes);
          segmentTable(file);
          const names = namedAddresses(file);
          for (const named of names) codeAt(file, named, names);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

describe('a kernel’s symbols', () => {
  const file = readElf(program(true, true));
  const text = (lines: readonly string[]): Uint8Array => Buffer.from(`${lines.join('\n')}\n`);

  test('lose what KASLR added, end where the next begins, and leave absolute ones and modules out', () => {
    const names = kernelSymbols(
      text([
        '00000010 A fixed_percpu_data',
        '2a001000 T _text',
        '2a001004 T go',
        '2a001010 D data',
        'ffff0000 t f\t[ext4]',
      ]),
      file,
    );
    expect(names.map(({ name, address, size }) => [name, address, size])).toEqual([
      ['_text', 0x1000n, 4n],
      ['go', 0x1004n, 12n],
      ['data', 0x1010n, 0n],
    ]);
    expect(codeAt(file, findNamed('go', names)!, names)?.bytes.length).toBe(12);
  });

  test('cannot be placed without _text, or where the kernel hides addresses', () => {
    expect(() => kernelSymbols(text(['2a001004 T go']), file)).toThrow(FormatError);
    expect(() => kernelSymbols(text(['0000000000000000 T _text']), file)).toThrow(FormatError);
  });
});

describe('a disassembly', () => {
  const named = (name: string, address: bigint, size: bigint): NamedAddress => ({
    name,
    address,
    size,
    section: undefined,
    isCode: true,
  });
  const names = new AddressNames([
    named('_init', 0x900n, 0n),
    named('go', 0x1000n, 0x20n),
    named('data', 0x412340n, 8n),
  ]);
  const code = { name: 'go', address: 0x1000n, bytes: new Uint8Array(8), section: undefined, isX86: true };
  const read = (line: string) => readDisassembly(line, code, names, [])[0];

  test.each([
    ['    1000:\te8 07 00 00 00       \tcall   0x100c', 'call 0x100c', 'go+0xc'],
    [
      '    1000:\t48 8d 3d 00 00 00 00 \tlea    0x0(%rip),%rdi        # 0x412340',
      'lea 0x0(%rip),%rdi # 0x412340',
      'data',
    ],
    ['    1000:\t48 c7 c7 40 23 41 00 \tmov    $0x412340,%rdi', 'mov $0x412340,%rdi', 'data'],
    ['    1000:\t48 c7 c7 42 23 41 00 \tmov    $0x412342,%rdi', 'mov $0x412342,%rdi', undefined],
    ['    1000:\te8 07 00 00 00       \tcall   0x904', 'call 0x904', undefined],
    ['    1000:\tb8 00 10 00 00       \tmov    $0x1000,%eax', 'mov $0x1000,%eax', undefined],
    ['    1000:\t94000003 \tbl\t0x1000', 'bl 0x1000', 'go'],
    ['    1000:\tc3                   \tret', 'ret', undefined],
  ])('%s', (line, text, target) => {
    expect(read(line)).toMatchObject({ address: 0x1000n, text, target });
  });

  test('what is no instruction is passed over', () => {
    expect(readDisassembly('\ncode:     file format binary\n\n00001000 <.data>:\n', code, names, [])).toEqual(
      [],
    );
  });
});

test('every problem and table has its sentence in Korean', () => {
  const file = readElf(program(true, true));
  const sentences = [
    ...Object.values(elfProblems).map(([, sentence]) => sentence),
    segmentTable(file).sentence,
    sectionTable(file).sentence,
  ];
  for (const sentence of sentences) expect(koreanSentence(sentence), sentence).toMatch(/[가-힣]/);
});
