// Numbers of system calls from the source's own tables, as a TypeScript module.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `[{ number, name, entry }]` of x86-64: the file arch/x86/entry/syscalls/syscall_64.tbl. */
export function readX86Calls(source) {
  return readTable(join(source, 'arch/x86/entry/syscalls/syscall_64.tbl'), ['common', '64']);
}

/** The same of arm64: scripts/syscall.tbl (since 6.11), before that include/uapi/asm-generic/unistd.h. */
export function readArm64Calls(source) {
  const table = join(source, 'scripts/syscall.tbl');
  if (existsSync(table)) {
    const makefile = readFileSync(join(source, 'arch/arm64/kernel/Makefile.syscalls'), 'utf8');
    const more = /syscall_abis_64\s*\+=\s*(.*)/.exec(makefile)?.[1]?.split(/\s+/) ?? [];
    return readTable(table, ['common', '64', ...more]);
  }
  return readHeader(source);
}

function readTable(path, abis) {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([number, abi]) => /^\d+$/.test(number) && abis.includes(abi))
    .map(([number, , name, entry]) => ({ number: Number(number), name, entry: entry?.replace(/^sys_/, '') }));
}

// Which numbers the header defines depends on what arm64 asks of it: the preprocessor knows.
function readHeader(source) {
  const output = execFileSync(
    'gcc',
    [
      '-E',
      '-dM',
      '-nostdinc',
      '-I',
      'arch/arm64/include/uapi',
      '-I',
      'include/uapi',
      'arch/arm64/include/uapi/asm/unistd.h',
    ],
    { cwd: source, encoding: 'utf8' },
  );
  const defines = new Map(
    [...output.matchAll(/^#define (__NR\w+) (\w+)$/gm)].map(match => [match[1], match[2]]),
  );
  const numberOf = text =>
    /^\d+$/.test(text) ? Number(text) : defines.has(text) ? numberOf(defines.get(text)) : undefined;
  const entries = entriesOf(readFileSync(join(source, 'include/uapi/asm-generic/unistd.h'), 'utf8'));
  return [...defines.keys()]
    .filter(key => key.startsWith('__NR_') && !/^__NR_(?:syscalls|arch_specific_syscall)$/.test(key))
    .map(key => ({
      number: numberOf(key),
      name: key.slice(5),
      entry: entries.get(defines.get(key)) ?? entries.get(key),
    }))
    .filter(({ number }) => number !== undefined)
    .sort((a, b) => a.number - b.number);
}

// `__SYSCALL(__NR_read, sys_read)`, `__SC_3264(__NR3264_fstat, sys_fstat64, sys_newfstat)`: the last is the 64-bit one.
function entriesOf(text) {
  const calls = text.replace(/\\\n/g, ' ').matchAll(/^__S(?:YSCALL|C_\w+)\((\w+),([^)]*)\)/gm);
  return new Map(
    [...calls].map(([, key, list]) => {
      const names = list
        .split(',')
        .map(name => name.trim())
        .filter(name => !name.startsWith('compat_'));
      return [key, names.at(-1)?.replace(/^sys_/, '')];
    }),
  );
}

/** Joins tables of several kernels: numbers are never reused, later kernels only add. */
export function joinCalls(tables) {
  const joined = new Map();
  for (const call of tables.flat()) joined.set(call.number, call);
  return [...joined.values()].sort((a, b) => a.number - b.number);
}

/** Writes `number name` or `number name entry`, a call a line, as a module that exports one text. */
export function writeCalls(path, constant, what, calls, origins) {
  const lines = calls.map(({ number, name, entry }) =>
    entry === undefined || entry === name ? `${number} ${name}` : `${number} ${name} ${entry}`,
  );
  writeFileSync(
    path,
    `// Made by scripts/kernel-tables from ${origins.join(', ')}.\n\n/** ${what} */\nexport const ${constant} = \`\n${lines.join('\n')}\n\`;\n`,
  );
}
