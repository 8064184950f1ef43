import { categories } from './layout.ts';

const zoneOperations: readonly (readonly [number, string])[] = [
  [categories.zoneAppend, 'ZA'],
  [categories.zoneReset, 'ZR'],
  [categories.zoneResetAll, 'ZRA'],
  [categories.zoneFinish, 'ZF'],
  [categories.zoneOpen, 'ZO'],
  [categories.zoneClose, 'ZC'],
];

/**
 * The letters for what a request does, as blkparse makes them of a record's categories: flush, the operation, forced unit
 * access, read-ahead, synchronous, metadata.
 */
export function rwbsOf(category: number, bytes: number): string {
  const has = (bit: number): boolean => (category & bit) !== 0;
  return (
    (has(categories.flush) ? 'F' : '') +
    operationOf(category, bytes) +
    (has(categories.fua) ? 'F' : '') +
    (has(categories.ahead) ? 'A' : '') +
    (has(categories.sync) ? 'S' : '') +
    (has(categories.meta) ? 'M' : '')
  );
}

function operationOf(category: number, bytes: number): string {
  if ((category & categories.discard) !== 0) return 'D';
  const zone = zoneOperations.find(([bit]) => (category & bit) !== 0);
  if (zone !== undefined) return zone[1];
  if ((category & categories.write) !== 0) return 'W';
  return bytes > 0 ? 'R' : 'N';
}

/** The categories that these letters stand for; undefined where they are none of blkparse's. */
export function parseRwbs(text: string): number | undefined {
  const match = /^(F?)(D|ZA|ZRA|ZR|ZF|ZO|ZC|W|R|N)(F?)(A?)(S?)(M?)$/.exec(text);
  if (match === null) return undefined;
  const [, flush, operation, fua, ahead, sync, meta] = match;
  const zone = zoneOperations.find(([, letters]) => letters === operation);
  // What writes to a device or changes it is counted as a write, as the kernel does.
  const direction = operation === 'R' || operation === 'N' ? categories.read : categories.write;
  return (
    direction |
    (zone?.[0] ?? 0) |
    (operation === 'D' ? categories.discard : 0) |
    (flush === '' ? 0 : categories.flush) |
    (fua === '' ? 0 : categories.fua) |
    (ahead === '' ? 0 : categories.ahead) |
    (sync === '' ? 0 : categories.sync) |
    (meta === '' ? 0 : categories.meta)
  );
}
