import { Command, CommanderError } from 'commander';
import { TargetError, UsageError } from '../base/index.ts';
import { commands } from './commands/index.ts';
import { reportFailure } from './print/failure.ts';

/** Runs the command line and answers its exit code: 0 done, 1 not, 2 wrong usage, 125 when a recording itself failed. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('ringside')
    .description('A ringside seat at ring 0: record a real Linux kernel at work and see what it did.')
    .exitOverride()
    .enablePositionalOptions();
  let exitCode = 0;
  const setExitCode = (code: number): void => {
    exitCode = code;
  };
  for (const register of commands) register(program, setExitCode);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    reportFailure(error);
    if (error instanceof UsageError) return 2;
    return error instanceof TargetError ? error.exitCode : 1;
  }
}
