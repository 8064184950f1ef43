import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commandsIn, labIds, loadLab, loadSections, readLabText } from '../../src/lab-runner/index.ts';
import { removeTemporary, ringside, root, temporaryFolder } from '../vm/ringside.ts';

afterAll(removeTemporary);

/** Where `ringside` is found, as it is typed. */
const programs = temporaryFolder();
writeFileSync(
  join(programs, 'ringside'),
  `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'bin/ringside.mjs')}" "$@"\n`,
  { mode: 0o755 },
);

/** Types a command as a reader does; answers all that it said. */
function type(line: string, env: Readonly<Record<string, string>>): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C', ...env, PATH: `${programs}:${process.env.PATH}` },
    maxBuffer: 1 << 28,
  });
  expect(status, `${line}\n${stderr}`).toBe(0);
  expect(stdout + stderr, line).not.toBe('');
  expect(stdout, line).not.toContain('(no rows)');
  return stdout + stderr;
}

describe.each(labIds(loadSections()))('every command printed in the text of %s runs', id => {
  const commands = commandsIn(readLabText(loadLab(id), 'en'));
  const env = { XDG_DATA_HOME: temporaryFolder() };

  test('on the reader’s machine, in their order, and those that running the lab prints', () => {
    for (const { where, text } of commands) {
      if (where !== 'sh') continue;
      for (const line of text.split('\n')) {
        if (!line.startsWith('ringside lab run ')) {
          type(line, env);
          continue;
        }
        // Looking at once needs a terminal: the commands that follow do the looking.
        const said = type(`${line} --no-look`, env);
        const looks = said.match(/(?<=^ +)ringside .*$/gm) ?? [];
        expect(looks, said).not.toEqual([]);
        for (const look of looks) type(look, env);
      }
    }
  });

  test('in the guest’s shell', () => {
    for (const { where, text } of commands) {
      if (where !== 'guest') continue;
      const typed = ['lab', 'shell', '--quiet', id, '--', 'sh', '-e', '-c', text];
      const { code, stdout, stderr } = ringside(typed, { env });
      expect(code, `${text}\n${stderr}`).toBe(0);
      expect(stdout, text).not.toBe('');
    }
  });
});
