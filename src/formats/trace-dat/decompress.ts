import { FormatError } from '../../base/index.ts';
import type { ReadTools } from '../format.ts';

// zstd at its best packs a page of zeros into some ten bytes; nothing honest is above this.
const bestRatio = 1 << 16;

/** One compressed block of a trace.dat. Its claimed size is checked before anything is allocated. */
export async function decompress(
  compression: string,
  input: Uint8Array,
  size: number,
  offset: number,
  tools: ReadTools,
): Promise<Uint8Array> {
  const method = compression === 'zstd' ? tools.zstd : compression === 'zlib' ? tools.zlib : undefined;
  if (method === undefined) {
    throw new FormatError('trace.dat', offset, 'compression none, zlib or zstd', JSON.stringify(compression));
  }
  checkRatio(input.length, size, offset);
  let output: Uint8Array;
  try {
    output = await method(input, size);
  } catch (error) {
    throw new FormatError('trace.dat', offset, `${compression} data`, (error as Error).message);
  }
  if (output.length !== size) {
    throw new FormatError('trace.dat', offset, `${size} uncompressed bytes`, `${output.length}`);
  }
  return output;
}

/** Refuses sizes that no honest writer claims, before anything is allocated for them. */
export function checkRatio(packed: number, size: number, offset: number): void {
  if (size <= Math.max(1, packed) * bestRatio && size <= 1 << 30) return;
  throw new FormatError('trace.dat', offset, `at most ${bestRatio} bytes a compressed byte`, `${size} bytes`);
}
