import { writeSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { TargetError, UsageError } from '../base/index.ts';
import { chooseLanguage, languages, say, setLanguage } from '../words/index.ts';
import { loadCommands } from './commands/index.ts';
import { reportFailure } from './print/failure.ts';
import { version } from './version.ts';

/** Runs the command line and answers its exit code: 0 done, 1 not, 2 wrong usage, 125 when a recording itself failed. */
export async function main(args: readonly string[]): Promise<number> {
  process.stdout.on('error', unlessReaderGone);
  const asked = askedLanguage(args);
  setLanguage(chooseLanguage(asked, process.env));
  const program = new Command('ringside')
    .description(say('command.about'))
    .option('--lang <language>', say('command.lang'))
    .version(`ringside ${version}`, '-V, --version', say('command.version'))
    .exitOverride()
    .configureOutput({ writeOut: writeHelp })
    .enablePositionalOptions();
  let exitCode = 0;
  const setExitCode = (code: number): void => {
    exitCode = code;
  };
  for (const register of await loadCommands(askedCommand(args))) register(program, setExitCode);
  try {
    if (asked !== undefined && !languages.some(language => language === asked)) {
      throw new UsageError(
        say('command.unknown-language', { asked }),
        say('command.unknown-language.remedy'),
      );
    }
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongUsage(args);
    reportFailure(error);
    if (error instanceof UsageError) return wrongUsage(args);
    return error instanceof TargetError ? error.exitCode : 1;
  }
}

/** Whoever reads may have enough, as `head` has: nobody's error. What is written to a command's reader is told by its pump. */
function unlessReaderGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Help goes out at once; whoever reads it may be gone before its end, as `head` is. */
function writeHelp(text: string): void {
  try {
    writeSync(1, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') process.stdout.write(text);
    else if (code !== 'EPIPE') throw error;
  }
}

/** `record` keeps the low codes for the command that it runs: what is Ringside's own is 125. */
function wrongUsage(args: readonly string[]): number {
  return askedCommand(args) === 'record' ? 125 : 2;
}

function askedCommand(args: readonly string[]): string | undefined {
  const afterLanguage = args[0] === '--lang' ? args.slice(2) : args;
  return afterLanguage.find(arg => !arg.startsWith('-'));
}

/** What `--lang` before the command says: needed before the help texts are made. */
function askedLanguage(args: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === '--lang') return args[index + 1];
    if (arg.startsWith('--lang=')) return arg.slice('--lang='.length);
    if (!arg.startsWith('-')) return undefined;
  }
  return undefined;
}
