const magic = 0xfd2f_b528;

/**
 * A frame may state its own content size (RFC 8878, 3.1.1.1), which decoders allocate: throws where it is not the expected
 * one, or where there is no frame.
 */
export function checkZstdFrame(input: Uint8Array, size: number): void {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 6 || view.getUint32(0, true) !== magic) throw new Error('no zstd frame');
  const descriptor = input[4]!;
  const single = (descriptor >> 5) & 1;
  const dictionary = [0, 1, 2, 4][descriptor & 3]!;
  const at = 5 + (single === 1 ? 0 : 1) + dictionary;
  const bytes = [single, 2, 4, 8][descriptor >> 6]!;
  if (bytes === 0) return;
  if (at + bytes > input.length) throw new Error('the frame ends in its head');
  let stated = 0;
  for (let i = bytes - 1; i >= 0; i--) stated = stated * 256 + input[at + i]!;
  if (bytes === 2) stated += 256;
  if (stated !== size) throw new Error(`a frame of ${stated} bytes`);
}
