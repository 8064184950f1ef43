import type { Command } from 'commander';
import { UsageError } from '../../base/index.ts';
import {
  codeAt,
  dynamicTable,
  type ElfFile,
  type ElfTable,
  findNamed,
  headerTable,
  instructionColumns,
  instructionRows,
  type NamedAddress,
  namedAddresses,
  namesTable,
  noteTable,
  readElf,
  sectionTable,
  segmentTable,
  stubNames,
  symbolTable,
} from '../../elf/index.ts';
import type { Problem } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { disassemble } from '../elf/disassemble.ts';
import { type KernelWishes, readGuestKernel } from '../elf/guest-kernel.ts';
import { codeLines, recordLines, tableLines } from '../elf/print-elf.ts';
import { readElfFile } from '../elf/read-elf-file.ts';
import { coloursFor } from '../print/colours.ts';
import { reportProblems } from '../print/problems.ts';
import { LineWriter, ReaderGone } from '../replay/line-writer.ts';
import type { RegisterCommand } from './index.ts';

interface ElfCommand extends KernelWishes {
  readonly symbols?: boolean;
  readonly json?: boolean;
}

/** A file that was read, and where its names come from. */
interface Subject {
  readonly source: string;
  readonly file: ElfFile;
  readonly problems: readonly Problem[];
  names(): Promise<readonly NamedAddress[]>;
  /** Symbols to list: the file's own, or those of a kernel that ran. */
  listed(): Promise<ElfTable>;
}

const example = `
  $ ringside elf /bin/mv
  $ ringside elf a.out main
  $ ringside elf kernel
  $ ringside elf kernel start_kernel
  $ ringside elf --kernel linux-image-6.12.117+deb12-amd64 kernel do_sys_openat2
  $ ringside elf --json /bin/mv | jq '.tables[] | select(.table == "elf.segments").rows'
`;

/** `ringside elf`. */
export const elf: RegisterCommand = (program: Command, setExitCode) => {
  program
    .command('elf')
    .description(say('elf.about'))
    .argument('<file>', say('elf.file'))
    .argument('[symbol]', say('elf.symbol'))
    .option('--symbols', say('elf.symbols'))
    .option('--kernel <name>', say('record.kernel'))
    .option('--modules <folder>', say('record.modules'))
    .option('--json', say('command.json'))
    .addHelpText('after', example)
    .action(async (file: string, symbol: string | undefined, options: ElfCommand) => {
      const subject = file === 'kernel' ? await readKernel(options) : await readFileAt(file);
      if (options.json !== true) reportProblems(subject.problems);
      try {
        if (symbol === undefined) await showFile(subject, options);
        else await showCode(subject, symbol, options);
        if (subject.problems.some(({ severity }) => severity !== 'note')) setExitCode(1);
      } catch (error) {
        if (!(error instanceof ReaderGone)) throw error;
      }
    });
};

async function readKernel(options: ElfCommand): Promise<Subject> {
  const { origin, file, names } = await readGuestKernel(options);
  const listed = async () => namesTable(await names());
  return { source: origin, file, problems: file.problems, names, listed };
}

async function readFileAt(path: string): Promise<Subject> {
  const { bytes, problems } = await readElfFile(path);
  const file = readElf(bytes);
  return {
    source: path,
    file,
    problems: [...problems, ...file.problems],
    names: async () => [...namedAddresses(file), ...stubNames(file)],
    listed: async () => symbolTable(file.symbols),
  };
}

async function showFile({ source, file, problems, listed }: Subject, options: ElfCommand): Promise<void> {
  const parts = [segmentTable(file), sectionTable(file), dynamicTable(file), noteTable(file)];
  const header = headerTable(file);
  const writer = new LineWriter();
  if (options.json === true) {
    const tables = [header, ...parts, await listed()];
    writer.write(JSON.stringify({ ringside: 1, kind: 'elf', source, problems, tables }));
  } else {
    const colours = coloursFor(process.stdout);
    writer.write(source);
    const shown = options.symbols === true ? [...parts, await listed()] : parts;
    for (const line of recordLines(header, colours)) writer.write(line);
    for (const table of shown)
      if (table.rows.length > 0) for (const line of tableLines(table, colours)) writer.write(line);
  }
  writer.flush();
}

async function showCode(
  { source, file, problems, names: readNames }: Subject,
  symbol: string,
  options: ElfCommand,
): Promise<void> {
  const names = await readNames();
  const named = findNamed(symbol, names);
  if (named === undefined)
    throw new UsageError(
      say('elf.no-symbol', { symbol, source }),
      names.length === 0 ? say('elf.no-symbols.remedy') : say('elf.no-symbol.remedy'),
    );
  const code = codeAt(file, named, names);
  if (code === undefined)
    throw new UsageError(say('elf.no-code', { symbol, source }), say('elf.no-code.remedy'));
  const instructions = await disassemble(file, code, names);
  const writer = new LineWriter();
  const section = code.section?.name ?? '';
  if (options.json === true) {
    const where = {
      name: code.name,
      address: `0x${code.address.toString(16)}`,
      section,
      size: code.bytes.length,
    };
    const rows = instructionRows(instructions);
    writer.write(
      JSON.stringify({
        ringside: 1,
        kind: 'elf.code',
        source,
        symbol: where,
        problems,
        columns: instructionColumns,
        rows,
      }),
    );
  } else {
    const colours = coloursFor(process.stdout);
    writer.write(say('elf.code', { name: code.name, section, size: code.bytes.length, source }));
    for (const line of codeLines(instructions, colours)) writer.write(line);
  }
  writer.flush();
}
