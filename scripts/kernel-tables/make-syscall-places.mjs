// Writes src/kernel/syscalls/places.ts from the tables of data/kernel, which name every SYSCALL_DEFINE of their source:
//   npm run build
//   node scripts/kernel-tables/make-syscall-places.mjs
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { listSyscalls } from '../../dist/kernel/index.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(root, 'data/kernel');
const ending = '.functions.gz';
const entries = new Set([
  ...['x86-64', 'arm64'].flatMap(architecture => listSyscalls(architecture).map(({ entry }) => entry)),
  'arm64_personality',
]);

const kernels = readdirSync(folder)
  .filter(name => name.endsWith(ending))
  .sort()
  .map(name => {
    const table = gunzipSync(readFileSync(join(folder, name))).toString('latin1');
    return { release: name.slice(0, -ending.length), ...readPlaces(table) };
  });

function readPlaces(table) {
  const lines = [];
  let [file, line, count, source] = ['', 0, 0, ''];
  let said = '';
  for (const text of table.split('\n')) {
    if (text.startsWith('from linux-source')) source = text.split(' ').slice(1).join(' ');
    if (text.startsWith('/')) [file, line] = [text.slice(1).split(' ')[0], 0];
    const [name, distance] = text.split(' ');
    if (file === '' || text.startsWith('/') || distance === undefined || !/^[0-9a-z]+~?$/.test(distance))
      continue;
    line += Number.parseInt(distance.replace('~', ''), 36);
    const entry = name.startsWith('@syscall/') ? name.slice('@syscall/'.length) : undefined;
    if (entry === undefined || !entries.has(entry)) continue;
    if (said !== file) lines.push(`/${file}`);
    said = file;
    lines.push(`${entry} ${line}`);
    count++;
  }
  return { source, lines, count };
}

const text = kernels
  .map(
    ({ release, source, lines }) =>
      `  // ${source}\n  {\n    release: '${release}',\n    text: \`\n${lines.join('\n')}\n\`,\n  },`,
  )
  .join('\n');
writeFileSync(
  join(root, 'src/kernel/syscalls/places.ts'),
  `// Made by scripts/kernel-tables/make-syscall-places.mjs.

/** Where system calls are defined, by kernel: a file, then its calls by their entries, with lines. */
export const places: readonly { readonly release: string; readonly text: string }[] = [
${text}
];
`,
);
console.log(kernels.map(({ release, count }) => `${release}: ${count}`).join('\n'));
