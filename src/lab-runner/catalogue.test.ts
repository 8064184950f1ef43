import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueOf, loadSections, withCatalogue } from './index.ts';

test('the catalogue in README is that of the labs, with one picture a section', () => {
  const root = join(import.meta.dirname, '../..');
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  expect(withCatalogue(text, catalogueOf(loadSections())), 'npm run catalogue').toBe(text);
  for (const { id } of loadSections()) expect(existsSync(join(root, `docs/labs/${id}.png`)), id).toBe(true);
});
