// The promise: `events` prints a perf.data of a million records at least 5 times as fast as `perf script`: tracepoints, and
// samples with call chains, both with the recorded kernel's symbols.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { growPerf } from './lib/grow-perf.mjs';
import { best, measure, ringside } from './lib/measure.mjs';
import { reportAtLeast } from './lib/promise.mjs';

const recordings = join(import.meta.dirname, '../recordings');
const wanted = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));

try {
  const kallsyms = join(folder, 'kallsyms');
  writeFileSync(kallsyms, gunzipSync(readFileSync(join(recordings, 'uftrace/kallsyms.gz'))));
  for (const name of ['sched', 'cpu']) {
    const path = join(folder, `${name}.perf`);
    const records = growPerf(join(recordings, `perf/${name}.perf.gz`), path, wanted);
    const options = `--kallsyms ${kallsyms} --symfs ${join(recordings, 'perf/symfs')}`;
    const ours = best(2, () => measure(`${ringside.join(' ')} events ${options} ${path}`));
    if (!existsSync('/usr/bin/perf')) {
      console.log(`  ${name}: ${ours.seconds.toFixed(2)} s; perf is not installed: nothing to compare with`);
      continue;
    }
    const theirs = measure(`perf script ${options} -i ${path}`);
    const what = `${name}, ${(records / 1e6).toFixed(2)} M samples`;
    console.log(
      `  ${what}: events ${ours.seconds.toFixed(2)} s and ${ours.megabytes.toFixed(0)} MB, perf script ${theirs.seconds.toFixed(2)} s and ${theirs.megabytes.toFixed(0)} MB`,
    );
    reportAtLeast(`${name}: events against perf script`, theirs.seconds / ours.seconds, 5, '×');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
