// Writes src/kernel/syscalls/{x86-64,arm64}-calls.ts from the source trees named, the oldest kernel first:
//   node scripts/kernel-tables/make-syscalls.mjs 6.1=DIR 6.12=DIR
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { joinCalls, readArm64Calls, readX86Calls, writeCalls } from './syscalls.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../src/kernel/syscalls');
const sources = process.argv.slice(2).map(text => text.split('='));
if (sources.length === 0 || sources.some(([, path]) => path === undefined)) {
  console.error('usage: node scripts/kernel-tables/make-syscalls.mjs VERSION=DIR …');
  process.exit(2);
}
const origins = sources.map(([version]) => `Linux ${version}`);
const all = read => joinCalls(sources.map(([, path]) => read(path)));
const x86 = all(readX86Calls);
const arm64 = all(readArm64Calls);
writeCalls(
  join(folder, 'x86-64-calls.ts'),
  'x8664Calls',
  'System calls of x86-64: number, name, and the entry where it has another name.',
  x86,
  origins,
);
writeCalls(
  join(folder, 'arm64-calls.ts'),
  'arm64Calls',
  'System calls of arm64: number, name, and the entry where it has another name.',
  arm64,
  origins,
);
console.log(`${x86.length} of x86-64, ${arm64.length} of arm64`);
