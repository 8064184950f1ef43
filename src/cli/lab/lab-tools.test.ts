import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openLabRecording } from '../../lab-runner/index.ts';
import { silentProgress } from '../../packages/index.ts';
import { labTools } from './lab-tools.ts';

const recorded = fileURLToPath(new URL('../../../recordings/uftrace/mv.uftrace.tar.gz', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ringside-lab-tools-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('paths are looked for in all of a uftrace recording: libraries and the kernel below them', async () => {
  execFileSync('tar', ['-xzf', recorded, '-C', folder]);
  const opened = openLabRecording(join(folder, 'mv.uftrace'), labTools(silentProgress));
  const calls = await opened.calls(undefined);
  const kinds = new Set(calls?.tree.names.map(({ kind }) => kind));
  expect([kinds.has(1), kinds.has(2)]).toEqual([true, true]);
  await opened.close();
});
