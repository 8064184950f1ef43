// The promise: a million records of blktrace are printed at least 5 times as fast as blkparse prints them. The records are
// real ones, repeated with later times and sequence numbers. Both write to /dev/null, into a file and into a pipe: blkparse
// writes line by line, which costs it most where somebody reads along.
//
//   node bench/read-blktrace.mjs [FOLDER OF NAME.blktrace.N] [NAME]
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { growBlktrace } from './lib/grow-blktrace.mjs';
import { best, measure, ringside } from './lib/measure.mjs';
import { reportAtLeast } from './lib/promise.mjs';

const from = process.argv[2] ?? join(import.meta.dirname, '../recordings/blktrace');
const name = process.argv[3] ?? 'sda';
const wanted = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));

try {
  const events = growBlktrace(from, name, folder, wanted);
  const ours = `${ringside.join(' ')} events '${join(folder, name)}.blktrace.0'`;
  const theirs = `blkparse -i '${join(folder, name)}'`;
  console.log(`  ${(events / 1e6).toFixed(2)} M events`);
  if (!existsSync('/usr/bin/blkparse')) console.log('  blkparse is not installed: nothing to compare with');
  for (const [sink, redirect] of [
    ['/dev/null', '> /dev/null'],
    ['a file', `> '${join(folder, 'text')}'`],
    ['a pipe', '| cat > /dev/null'],
  ]) {
    const our = best(3, () => measure(`sh -c "${ours} ${redirect}"`));
    if (!existsSync('/usr/bin/blkparse')) continue;
    const their = best(2, () => measure(`sh -c "${theirs} ${redirect}"`));
    console.log(`  events ${our.seconds.toFixed(2)} s, blkparse ${their.seconds.toFixed(2)} s`);
    reportAtLeast(`events into ${sink} against blkparse`, their.seconds / our.seconds, 5, '×');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
