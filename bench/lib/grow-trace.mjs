// Makes a large trace.dat of a small one: its pages again and again, each time later.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadDecompressors } from '../../dist/cli/open/decompressors.js';
import { openFileSource } from '../../dist/cli/open/file-source.js';
import { layOutTraceDat, openTraceDat } from '../../dist/formats/index.js';

/**
 * Writes to `path` what `recording` holds, repeated until it has `bytes` bytes of records. Pages may be put into larger
 * sub-buffers of `pageSize` bytes, the rest of which is a hole in the file. Answers times and events of the result.
 */
export async function growTrace(recording, path, { bytes, pageSize = 4096 }) {
  const source = await openFileSource(recording);
  const opened = await openTraceDat(source, await loadDecompressors());
  const trace = await opened.load();
  const runs = [];
  for (const { buffer, reader } of opened.pages) {
    if (trace.buffers[buffer] !== '') continue;
    const pages = await reader.countPages();
    runs.push({ cpu: reader.cpu, pages, bytes: Buffer.from(await reader.read(0, pages)) });
  }
  await source.close();
  const once = runs.reduce((sum, run) => sum + run.pages * pageSize, 0);
  const times = Math.max(1, Math.ceil(bytes / once));
  const layout = layOutTraceDat({
    ...opened.metadata,
    traceClock: opened.metadata.traceClock ?? '[local]',
    timeOffset: 0n,
    traceId: 1n,
    tsc: undefined,
    buffers: [
      { name: '', pageSize, cpus: runs.map(({ cpu, pages }) => ({ cpu, size: pages * pageSize * times })) },
    ],
  });
  const file = openSync(path, 'w');
  ftruncateSync(file, layout.size);
  for (const piece of layout.pieces) writeSync(file, piece.bytes, 0, piece.bytes.length, piece.offset);
  const span = BigInt(trace.time[trace.count - 1] + 1000);
  for (const { cpu, offset } of layout.records) {
    const run = runs.find(one => one.cpu === cpu);
    for (let round = 0; round < times; round++) {
      writePages(file, run, offset + round * run.pages * pageSize, pageSize);
      for (let page = 0; page < run.pages; page++) {
        run.bytes.writeBigUInt64LE(run.bytes.readBigUInt64LE(page * 4096) + span, page * 4096);
      }
    }
  }
  closeSync(file);
  return { events: trace.count * times, start: trace.start, span: Number(span) * times };
}

function writePages(file, { bytes, pages }, offset, pageSize) {
  if (pageSize === 4096) {
    writeSync(file, bytes, 0, bytes.length, offset);
    return;
  }
  for (let page = 0; page < pages; page++)
    writeSync(file, bytes, page * 4096, 4096, offset + page * pageSize);
}

// node grow-trace.mjs RECORDING PATH BYTES
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [recording, path, bytes] = process.argv.slice(2);
  await growTrace(recording, path, { bytes: Number(bytes) });
}
