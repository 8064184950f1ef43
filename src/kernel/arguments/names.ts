import type { SyscallArchitecture } from '../syscalls/syscalls.ts';
import { nameTables } from './name-tables.ts';
import { signalName } from './signals.ts';

interface Named {
  readonly value: number;
  readonly name: string;
}

interface NameTable {
  /** The bits in which one of `ones` stands. */
  readonly mask: number;
  readonly ones: ReadonlyMap<number, string>;
  readonly bits: readonly Named[];
}

const tables = new Map(
  nameTables
    .trim()
    .split(/\n(?! )/)
    .map(readTable),
);

function readTable(text: string): readonly [string, NameTable] {
  const [, id = '', prefix = '', ones = '', bits = ''] =
    /^(\S+) (\S+)(?:\s+&([^|]*))?(?:\s*\|(.*))?$/s.exec(text) ?? [];
  const before = prefix === '-' ? '' : prefix;
  const mask = /\S+/.exec(ones)?.[0] ?? '0';
  return [
    id,
    {
      mask: Number.parseInt(mask, 16),
      ones: new Map(
        readNames(ones.trim().slice(mask.length), before).map(({ value, name }) => [value, name]),
      ),
      bits: readNames(bits, before),
    },
  ];
}

function readNames(text: string, prefix: string): readonly Named[] {
  return [...text.matchAll(/(\S+)\s+(\S+)/g)].map(([, value = '', name = '']) => ({
    value: Number.parseInt(value, 16),
    name: name.startsWith('_') ? name : `${prefix}${name}`,
  }));
}

/** Whether there are names for values of this kind. */
export function hasNames(kind: string, architecture: SyscallArchitecture): boolean {
  return tableOf(kind, architecture) !== undefined;
}

/** A value of 32 bits as its names, joined by `|`; what has no name is hexadecimal. */
export function valueNames(kind: string, value: number, architecture: SyscallArchitecture): string {
  const table = tableOf(kind, architecture);
  if (table === undefined) return String(value);
  if (kind === 'clone') return cloneNames(table, value);
  const { mask, ones } = table;
  const whole = ones.get(value >>> 0);
  if (mask === 0xffff_ffff && whole !== undefined) return whole;
  const one = mask === 0xffff_ffff ? undefined : ones.get((value & mask) >>> 0);
  const rest = one === undefined ? value : value & ~mask;
  return joinNames(one === undefined ? [] : [one], bitNames(table, rest));
}

/** The low byte of the flags of clone is the signal that the parent gets at the child's end. */
function cloneNames(table: NameTable, value: number): string {
  const signal = value & 0x7f;
  return joinNames(bitNames(table, value & ~0x7f), signal === 0 ? [] : [signalName(signal)]);
}

function bitNames({ bits }: NameTable, value: number): readonly string[] {
  const names: string[] = [];
  let rest = value;
  for (const { value: bit, name } of bits) {
    if ((rest & bit) !== (bit | 0)) continue;
    names.push(name);
    rest &= ~bit;
  }
  return rest === 0 ? names : [...names, `0x${(rest >>> 0).toString(16)}`];
}

function joinNames(...names: readonly (readonly string[])[]): string {
  return names.flat().join('|') || '0';
}

function tableOf(kind: string, architecture: SyscallArchitecture): NameTable | undefined {
  return tables.get(kind) ?? tables.get(`${kind}.${architecture}`);
}
