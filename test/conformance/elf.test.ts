import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { FormatError } from '../../src/base/index.ts';
import { disassemble } from '../../src/cli/elf/disassemble.ts';
import { readElfFile } from '../../src/cli/elf/read-elf-file.ts';
import { codeAt, findNamed, namedAddresses, readElf, stubNames } from '../../src/elf/index.ts';
import { factsByReadelf, factsOf } from './readelf.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringside-elf-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const has = (program: string): boolean => spawnSync('which', [program]).status === 0;
const hasTools = has('readelf') && has('objdump') && has('gcc');

const source = `
#include <stdio.h>
#include <stdlib.h>
static __thread int counted;
__thread int seeded = 3;
int table[64];
__attribute__((noinline)) int square(int n) { return n * n + table[n & 63]; }
__attribute__((noinline)) int choose(int n) {
  switch (n) { case 0: return 3; case 1: return square(n); case 2: puts("two"); return 9; case 3: return 4; default: return n / 3; }
}
int main(int argc, char **argv) {
  counted += argc;
  if (argc > 1) abort();
  printf("%d\\n", choose(argc) + square(seeded) + counted);
  return 0;
}
`;
const freestanding =
  'int twice(int n) { return n + n; } int (*pointer)(int) = twice; void _start(void) { twice(2); }';

if (hasTools) makeFiles();

function makeFiles(): void {
  const gcc = (...args: string[]): void => {
    execFileSync('gcc', [...args], { cwd: folder });
  };
  writeFileSync(at('a.c'), source);
  writeFileSync(at('free.c'), freestanding);
  gcc('-O2', '-g', '-fcf-protection', 'a.c', '-o', 'program');
  gcc('-O1', '-no-pie', 'a.c', '-o', 'fixed');
  gcc('-O2', '-static', 'a.c', '-o', 'static');
  gcc('-O2', '-ffunction-sections', '-c', 'a.c', '-o', 'object.o');
  gcc('-O2', '-shared', '-fPIC', '-Wl,-soname,liba.so.1', 'a.c', '-o', 'liba.so');
  gcc('-m32', '-O2', '-ffreestanding', '-fno-pic', '-c', 'free.c', '-o', 'object32.o');
  execFileSync('ld', ['-m', 'elf_i386', 'object32.o', '-o', 'program32'], { cwd: folder });
  // No compiler for a big-endian processor is at hand; objcopy makes objects of data for any.
  for (const kind of ['elf64-big', 'elf32-big'])
    execFileSync('objcopy', ['-I', 'binary', '-O', kind, 'a.c', `${kind}.o`], { cwd: folder });
  execFileSync('strip', ['program', '-o', 'stripped'], { cwd: folder });
  spawnSync('sh', ['-c', 'ulimit -c unlimited; exec ./program again'], { cwd: folder });
}

const libc = '/lib/x86_64-linux-gnu/libc.so.6';
const files = [
  'program',
  'fixed',
  'static',
  'object.o',
  'liba.so',
  'object32.o',
  'program32',
  'elf64-big.o',
  'elf32-big.o',
  'stripped',
].map(at);

beforeEach(context => {
  if (!hasTools) context.skip('readelf, objdump and gcc are needed');
});

/** The places of two lists that differ, a few of them. */
function differences(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const longer = Math.max(ours.length, theirs.length);
  return Array.from({ length: longer }, (_, index) => index)
    .filter(index => ours[index] !== theirs[index])
    .slice(0, 5)
    .map(index => `ours ${ours[index]} | readelf ${theirs[index]}`);
}

describe('the facts of readelf', () => {
  test.each([...files, '/bin/mv', libc, process.execPath])('%s', path => {
    const file = readElf(readFileSync(path));
    expect(file.problems).toEqual([]);
    const [ours, theirs] = [factsOf(file), factsByReadelf(path)];
    for (const part of ['header', 'segments', 'sections', 'dynamic', 'symbols', 'buildIds'] as const)
      expect(differences(ours[part], theirs[part]), part).toEqual([]);
    expect(ours.sections.length).toBeGreaterThan(3);
  });

  test('a core dump', context => {
    const path = ['core', ...readdirSync(folder).filter(name => name.startsWith('core.'))]
      .map(at)
      .find(existsSync);
    if (path === undefined) return context.skip('this machine writes core dumps elsewhere');
    const file = readElf(readFileSync(path));
    const [ours, theirs] = [factsOf(file), factsByReadelf(path)];
    expect(ours.header[2]).toBe('CORE');
    expect(differences(ours.segments, theirs.segments)).toEqual([]);
    expect(file.notes.map(({ owner }) => owner)).toContain('CORE');
    expect(file.notes.length).toBeGreaterThan(4);
  });
});

/** Address, bytes and instruction, without names and prefixes, which objdump gives where it knows symbols. */
function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/\b0x/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** objdump may call a function by another of its names, so it is asked for its place. */
function byObjdump(path: string, symbol: string): readonly string[] {
  const named = findNamed(symbol, namedAddresses(readElf(readFileSync(path))))!;
  const printed = execFileSync(
    'objdump',
    [
      '-d',
      '-w',
      '-z',
      `--start-address=${named.address}`,
      `--stop-address=${named.address + named.size}`,
      ...(path.endsWith('.o') ? ['-j', `.text${path.endsWith('object.o') ? '.startup.main' : ''}`] : []),
      path,
    ],
    { encoding: 'utf8' },
  );
  return [...printed.matchAll(/^ *([0-9a-f]+):\t([0-9a-f ]+?) *\t(.*)$/gm)].map(([, address, bytes, text]) =>
    plain(`${address} ${bytes} ${text}`),
  );
}

async function byRingside(path: string, symbol: string) {
  const file = readElf((await readElfFile(path)).bytes);
  const names = [...namedAddresses(file), ...stubNames(file)];
  return disassemble(file, codeAt(file, findNamed(symbol, names)!, names)!, names);
}

describe('the instructions of objdump', () => {
  test.each([
    ['program', 'main'],
    ['program', 'choose'],
    ['program', '_start'],
    ['fixed', 'main'],
    ['static', 'printf'],
    ['static', 'malloc'],
    ['liba.so', 'square'],
    ['object.o', 'main'],
    ['object32.o', 'twice'],
    ['program32', 'twice'],
  ])('%s: %s', async (name, symbol) => {
    const ours = (await byRingside(at(name), symbol)).map(({ address, bytes, text }) =>
      plain(`${address.toString(16)} ${bytes} ${text}`),
    );
    expect(ours.length).toBeGreaterThan(1);
    expect(ours).toEqual(byObjdump(at(name), symbol));
  });

  test('calls have their names: of the program, of libraries through stubs, and of relocations', async () => {
    const targets = async (name: string, symbol: string) =>
      (await byRingside(at(name), symbol)).map(({ target }) => target).filter(target => target !== undefined);
    expect(await targets('program', 'main')).toEqual(
      expect.arrayContaining(['choose', 'square', 'printf@plt']),
    );
    expect(await targets('liba.so', 'main')).toEqual(expect.arrayContaining(['choose@plt', 'printf@plt']));
    expect(await targets('object.o', 'main')).toEqual(
      expect.arrayContaining(['choose', 'square', 'printf', 'seeded']),
    );
  });

  test.each(['xz', 'zstd', 'gzip'])('a module packed with %s is read as it was before', async packer => {
    const packed = at(`object.o.${packer}`);
    writeFileSync(packed, execFileSync(packer, ['-c', at('object.o')]));
    const { bytes, problems } = await readElfFile(packed);
    expect(problems).toEqual([]);
    expect(Buffer.from(bytes).equals(readFileSync(at('object.o')))).toBe(true);
  });
});

test('a program cut anywhere ends in problems or a FormatError, and soon', () => {
  const whole = readFileSync(at('program'));
  const began = performance.now();
  for (let part = 0; part < 60; part++) {
    const bytes = whole.subarray(0, Math.floor((whole.length * part) / 60));
    try {
      expect(readElf(bytes).problems.length).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  }
  expect(performance.now() - began).toBeLessThan(20_000);
});
