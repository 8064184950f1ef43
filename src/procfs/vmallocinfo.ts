import { type Parsed, parseLines, wholeNumber } from './parsed.ts';

export interface VmallocRow {
  /** Addresses of the kernel, as hex with 0x: they are larger than numbers can hold exactly. */
  readonly start: string;
  readonly end: string;
  readonly bytes: number;
  /** The function that made it, `name+0xplace/0xlength`; empty where nobody is named. */
  readonly caller: string;
  readonly pages: number | undefined;
  /** One of `kinds`; empty where it says none. */
  readonly kind: string;
  /** Of mapped devices. */
  readonly physical: string;
}

const kinds: ReadonlySet<string> = new Set([
  'ioremap',
  'sparse',
  'vmalloc',
  'vmap',
  'user',
  'dma-coherent',
  'vm_map_ram',
  'unpurged',
]);

/** /proc/vmallocinfo (mm/vmalloc.c, vmalloc_info_show). */
export function parseVmallocinfo(text: string): Parsed<VmallocRow> {
  return parseLines(text, line => {
    const [, start, end, digits, rest = ''] = /^(0x[0-9a-f]+)-(0x[0-9a-f]+)\s+(\d+)(.*)$/.exec(line) ?? [];
    const bytes = wholeNumber(digits);
    if (start === undefined || end === undefined || bytes === undefined) return undefined;
    const words = rest.trim().split(/\s+/);
    const after = (name: string): string | undefined =>
      words.find(word => word.startsWith(name))?.slice(name.length);
    return [
      {
        start,
        end,
        bytes,
        caller: words.find(word => /\+0x[0-9a-f]+\/0x[0-9a-f]+$/.test(word)) ?? '',
        pages: wholeNumber(after('pages=')),
        kind: words.find(word => kinds.has(word)) ?? '',
        physical: after('phys=') ?? '',
      },
    ];
  });
}
