import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const { Tally, reasonInTitle } = await import(`${root}/scripts/lib/tally.mjs`);
const freshness = await import(`${root}/scripts/lib/freshness.mjs`);
const { complainOfNode } = await import(`${root}/scripts/lib/prepare.mjs`);
const { languages, words } = await import(`${root}/scripts/lib/words.mjs`);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what npm test counts', () => {
  /** Runs vitest with our reporter on one file of tests, and tallies what it wrote. */
  function tallyOf(tests: string) {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(
      join(folder, 'some.test.js'),
      `import { beforeAll, describe, expect, test } from 'vitest';\n${tests}`,
    );
    const results = join(folder, 'results');
    writeFileSync(results, '');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const { status } = spawnSync(
      process.execPath,
      [vitest, 'run', '--passWithNoTests', `--reporter=${root}/scripts/lib/reporter.mjs`],
      { cwd: folder, env: { ...process.env, RINGSIDE_TEST_RESULTS: results, VITEST: '' } },
    );
    const tally = new Tally();
    tally.addRun('some', readFileSync(results, 'utf8'), status);
    return tally;
  }

  test('passes, failures and skips with their reasons', () => {
    const tally = tallyOf(`
      test('good', () => {});
      test('bad', () => expect(1).toBe(2));
      test('cannot', ctx => ctx.skip('needs a disk'));
      test.skip('reads much [needs 8 GB of memory]', () => {});`);
    expect(tally.lines()).toEqual([
      'failed: some.test.js > bad',
      'skipped: some.test.js > cannot: needs a disk',
      'skipped: some.test.js > reads much [needs 8 GB of memory]: needs 8 GB of memory',
      '1 passed, 1 failed, 2 skipped',
    ]);
    expect(tally.isGood).toBe(false);
  });

  test('a skip without a reason, and a todo, are not good, though nothing failed', () => {
    const tally = tallyOf(`
      test('good', () => {});
      test.skip('later', () => {});
      test.todo('some day');`);
    expect(tally.lines().at(-1)).toBe('1 passed, 0 failed, 2 skipped');
    expect(tally.unexplained.length).toBe(2);
    expect(tally.isGood).toBe(false);
  });

  test('skips with reasons alone are good, if something ran', () => {
    const tally = tallyOf(`
      test('good', () => {});
      test('cannot', ctx => ctx.skip('needs root'));`);
    expect(tally.isGood).toBe(true);
  });

  test('a preparation that throws is a failure, not a silent skip', () => {
    const tally = tallyOf(`
      describe('group', () => {
        beforeAll(() => { throw new Error('no'); });
        test('never runs', () => {});
      });`);
    expect(tally.failed).toBeGreaterThan(0);
    expect(tally.isGood).toBe(false);
  });

  test('a file that does not load, and an error outside tests, are failures', () => {
    expect(tallyOf("import './not-there.js';").failed).toBe(1);
    const results = new Tally();
    results.addRun('x', '{"kind":"error","name":"unhandled: boom"}\n{"kind":"end"}\n', 1);
    expect(results.lines()).toContain('failed: unhandled: boom');
  });

  test('a runner that dies before its end is a failure, and so is running nothing', () => {
    const died = new Tally();
    died.addRun('guest', '{"kind":"test","name":"a","state":"passed"}\n', 139);
    expect(died.lines()[0]).toBe('failed: guest: the test runner ended with code 139 before it was through');
    const nothing = new Tally();
    nothing.addRun('unit', '{"kind":"end"}\n', 0);
    nothing.step('types', true);
    expect(nothing.isGood).toBe(false);
    expect(nothing.lines()).toEqual(['no test ran, which is a failure', '1 passed, 0 failed, 0 skipped']);
  });

  test('a reason in a title stands in brackets', () => {
    expect(reasonInTitle('boots [needs QEMU]')).toBe('needs QEMU');
    expect(reasonInTitle('says what it needs')).toBeUndefined();
  });
});

describe('what is out of date', () => {
  const lock = { packages: { '': {}, 'node_modules/a': { version: '1', integrity: 'x' } } };

  function write(path: string, content: unknown): void {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }

  test('npm packages: missing, older, left over, or as the lock file says', () => {
    write('package-lock.json', lock);
    expect(freshness.dependenciesAreFresh(folder)).toBe(false);
    const installed = (packages: unknown): boolean => {
      write('node_modules/.package-lock.json', { packages });
      return freshness.dependenciesAreFresh(folder);
    };
    const a = lock.packages['node_modules/a'];
    expect(installed({ 'node_modules/a': a })).toBe(true);
    expect(installed({ 'node_modules/a': { ...a, version: '0' } })).toBe(false);
    expect(installed({ 'node_modules/a': a, 'node_modules/b': a })).toBe(false);
    expect(installed({})).toBe(false);
    write('node_modules/.package-lock.json', '{');
    expect(freshness.dependenciesAreFresh(folder)).toBe(false);
  });

  test('packages for other platforms may be missing', () => {
    write('package-lock.json', {
      packages: { ...lock.packages, 'node_modules/m': { version: '1', optional: true } },
    });
    write('node_modules/.package-lock.json', {
      packages: { 'node_modules/a': lock.packages['node_modules/a'] },
    });
    expect(freshness.dependenciesAreFresh(folder)).toBe(true);
  });

  test('the build: any change of a source, none of a test', () => {
    write('src/a/one.ts', 'export {};');
    write('tsconfig.json', {});
    expect(freshness.buildIsFresh(folder)).toBe(false);
    freshness.markBuilt(freshness.fingerprint(folder), folder);
    expect(freshness.buildIsFresh(folder)).toBe(true);
    write('src/a/one.test.ts', '');
    expect(freshness.buildIsFresh(folder)).toBe(true);
    utimesSync(join(folder, 'src/a/one.ts'), 1, 1);
    expect(freshness.buildIsFresh(folder)).toBe(false);
    freshness.markBuilt(freshness.fingerprint(folder), folder);
    write('src/a/two.ts', '');
    expect(freshness.buildIsFresh(folder)).toBe(false);
  });
});

describe('the beginning', () => {
  test('a Node that is too old is told so, a newer one is not', () => {
    expect(complainOfNode('18.20.4')).toContain('18.20.4');
    expect(complainOfNode('20.18.9')).toBeDefined();
    for (const version of ['20.19.0', '20.20.2', '22.0.0']) expect(complainOfNode(version)).toBeUndefined();
  });

  test('the few sentences before the build exist in both languages', () => {
    expect(Object.keys(languages.ko)).toEqual(Object.keys(languages.en));
    expect(words({ LANG: 'ko_KR.UTF-8' })).toBe(languages.ko);
    expect(words({ LC_ALL: 'C', LANG: 'ko_KR.UTF-8' })).toBe(languages.en);
  });

  test('a compile error stops npm start with the compiler’s words, and standard output stays empty', () => {
    for (const name of ['scripts', 'package.json', 'package-lock.json', 'bin'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/wrong.ts'), 'export const n: number = "text";\n');
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{"compilerOptions":{"noEmit":true,"types":[]},"include":["src"]}',
    );
    const result = spawnSync(process.execPath, ['scripts/start.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, LANG: 'C', LC_ALL: '' },
    });
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('src/wrong.ts(1,14): error TS2322');
    expect(result.stdout).toBe('');
  });
});

test('the lock file has an entry for every optional package, and names no registry', () => {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text);
  const missing = Object.values<{ optionalDependencies?: Record<string, string> }>(packages)
    .flatMap(each => Object.keys(each.optionalDependencies ?? {}))
    .filter(name => !Object.keys(packages).some(place => place.endsWith(`node_modules/${name}`)));
  expect(missing).toEqual([]);
  expect(text).not.toContain('"resolved"');
});
