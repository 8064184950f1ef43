import { spawnSync } from 'node:child_process';
import { keepProgress, type Lab, type LabLook, recordLab } from '../../lab-runner/index.ts';
import { createProgress, silentProgress } from '../../packages/index.ts';
import type { GuestWishes } from '../../targets/guest-wishes.ts';
import { currentLanguage, say } from '../../words/index.ts';
import { coloursFor } from '../print/colours.ts';
import { commandName } from '../print/command-name.ts';
import { untilInterrupted } from '../serve/until-interrupted.ts';
import { labTools } from './lab-tools.ts';

export interface RunLabWishes extends GuestWishes {
  readonly on: string;
  /** In the browser instead of the terminal; nothing where false. */
  readonly look: 'terminal' | 'browser' | 'nothing';
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Records a lab and leads to the place where it is seen. */
export async function runLab(lab: Lab, wishes: RunLabWishes): Promise<void> {
  const { quiet, json } = wishes;
  const progress = quiet || json ? silentProgress : createProgress();
  const language = currentLanguage();
  const interrupted = new AbortController();
  void untilInterrupted().then(() => interrupted.abort(new Error(say('lab.interrupted'))));
  const recorded = await recordLab(
    lab,
    {
      guest: wishes,
      on: wishes.on,
      signal: interrupted.signal,
      onRecording: ({ about }) => (quiet || json ? undefined : progress.say(`● ${about[language]}`)),
      ...(quiet || json ? {} : { output: process.stderr }),
    },
    labTools(progress),
  );
  progress.end();
  await keepProgress(lab.id, { ranAt: new Date().toISOString(), kernel: recorded.kernel.release });
  const folderOf = (look: LabLook): string => recorded.folders.get(look.in ?? lab.recordings.at(-1)!.id)!;
  const commandOf = (look: LabLook): readonly string[] | undefined =>
    look.command === undefined ? undefined : wordsOf(look.command, folderOf(look), recorded.folders);
  if (json) {
    const recordings = Object.fromEntries(recorded.folders);
    process.stdout.write(
      `${JSON.stringify({ ringside: 1, kind: 'lab-run', source: lab.id, problems: [], kernel: recorded.kernel.release, recordings })}\n`,
    );
    return;
  }
  printPlaces(lab, commandOf);
  const [first] = lab.look;
  if (first === undefined || wishes.look === 'nothing') return;
  const words = wishes.look === 'browser' ? ['open', folderOf(first)] : commandOf(first);
  if (words !== undefined) runOurselves(words);
}

/** Where to look, in the lab's order. */
function printPlaces(lab: Lab, commandOf: (look: LabLook) => readonly string[] | undefined): void {
  const { strong, quiet } = coloursFor(process.stderr);
  const language = currentLanguage();
  process.stderr.write(`\n${strong(say('lab.look'))}\n`);
  lab.look.forEach((look, index) => {
    const words = commandOf(look);
    process.stderr.write(`  ${index + 1}. ${look.about[language]}\n`);
    if (words) process.stderr.write(`     ${quiet(`${commandName()} ${words.map(quoteWord).join(' ')}`)}\n`);
  });
  process.stderr.write(`\n${say('lab.next', { ringside: commandName(), id: lab.id })}\n`);
}

/** The words of a command with the recordings in their places. */
function wordsOf(command: string, folder: string, folders: ReadonlyMap<string, string>): readonly string[] {
  return splitWords(command).map(word => {
    const [, id] = /^FILE(?::([\w-]+))?$/.exec(word) ?? [];
    return word.startsWith('FILE') ? (id === undefined ? folder : (folders.get(id) ?? folder)) : word;
  });
}

/** Words as a shell splits them, with both kinds of quotes and nothing else. */
function splitWords(text: string): readonly string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare!,
  );
}

function quoteWord(word: string): string {
  return /^[\w./:=+,@%#-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function runOurselves(words: readonly string[]): void {
  spawnSync(process.execPath, [process.argv[1]!, ...words], { stdio: 'inherit' });
}
