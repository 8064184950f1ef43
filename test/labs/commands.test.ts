import { afterAll, describe, expect, test } from 'vitest';
import { commandsIn, labIds, loadLab, loadSections, readLabText } from '../../src/lab-runner/index.ts';
import { removeTemporary, ringside, temporaryFolder } from '../vm/ringside.ts';

afterAll(removeTemporary);

describe.each(labIds(loadSections()))('every command printed in the text of %s runs', id => {
  const commands = commandsIn(readLabText(loadLab(id), 'en'));
  const env = { XDG_DATA_HOME: temporaryFolder() };

  test('on the reader’s machine, in their order', () => {
    for (const { where, text } of commands) {
      if (where !== 'sh') continue;
      for (const line of text.split('\n')) {
        const words = wordsOf(line).slice(1);
        // Looking at once needs a terminal: the commands that follow do the looking.
        const quiet = words[0] === 'lab' && words[1] === 'run' ? ['--no-look'] : [];
        const { code, stdout, stderr } = ringside([...words, ...quiet], { env });
        expect(code, `${line}\n${stderr}`).toBe(0);
        expect(stdout + stderr, line).not.toBe('');
      }
    }
  });

  test('in the guest’s shell', () => {
    for (const { where, text } of commands) {
      if (where !== 'guest') continue;
      const { code, stderr } = ringside(['lab', 'shell', '--quiet', id, '--', 'sh', '-e', '-c', text], {
        env,
      });
      expect(code, `${text}\n${stderr}`).toBe(0);
    }
  });
});

/** Words as a shell splits them. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare!,
  );
}
