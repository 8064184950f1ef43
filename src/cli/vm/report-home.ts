import { join } from 'node:path';
import { detectFormat } from '../../formats/index.ts';
import { type BroughtHome, outFolder } from '../../recorder/bring-home.ts';
import { quote } from '../../targets/shell.ts';
import { say, sizeInWords } from '../../words/index.ts';
import { openInput } from '../open/open-input.ts';
import { commandName } from '../print/command-name.ts';
import { folderSize } from '../print/folder-size.ts';

/** Says where it came to, and what opens each thing that Ringside can read. */
export async function reportHome(home: BroughtHome, quiet: boolean): Promise<void> {
  const lines: string[] = [];
  if (home.leftBehind > 0)
    lines.push(say('vm.shell.left-behind', { count: home.leftBehind, folder: outFolder }));
  if (home.names.length > 0 && !quiet) {
    lines.push(
      say('vm.shell.home', { folder: home.folder, size: sizeInWords(await folderSize(home.folder)) }),
    );
    const commands = await openingCommands(home);
    if (commands.length > 0) lines.push(say('vm.shell.next', { commands: commands.join('\n      ') }));
  }
  process.stderr.write(lines.map(line => `${line}\n`).join(''));
}

/** One command for each recording among the names; the files of one blktrace are one. */
export async function openingCommands({
  folder,
  names,
}: Pick<BroughtHome, 'folder' | 'names'>): Promise<readonly string[]> {
  const commands: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const format = await formatOf(path);
    if (format === undefined) continue;
    const verb = format === 'uftrace' ? 'replay' : 'events';
    const shown = format === 'blktrace' ? path.replace(/\.blktrace\.\d+$/, '') : path;
    commands.push(`${commandName()} ${verb} ${quote(shown)}`);
  }
  return [...new Set(commands)];
}

async function formatOf(path: string): Promise<string | undefined> {
  try {
    const { input, close } = await openInput(path);
    try {
      return (await detectFormat(input))?.id;
    } finally {
      await close();
    }
  } catch {
    return undefined;
  }
}
