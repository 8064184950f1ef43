// Makes a large perf.data of a small one (tools/perf/Documentation/perf.data-file-format.txt): its records once, then its
// samples again and again, each time later. What describes the machine stays behind the data.
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { spanOf } from './times.mjs';

const head = { attributes: 24, data: 40, features: 72, size: 104 };
const sampleType = { ip: 1, tid: 2, time: 4, identifier: 1 << 16 };
const recordType = { sample: 9, finishedRound: 68 };
const featureCount = 256;

/** Writes `path` with at least `wanted` samples of a recording (gzipped or not) and answers how many there are. */
export function growPerf(recording, path, wanted) {
  const file = readFileSync(recording);
  const bytes = recording.endsWith('.gz') ? gunzipSync(file) : file;
  const at = Number(bytes.readBigUInt64LE(head.data));
  const size = Number(bytes.readBigUInt64LE(head.data + 8));
  const samples = samplesOf(bytes, at, at + size);
  const timeAt = timeOffset(bytes);
  const times = samples.map(([from]) => bytes.readBigUInt64LE(from + timeAt));
  const span = spanOf(times);
  const rounds = Math.max(0, Math.ceil(wanted / samples.length) - 1);
  const once = Buffer.concat(samples.map(([from, to]) => bytes.subarray(from, to)));
  const end = Buffer.alloc(8);
  end.writeUInt32LE(recordType.finishedRound, 0);
  end.writeUInt16LE(8, 6);
  const parts = [bytes.subarray(at, at + size), end];
  for (let round = 1; round <= rounds; round++) {
    const later = Buffer.from(once);
    let place = 0;
    samples.forEach(([from, to], index) => {
      later.writeBigUInt64LE(times[index] + span * BigInt(round), place + timeAt);
      place += to - from;
    });
    parts.push(later, end);
  }
  const data = Buffer.concat(parts);
  writeFileSync(
    path,
    Buffer.concat([bytes.subarray(0, at), data, movedFeatures(bytes, at + size, data.length - size)]),
  );
  const start = readFileSync(path);
  start.writeBigUInt64LE(BigInt(data.length), head.data + 8);
  writeFileSync(path, start);
  return samples.length * (rounds + 1);
}

function samplesOf(bytes, from, end) {
  const samples = [];
  for (let at = from; at + 8 <= end; ) {
    const size = bytes.readUInt16LE(at + 6);
    if (size < 8) break;
    if (bytes.readUInt32LE(at) === recordType.sample) samples.push([at, at + size]);
    at += size;
  }
  return samples;
}

/** Where a sample's time is; all events of the recordings that are grown have the same kinds of values. */
function timeOffset(bytes) {
  const attribute = Number(bytes.readBigUInt64LE(head.attributes));
  const type = Number(bytes.readBigUInt64LE(attribute + 24));
  let offset = 8;
  for (const bit of [sampleType.identifier, sampleType.ip, sampleType.tid])
    if ((type & bit) !== 0) offset += 8;
  return offset;
}

/** The table of features behind the data, its offsets moved, and what they point to. */
function movedFeatures(bytes, from, by) {
  const rest = Buffer.from(bytes.subarray(from));
  let place = 0;
  for (let bit = 0; bit < featureCount; bit++) {
    if ((bytes[head.features + (bit >> 3)] & (1 << (bit & 7))) === 0) continue;
    rest.writeBigUInt64LE(rest.readBigUInt64LE(place) + BigInt(by), place);
    place += 16;
  }
  return rest;
}
