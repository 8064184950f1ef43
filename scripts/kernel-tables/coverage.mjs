// How much of a running kernel's symbols the tables know.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Function symbols of a kallsyms, plain or gzipped: `[{ name, module }]`, module `''` for the kernel image. */
export function readKallsyms(path) {
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('latin1');
  return text
    .split('\n')
    .map(line => line.split(/\s+/))
    .filter(([, type]) => /^[tTwW]$/.test(type ?? ''))
    .map(([, , name, module]) => ({ name, module: module?.slice(1, -1) ?? '' }));
}

/** Counts of what `parts` (see src/kernel/parts/load-parts.ts) says of them. */
export function measureCoverage(parts, symbols) {
  const count = {
    symbols: symbols.length,
    file: 0,
    candidates: 0,
    part: 0,
    table: 0,
    module: 0,
    rule: 0,
    unknown: [],
  };
  for (const { name, module } of symbols) {
    const place = parts.find(name, module);
    if (place === undefined) {
      count.unknown.push(module === '' ? name : `${name} [${module}]`);
      continue;
    }
    count[place.known]++;
    if (place.file !== undefined) count.file++;
    else if (place.candidates.length > 0) count.candidates++;
    if (place.part !== undefined) count.part++;
  }
  return count;
}

/** The count as sentences. */
export function sayCoverage(count) {
  const share = value => `${value} (${((100 * value) / count.symbols).toFixed(2)} %)`;
  return [
    `${count.symbols} function symbols`,
    `one file: ${share(count.file)}; one of several files: ${share(count.candidates)}`,
    `part: ${share(count.part)}`,
    `from the table ${share(count.table)}, by module ${share(count.module)}, by name ${share(count.rule)}`,
    `unknown: ${share(count.unknown.length)} ${count.unknown.slice(0, 12).join(' ')}`,
  ].join('\n');
}
