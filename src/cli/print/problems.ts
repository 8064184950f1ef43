import type { Problem } from '../../store/index.ts';
import { inWords, say } from '../../words/index.ts';
import { escapeControls } from '../events/output-stream.ts';

/** Says on standard error what is missing from a recording: the loss ledger. */
export function reportProblems(problems: readonly Problem[]): void {
  for (const { severity, sentence, place, count } of problems) {
    const amount = count < 0 ? say('events.uncounted') : count === 1 ? '' : String(count);
    const where = [amount, place].filter(part => part !== '').join(', ');
    const line = `ringside: ${say(`events.severity.${severity}`)}: ${inWords(sentence)}${where === '' ? '' : ` (${where})`}\n`;
    process.stderr.write(escapeControls(Buffer.from(line)));
  }
}
