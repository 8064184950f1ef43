/**
 * Where bytes come from: a file, a dropped Blob, a buffer. Readers ask for ranges and never for the whole,
 * so that a recording larger than memory can be opened.
 */
export interface ByteSource {
  /** Total length in bytes. */
  readonly size: number;
  /** What to call it in messages: a path or a file name. */
  readonly name: string;
  /** The bytes `[offset, offset + length)`, fewer where the source ends. Never throws for a short range. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A source over bytes that are already in memory. */
export function sourceFromBytes(bytes: Uint8Array, name = 'memory'): ByteSource {
  return {
    size: bytes.length,
    name,
    read: async (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
  };
}

/** A folder of sources, for formats that are directories. Paths are relative, with `/` between parts. */
export interface SourceFolder {
  readonly name: string;
  list(): Promise<readonly string[]>;
  /** Undefined where there is no such file. */
  open(path: string): Promise<ByteSource | undefined>;
}
