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
    const bytes = Buffer.from(await reader.read(0, pages));
    runs.push({ cpu: reader.cpu, pages, bytes, stamps: findStamps(bytes) });
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
      shiftTimes(run, span);
    }
  }
  closeSync(file);
  return { events: trace.count * times, start: trace.start, span: Number(span) * times };
}

const absoluteTime = 31;
const endOfPage = 29;

/** Where pages say the time itself and not how much later it is than before. */
function findStamps(bytes) {
  const stamps = [];
  for (let page = 0; page < bytes.length; page += 4096) {
    const end = page + 16 + (bytes.readUInt32LE(page + 8) & 0x7ff_ffff);
    for (let at = page + 16; at + 4 <= end; ) {
      const head = bytes.readUInt32LE(at);
      const type = head & 31;
      if (type === absoluteTime) stamps.push(at);
      if (type === endOfPage && head >>> 5 === 0) break;
      if (type > 0 && type < endOfPage) at += 4 + 4 * type;
      else at += type > endOfPage ? 8 : 4 + ((bytes.readUInt32LE(at + 4) + 3) & ~3);
    }
  }
  return stamps;
}

/** Makes all times of pages later: those at their heads, and those of 59 bits between events. */
function shiftTimes({ bytes, pages, stamps }, span) {
  for (let page = 0; page < pages; page++)
    bytes.writeBigUInt64LE(bytes.readBigUInt64LE(page * 4096) + span, page * 4096);
  for (const at of stamps) {
    const time = bytes.readBigUInt64LE(at) >> 5n;
    bytes.writeBigUInt64LE(((time + span) << 5n) | BigInt(absoluteTime), at);
  }
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
