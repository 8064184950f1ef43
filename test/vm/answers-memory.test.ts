import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

test('a hundred fresh pages that a program touches are found as a hundred faults: in a real guest', () => {
  const recording = join(temporaryFolder(), 'faults');
  // dd reads zeros into a buffer of 100 pages that nothing has touched: the kernel does, on its behalf.
  const command = ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=409600', 'count=1'];
  const events = ['-e', 'exceptions:*', '-e', 'kmem:mm_page_alloc', '-e', 'kmem:mm_page_free'];
  const recorded = ringside(['record', '-q', '-o', recording, ...events, '--', ...command]);
  expect(recorded.code, recorded.stderr).toBe(0);
  const { stdout, stderr } = ringside(['report', recording, 'memory.faults', '--json', '--top', '100000']);
  const { rows } = JSON.parse(stdout || stderr) as { rows: readonly Readonly<Record<string, unknown>>[] };
  const touched = rows
    .filter(
      ({ comm, mode, access, cause }) =>
        `${comm} ${mode} ${access} ${cause}` === 'dd kernel write no page there',
    )
    .map(({ address }) => Math.floor(Number(address) / 4096))
    .sort((a, b) => a - b);
  const stretches = touched.map((page, index) => page - index);
  const longest = Math.max(...stretches.map(stretch => stretches.filter(one => one === stretch).length));
  expect([100, 101]).toContain(longest);
});
