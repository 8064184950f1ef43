import { type Lab, readLabText } from '../../lab-runner/index.ts';
import { currentLanguage, say } from '../../words/index.ts';
import { coloursFor } from '../print/colours.ts';
import { terminalWidth } from '../print/terminal-width.ts';
import { textLines } from './print-text.ts';

/** The text of a lab for a terminal, with what it takes and what comes before it. */
export function showLab(lab: Lab, options: { readonly answers: boolean }): readonly string[] {
  const colours = coloursFor(process.stdout);
  const language = currentLanguage();
  const head = [
    say('lab.show.head', { id: lab.id, minutes: lab.minutes, depth: lab.depth }),
    ...(lab.after.length > 0 ? [say('lab.show.after', { ids: lab.after.join(', ') })] : []),
    ...lab.coming.map(words => say('lab.show.coming', { what: words[language] })),
  ];
  const style = { colours, width: Math.min(terminalWidth(), 100), answers: options.answers };
  return [...textLines(readLabText(lab, language), style), ...head.map(colours.quiet)];
}
