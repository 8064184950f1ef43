/** One mapped file of a program's address space. Addresses are exact: user space is below 2^48. */
export interface MappedFile {
  readonly start: number;
  readonly end: number;
  readonly path: string;
  /** Hexadecimal, empty where unknown. */
  readonly buildId: string;
}

/** A `sid-*.map`: what a session had mapped when it began. */
export interface MemoryMap {
  readonly files: readonly MappedFile[];
  /** The lowest kernel address, as guessed from where the stack was; undefined without a stack line. */
  readonly kernelBase: number | undefined;
}

const line =
  /^([0-9a-f]{1,16})-([0-9a-f]{1,16}) (\S+) [0-9a-f]+ [0-9a-f]+:[0-9a-f]+ \d+\s+(\S+)(?:\s+build-id:([0-9a-f]+))?/;
const mostFiles = 100_000;

/** Reads a map; several lines in a row of one file are one mapping. Lines without a file are skipped. */
export function parseMemoryMap(text: string): MemoryMap {
  const files: { start: number; end: number; path: string; buildId: string }[] = [];
  let kernelBase: number | undefined;
  for (const row of text.split('\n')) {
    const match = line.exec(row);
    if (match === null) continue;
    const start = Number.parseInt(match[1]!, 16);
    const end = Number.parseInt(match[2]!, 16);
    const path = match[4]!;
    if (path.startsWith('[')) {
      if (path.startsWith('[stack')) kernelBase = guessKernelBase(start);
      continue;
    }
    const last = files.at(-1);
    if (last?.path === path) last.end = end;
    else if (files.length < mostFiles) files.push({ start, end, path, buildId: match[5] ?? '' });
  }
  return { files, kernelBase };
}

// How address spaces are split between programs and the kernel. Kernel addresses of 64-bit systems are kept
// as signed numbers, -2^47 for 0xffff800000000000, which doubles hold exactly.
const splits: readonly (readonly [stackBelow: number, base: number])[] = [
  [0x4000_0000, 0x4000_0000],
  [0x8000_0000, 0x8000_0000],
  [0xb000_0000, 0xb000_0000],
  [0xc000_0000, 0xc000_0000],
  [2 ** 39, -(2 ** 39)],
  [2 ** 42, -(2 ** 42)],
  [2 ** 47, -(2 ** 47)],
];

function guessKernelBase(stack: number): number {
  return splits.find(([below]) => stack < below)?.[1] ?? -(2 ** 48);
}
