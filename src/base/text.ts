// TextDecoder and TextEncoder are in Node, in workers and in pages, but in no ECMAScript lib.
const codecs = globalThis as unknown as {
  readonly TextDecoder: new () => { decode(bytes: Uint8Array): string };
  readonly TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
};
const utf8Decoder = new codecs.TextDecoder();
const utf8Encoder = new codecs.TextEncoder();

/** UTF-8 to text; what is no UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  // Decoders of pages take no memory that threads share.
  return utf8Decoder.decode(bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice());
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return utf8Encoder.encode(text);
}

/** One character a byte, U+0000 to U+00FF: keeps every byte, so that a text can be written out as it came in. */
export function decodeLatin1(bytes: Uint8Array): string {
  const step = 8192;
  if (bytes.length <= 64) return String.fromCharCode(...bytes);
  // ASCII is the same in both, and the decoder of UTF-8 is many times as fast.
  if (isAscii(bytes)) return decodeUtf8(bytes);
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += step)
    parts.push(String.fromCharCode(...bytes.subarray(i, i + step)));
  return parts.join('');
}

function isAscii(bytes: Uint8Array): boolean {
  let seen = 0;
  for (let i = 0; i < bytes.length; i++) seen |= bytes[i]!;
  return seen < 0x80;
}

/** The bytes of a text made by `decodeLatin1`. */
export function encodeLatin1(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
