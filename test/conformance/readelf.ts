import { execFileSync } from 'node:child_process';
import {
  dynamicTable,
  type ElfFile,
  headerTable,
  sectionTable,
  segmentTable,
  symbolTable,
} from '../../src/elf/index.ts';

/** The facts of an ELF file, as readelf prints them and as Ringside's tables have them, in one form. */
export interface ElfFacts {
  readonly header: readonly string[];
  readonly segments: readonly string[];
  readonly sections: readonly string[];
  readonly dynamic: readonly string[];
  readonly symbols: readonly string[];
  readonly buildIds: readonly string[];
}

const readelf = (option: string, path: string): readonly string[] =>
  execFileSync('readelf', ['-W', option, path], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).split('\n');

const hex = (digits: string): string => `0x${BigInt(`0x${digits.replace(/^0x/, '')}`).toString(16)}`;
const matches = (lines: readonly string[], pattern: RegExp): readonly string[][] =>
  lines
    .map(line => pattern.exec(line))
    .filter(match => match !== null)
    .map(match => [...match]);

/** What readelf prints. */
export function factsByReadelf(path: string): ElfFacts {
  return {
    header: headerLines(readelf('-h', path)),
    segments: segmentLines(readelf('-l', path)),
    sections: matches(
      readelf('-S', path),
      /^ *\[ *(\d+)\] (\S*) +(\S+) +([0-9a-f]{8,16}) ([0-9a-f]{6,}) ([0-9a-f]{6,}) ([0-9a-f]{2,}) +([A-Za-z]*) +(\d+) +(\d+) +(\d+)$/,
    ).map(([, index, name, type, address, offset, size, entry, flags, link, info, align]) =>
      [
        index,
        name,
        type,
        ...[address, offset, size, entry].map(one => hex(one!)),
        flags,
        link,
        info,
        align,
      ].join(' '),
    ),
    dynamic: matches(readelf('-d', path), /^ 0x([0-9a-f]+) \((\S+)\) +(.*)$/).map(([, , tag, rest]) => {
      const name = /\[(.*)\]/.exec(rest!)?.[1];
      return name === undefined ? tag! : `${tag} ${name}`;
    }),
    symbols: symbolLines(readelf('-s', path)),
    buildIds: matches(readelf('-n', path), /Build ID: ([0-9a-f]+)/).map(([, id]) => id!),
  };
}

function headerLines(lines: readonly string[]): readonly string[] {
  const value = (key: string): string =>
    lines
      .find(line => line.trim().startsWith(`${key}:`))
      ?.split(':')[1]
      ?.trim() ?? '';
  return [
    value('Class').slice(3),
    value('Data').includes('little') ? 'little' : 'big',
    value('Type').split(' ')[0]!,
    value('Entry point address'),
  ];
}

function segmentLines(lines: readonly string[]): readonly string[] {
  const segments = matches(
    lines,
    /^ {2}(\w\S*) +(0x\S+) (0x\S+) (0x\S+) (0x\S+) (0x\S+) ([R ][W ][E ]) (?:0x)?([0-9a-f]+)$/,
  );
  const maps = new Map(
    matches(lines, /^ {3}(\d\d+) {5}(.*)$/).map(([, index, names]) => [Number(index), names!.trim()]),
  );
  return segments.map(([, type, offset, address, physical, file, memory, flags, align], index) =>
    [
      type,
      ...[offset, address, physical, file, memory, align].map(one => hex(one!)),
      `"${flags!.trimEnd()}"`,
      maps.get(index),
    ]
      .join(' ')
      .trim(),
  );
}

function symbolLines(lines: readonly string[]): readonly string[] {
  return matches(
    lines,
    /^ *(\d+): ([0-9a-f]+) +(0x[0-9a-f]+|\d+) (\S+) +(\S+) +(\S+) +(?:\[.*\] +)?(\S+)(?: (.*))?$/,
  ).map(([, index, value, size, type, binding, visibility, place, name = '']) => {
    const bare = type === 'SECTION' ? '' : name.replace(/@.*$/, '');
    return [index, hex(value!), Number(size), type, binding, visibility, place, bare].join(' ').trim();
  });
}

/** What Ringside's tables have. */
export function factsOf(file: ElfFile): ElfFacts {
  const header = headerTable(file).rows[0]!;
  return {
    header: [header.bits, header.byte_order, header.type, header.entry].map(String),
    segments: segmentTable(file).rows.map(row =>
      [
        row.type,
        row.offset,
        row.address,
        row.physical,
        row.file_size,
        row.memory_size,
        row.align,
        `"${row.flags}"`,
        row.sections,
      ]
        .join(' ')
        .trim(),
    ),
    sections: sectionTable(file).rows.map(row =>
      [
        row.index,
        row.name,
        row.type,
        row.address,
        row.offset,
        row.size,
        row.entry_size,
        row.flags,
        row.link,
        row.info,
        row.align,
      ].join(' '),
    ),
    dynamic: dynamicTable(file).rows.map(row =>
      row.name === null ? String(row.tag) : `${row.tag} ${row.name}`,
    ),
    symbols: symbolTable(file.symbols).rows.map(row =>
      [
        row.index,
        row.value,
        Number(row.size),
        row.type,
        row.binding,
        row.visibility,
        row.section,
        row.type === 'SECTION' ? '' : String(row.name).replace(/@.*$/, ''),
      ]
        .join(' ')
        .trim(),
    ),
    buildIds: header.build_id === null ? [] : [String(header.build_id)],
  };
}
