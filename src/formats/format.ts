import type { ByteSource } from '../base/index.ts';
import type { Trace } from '../store/index.ts';

/** Turns compressed bytes into exactly `size` bytes, or throws. */
export type Decompress = (input: Uint8Array, size: number) => Uint8Array | Promise<Uint8Array>;

/** What a reader is handed in, because formats depend on nothing. */
export interface ReadTools {
  readonly zlib?: Decompress;
  readonly zstd?: Decompress;
  /** Bytes of records that may be in memory at once; 2 GB where it is not said. */
  readonly residentBytes?: number;
}

/** A format whose recordings are one file. */
export interface FileFormat {
  /** Stable id, e.g. `trace-dat`. */
  readonly id: string;
  readonly title: string;
  /** Whether the first bytes of a file (up to 4096) are this format's, broken or not. */
  recognises(head: Uint8Array): boolean;
  /**
   * Reads what can be read; what cannot is in the trace's problems.
   * Throws `FormatError` where nothing can be read at all.
   */
  read(source: ByteSource, tools: ReadTools): Promise<Trace>;
}
