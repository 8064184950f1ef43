// `npm test`: everything that a fresh machine needs, then every check there is. The last line counts them.
// `npm test -- unit conformance` runs only those projects.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/freshness.mjs';
import { complainOfNode, prepare } from './lib/prepare.mjs';
import { Tally } from './lib/tally.mjs';

const projects = ['unit', 'conformance', 'fuzz', 'setup', 'browser', 'guest'];
// Only when they are asked for: all labs on two kernels take an hour without KVM.
const longProjects = ['labs'];

const tally = new Tally();
const chosen = process.argv.slice(2);
const unknown = chosen.filter(name => ![...projects, ...longProjects].includes(name));
const complaint =
  complainOfNode() ?? (unknown.length > 0 ? `no such project: ${unknown.join(' ')}` : undefined);
if (complaint !== undefined) {
  console.log(complaint);
  tally.fail('what npm test needs to start');
} else if (!prepare()) {
  tally.fail('npm ci and build');
} else {
  await runAll();
}
console.log(['', ...tally.lines()].join('\n'));
process.exitCode = tally.isGood ? 0 : 1;

async function runAll() {
  const wanted = chosen.length === 0 ? projects : chosen;
  const needy = ['browser', 'guest'].filter(
    name => wanted.includes(name) || (name === 'guest' && wanted.includes('labs')),
  );
  if (needy.length > 0) await getNeeds(needy);
  const bin = name => [process.execPath, join(root, 'node_modules', name)];
  check('types', [...bin('typescript/bin/tsc'), '-p', 'tsconfig.test.json']);
  check('types of the page', [...bin('typescript/bin/tsc'), '-p', 'tsconfig.web.json']);
  check('lint and format', [...bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']);
  for (const project of wanted) runTests(project, bin('vitest/vitest.mjs'));
}

async function getNeeds(projects) {
  heading('what the tests need');
  const { getTestNeeds } = await import('./lib/test-needs.mjs');
  const packages = await import('../dist/packages/index.js');
  for (const problem of await getTestNeeds(packages, projects)) console.log(problem);
}

function check(name, argv) {
  heading(name);
  tally.step(name, runVisibly(argv, {}).status === 0);
}

function runTests(project, vitest) {
  heading(`tests: ${project}`);
  const folder = mkdtempSync(join(tmpdir(), 'ringside-test-'));
  const results = join(folder, 'results');
  try {
    const reporters = ['--reporter=default', '--reporter=./scripts/lib/reporter.mjs'];
    const argv = [...vitest, 'run', '--project', project, '--passWithNoTests', ...reporters];
    const { status } = runVisibly(argv, { RINGSIDE_TEST_RESULTS: results });
    tally.addRun(project, readResults(results), status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readResults(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function runVisibly([program, ...args], environment) {
  const env = { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...environment };
  return spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
}

function heading(text) {
  console.log(`\n── ${text}`);
}
