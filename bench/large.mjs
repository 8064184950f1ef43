// The promise: a trace.dat of 20 GB opens at once. Overview, and one second out of its middle: each ≤ 2 s and ≤ 400 MB.
// The file is a recording's pages repeated with moved time, in sub-buffers of 64 kB whose rest is a hole.
//
//   node bench/large.mjs [RECORDING] [GIGABYTES]
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { growTrace } from './lib/grow-trace.mjs';
import { measure, ringside } from './lib/measure.mjs';
import { reportAtMost } from './lib/promise.mjs';

const recording = process.argv[2] ?? join(import.meta.dirname, '../recordings/trace-dat/events.dat');
const gigabytes = Number(process.argv[3] ?? 20);
const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
const path = join(folder, 'large.dat');

try {
  const { events, start, span } = await growTrace(recording, path, {
    bytes: gigabytes * 1e9,
    pageSize: 1 << 16,
  });
  const { size, blocks } = statSync(path);
  console.log(
    `  ${(size / 1e9).toFixed(1)} GB (${((blocks * 512) / 1e9).toFixed(1)} GB on disk), ${(events / 1e6).toFixed(0)} M events`,
  );
  const middle = Number(start / 1_000_000_000n) + Math.floor(span / 2e9);
  const command = ringside.join(' ');
  promise('overview', measure(`${command} report ${path}`));
  promise(
    'one second from the middle',
    measure(`${command} events --from ${middle} --to ${middle + 1} ${path}`),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function promise(what, { seconds, megabytes }) {
  reportAtMost(`${what} of ${gigabytes} GB`, seconds, 2, 's');
  reportAtMost(`memory of it`, megabytes, 400, 'MB');
}
