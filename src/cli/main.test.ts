import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const program = join(import.meta.dirname, '../../bin/ringside.mjs');

function ringside(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C' },
  });
  return { out: stdout, err: stderr, status };
}

it('says its version', () => {
  expect(ringside('--version')).toMatchObject({
    out: expect.stringMatching(/^ringside \d+\.\d+\.\d+\n$/),
    status: 0,
  });
});

it('answers a name that is mistyped with the nearest, as wrong usage', () => {
  const { err, out, status } = ringside('repotr');
  expect({ out, status }).toEqual({ out: '', status: 2 });
  expect(err).toMatch(/unknown command 'repotr'[\s\S]*report/);
});

it('helps in the language that is asked for', () => {
  expect(ringside('--help').out).toContain('what a recording is');
  expect(ringside('--lang', 'ko', '--help').out).toMatch(/[가-힣]/);
  expect(ringside('--lang', 'xx', '--help').status).toBe(2);
});
