// The large trace.dat that benches read: function_graph of a busy guest, at least 8 million events, version 7 with zstd.
// It is recorded once and kept in the cache; delete it to have another.
//
//   node bench/lib/record-big.mjs      prints where it is
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFileSource } from '../../dist/cli/open/file-source.js';
import { readMetadata } from '../../dist/formats/index.js';
import { places } from '../../dist/packages/index.js';

const program = join(import.meta.dirname, '../../bin/ringside.mjs');
const fewest = 8_000_000;
const most = 11_000_000;
const mostTries = 4;

/** Path of the recording; records it where it is not there yet, which takes some minutes. Throws what went wrong. */
export async function needBigRecording() {
  const folder = join(places().cache, 'bench');
  const path = join(folder, 'function-graph.dat');
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const recording = join(folder, 'function-graph.partial');
  try {
    let rounds = 12;
    for (let i = 0; ; i++) {
      record(recording, rounds);
      const events = await countEvents(join(recording, 'trace.dat'));
      if (events >= fewest && events <= most) break;
      if (i + 1 === mostTries) throw new Error(`recorded ${events} events, wanted ${fewest} to ${most}`);
      rounds = Math.max(1, Math.round((rounds * (fewest + most)) / 2 / Math.max(events, 1)));
    }
    const packed = join(recording, 'packed.dat');
    run('trace-cmd', [
      ...['convert', '-i', join(recording, 'trace.dat'), '-o', packed],
      ...['--file-version', '7', '--compression', 'zstd'],
    ]);
    renameSync(packed, path);
  } finally {
    rmSync(recording, { recursive: true, force: true });
  }
  return path;
}

/** Records both CPUs at work for so many rounds. */
function record(folder, rounds) {
  rmSync(folder, { recursive: true, force: true });
  const round =
    'ls -l /usr/sbin > /dev/null; cat /etc/*.conf > /dev/null; dd if=/dev/zero of=/scratch/$1 bs=4k count=50';
  const both = `for i in 1 2; do sh -c 'for n in $(seq ${rounds}); do ${round}; done' - $i 2> /dev/null & done; wait`;
  run(process.execPath, [
    ...[program, 'record', '-q', '-p', 'function_graph', '--all', '--memory', '2048', '--buffer', '262144'],
    ...['-o', folder, '--', 'sh', '-c', both],
  ]);
}

/** What the kernel counted as taken out of its buffers. */
async function countEvents(path) {
  const source = await openFileSource(path);
  const { cpuStats } = await readMetadata(source, {});
  await source.close();
  return cpuStats.reduce((sum, text) => sum + Number(/^read events: (\d+)/m.exec(text)?.[1] ?? 0), 0);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = await needBigRecording();
  console.log(`${path} ${(statSync(path).size / 1e6).toFixed(1)} MB`);
}
