// The promise: text of ftrace is indexed at 250 MB/s or more on one core, and takes no more memory than the text and
// 32 bytes a row. The lines are recorded ones, repeated with later times until there are 300 MB.
//
//   node bench/read-text.mjs [FILE.txt.gz]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sourceFromBytes } from '../dist/base/index.js';
import { ftraceText } from '../dist/formats/index.js';
import { growText } from './lib/grow-text.mjs';
import { reportAtLeast, reportAtMost } from './lib/promise.mjs';

const wanted = 300e6;
const recordings = join(import.meta.dirname, '../recordings/ftrace-text');
const shapes = [
  ['events of many parts', 'pairs/events.txt.gz'],
  ['functions and their callers', 'pairs/function.txt.gz'],
  ['function_graph', 'fgraph_default.txt.gz'],
  ['function_graph with times and tasks', 'fgraph_proc_abstime_tail.txt.gz'],
  ['function_graph with events in it', 'pairs/graph.txt.gz'],
];
const own = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
try {
  for (const [title, name] of own === undefined ? shapes : [[basename(own), own]]) {
    const path = join(folder, 'text');
    growText(own ?? join(recordings, name), path, wanted);
    await measureIndex(title, readFileSync(path));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds of one core from bytes in memory to the rows of a trace, and what the trace holds beside the bytes. */
async function measureIndex(title, bytes) {
  const source = sourceFromBytes(bytes);
  let fastest = Number.POSITIVE_INFINITY;
  let count = 0;
  let columns = 0;
  for (let round = 0; round < 3; round++) {
    const recording = await ftraceText.open({ kind: 'file', source }, {});
    const before = process.cpuUsage();
    const trace = await recording.load();
    const { user, system } = process.cpuUsage(before);
    fastest = Math.min(fastest, (user + system) / 1e6);
    count = trace.count;
    columns = bytesOfColumns(trace);
  }
  console.log(`  ${title}: ${(bytes.length / 1e6).toFixed(0)} MB, ${(count / 1e6).toFixed(2)} M rows`);
  reportAtLeast(`${title}, into the index`, bytes.length / fastest / 1e6, 250, ' MB/s');
  reportAtMost(`${title}, bytes a row beside the text`, columns / count, 32, ' B');
}

/** What the columns of a trace take, with the room at their ends. */
function bytesOfColumns({ time, cpu, pid, event, run, place, length }) {
  const columns = [time, cpu, pid, event, run, place, length];
  // The numbers of functions, which a trace does not show, are a column like that of places.
  return [...columns, place].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}
