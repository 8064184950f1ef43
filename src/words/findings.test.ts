import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findings as english } from './en/findings.ts';
import { findings as korean } from './ko/findings.ts';

const analyses = join(import.meta.dirname, '../analyses');

/** Ids of findings in the source: what stands behind `id:` with the name of its analysis before the dot. */
function idsOf(folder: string): string[] {
  return readdirSync(join(analyses, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap(file => [
      ...readFileSync(join(analyses, folder, file), 'utf8').matchAll(
        /id: '(\w+\.[\w-]+)',?\s*(?:\n\s*)?values/g,
      ),
    ])
    .map(found => found[1]!);
}

it('every finding of an analysis has its sentence in both languages', () => {
  const ids = readdirSync(analyses, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(entry => idsOf(entry.name));
  expect(ids.length).toBeGreaterThan(3);
  for (const id of ids) {
    expect(english).toHaveProperty([`finding.${id}`]);
    expect(korean).toHaveProperty([`finding.${id}`]);
  }
});
