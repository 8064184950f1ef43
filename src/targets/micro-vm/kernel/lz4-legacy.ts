/**
 * Unpacks lz4's legacy frame, which the kernel's build uses (`lz4 -l`): a magic, then blocks of
 * {u32 packed length, packed bytes}, each of at most 8 MiB unpacked. lz4_Block_format.md in the lz4 repository.
 */
export function unpackLz4Legacy(packed: Uint8Array, size: number): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const out = new Uint8Array(size);
  let written = 0;
  let at = 4;
  while (at + 4 <= packed.length && written < size) {
    const length = view.getUint32(at, true);
    at += 4;
    if (at + length > packed.length) break;
    written = unpackBlock(packed, at, at + length, out, written);
    at += length;
  }
  return out.subarray(0, written);
}

function unpackBlock(source: Uint8Array, from: number, to: number, out: Uint8Array, start: number): number {
  let at = from;
  let written = start;
  const readLength = (nibble: number): number => {
    let length = nibble;
    if (nibble !== 15) return length;
    let byte = 255;
    while (byte === 255 && at < to) {
      byte = source[at++]!;
      length += byte;
    }
    return length;
  };
  while (at < to) {
    const token = source[at++]!;
    const literals = readLength(token >> 4);
    out.set(source.subarray(at, Math.min(at + literals, to)).subarray(0, out.length - written), written);
    at += literals;
    written = Math.min(out.length, written + literals);
    if (at + 2 > to) break;
    const distance = source[at]! | (source[at + 1]! << 8);
    at += 2;
    const match = readLength(token & 15) + 4;
    if (distance === 0 || distance > written - start) break;
    const end = Math.min(out.length, written + match);
    while (written < end) {
      out[written] = out[written - distance]!;
      written++;
    }
  }
  return written;
}
