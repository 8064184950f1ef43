// The promises about answers: the overview with all analyses, each analysis against perf or btt, SQL, and memory.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyses } from '../dist/analyses/index.js';
import { openRecordingAt } from '../dist/cli/open/open-recording.js';
import { openDatabase } from '../dist/query/index.js';
import { growBlktrace } from './lib/grow-blktrace.mjs';
import { growPerf } from './lib/grow-perf.mjs';
import { growTrace } from './lib/grow-trace.mjs';
import { best, measure, ringside } from './lib/measure.mjs';
import { reportAtLeast, reportAtMost } from './lib/promise.mjs';

const recordings = join(import.meta.dirname, '../recordings');
const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
const command = ringside.join(' ');
const large = Number(process.argv[2] ?? 8_000_000);
const judged = Number(process.argv[3] ?? 1_000_000);

/** What each analysis is judged by, on a recording that grows to a million events. */
const judges = [
  ['sched.latency', 'perf/sched.perf.gz', file => `perf sched -i ${file} latency`],
  ['sched.runs', 'perf/sched.perf.gz', file => `perf sched -i ${file} timehist`],
  ['syscalls.task-calls', 'answers/syscalls.perf.gz', file => `perf trace -s -i ${file}`],
  ['irq.handlers', 'answers/kwork.perf.gz', file => `perf kwork report -k irq -i ${file}`],
  ['irq.softirq-delays', 'answers/kwork.perf.gz', file => `perf kwork latency -k softirq -i ${file}`],
  ['workqueue.delays', 'answers/kwork.perf.gz', file => `perf kwork latency -k workqueue -i ${file}`],
  ['memory.slab-sites', 'answers/kmem.perf.gz', file => `perf kmem -i ${file} --slab --caller stat`],
];

async function benchLarge() {
  const file = join(folder, 'large.dat');
  const pageBytes = 42;
  await growTrace(join(recordings, 'trace-dat/events.dat'), file, { bytes: large * pageBytes });
  const opened = await openRecordingAt(file);
  const trace = await opened.recording.load();
  const millions = `${(trace.count / 1e6).toFixed(1)} M events`;
  globalThis.gc?.();
  const before = process.memoryUsage();
  for (const { id, tables, answer } of analyses) {
    const begin = performance.now();
    const answered = answer(trace);
    for (const table of tables) answered.table(table.id);
    const seconds = (performance.now() - begin) / 1000;
    console.log(`    ${id.padEnd(12)} all tables of ${millions}: ${seconds.toFixed(2)} s`);
  }
  globalThis.gc?.();
  const after = process.memoryUsage();
  const bytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  reportAtMost(`memory of all answers, ${millions}`, bytes / trace.count, 64, 'bytes an event');
  await benchSql(trace, millions);
  await opened.close();
  const overview = best(2, () => measure(`${command} report ${file}`));
  reportAtMost(`overview with all analyses, ${millions}`, overview.seconds, 4, 's');
}

async function benchSql(trace, millions) {
  const database = await openDatabase(trace, analyses);
  const query = 'SELECT event, count(*), min(time), max(time) FROM events GROUP BY event';
  const times = [];
  for (let round = 0; round < 3; round++) {
    const begin = performance.now();
    const { pieces } = await database.run(query);
    for await (const _ of pieces);
    times.push((performance.now() - begin) / 1000);
  }
  database.close();
  reportAtMost(`SQL group-by, ${millions}`, Math.min(...times), 1, 's');
}

function benchJudges() {
  const grown = new Map();
  for (const [table, recording, judge] of judges) {
    const path = join(recordings, recording);
    if (!existsSync(path)) {
      console.log(`  ${table}: no recording ${recording}`);
      continue;
    }
    if (!grown.has(recording)) {
      const file = join(folder, `${grown.size}.perf`);
      grown.set(recording, { file, events: growPerf(path, file, judged) });
    }
    const { file, events } = grown.get(recording);
    const ours = best(2, () => measure(`${command} report ${file} ${table} --csv`));
    compare(`${table}, ${(events / 1e6).toFixed(1)} M events`, ours, judge(file));
  }
}

function benchBlock() {
  const blktrace = join(recordings, 'blktrace');
  const events = growBlktrace(blktrace, 'sda', folder, judged);
  const ours = best(2, () =>
    measure(`${command} report ${join(folder, 'sda')}.blktrace.0 block.stages --csv`),
  );
  measure(`sh -c "blkparse -i '${join(folder, 'sda')}' -d '${join(folder, 'sda.bin')}' -O"`);
  // btt leaves files where it runs.
  const what = `block.stages, ${(events / 1e6).toFixed(1)} M events`;
  compare(what, ours, `btt -i ${join(folder, 'sda.bin')}`, folder);
}

function compare(what, ours, judge, place = '.') {
  const [program] = judge.split(' ');
  if (!isInstalled(program)) {
    console.log(
      `  ${what}: ${ours.seconds.toFixed(2)} s; ${program} is not installed: nothing to compare with`,
    );
    return;
  }
  const theirs = measure(`sh -c "cd '${place}' && ${judge}"`);
  console.log(`    ${ours.seconds.toFixed(2)} s, ${judge.split(' -i')[0]} ${theirs.seconds.toFixed(2)} s`);
  reportAtLeast(`${what} against ${program}`, theirs.seconds / ours.seconds, 5, '×');
}

function isInstalled(program) {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

try {
  await benchLarge();
  benchJudges();
  if (isInstalled('btt')) benchBlock();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
