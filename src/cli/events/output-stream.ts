import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isatty } from 'node:tty';

/** Where printed text goes. */
export interface TextSink {
  /** Whoever read it is gone: nothing more is wanted. */
  readonly gone: boolean;
  /** Resolves when the bytes may be used again. */
  write(bytes: Uint8Array): Promise<void>;
}

/** Writes bytes to standard output piece by piece. When whoever reads them is gone, as `head` is, the rest is dropped. */
export class OutputStream implements TextSink {
  gone = false;
  readonly #file: number;
  readonly #terminal: boolean;

  constructor(file = 1) {
    this.#file = file;
    this.#terminal = isatty(file);
  }

  async write(bytes: Uint8Array): Promise<void> {
    const shown = this.#terminal ? escapeControls(bytes) : bytes;
    let written = 0;
    while (!this.gone && written < shown.length) {
      try {
        written += writeSync(this.#file, shown, written);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EPIPE') this.gone = true;
        // A pipe that was handed in as not blocking, and is full.
        else if (code === 'EAGAIN') await wait(2);
        else throw error;
      }
    }
  }
}

const hex = '0123456789abcdef';

/** Control characters of a trace's own text as `\xNN`: nothing in a recording may steer a terminal. */
export function escapeControls(bytes: Uint8Array): Uint8Array {
  if (!bytes.some((byte, index) => isControl(bytes, byte, index) || turns(bytes, index) > 0)) return bytes;
  const shown: number[] = [];
  let escaped = 0;
  bytes.forEach((byte, index) => {
    escaped = Math.max(escaped - 1, turns(bytes, index));
    if (escaped > 0 || isControl(bytes, byte, index)) {
      for (const character of `\\x${hex[byte >> 4]}${hex[byte & 15]}`) shown.push(character.charCodeAt(0));
    } else shown.push(byte);
  });
  return Uint8Array.from(shown);
}

/** How many bytes a character has that turns the direction of text or ends its line; 0 where none begins. */
function turns(bytes: Uint8Array, index: number): number {
  const [first, second = 0, third = 0] = [bytes[index]!, bytes[index + 1], bytes[index + 2]];
  // U+061C.
  if (first === 0xd8) return second === 0x9c ? 2 : 0;
  if (first !== 0xe2) return 0;
  // U+200E, U+200F, U+2028 to U+202E.
  const isMark = third === 0x8e || third === 0x8f || (third >= 0xa8 && third <= 0xae);
  if (second === 0x80) return isMark ? 3 : 0;
  // U+2066 to U+2069.
  return second === 0x81 && third >= 0xa6 && third <= 0xa9 ? 3 : 0;
}

function isControl(bytes: Uint8Array, byte: number, index: number): boolean {
  if (byte < 32) return byte !== 10 && byte !== 9;
  if (byte === 127) return true;
  // U+0080 to U+009F are controls too: the second byte of C2 80 … C2 9F, or alone.
  if (byte < 0x80 || byte > 0x9f) return false;
  const before = bytes[index - 1] ?? 0;
  return before === 0xc2 || before < 0x80;
}
