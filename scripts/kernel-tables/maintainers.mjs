// MAINTAINERS: which files stand under one heading. Used for the headers of include/, whose path says little.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `[{ title, patterns }]` in the file's order. */
export function readMaintainers(source) {
  const text = readFileSync(join(source, 'MAINTAINERS'), 'utf8');
  return text
    .split(/\n\n+/)
    .map(block => block.split('\n'))
    .filter(lines => lines.some(line => line.startsWith('F:\t')))
    .map(lines => ({
      title: lines[0],
      patterns: lines.filter(line => line.startsWith('F:\t')).map(line => line.slice(3).trim()),
    }));
}

/**
 * The part of a file by the company it keeps: the entry with the longest pattern that names it, then the part that
 * most of that entry's other patterns have by their path. Undefined where they have none or are split.
 */
export function partByCompany(entries, file, partOfFile) {
  let best;
  for (const entry of entries)
    for (const pattern of entry.patterns)
      if (pattern.length > (best?.length ?? 0) && matches(pattern, file))
        best = { length: pattern.length, entry };
  if (best === undefined || best.length < 8) return undefined;
  const votes = new Map();
  for (const pattern of best.entry.patterns) {
    const part = partOfFile(pattern.endsWith('/') ? `${pattern}x.c` : pattern.replace(/\*.*$/, ''));
    if (part !== undefined) votes.set(part, (votes.get(part) ?? 0) + 1);
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  if (ranked.length === 0 || (ranked.length > 1 && ranked[0][1] === ranked[1][1])) return undefined;
  return ranked[0][0];
}

function matches(pattern, file) {
  if (pattern.endsWith('/')) return file.startsWith(pattern);
  if (!/[*?[]/.test(pattern)) return file === pattern || file.startsWith(`${pattern}/`);
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${expression}$`).test(file);
}
