import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importRules, sharedFolders } from './import-rules.ts';

const root = dirname(fileURLToPath(import.meta.url));
const importOf =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
}

function importsOf(folder: string): Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !name.endsWith('.test.ts') && !name.includes('testing/'))
    .flatMap(name => {
      const text = readFileSync(join(root, folder, name), 'utf8');
      return [...text.matchAll(importOf)].map(match => ({
        file: join(folder, name),
        folder,
        target: (match[1] ?? match[2] ?? match[3])!,
      }));
    });
}

const folders = readdirSync(root, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

test('every folder of src has its line in the table', () => {
  expect(folders.filter(folder => importRules[folder] === undefined)).toEqual([]);
});

test('folders import only what the table allows', () => {
  const broken = folders.flatMap(importsOf).filter(({ file, folder, target }) => {
    if (!target.startsWith('.')) return false;
    const other = relative(root, resolve(root, dirname(file), target)).split('/')[0]!;
    return other !== folder && !importRules[folder]!.includes(other);
  });
  expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test('shared folders import no package and nothing of Node', () => {
  const broken = sharedFolders.filter(folder => folders.includes(folder)).flatMap(importsOf);
  expect(
    broken
      .filter(({ target }) => !target.startsWith('.'))
      .map(({ file, target }) => `${file} imports ${target}`),
  ).toEqual([]);
});
