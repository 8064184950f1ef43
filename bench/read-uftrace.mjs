// The promise: a uftrace directory of a million records is replayed five times as fast as uftrace replays it. Grows a
// stored recording by repeating its records with moved time; both commands print all of it to nowhere.
//
//   node bench/read-uftrace.mjs [MILLIONS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, reportAtLeast } from './lib/promise.mjs';

const recordBytes = 16;
const wanted = Number(process.argv[2] ?? 1) * 1e6;
const bin = join(import.meta.dirname, '../bin/ringside.mjs');
const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));

try {
  const data = join(folder, 'threads.uftrace');
  const records = grow(data);
  for (const [what, ours, theirs] of [
    ['replay', ['replay', data], ['replay', '--no-pager', '-d', data]],
    ['report', ['report', data, 'calls', '--style', 'uftrace'], ['report', '--no-pager', '-d', data]],
    ['events as text', ['events', data], ['dump', '--no-pager', '-d', data]],
  ]) {
    const peer = cpuSeconds('uftrace', theirs);
    const own = cpuSeconds(process.execPath, [bin, ...ours]);
    if (own === undefined) throw new Error(`ringside ${what} failed`);
    console.log(`${what} of ${records} records: ${own.toFixed(2)} s of CPU`);
    if (peer === undefined) console.log('  uftrace is not installed');
    else reportAtLeast(`${what}, times as fast as uftrace (${peer.toFixed(2)} s)`, peer / own, 5, 'x');
  }
} finally {
  if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
  else console.log(folder);
}

/** The records of all tasks again and again, each time later; those about switches of tasks are left out. */
function grow(data) {
  const archive = join(import.meta.dirname, '../recordings/uftrace/threads.uftrace.tar.gz');
  spawnSync('tar', ['-xzf', archive, '-C', folder]);
  const tasks = readdirSync(data).filter(name => /^\d+\.dat$/.test(name));
  const files = tasks.map(name => readFileSync(join(data, name)));
  const begin = Math.min(...files.map(bytes => Number(bytes.readBigUInt64LE(0))));
  const end = Math.max(...files.map(bytes => Number(bytes.readBigUInt64LE(bytes.length - recordBytes))));
  const span = BigInt(end - begin + 1000);
  const once = files.reduce((sum, { length }) => sum + length / recordBytes, 0);
  const rounds = Math.ceil(wanted / once);
  tasks.forEach((name, index) => {
    const bytes = files[index];
    const grown = Buffer.alloc(bytes.length * rounds);
    for (let round = 0, to = 0; round < rounds; round++) {
      for (let at = 0; at < bytes.length; at += recordBytes, to += recordBytes) {
        bytes.copy(grown, to, at, at + recordBytes);
        grown.writeBigUInt64LE(bytes.readBigUInt64LE(at) + span * BigInt(round), to);
      }
    }
    writeFileSync(join(data, name), grown);
  });
  for (const name of readdirSync(data)) if (name.startsWith('perf-cpu')) writeFileSync(join(data, name), '');
  return once * rounds;
}

/** User and system time of a command whose output goes nowhere, the median of three runs. */
function cpuSeconds(command, args) {
  const script = 'command -v "$0" >/dev/null || exit 127; "$0" "$@" >/dev/null 2>&1; times';
  const runs = [];
  for (let run = 0; run < 3; run++) {
    const { status, stdout } = spawnSync('sh', ['-c', script, command, ...args], { encoding: 'utf8' });
    if (status !== 0) return undefined;
    const [user, system] = [
      ...stdout
        .trim()
        .split('\n')
        .at(-1)
        .matchAll(/(\d+)m([\d.]+)s/g),
    ];
    runs.push(Number(user[1]) * 60 + Number(user[2]) + Number(system[1]) * 60 + Number(system[2]));
  }
  return median(runs);
}
