// Makes the tables of data/kernel for one kernel of Debian:
//
//   npm run build
//   node scripts/kernel-tables/make.mjs --kernel 6.1.0-56-amd64 --source linux-source-6.1
//
// Needs universal-ctags and gcc; downloads the source (140 MB) and the -dbg package (860 MB) with apt-get, unpacked
// 7 GB below --work. `--source DIR` takes a source tree, `--debug DIR` an unpacked -dbg package, `--debug none` makes
// a table from the source alone. `--kallsyms FILE` measures it against a running kernel.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { loadInlines, loadParts, partOfFile } from '../../dist/kernel/index.js';
import { gather } from './build.mjs';
import { measureCoverage, readKallsyms, sayCoverage } from './coverage.mjs';
import { partByCompany, readMaintainers } from './maintainers.mjs';
import { unpackPackage, unpackSource } from './packages.mjs';
import { scanFunctions, scanMacros } from './scan.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
  options: {
    kernel: { type: 'string' },
    source: { type: 'string' },
    debug: { type: 'string' },
    work: { type: 'string', default: join(tmpdir(), 'ringside-kernel-tables') },
    out: { type: 'string', default: join(root, 'data/kernel') },
    kallsyms: { type: 'string' },
    clean: { type: 'boolean', default: false },
  },
});
if (options.kernel === undefined || options.source === undefined) {
  console.error('usage: node scripts/kernel-tables/make.mjs --kernel RELEASE --source DIR|PACKAGE');
  process.exit(2);
}

const started = performance.now();
const report = text =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}`);
const architectures = ['x86', 'arm64'];

const source = existsSync(options.source)
  ? { name: 'source tree', version: '', folder: options.source }
  : unpackSource(options.source, options.work);
const debug = openDebug();
report('packages unpacked');

const scanned = {
  functions: await scanFunctions(source.folder, architectures),
  macros: scanMacros(source.folder, architectures),
};
report(`${scanned.functions.length} functions seen by ctags, ${scanned.macros.length} made by macros`);

const tables = gather(scanned, debug?.folder, report);
const maintainers = readMaintainers(source.folder);
// Where the path says nothing, MAINTAINERS is asked, then the files that a header's functions were compiled in.
const partOf = (file, units) =>
  partOfFile(file) === undefined
    ? (partByCompany(maintainers, file, partOfFile) ?? partOfUnits(units))
    : undefined;

mkdirSync(options.out, { recursive: true });
const moduleLines = [...tables.modules].sort().map(([folder, names]) => `+${folder} ${names.join(' ')}`);
const core = write('functions', 'ringside-functions', tables.core, moduleLines, () =>
  tables.core.lines(partOf),
);
const common = write('modules', 'ringside-functions', tables.common, [], () => tables.common.lines(partOf));
if (debug !== undefined) {
  const inlines = loadInlines(
    write('inlines', 'ringside-inlines', tables.inlines, [], () => tables.inlines.lines()),
  );
  report(`${inlines.size} functions with something inlined`);
}

const parts = loadParts([core, common]);
const silent = [tables.core, tables.common]
  .flatMap(({ files }) => [...files])
  .filter(([file, { units }]) => !partOfFile(file) && !partOf(file, units))
  .map(([file]) => file);
report(`${parts.size} functions; ${silent.length} files without a part: ${silent.slice(0, 20).join(' ')}`);
if (options.kallsyms !== undefined)
  console.log(sayCoverage(measureCoverage(parts, readKallsyms(options.kallsyms))));
if (options.clean) rmSync(options.work, { recursive: true, force: true });

function partOfUnits(units) {
  const parts = new Set([...units].map(partOfFile));
  return parts.size === 1 ? [...parts][0] : undefined;
}

function openDebug() {
  if (options.debug === 'none') return undefined;
  if (options.debug !== undefined && existsSync(options.debug))
    return { name: options.debug, version: '', folder: options.debug };
  return unpackPackage(options.debug ?? `linux-image-${options.kernel}-dbg`, options.work);
}

function write(kind, format, table, before, lines) {
  const origins = [source, ...(debug === undefined ? [] : [debug])].map(({ name, version }) =>
    `from ${name} ${version}`.trimEnd(),
  );
  const head = [`${format} 1`, `kernel ${options.kernel}`, 'architecture x86_64', ...origins, '', ...before];
  const text = `${[...head, ...lines(), `.${table.count}`].join('\n')}\n`;
  const packed = gzipSync(text, { level: 9 });
  writeFileSync(join(options.out, `${options.kernel}.${kind}.gz`), packed);
  report(`${kind}: ${table.count} entries, ${text.length} bytes, ${packed.length} packed`);
  return Buffer.from(text, 'latin1');
}
