import { guestOfLab, type Lab, labFolder, prepareLabShell } from '../../lab-runner/index.ts';
import { currentLanguage, say } from '../../words/index.ts';
import { runShell, type ShellArguments } from '../vm/run-shell.ts';

/** A shell, or one command, in the guest of a lab with its programs and its workload; answers its exit code. */
export function runLabShell(lab: Lab, argv: readonly string[], options: ShellArguments): Promise<number> {
  return runShell(
    argv,
    { ...options, ...guestOfLab(lab, options) },
    {
      welcome: [say('lab.shell.welcome', { title: lab.title[currentLanguage()], folder: labFolder })],
      prepare: session => prepareLabShell(lab, session),
    },
  );
}
