/**
 * Where bytes come from: a file, a dropped Blob, a buffer. Readers ask for ranges and never for the whole,
 * so that a recording larger than memory can be opened.
 */
export interface ByteSource {
  /** Total length in bytes. */
  readonly size: number;
  /** What to call it in messages: a path or a file name. */
  readonly name: string;
  /**
   * The bytes `[offset, offset + length)`, fewer where the source ends. Never throws for a short range. Where `into` is
   * given they are put there, and the answer is a view of it.
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  /** As `read`, and tells meanwhile what is there of the answer's beginning. Left out where all of it comes at once. */
  readonly readGradually?: ReadGradually;
}

export type ReadGradually = (
  offset: number,
  length: number,
  see: (there: Uint8Array) => void,
) => Promise<Uint8Array>;

/** A source of which more comes while it is read: a pipe. Its size is what came so far. */
export interface GrowingSource extends ByteSource {
  /**
   * Waits for `enough` bytes behind an offset. Answers `end` where no more will come, `idle` where there are some and no
   * others came for a moment.
   */
  wait(offset: number, enough: number): Promise<'more' | 'idle' | 'end'>;
  /** Tells that nothing before an offset will be read again. */
  release(offset: number): void;
}

export function isGrowing(source: ByteSource): source is GrowingSource {
  return 'wait' in source;
}

/** A source over bytes that are already in memory. */
export function sourceFromBytes(bytes: Uint8Array, name = 'memory'): ByteSource {
  return {
    size: bytes.length,
    name,
    read: async (offset, length, into) => {
      const range = bytes.subarray(offset, Math.min(bytes.length, offset + length));
      if (into === undefined) return range;
      into.set(range);
      return into.subarray(0, range.length);
    },
  };
}

/** A folder of sources, for formats that are directories. Paths are relative, with `/` between parts. */
export interface SourceFolder {
  readonly name: string;
  list(): Promise<readonly string[]>;
  /** Undefined where there is no such file. */
  open(path: string): Promise<ByteSource | undefined>;
}
