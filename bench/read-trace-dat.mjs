// The promises on a trace.dat of 8 million events (function_graph, version 7, zstd), recorded in the guest:
// index from uncompressed pages ≥ 20 M events/s on one core; `report` ≤ 2.5 s; `events` ≥ 8 times as fast as
// `trace-cmd report`; `events | head` ≤ 0.4 s; memory ≤ the uncompressed pages + 32 bytes an event.
//
//   node bench/read-trace-dat.mjs [FILE]
import { existsSync } from 'node:fs';
import { loadDecompressors } from '../dist/cli/open/decompressors.js';
import { openFileSource } from '../dist/cli/open/file-source.js';
import { openTraceDat } from '../dist/formats/index.js';
import { best, measure, ringside } from './lib/measure.mjs';
import { reportAtLeast, reportAtMost } from './lib/promise.mjs';
import { needBigRecording } from './lib/record-big.mjs';

const path = process.argv[2] ?? (await needBigRecording());
const command = ringside.join(' ');
const quoted = `'${path}'`;

const { events, pageBytes } = await measureIndex();
reportAtMost('report', best(3, () => measure(`${command} report ${quoted}`)).seconds, 2.5, ' s');
reportAtMost(
  'events | head',
  best(5, () => measure(`sh -c "${command} events ${quoted} | head"`)).seconds,
  0.4,
  ' s',
);
const ours = best(2, () => measure(`${command} events ${quoted}`));
const most = (pageBytes + 32 * events) / 1e6;
reportAtMost('memory of events', ours.megabytes * 1.048576, most, ' MB');
if (existsSync('/usr/bin/trace-cmd')) {
  const theirs = measure(`trace-cmd report ${quoted}`);
  console.log(`  events ${ours.seconds.toFixed(2)} s, trace-cmd report ${theirs.seconds.toFixed(2)} s`);
  reportAtLeast('events > /dev/null against trace-cmd report', theirs.seconds / ours.seconds, 8, '×');
} else console.log('  trace-cmd is not installed: nothing to compare with');

/** Walking and merging pages that are in memory, and what the whole trace takes there. */
async function measureIndex() {
  const source = await openFileSource(path);
  const tools = await loadDecompressors();
  const recording = await openTraceDat(source, tools);
  const pages = new Map();
  let bytes = 0;
  for (const { reader } of recording.pages) {
    const content = await reader.read(0, await reader.countPages());
    bytes += content.length;
    pages.set(reader, content);
    // From now on its pages are there: what is measured is the index alone.
    reader.read = async (page, count) =>
      content.subarray(page * reader.pageSize, Math.min(content.length, (page + count) * reader.pageSize));
  }
  let fastest = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let round = 0; round < 6; round++) {
    const before = process.cpuUsage();
    const trace = await recording.load();
    const { user, system } = process.cpuUsage(before);
    fastest = Math.min(fastest, (user + system) / 1e6);
    count = trace.count;
  }
  await source.close();
  console.log(`  ${(count / 1e6).toFixed(2)} M events in ${(bytes / 1e6).toFixed(0)} MB of pages`);
  reportAtLeast('index from uncompressed pages, events/s on one core', count / fastest / 1e6, 20, ' M');
  return { events: count, pageBytes: bytes };
}
