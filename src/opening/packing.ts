import type { ByteSource } from '../base/index.ts';
import type { ReadTools } from '../formats/index.ts';

/** How a file may be packed. */
export type Packing = 'gzip' | 'xz' | 'zstd';

/** Unpacks a source and hands on what comes of it. Throws where the stream is broken, and what `take` throws. */
export type UnpackStream = (
  packing: Packing,
  source: ByteSource,
  take: (piece: Uint8Array) => void,
) => Promise<void>;

/** What opening is handed in: Node and a page have different ones. */
export interface OpenTools extends ReadTools {
  readonly unpackStream: UnpackStream;
  /** Most bytes that a packed file may have unpacked, because it is kept in memory; 2 GB where it is not said. */
  readonly mostUnpacked?: number;
}

const magics: readonly (readonly [Packing, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 8]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
];

/** How a file is packed, by its first bytes; undefined where it is none of these. */
export function packingOf(head: Uint8Array): Packing | undefined {
  return magics.find(([, magic]) => magic.every((byte, index) => head[index] === byte))?.[0];
}

const readBytes = 1 << 18;

/** A source from its beginning to its end, for unpackers of streams. */
export async function* piecesOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < source.size; ) {
    const piece = await source.read(offset, readBytes);
    if (piece.length === 0) return;
    yield piece;
    offset += piece.length;
  }
}
