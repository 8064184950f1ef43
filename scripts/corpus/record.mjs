// Records the corpus under recordings/trace-dat in a guest: one small trace.dat a scenario (scenarios.sh), of any kernel.
// What a file does not need is left out of it: formats of events and symbols that its pages do not name, later pages.
//
//   node scripts/corpus/record.mjs FOLDER PREFIX [--kernel NAME] [--arch ARCH]    writes FOLDER/PREFIX-SCENARIO.dat
//   node scripts/corpus/record.mjs --again TAR FOLDER PREFIX                      the same from a tar of an earlier run
//   node scripts/corpus/record.mjs --formats FOLDER PREFIX [--kernel NAME] …      FOLDER/PREFIX.dat: no records, but the
//                                                          formats of all events of the kernel and of many modules
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceFromBytes } from '../../dist/base/index.js';
import { readTraceDat } from '../../dist/formats/index.js';
import { layOutTraceDat } from '../../dist/formats/trace-dat/write.js';
import { places } from '../../dist/packages/index.js';
import { neededSymbols } from './needed-symbols.mjs';

/** Bytes of pages of one CPU that are kept; large recordings teach no more. */
const mostBytes = 320 << 10;

const scratch = mkdtempSync(join(tmpdir(), 'ringside-corpus-'));
try {
  await main(process.argv.slice(2));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function main(args) {
  if (args[0] === '--formats') return recordFormats(...args.slice(1));
  const again = args[0] === '--again';
  const [folder, prefix, ...options] = again ? args.slice(2) : args;
  const tar = again ? args[1] : join(folder, `${prefix}.tar`);
  mkdirSync(folder, { recursive: true });
  if (!again) runGuest(['guest.sh', 'scenarios.sh', 'main.sh'], options, tar);
  run('tar', ['x', '-f', tar, '-C', scratch]);
  const kernel = readKernel(join(scratch, 'kernel'));
  for (const name of readdirSync(scratch).filter(each => existsSync(join(scratch, each, 'top')))) {
    const plain = join(scratch, `${name}.dat`);
    const bytes = await buildTraceDat(join(scratch, name), kernel);
    if (bytes === undefined) continue;
    writeFileSync(plain, bytes);
    pack(plain, join(folder, `${prefix}-${name}.dat`));
  }
}

/** A recording without records that describes all events: what made-up records are printed by. */
async function recordFormats(folder, prefix, ...options) {
  mkdirSync(folder, { recursive: true });
  const tar = join(scratch, 'formats.tar');
  runGuest(['guest.sh', 'modules.sh', 'main.sh'], options, tar);
  run('tar', ['x', '-f', tar, '-C', scratch]);
  const kernel = readKernel(join(scratch, 'kernel'));
  const lines = kernel.kallsyms.toString('latin1').split('\n');
  const some = lines.filter((_, index) => index % 100 === 0).join('\n');
  const content = {
    headerPage: readFileSync(join(scratch, 'kernel/header_page'), 'latin1'),
    headerEvent: '',
    ftraceFormats: kernel.formats.filter(({ system }) => system === 'ftrace').map(({ text }) => text),
    eventFormats: groupBySystem(kernel.formats.filter(({ system }) => system !== 'ftrace')),
    kallsyms: new Uint8Array(Buffer.from(`${some}\n`, 'latin1')),
    printkFormats: new Uint8Array(0),
    savedCmdlines: new Uint8Array(0),
    uname: kernel.uname,
    writer: 'ringside',
    traceClock: '[local]',
    cpuCount: 1,
    cpuStats: [],
    buffers: [{ name: '', cpus: [{ cpu: 0, size: 4096 }] }],
  };
  const plain = join(scratch, 'formats.dat');
  writeFileSync(plain, write(content, [{ name: '', cpus: [{ cpu: 0, pages: new Uint8Array(4096) }] }]));
  pack(plain, join(folder, `${prefix}.dat`));
}

function pack(plain, path) {
  run('trace-cmd', ['convert', '-i', plain, '-o', path, '--file-version', '7', '--compression', 'zstd']);
  console.log(`${path} ${(readFileSync(path).length / 1024).toFixed(0)} KiB`);
}

/** Runs the scenarios in a guest; what it says on standard output is the tar. */
function runGuest(names, options, tar) {
  const script = names.map(name => readFileSync(join(import.meta.dirname, name), 'utf8'));
  const program = join(import.meta.dirname, '../../bin/ringside.mjs');
  const { status } = spawnSync(
    process.execPath,
    [program, 'vm', 'shell', '-q', ...options, '--', 'sh', '-s'],
    {
      input: `KERNELS='${join(places().cache, 'kernels')}'\n{\n${script.join('\n')}\n} </dev/null\n`,
      stdio: ['pipe', openSync(tar, 'w'), 'inherit'],
    },
  );
  if (status !== 0) throw new Error(`the guest ended with ${status}`);
}

function readKernel(folder) {
  const read = name => readFileSync(join(folder, name));
  const formats = [];
  for (const part of read('formats')
    .toString('latin1')
    .split(/^==> events\//m)
    .slice(1)) {
    const [, system, text] = /^([^/]+)\/[^\n]*\n([\s\S]*?)\n*$/.exec(part);
    formats.push({ system, text: `${text}\n` });
  }
  return {
    uname: read('uname').toString('latin1').trim(),
    kallsyms: read('kallsyms'),
    printkFormats: read('printk_formats'),
    formats,
  };
}

async function buildTraceDat(folder, kernel) {
  const read = name => readFileSync(join(folder, name));
  const dynamic = existsSync(join(folder, 'dynamic'))
    ? readdirSync(join(folder, 'dynamic')).flatMap(system =>
        readdirSync(join(folder, 'dynamic', system)).map(event => ({
          system,
          text: read(join('dynamic', system, event)).toString('latin1'),
        })),
      )
    : [];
  const formats = [
    ...kernel.formats.filter(({ system }) => !dynamic.some(one => one.system === system)),
    ...dynamic,
  ];
  const pageSize = existsSync(join(folder, 'subbuf')) ? Number(read('subbuf').toString()) * 1024 : 4096;
  const instances = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !['top', 'dynamic'].includes(entry.name))
    .map(entry => entry.name);
  const buffers = ['top', ...instances].map(name => readBuffer(folder, name, pageSize));
  const content = {
    headerPage: read('header_page').toString('latin1'),
    headerEvent: read('header_event').toString('latin1'),
    ftraceFormats: formats.filter(({ system }) => system === 'ftrace').map(({ text }) => text),
    eventFormats: groupBySystem(formats.filter(({ system }) => system !== 'ftrace')),
    kallsyms: kernel.kallsyms,
    printkFormats: kernel.printkFormats,
    savedCmdlines: read('cmdlines'),
    uname: kernel.uname,
    writer: 'ringside',
    traceClock: read('top/clock').toString('latin1'),
    cpuCount: buffers[0].cpus.length,
    cpuStats: buffers[0].cpus.map(({ cpu, stats }) => `CPU: ${cpu}\n${stats}`),
    buffers: buffers.map(({ name, cpus }) => ({
      name,
      pageSize,
      cpus: cpus.map(({ cpu, pages }) => ({ cpu, size: pages.length })),
    })),
  };
  const trace = await readTraceDat(sourceFromBytes(write(content, buffers), 'draft'), {});
  if (trace.count === 0) return undefined;
  const used = new Set([...trace.event].map(event => trace.formats[event]).filter(Boolean));
  const isUsed = ({ system, text }) =>
    [...used].some(format => format.system === system && text.startsWith(`name: ${format.name}\n`));
  const pages = buffers.flatMap(({ cpus }) => cpus.map(cpu => cpu.pages));
  return write(
    {
      ...content,
      eventFormats: groupBySystem(formats.filter(one => one.system !== 'ftrace' && isUsed(one))),
      kallsyms: neededSymbols(kernel.kallsyms, pages),
    },
    buffers,
  );
}

function readBuffer(folder, name, pageSize) {
  const cpus = [];
  for (let cpu = 0; existsSync(join(folder, name, `stats${cpu}`)); cpu++) {
    const bytes = readFileSync(join(folder, name, `pages${cpu}`));
    const most = Math.min(bytes.length, Math.max(pageSize, mostBytes));
    const stats = readFileSync(join(folder, name, `stats${cpu}`), 'latin1');
    cpus.push({ cpu, pages: bytes.subarray(0, most - (most % pageSize)), stats });
  }
  return { name: name === 'top' ? '' : name, cpus };
}

function groupBySystem(formats) {
  const systems = new Map();
  for (const { system, text } of formats) systems.set(system, [...(systems.get(system) ?? []), text]);
  return [...systems].map(([system, texts]) => ({ system, texts }));
}

function write(content, buffers) {
  const layout = layOutTraceDat(content);
  const bytes = new Uint8Array(layout.size);
  for (const piece of layout.pieces) bytes.set(piece.bytes, piece.offset);
  for (const { buffer, cpu, offset } of layout.records) {
    bytes.set(buffers.find(({ name }) => name === buffer).cpus.find(one => one.cpu === cpu).pages, offset);
  }
  return bytes;
}

function run(command, args) {
  const { status, error, stderr } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
}
