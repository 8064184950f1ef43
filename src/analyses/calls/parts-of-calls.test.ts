import { afterAll, expect, test } from 'vitest';
import { openKernelParts } from '../../cli/open/kernel-parts.ts';
import { openRecordingAt } from '../../cli/open/open-recording.ts';
import { findKernelPartsBy } from '../../kernel/index.ts';
import { callsAnalysis } from './index.ts';

afterAll(() => findKernelPartsBy(() => undefined));

const recorded = new URL('../../../recordings/trace-dat/fgraph.dat', import.meta.url).pathname;

async function homeless(find: Parameters<typeof findKernelPartsBy>[0]): Promise<number> {
  const { recording, close } = await openRecordingAt(recorded);
  const trace = await recording.load();
  await close();
  findKernelPartsBy(find);
  const table = callsAnalysis.answer(trace).table('calls.functions');
  const part = table.column('part');
  let without = 0;
  for (let row = 0; row < table.count; row++) if (table.text(part, row) === 'kernel') without++;
  return without;
}

test('every function belongs to a part where the tables of its kernel are there; else many have none', async () => {
  expect(await homeless(openKernelParts)).toBe(0);
  expect(await homeless(() => undefined)).toBeGreaterThan(100);
});
