import { type Parsed, parseLines, wholeNumber } from './parsed.ts';

export interface ZoneRow {
  readonly node: number;
  readonly zone: string;
  /** `free`, `boost`, `min`, `low`, `high`, `spanned`, `present`, `managed`, `cma`, `start_pfn`. */
  readonly name: string;
  readonly pages: number;
}

const counters: ReadonlySet<string> = new Set([
  'boost',
  'min',
  'low',
  'high',
  'spanned',
  'present',
  'managed',
  'cma',
]);

/**
 * The marks and sizes of each zone in /proc/zoneinfo (mm/vmstat.c, zoneinfo_show_print). Its other lines count what
 * /proc/vmstat sums up, and pages that CPUs keep; those have a mark `high` of their own.
 */
export function parseZoneinfo(text: string): Parsed<ZoneRow> {
  let zone: { readonly node: number; readonly zone: string } | undefined;
  let isOfZone = false;
  return parseLines(text, line => {
    const [, node, name] = /^Node (\d+), zone\s+(\S+)$/.exec(line) ?? [];
    if (name !== undefined) {
      zone = { node: Number(node), zone: name };
      isOfZone = false;
      return [];
    }
    if (zone === undefined) return undefined;
    const words = line.trim().split(/\s+/);
    if (words[0] === 'pages' && words[1] === 'free') {
      isOfZone = true;
      return rowsOf(zone, 'free', words[2]);
    }
    const [first = '', second] = words;
    if (first === 'protection:' || first === 'pagesets' || first.startsWith('nr_')) isOfZone = false;
    if (isOfZone && counters.has(first)) return rowsOf(zone, first, second);
    if (first === 'start_pfn:') return rowsOf(zone, 'start_pfn', second);
    return isOther(line) ? [] : undefined;
  });
}

function rowsOf(
  zone: { readonly node: number; readonly zone: string },
  name: string,
  digits: string | undefined,
): readonly ZoneRow[] | undefined {
  const pages = wholeNumber(digits);
  return pages === undefined ? undefined : [{ ...zone, name, pages }];
}

function isOther(line: string): boolean {
  return (
    /^ +[\w ]+:?\s+-?\d+$/.test(line) ||
    /^ +(?:per-node stats|pagesets|protection: \([\d, ]*\))$/.test(line) ||
    line.startsWith('  page_type')
  );
}
