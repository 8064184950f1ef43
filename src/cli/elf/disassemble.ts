import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TargetError } from '../../base/index.ts';
import {
  AddressNames,
  type Code,
  type ElfFile,
  type Instruction,
  machineName,
  type NamedAddress,
  readDisassembly,
  relocationsOf,
} from '../../elf/index.ts';
import { createProgress, type GuestArch, needObjdump, run } from '../../packages/index.ts';
import { say } from '../../words/index.ts';

/** How objdump is told what code it is. */
const processors: Readonly<Record<string, { readonly arch: GuestArch; readonly machine: string }>> = {
  X86_64: { arch: 'x86_64', machine: 'i386:x86-64' },
  386: { arch: 'x86_64', machine: 'i386' },
  AARCH64: { arch: 'arm64', machine: 'aarch64' },
};

const relocatable = 1;

/**
 * Takes code apart with binutils' objdump. It is given the bytes alone: neither what else a broken file holds nor that a
 * kernel's image has no symbols matters, and names come from the symbols that are known here.
 */
export async function disassemble(
  file: ElfFile,
  code: Code,
  names: readonly NamedAddress[],
): Promise<readonly Instruction[]> {
  const processor = processors[machineName(file.header.machine)];
  if (processor === undefined)
    throw new TargetError(
      say('elf.disassemble'),
      say('elf.no-disassembler', { machine: machineName(file.header.machine) }),
      say('elf.no-disassembler.remedy'),
    );
  const objdump = await needObjdump(processor.arch, createProgress());
  const folder = await mkdtemp(join(tmpdir(), 'ringside-elf-'));
  try {
    const path = join(folder, 'code');
    await writeFile(path, code.bytes);
    const order = file.header.byteOrder === 'little' ? '-EL' : '-EB';
    const place = `--adjust-vma=0x${code.address.toString(16)}`;
    const {
      code: exitCode,
      stdout,
      stderr,
    } = await run(
      [...objdump.argv, '-D', '-w', '-z', '-b', 'binary', '-m', processor.machine, order, place, path],
      { env: { ...objdump.env, LC_ALL: 'C' } },
    );
    if (exitCode !== 0)
      throw new TargetError(say('elf.disassemble'), stderr, say('elf.no-disassembler.remedy'));
    const isObject = file.header.type === relocatable && code.section !== undefined;
    const relocations = isObject ? relocationsOf(file, code.section) : [];
    const known = isObject ? names.filter(({ section }) => section === code.section?.index) : names;
    return readDisassembly(stdout, code, new AddressNames(known), relocations);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
