import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { removeTemporary, ringside, root, startRingside, temporaryFolder, untilSaid } from './ringside.ts';

afterAll(removeTemporary);

const recordings = join(root, 'recordings');

/** What a reader has: a program of their own and what other tools wrote. */
function folderOfReader(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const at = (name: string): string => join(folder, name);
  copyFileSync('/bin/ls', at('program'));
  copyFileSync(join(recordings, 'ftrace-text/page_fault.txt.gz'), at('trace.txt.gz'));
  writeFileSync(at('perf.data'), gunzipSync(readFileSync(join(recordings, 'perf/sched.perf.gz'))));
  for (const name of ['before.dat', 'after.dat', 'huge.dat']) {
    copyFileSync(join(recordings, 'trace-dat/events.dat'), at(name));
  }
  spawnSync(
    'tar',
    [
      '-xzf',
      join(recordings, 'uftrace/args.uftrace.tar.gz'),
      '--one-top-level=uftrace.data',
      '--strip-components=1',
    ],
    { cwd: folder },
  );
  return folder;
}

/** The commands that README shows in their order, each as a shell would cut it; behind `#` stands what it is for. */
function commandsOfReadme(): readonly (readonly string[])[] {
  const lines = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^ {4}npx ringside (.+)$/gm);
  return [...lines].map(([, line]) => {
    const words = [...line!.matchAll(/'([^']*)'|#.*|(\S+)/g)];
    return words.filter(([word]) => !word.startsWith('#')).map(([, quoted, plain]) => quoted ?? plain!);
  });
}

test('every command that README shows does something, in the order in which README shows them', async () => {
  // What is typed into the shells among them.
  const options = { cwd: folderOfReader(), input: 'uname -r\n' };
  const commands = commandsOfReadme();
  expect(commands.length).toBeGreaterThan(25);
  for (const words of commands) {
    const line = words.join(' ');
    if (words[0] === 'open') {
      const { child, ended } = startRingside(words, options);
      await untilSaid(child.stdout!, 'http://');
      child.kill('SIGINT');
      expect((await ended).code, line).toBe(0);
      continue;
    }
    const { code, stdout, stderr } = ringside(words, options);
    expect(code, `${line}\n${stderr}`).toBe(0);
    expect(stdout + stderr, line).not.toBe('');
  }
});
