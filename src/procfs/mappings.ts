import { kilobytes, type Parsed, parseLines } from './parsed.ts';

export interface MappingRow {
  readonly start: number;
  readonly end: number;
  readonly permissions: string;
  readonly offset: number;
  readonly inode: number;
  /** A path, a name like `[heap]`, or empty. */
  readonly file: string;
  /** What smaps and smaps_rollup count of it, in bytes by the kernel's name; empty of maps. */
  readonly counts: ReadonlyMap<string, number>;
}

const head =
  /^([0-9a-f]{1,16})-([0-9a-f]{1,16}) ([-rwxsp]{4}) ([0-9a-f]{1,16}) [0-9a-f]+:[0-9a-f]+ (\d{1,20}) *(.*)$/;

/** /proc/PID/maps, smaps and smaps_rollup: a line a mapping, and in the latter two lines of what it has in memory. */
export function parseMappings(text: string): Parsed<MappingRow> {
  let counts: Map<string, number> | undefined;
  return parseLines(text, line => {
    const [, start, end, permissions = '', offset = '', inode, file = ''] = head.exec(line) ?? [];
    if (start !== undefined && end !== undefined) {
      counts = new Map();
      const [from, to] = [start, end].map(digits => Number.parseInt(digits, 16));
      return [
        {
          start: from!,
          end: to!,
          permissions,
          offset: Number.parseInt(offset, 16),
          inode: Number(inode),
          file,
          counts,
        },
      ];
    }
    const [, name, value = ''] = /^(\w+):(.*)$/.exec(line) ?? [];
    if (name === undefined || counts === undefined) return undefined;
    const bytes = kilobytes(value);
    if (bytes !== undefined) counts.set(name, bytes);
    return bytes !== undefined || isOther(name) ? [] : undefined;
  });
}

function isOther(name: string): boolean {
  return name === 'THPeligible' || name === 'ProtectionKey' || name === 'VmFlags';
}
