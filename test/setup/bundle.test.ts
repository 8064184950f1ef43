import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const { bundle } = await import(`${root}/scripts/lib/bundle.mjs`);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-bundle-'));
  write('package.json', '{"type":"module"}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const run = (path: string): string =>
  execFileSync(process.execPath, [join(folder, path)], { encoding: 'utf8' });

test('a bundle finds the files and the other entries that its modules find', async () => {
  write('data/names/a.txt', 'from data, ');
  write('dist/a/main.js', `import { tell } from './b/tell.js';\ntell();\n`);
  write('dist/a/b/other.js', `console.log('and another entry');\n`);
  write(
    'dist/a/b/tell.js',
    `import { readFileSync } from 'node:fs';
     const names = new URL('../../../data/names/', import.meta.url);
     const other = new URL('./other.js', import.meta.url);
     export async function tell() {
       process.stdout.write(readFileSync(new URL('a.txt', names), 'utf8'));
       await import(other);
     }\n`,
  );
  const told = run('dist/a/main.js');
  await bundle(join(folder, 'dist'), { main: 'a/main.js', other: 'a/b/other.js' }, []);
  rmSync(join(folder, 'dist/a'), { recursive: true });
  expect(told).toBe('from data, and another entry\n');
  expect(run('dist/bundle/main.js')).toBe(told);
});

test('a module that asks for its own place in another way cannot be moved', async () => {
  write('dist/main.js', 'console.log(import.meta.dirname);\n');
  await expect(bundle(join(folder, 'dist'), { main: 'main.js' }, [])).rejects.toThrow('import.meta');
});

test('the command runs the bundle, unless modules were compiled since it was made', () => {
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  write('dist/cli/main.js', `export const main = () => { console.log('modules'); };\n`);
  write('dist/shared.tsbuildinfo', '');
  write('dist/node.tsbuildinfo', '');
  expect(run('bin/ringside.mjs')).toBe('modules\n');
  write('dist/bundle/main.js', `export const main = () => { console.log('bundle'); };\n`);
  expect(run('bin/ringside.mjs')).toBe('bundle\n');
  const later = Date.now() / 1000 + 5;
  utimesSync(join(folder, 'dist/node.tsbuildinfo'), later, later);
  expect(run('bin/ringside.mjs')).toBe('modules\n');
});
