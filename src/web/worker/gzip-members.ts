/** Extra bits of the codes 257 to 285 for lengths, and of those for distances (RFC 1951, 3.2.5). */
const lengthExtra = Array.from({ length: 29 }, (_, code) => (code < 8 || code === 28 ? 0 : (code >> 2) - 1));
const lengthBase = basesOf(lengthExtra, 3);
lengthBase[28] = 258;
const distanceExtra = Array.from({ length: 30 }, (_, code) => (code < 4 ? 0 : (code >> 1) - 1));
const distanceBase = basesOf(distanceExtra, 1);
const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function basesOf(extra: readonly number[], first: number): number[] {
  let base = first;
  return extra.map(bits => {
    const own = base;
    base += 1 << bits;
    return own;
  });
}

const mostBits = 15;
const windowBytes = 1 << 15;
const bufferBytes = 1 << 18;

/** A canonical Huffman code: how many codes there are of each length, and the symbols in their order. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

function codeOf(lengths: Uint8Array): Code {
  const counts = new Uint16Array(mostBits + 1);
  for (const length of lengths) counts[length]!++;
  const places = new Uint16Array(mostBits + 2);
  for (let length = 1; length <= mostBits; length++) places[length + 1] = places[length]! + counts[length]!;
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length > 0) symbols[places[length]!++] = symbol;
  });
  return { counts, symbols };
}

const fixedLengths = new Uint8Array(288).map((_, symbol) =>
  symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
);
const fixedCodes = { lengths: codeOf(fixedLengths), distances: codeOf(new Uint8Array(30).fill(5)) };

/** Unpacks gzip (RFC 1952), member after member, and hands on what comes before a broken place too. */
export class GzipMembers {
  readonly #input: Uint8Array;
  readonly #take: (piece: Uint8Array) => void;
  readonly #output = new Uint8Array(windowBytes + bufferBytes);
  #at = 0;
  #bits = 0;
  #bitCount = 0;
  /** Where the next byte goes, behind the window; and what was handed on already. */
  #end = 0;
  #given = 0;
  #crc = 0xffff_ffff;
  #size = 0;

  constructor(input: Uint8Array, take: (piece: Uint8Array) => void) {
    this.#input = input;
    this.#take = take;
  }

  /** Unpacks all of it. Throws where it is broken, what was unpacked before being handed on. */
  run(): void {
    try {
      do this.#member();
      while (this.#input[this.#at] === 0x1f && this.#input[this.#at + 1] === 0x8b);
    } finally {
      this.#give();
    }
  }

  #member(): void {
    this.#head();
    this.#end = this.#given = this.#size = 0;
    this.#crc = 0xffff_ffff;
    while (!this.#block());
    this.#give();
    this.#bits = this.#bitCount = 0;
    const crc = this.#word() + this.#word() * 0x1_0000;
    const size = this.#word() + this.#word() * 0x1_0000;
    if (crc !== ~this.#crc >>> 0) throw new Error('incorrect data check');
    if (size !== this.#size % 2 ** 32) throw new Error('incorrect length check');
  }

  #head(): void {
    if (this.#word() !== 0x8b1f || this.#byte() !== 8) throw new Error('incorrect header check');
    const flags = this.#byte();
    this.#at += 6;
    if ((flags & 4) !== 0) this.#at += this.#word();
    if ((flags & 8) !== 0) while (this.#byte() !== 0);
    if ((flags & 16) !== 0) while (this.#byte() !== 0);
    if ((flags & 2) !== 0) this.#at += 2;
  }

  /** One block of deflate; whether it was the last. */
  #block(): boolean {
    const isLast = this.#nextBits(1) === 1;
    const type = this.#nextBits(2);
    if (type === 0) this.#stored();
    else if (type === 1) this.#coded(fixedCodes.lengths, fixedCodes.distances);
    else if (type === 2) {
      const { lengths, distances } = this.#codes();
      this.#coded(lengths, distances);
    } else throw new Error('invalid block type');
    return isLast;
  }

  #stored(): void {
    this.#bits = this.#bitCount = 0;
    const length = this.#word();
    if (this.#word() !== (~length & 0xffff)) throw new Error('invalid stored block lengths');
    for (let i = 0; i < length; i++) this.#put(this.#byte());
  }

  #codes(): { readonly lengths: Code; readonly distances: Code } {
    const lengthCount = this.#nextBits(5) + 257;
    const distanceCount = this.#nextBits(5) + 1;
    const ofLengths = new Uint8Array(19);
    const given = this.#nextBits(4) + 4;
    for (let i = 0; i < given; i++) ofLengths[orderOfLengths[i]!] = this.#nextBits(3);
    const code = codeOf(ofLengths);
    const lengths = new Uint8Array(lengthCount + distanceCount);
    for (let i = 0; i < lengths.length; ) {
      const symbol = this.#symbol(code);
      if (symbol < 16) lengths[i++] = symbol;
      else {
        const repeated = symbol === 16 ? lengths[i - 1] : 0;
        const times =
          symbol === 16
            ? 3 + this.#nextBits(2)
            : symbol === 17
              ? 3 + this.#nextBits(3)
              : 11 + this.#nextBits(7);
        if (repeated === undefined || i + times > lengths.length)
          throw new Error('invalid bit length repeat');
        lengths.fill(repeated, i, i + times);
        i += times;
      }
    }
    return {
      lengths: codeOf(lengths.subarray(0, lengthCount)),
      distances: codeOf(lengths.subarray(lengthCount)),
    };
  }

  #coded(lengths: Code, distances: Code): void {
    for (;;) {
      const symbol = this.#symbol(lengths);
      if (symbol === 256) return;
      if (symbol < 256) this.#put(symbol);
      else {
        const extra = lengthExtra[symbol - 257];
        if (extra === undefined) throw new Error('invalid literal/length code');
        const length = lengthBase[symbol - 257]! + this.#nextBits(extra);
        const far = this.#symbol(distances);
        const distance = (distanceBase[far] ?? Number.NaN) + this.#nextBits(distanceExtra[far] ?? 0);
        // A window that slid holds more than a distance can reach.
        if (!(distance <= this.#end)) throw new Error('invalid distance too far back');
        for (let i = 0; i < length; i++) this.#put(this.#output[this.#end - distance]!);
      }
    }
  }

  #symbol({ counts, symbols }: Code): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= mostBits; length++) {
      code |= this.#nextBits(1);
      const count = counts[length]!;
      if (code - count < first) return symbols[index + code - first]!;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('invalid code');
  }

  #put(byte: number): void {
    if (this.#end === this.#output.length) {
      this.#give();
      this.#output.copyWithin(0, this.#end - windowBytes);
      this.#end = this.#given = windowBytes;
    }
    this.#output[this.#end++] = byte;
  }

  /** Hands on what was not yet. */
  #give(): void {
    const piece = this.#output.slice(this.#given, this.#end);
    this.#given = this.#end;
    this.#size += piece.length;
    this.#crc = updateCrc(this.#crc, piece);
    if (piece.length > 0) this.#take(piece);
  }

  #byte(): number {
    const byte = this.#input[this.#at++];
    if (byte === undefined) throw new Error('unexpected end of file');
    return byte;
  }

  #word(): number {
    return this.#byte() + this.#byte() * 256;
  }

  /** The next `count` bits, the first of them the lowest. */
  #nextBits(count: number): number {
    while (this.#bitCount < count) {
      this.#bits |= this.#byte() << this.#bitCount;
      this.#bitCount += 8;
    }
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#bitCount -= count;
    return value;
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  return crc;
});

function updateCrc(before: number, bytes: Uint8Array): number {
  let crc = before;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return crc;
}
