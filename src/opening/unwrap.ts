import { type ByteSource, FormatError } from '../base/index.ts';
import { type Problem, ProblemList } from '../store/index.ts';
import { type OpenTools, type Packing, packingOf } from './packing.ts';
import { sourceFromPieces } from './pieces-source.ts';

/** What was inside of packed files, and what is missing of it. */
export interface Unwrapped {
  readonly source: ByteSource;
  readonly problems: readonly Problem[];
}

/** What unpacking needs. */
export type UnwrapTools = Pick<OpenTools, 'unpackStream' | 'mostUnpacked'>;

const headBytes = 16;
const deepest = 3;
const defaultMost = 2 ** 31;

/**
 * Undoes gzip, xz and zstd around a source, as often as there is some. A source that is not packed is answered as it is.
 * Throws a `FormatError` where nothing can be unpacked, or more than memory may hold.
 */
export async function unwrap(source: ByteSource, tools: UnwrapTools): Promise<Unwrapped> {
  const problems = new ProblemList();
  let inner = source;
  for (let depth = 0; depth < deepest; depth++) {
    const packing = packingOf(await inner.read(0, headBytes));
    if (packing === undefined) break;
    inner = await unpack(packing, inner, problems, tools);
  }
  return { source: inner, problems: problems.rows };
}

async function unpack(
  packing: Packing,
  source: ByteSource,
  problems: ProblemList,
  { unpackStream, mostUnpacked: most = defaultMost }: UnwrapTools,
): Promise<ByteSource> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    await unpackStream(packing, source, piece => {
      size += piece.length;
      if (size > most) throw new TooLarge();
      if (piece.length > 0) pieces.push(piece);
    });
  } catch (error) {
    if (error instanceof TooLarge) {
      throw new FormatError(
        packing,
        undefined,
        `at most ${most} bytes unpacked`,
        'more: unpack it into a file',
      );
    }
    const { message } = error as Error;
    if (size === 0) throw new FormatError(packing, 0, 'a stream that can be unpacked', message);
    problems.add({
      name: `${packing}.broken`,
      severity: 'loss',
      place: `behind ${size} bytes unpacked`,
      count: -1,
      sentence: `the ${packing} stream is broken or cut off; what follows is missing`,
    });
  }
  return sourceFromPieces(pieces, source.name);
}

class TooLarge extends Error {}
