// The promise: events are indexed at 20 million a second from uncompressed pages, and printed many times as fast as
// trace-cmd prints them. Grows a recording to the wanted size, then measures; compares with trace-cmd where it is.
//
//   node bench/events.mjs [RECORDING] [MILLIONS]
import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDecompressors } from '../dist/cli/open/decompressors.js';
import { openFileSource } from '../dist/cli/open/file-source.js';
import { layOutTraceDat, readMetadata, readTraceDat } from '../dist/formats/index.js';
import { EventColumns, PageCursor, parsePageLayout, walkPage } from '../dist/tracefs/index.js';

const recording = process.argv[2] ?? join(import.meta.dirname, '../recordings/trace-dat/events.dat');
const wanted = Number(process.argv[3] ?? 2) * 1e6;
const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
const path = join(folder, 'grown.dat');

try {
  await grow();
  await measureIndex();
  measurePrint();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The recording's pages again and again, each time later. */
async function grow() {
  const tools = await loadDecompressors();
  const source = await openFileSource(recording);
  const metadata = await readMetadata(source, tools);
  const trace = await readTraceDat(source, tools);
  await source.close();
  const times = Math.max(1, Math.ceil(wanted / trace.count));
  const runs = trace.runs.filter(run => trace.buffers[run.buffer] === '');
  const layout = layOutTraceDat({
    ...metadata,
    traceClock: metadata.traceClock ?? '[local]',
    timeOffset: 0n,
    traceId: 1n,
    tsc: { mult: 1, shift: 0 },
    buffers: [{ name: '', cpus: runs.map(run => ({ cpu: run.cpu, size: run.view.byteLength * times })) }],
  });
  const file = openSync(path, 'w');
  ftruncateSync(file, layout.size);
  for (const piece of layout.pieces) writeSync(file, piece.bytes, 0, piece.bytes.length, piece.offset);
  const span = BigInt(trace.time[trace.count - 1] + 1000);
  for (const { cpu, offset } of layout.records) {
    const { view } = runs.find(run => run.cpu === cpu);
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
    const stamps = new DataView(bytes.buffer);
    for (let i = 0; i < times; i++) {
      writeSync(file, bytes, 0, bytes.length, offset + i * bytes.length);
      for (let page = 0; page < bytes.length; page += 4096) {
        stamps.setBigUint64(page, stamps.getBigUint64(page, true) + span, true);
      }
    }
  }
  closeSync(file);
}

async function measureIndex() {
  const source = await openFileSource(path);
  const metadata = await readMetadata(source, {});
  const layout = parsePageLayout(metadata.headerPage, metadata.littleEndian, 8);
  let events = 0;
  let walking = 0;
  for (const { offset, size } of metadata.buffers[0].cpus) {
    const bytes = await source.read(offset, size);
    for (let round = 0; round < 3; round++) {
      const columns = new EventColumns(Math.ceil(size / 16));
      const cursor = new PageCursor(
        new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        layout,
        0n,
      );
      const start = process.cpuUsage();
      for (let page = 0; page + 4096 <= size; page += 4096) walkPage(cursor, page, 4096, columns);
      const { user } = process.cpuUsage(start);
      if (round === 2) {
        events += columns.count;
        walking += user;
      }
    }
  }
  const before = process.cpuUsage();
  const trace = await readTraceDat(source, {});
  const { user, system } = process.cpuUsage(before);
  await source.close();
  console.log(
    `walked ${(events / walking).toFixed(1)} M events/s; whole trace of ${trace.count} events read in ${((user + system) / 1e3).toFixed(0)} ms of CPU`,
  );
}

function measurePrint() {
  const ours = cpuSeconds(process.execPath, [
    join(import.meta.dirname, '../bin/ringside.mjs'),
    'events',
    path,
  ]);
  const theirs = cpuSeconds('trace-cmd', ['report', path]);
  console.log(`printed in ${ours?.toFixed(2)} s of CPU`);
  console.log(
    theirs === undefined
      ? 'trace-cmd is not installed'
      : `trace-cmd: ${theirs.toFixed(2)} s, ${(theirs / ours).toFixed(1)} times as long`,
  );
}

/** User time of a command whose output goes nowhere. */
function cpuSeconds(command, args) {
  const script = 'command -v "$0" >/dev/null || exit 127; "$0" "$@" >/dev/null 2>&1; times';
  const { status, stdout } = spawnSync('sh', ['-c', script, command, ...args], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const match = /(\d+)m([\d.]+)s/.exec(stdout.trim().split('\n').at(-1));
  return Number(match[1]) * 60 + Number(match[2]);
}
