// Makes large files of blktrace of small ones (include/uapi/linux/blktrace_api.h): their records again and again, each time
// later, with the next sequence numbers.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const notify = 0x400;

/** Writes the records of every CPU again and again, each time later; answers how many events those are, at least `wanted`. */
export function growBlktrace(from, name, folder, wanted) {
  const files = readdirSync(from).filter(file => new RegExp(`^${name}\\.blktrace\\.\\d+$`).test(file));
  const content = files.map(file => readFileSync(join(from, file)));
  const records = content.map(listRecords);
  const counts = records.map(list => list.filter(({ isNote }) => !isNote).length);
  const each = counts.reduce((sum, count) => sum + count, 0);
  const times = BigUint64Array.from(
    records.flatMap((list, i) => list.map(({ at }) => content[i].readBigUInt64LE(at + 8))),
  ).sort();
  const span = times[times.length - 1] - times[0] + 1000n;
  const rounds = Math.ceil(wanted / each);
  files.forEach((file, i) => {
    const parts = [];
    for (let round = 0; round < rounds; round++) {
      const part = Buffer.from(content[i]);
      let sequence = round * counts[i];
      for (const { at, isNote } of records[i]) {
        part.writeBigUInt64LE(part.readBigUInt64LE(at + 8) + BigInt(round) * span, at + 8);
        if (!isNote) part.writeUInt32LE(++sequence, at + 4);
      }
      parts.push(part);
    }
    writeFileSync(join(folder, file), Buffer.concat(parts));
  });
  return rounds * each;
}

/** Where the records of a file of version 7 start, and which are the tracer's notes. */
function listRecords(bytes) {
  const records = [];
  for (let at = 0; at + 48 <= bytes.length; at += 48 + bytes.readUInt16LE(at + 46)) {
    records.push({ at, isNote: (bytes.readUInt16LE(at + 30) & notify) !== 0 });
  }
  return records;
}
