import { type Parsed, parseLines, wholeNumbers } from './parsed.ts';

export interface SlabRow {
  readonly cache: string;
  readonly active: number;
  readonly objects: number;
  readonly objectBytes: number;
  readonly objectsPerSlab: number;
  readonly pagesPerSlab: number;
  readonly activeSlabs: number;
  readonly slabs: number;
}

/** /proc/slabinfo, version 2.1. */
export function parseSlabinfo(text: string): Parsed<SlabRow> {
  return parseLines(text, line => {
    if (line.startsWith('slabinfo - version:') || line.startsWith('# name')) return [];
    // Names of caches may have blanks in them, their numbers stand around the colons.
    const [, cache = '', sizes = '', slabs = ''] =
      /^(\S.*?)\s+((?:\d+\s+){5}): tunables [\d ]+: slabdata\s+([\d ]+)$/.exec(line) ?? [];
    const numbers = wholeNumbers(`${sizes}${slabs}`.trim().split(/\s+/));
    if (numbers === undefined || numbers.length < 7) return undefined;
    const [active, objects, objectBytes, objectsPerSlab, pagesPerSlab, activeSlabs, all] = numbers;
    return [
      {
        cache,
        active: active!,
        objects: objects!,
        objectBytes: objectBytes!,
        objectsPerSlab: objectsPerSlab!,
        pagesPerSlab: pagesPerSlab!,
        activeSlabs: activeSlabs!,
        slabs: all!,
      },
    ];
  });
}
