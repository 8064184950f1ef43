import { type Lab, labFolder, sendWorkload } from '../../lab-runner/index.ts';
import { currentLanguage, say } from '../../words/index.ts';
import { runShell, type ShellArguments } from '../vm/run-shell.ts';

/** A shell, or one command, in the guest of a lab with its programs and its workload; answers its exit code. */
export function runLabShell(lab: Lab, argv: readonly string[], options: ShellArguments): Promise<number> {
  const packages = [...(options.with ?? []), ...lab.needs.packages];
  return runShell(
    argv,
    { ...options, ...lab.guest, with: packages },
    {
      welcome: [say('lab.shell.welcome', { title: lab.title[currentLanguage()], folder: labFolder })],
      async prepare(session) {
        for (const recording of lab.recordings) await sendWorkload(lab, recording, session);
        return labFolder;
      },
    },
  );
}
