/** A zlib stream of `size` bytes, by the browser's own decoder. Throws where it is broken or larger. */
export async function inflate(input: Uint8Array, size: number): Promise<Uint8Array> {
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  // What goes wrong is what reading says too.
  writer.write(ownBuffer(input)).catch(() => {});
  writer.close().catch(() => {});
  const bytes = new Uint8Array(size);
  const reader = stream.readable.getReader();
  let done = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (done + next.value.length > size) {
      await reader.cancel();
      throw new Error(`more than ${size} bytes`);
    }
    bytes.set(next.value, done);
    done += next.value.length;
  }
  return bytes.subarray(0, done);
}

/** Streams of a page take no shared memory. */
export function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
}
