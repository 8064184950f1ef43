// The promise: a real kernel in a moment. On two cores without KVM, median of 10 runs: from a cold start to the command
// ≤ 5 s, from a saved state ≤ 1.2 s, `record -- true` ≤ 3 s, with -p function_graph ≤ 5 s, `npm start` a second time
// ≤ 25 s to the new tree, and Ringside's own processes in ≤ 200 MB.
//
//   node bench/boot.mjs [RUNS]
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, reportAtMost } from './lib/promise.mjs';

const program = join(import.meta.dirname, '../bin/ringside.mjs');
const runs = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
const output = join(folder, 'recording');
let largest = 0;
const accelerated = ['--accel', 'tcg'];

console.log(
  `  emulated (tcg), ${runs} runs, load of this machine at the beginning: ${loadavg()[0].toFixed(2)}`,
);
try {
  await run(['record', '-q', '-o', output, ...accelerated, '--', 'true']);
  await run(['record', '-q', '-o', output, ...accelerated, '-p', 'function_graph', '--', 'true']);
  await measure(
    'cold start to the command',
    5,
    ['vm', 'shell', '--no-saved', ...accelerated, '--', 'echo', 'here'],
    'here',
  );
  await measure(
    'saved state to the command',
    1.2,
    ['vm', 'shell', ...accelerated, '--', 'echo', 'here'],
    'here',
  );
  await measure('record -- true, to the finished recording', 3, [
    'record',
    '-q',
    '-o',
    output,
    ...accelerated,
    '--',
    'true',
  ]);
  await measure('record -p function_graph -- true', 5, [
    'record',
    '-q',
    '-o',
    output,
    ...accelerated,
    '-p',
    'function_graph',
    '--',
    'true',
  ]);
  await measureStart();
  reportAtMost("memory of Ringside's own processes, the largest", largest, 200, 'MB');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds from start to `text` on standard output, or to the end. */
function run(args, text) {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    let reached;
    let said = '';
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const watch = setInterval(() => noteMemory(child.pid), 20);
    child.stdout.on('data', part => {
      said += part;
      if (text !== undefined && reached === undefined && said.includes(text)) reached = performance.now();
    });
    child.on('close', code => {
      clearInterval(watch);
      if (code !== 0) reject(new Error(`ringside ${args.join(' ')}: exit code ${code}`));
      else resolve(((reached ?? performance.now()) - begin) / 1000);
    });
  });
}

async function measure(what, limit, args, text) {
  const seconds = [];
  for (let i = 0; i < runs; i++) seconds.push(await run(args, text));
  reportAtMost(what, median(seconds), limit, 's');
}

/** A second start shows the last recording first: what counts is the new tree, the last thing before the explanation. */
async function measureStart() {
  await run(['start', '--no-serve']);
  reportAtMost('npm start a second time, to the new tree', await run(['start', '--no-serve']), 25, 's');
}

/** Resident memory of Ringside and its children that are not QEMU, in MB. */
function noteMemory(pid) {
  const family = [pid, ...childrenOf(pid)];
  const total = family.reduce((sum, each) => sum + residentOf(each), 0);
  largest = Math.max(largest, total / 1e6);
}

function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap(task =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

/** Its share of the pages it has (proportional set size): a process just forked shares all of them with its parent. */
function residentOf(pid) {
  try {
    if (/qemu/.test(readFileSync(`/proc/${pid}/comm`, 'utf8'))) return 0;
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) * 1024;
  } catch {
    return 0;
  }
}
