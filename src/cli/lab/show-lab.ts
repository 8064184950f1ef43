import { type Lab, readLabText, viewLastKernel } from '../../lab-runner/index.ts';
import { silentProgress } from '../../packages/index.ts';
import { currentLanguage, say } from '../../words/index.ts';
import { coloursFor } from '../print/colours.ts';
import { terminalWidth } from '../print/terminal-width.ts';
import { labTools } from './lab-tools.ts';
import { textLines } from './print-text.ts';

/** The text of a lab for a terminal, with what it takes and what comes before it. */
export async function showLab(lab: Lab, options: { readonly answers: boolean }): Promise<readonly string[]> {
  const colours = coloursFor(process.stdout);
  const language = currentLanguage();
  const kernel = await viewLastKernel(labTools(silentProgress));
  const names = kernel === undefined ? [] : [say('lab.show.kernel', { kernel: kernel.release })];
  const head = [
    ...names,
    say('lab.show.head', { id: lab.id, minutes: lab.minutes, depth: lab.depth }),
    ...(lab.after.length > 0 ? [say('lab.show.after', { ids: lab.after.join(', ') })] : []),
    ...lab.coming.map(words => say('lab.show.coming', { what: words[language] })),
  ];
  const style = { colours, width: Math.min(terminalWidth(), 100), answers: options.answers };
  return [...textLines(readLabText(lab, language, kernel?.fate), style), ...head.map(colours.quiet)];
}
