import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { callsOfTrace, selectRows } from '../../src/analyses/calls/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { openFileSource } from '../../src/cli/open/file-source.ts';
import { readTraceDat } from '../../src/formats/index.ts';
import { drawFuncgraphTree } from '../../src/text/replay/index.ts';

const recordings = join(import.meta.dirname, '../../recordings/trace-dat');

/** Microseconds, as text: the kernel gives them 8 characters, trace-cmd as many as they need. */
const durationIn = (line: string): string | undefined => /([\d.]+) us +\|/.exec(line)?.[1];

it('a call tree has the calls of trace-cmd report in their order, with their durations', async () => {
  const source = await openFileSource(join(recordings, 'fgraph.dat'));
  const trace = await readTraceDat(source, await loadDecompressors());
  await source.close();
  const tree = callsOfTrace(trace);
  const found: string[] = [];
  drawFuncgraphTree(tree, selectRows(tree, {}), line => {
    const duration = / files-201 /.test(line) ? durationIn(line) : undefined;
    if (duration !== undefined) found.push(duration);
  });
  const report = gunzipSync(readFileSync(join(recordings, 'fgraph.report.gz'))).toString('latin1');
  const expected = report
    .split('\n')
    .filter(line => /^ +files-201 .*funcgraph_/.test(line))
    .map(durationIn)
    .filter(duration => duration !== undefined);
  // Functions that were running when the recording began have a return but no call.
  let unmatched = 0;
  let at = 0;
  for (const duration of expected) {
    const own = found[at];
    if (own !== undefined && duration.startsWith(own)) at++;
    else unmatched++;
  }
  expect(at).toBe(found.length);
  expect(found.length).toBeGreaterThan(49_000);
  expect(unmatched).toBeLessThanOrEqual(tree.unmatchedReturns);
  expect(unmatched).toBeLessThan(5);
});
