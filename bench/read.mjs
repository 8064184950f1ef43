// All promises about reading, one file after the other: trace.dat, text of ftrace, uftrace, blktrace, perf.data.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const parts = readdirSync(import.meta.dirname).filter(name => /^read-.*\.mjs$/.test(name));
for (const part of parts.sort()) {
  console.log(`\n  ${part.slice(0, -4)}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, part)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
