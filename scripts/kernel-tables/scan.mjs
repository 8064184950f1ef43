// What the source itself says: functions that Universal Ctags sees, and those made by macros.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const folders =
  'block certs crypto drivers fs include init io_uring ipc kernel lib mm net security sound virt'.split(' ');

function foldersOf(source, architectures) {
  const present = new Set(readdirSync(source));
  return [...folders.filter(folder => present.has(folder)), ...architectures.map(name => `arch/${name}`)];
}

/** Functions of the C files: `[{ name, file, line }]`. Needs Universal Ctags. */
export async function scanFunctions(source, architectures) {
  const ctags = spawn(
    'ctags',
    [
      '-R',
      '--languages=C',
      '--langmap=C:.c.h',
      '--kinds-C=f',
      '-I',
      '__init,__exit,noinstr,__visible,__weak',
      '-x',
      '--_xformat=%N %n %F',
      ...foldersOf(source, architectures),
    ],
    { cwd: source, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise((resolve, reject) => {
    ctags.on('error', reject);
    ctags.on('close', code => (code === 0 ? resolve() : reject(new Error(`ctags ended with ${code}`))));
  });
  const found = [];
  for await (const line of createInterface({ input: ctags.stdout })) {
    const [name, number, ...path] = line.split(' ');
    if (/^\w+$/.test(name)) found.push({ name, line: Number(number), file: path.join(' ') });
  }
  await ended;
  return found;
}

// Keys of what one macro makes several functions of; src/kernel/parts/canonical-name.ts turns names into them.
const macros = [
  [/^SYSCALL_DEFINE[0-6]\((\w+)/, name => [`@syscall/${name}`]],
  [/^SYSCALL32_DEFINE[0-6]\((\w+)/, name => [`@syscall/${name}`]],
  [/^COMPAT_SYSCALL_DEFINE[0-6]\((\w+)/, name => [`@compat/${name}`]],
  [
    /^\s*(?:TRACE_EVENT|DECLARE_EVENT_CLASS|DEFINE_BARE_TRACE|DECLARE_TRACE)(?:_\w+)?\(\s*(\w+)/,
    name => [`@event/${name}`],
  ],
  [/^\s*DEFINE_EVENT(?:_\w+)?\(\s*\w+\s*,\s*(\w+)/, name => [`@event/${name}`]],
  [/^\s*DEFINE_IDTENTRY\w*\(\s*(\w+)/, name => [name, `__${name}`]],
  [/^\s*DECLARE_IDTENTRY\w*\(\s*\w+\s*,\s*(\w+)/, name => [`asm_${name}`, `xen_asm_${name}`]],
  [
    /^\s*DEFINE_(?:PROC_)?(?:SHOW|SEQ|DEBUGFS|SIMPLE|SHOW_STORE)_ATTRIBUTE\w*\(\s*(\w+)/,
    name => [`${name}_open`],
  ],
  [
    /^\s*(?:SYM_(?:TYPED_)?(?:FUNC|CODE)_START\w*|SYM_(?:FUNC_ALIAS|INNER_LABEL)\w*|ENTRY)\(\s*(\w+)/,
    name => [name],
  ],
  [/^\s*(?:static\s+)?DEFINE_STATIC_CALL\w*\(\s*(\w+)/, name => [`__SCT__${name}`]],
  [/^(?:noinline\s+)?BPF_CALL_[0-5]\(\s*(\w+)/, name => [name]],
  [/^\s*(?:module|builtin)_\w*driver\w*\(\s*(\w+)/, name => [`${name}_init`, `${name}_exit`]],
];

/** Functions that macros make: `[{ name, file, line }]`, where some names are keys that begin with `@`. */
export function scanMacros(source, architectures) {
  const found = [];
  for (const folder of foldersOf(source, architectures))
    for (const path of readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.[chS]$/.test(path)) continue;
      const file = `${folder}/${path}`;
      scanFile(readFileSync(join(source, file), 'latin1'), file, found);
    }
  return found;
}

// Events made by a subsystem's own macro around DEFINE_EVENT (DEFINE_XEN_MMU_PTE_EVENT, DEFINE_WRITEBACK_EVENT…).
macros.push([/^\s*DEFINE_\w+_EVENT(?:_\w+)?\(\s*(\w+)\s*[,)]/, name => [`@event/${name}`]]);

const anyMacro = /SYSCALL|STATIC_CALL|BPF_CALL|TRACE|EVENT|IDTENTRY|ATTRIBUTE|SYM_|ENTRY|_driver/;

function scanFile(text, file, found) {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    if (!anyMacro.test(lines[index])) continue;
    // The name may stand on the line after the macro's.
    const line =
      lines[index].endsWith('(') || lines[index].endsWith(',')
        ? lines[index] + (lines[index + 1] ?? '')
        : lines[index];
    if (/^\s*#\s*define/.test(line)) continue;
    for (const [pattern, names] of macros) {
      const match = pattern.exec(line);
      if (match !== null) found.push(...names(match[1]).map(name => ({ name, file, line: index + 1 })));
    }
  }
}
