/** Writes bytes to standard output piece by piece. When whoever reads them is gone, as `head` is, the rest is dropped. */
export class OutputStream {
  gone = false;
  readonly #terminal: boolean;

  constructor(stream: NodeJS.WriteStream = process.stdout) {
    this.#terminal = stream.isTTY === true;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      this.gone = true;
    });
  }

  /** Resolves when the bytes may be used again. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.gone || bytes.length === 0) return;
    const shown = this.#terminal ? escapeControls(bytes) : bytes;
    await new Promise<void>(resolve => {
      process.stdout.write(shown, error => {
        if (error) this.gone = true;
        resolve();
      });
    });
  }
}

const hex = '0123456789abcdef';

/** Control characters of a trace's own text as `\xNN`: nothing in a recording may steer a terminal. */
export function escapeControls(bytes: Uint8Array): Uint8Array {
  if (!bytes.some((byte, index) => isControl(bytes, byte, index))) return bytes;
  const shown: number[] = [];
  bytes.forEach((byte, index) => {
    if (isControl(bytes, byte, index)) {
      for (const character of `\\x${hex[byte >> 4]}${hex[byte & 15]}`) shown.push(character.charCodeAt(0));
    } else shown.push(byte);
  });
  return Uint8Array.from(shown);
}

function isControl(bytes: Uint8Array, byte: number, index: number): boolean {
  if (byte < 32) return byte !== 10 && byte !== 9;
  if (byte === 127) return true;
  // U+0080 to U+009F are controls too: the second byte of C2 80 … C2 9F, or alone.
  if (byte < 0x80 || byte > 0x9f) return false;
  const before = bytes[index - 1] ?? 0;
  return before === 0xc2 || before < 0x80;
}
