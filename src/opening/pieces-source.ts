import type { ByteSource } from '../base/index.ts';

/** A source over bytes that came in pieces, which are not joined: there may be gigabytes. */
export function sourceFromPieces(pieces: readonly Uint8Array[], name: string): ByteSource {
  const starts = new Float64Array(pieces.length + 1);
  pieces.forEach((piece, index) => {
    starts[index + 1] = starts[index]! + piece.length;
  });
  const size = starts[pieces.length]!;
  return {
    size,
    name,
    read: async (offset, length) => {
      const end = Math.min(size, offset + length);
      const first = pieceAt(starts, offset);
      const piece = pieces[first];
      if (piece === undefined || end <= offset) return new Uint8Array(0);
      const start = offset - starts[first]!;
      if (end <= starts[first + 1]!) return piece.subarray(start, start + end - offset);
      const bytes = new Uint8Array(end - offset);
      let done = 0;
      for (let index = first; done < bytes.length; index++) {
        const from = Math.max(0, offset - starts[index]!);
        const part = pieces[index]!.subarray(from, from + bytes.length - done);
        bytes.set(part, done);
        done += part.length;
      }
      return bytes;
    },
  };
}

/** Index of the piece that an offset is in. */
function pieceAt(starts: Float64Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
