import { say } from '../../words/index.ts';
import { runShell, type ShellArguments } from '../vm/run-shell.ts';
import type { RegisterCommand } from './index.ts';
import { addGuestOptions } from './record.ts';

/** `ringside vm`: the guest for itself, and what Ringside keeps of guests. */
export const vm: RegisterCommand = (program, setExitCode) => {
  const group = program.command('vm').description(say('vm.about')).enablePositionalOptions();
  const shell = group
    .command('shell')
    .description(say('vm.shell.about'))
    .argument('[command...]', say('vm.shell.command'))
    .passThroughOptions();
  addGuestOptions(shell)
    .option('-q, --quiet', say('vm.quiet'))
    .addHelpText(
      'after',
      `
  $ ringside vm shell
  $ ringside vm shell --kernel path/to/vmlinux --modules path/to/modules
  $ ringside vm shell -- cat /proc/version
  $ echo 'uname -r' | ringside vm shell --arch arm64`,
    )
    .action(async (argv: string[], options: ShellArguments) => setExitCode(await runShell(argv, options)));
};
