import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type DemangleWishes, demangle } from '../../src/demangle/index.ts';
import { expectSame } from './expect-same.ts';

const mangled = join(import.meta.dirname, '../../recordings/names/mangled.gz');
const version = versionOfFilter();

/** The version of the installed c++filt, or why there is none. */
function versionOfFilter(): string {
  try {
    return /[\d.]+$/m.exec(execFileSync('c++filt', ['--version'], { encoding: 'utf8' }))?.[0] ?? 'unknown';
  } catch {
    return 'not installed';
  }
}

function filter(input: Uint8Array, ...args: string[]): Buffer {
  return execFileSync('c++filt', args, { input, maxBuffer: 1 << 28 });
}

const choices: readonly (readonly [args: readonly string[], wishes: DemangleWishes])[] = [
  [['-p', '-i'], {}],
  [['-i'], { parameters: true }],
  [['-p'], { verbose: true }],
  [[], { parameters: true, verbose: true }],
];

describe.skipIf(!version.startsWith('2.40'))(`c++filt (needs 2.40, is ${version})`, () => {
  const file = gunzipSync(readFileSync(mangled));
  const names = file.toString('latin1').trimEnd().split('\n');

  it.each(choices)('2103 names are those of c++filt %j', (args, wishes) => {
    const expected = filter(file, ...args);
    const found = names.map(name => `${demangle(name, wishes) ?? name}\n`).join('');
    expect(names).toHaveLength(2103);
    expectSame(Buffer.from(found, 'latin1'), expected);
  });
});
