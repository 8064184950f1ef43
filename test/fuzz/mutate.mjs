// Ways to break a file. All are made from a number, so that a failure can be had again.

/** Random numbers from a seed (mulberry32). */
export class Random {
  #state;
  constructor(seed) {
    this.#state = seed >>> 0;
  }
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  below(limit) {
    return Math.floor(this.next() * limit);
  }
  pick(list) {
    return list[this.below(list.length)];
  }
}

const extremes = [0n, 1n, 2n, 0x7fn, 0xffn, 0x7fffn, 0xffffn, 0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn];
const wideExtremes = [
  ...extremes,
  0x7fff_ffff_ffff_ffffn,
  0xffff_ffff_ffff_ffffn,
  0xffff_ffff_ffff_f000n,
  1n << 53n,
];
const digits = [
  '0',
  '-1',
  '4294967295',
  '18446744073709551615',
  '99999999999999999999999',
  '1e9',
  '0x',
  '%s%n',
  '\x1b[2J',
  '€',
];

/** Most of what decides stands at the beginning; much stands at the end. */
function place(random, length) {
  const where = random.next();
  if (where < 0.4) return random.below(Math.min(length, 4096));
  if (where < 0.55) return length - 1 - random.below(Math.min(length, 2048));
  return random.below(length);
}

const ways = [
  function flipBits(bytes, random) {
    for (let i = 1 + random.below(4); i > 0; i--) bytes[place(random, bytes.length)] ^= 1 << random.below(8);
    return bytes;
  },
  function setBytes(bytes, random) {
    for (let i = 1 + random.below(4); i > 0; i--) bytes[place(random, bytes.length)] = random.below(256);
    return bytes;
  },
  function setNumber(bytes, random) {
    const width = random.pick([2, 4, 4, 8]);
    if (bytes.length < width) return bytes;
    const at = Math.min(bytes.length - width, place(random, bytes.length));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const little = random.next() < 0.9;
    const near = BigInt(bytes.length - random.below(3) + 1);
    const value = random.next() < 0.2 ? near : random.pick(width === 8 ? wideExtremes : extremes);
    if (width === 2) view.setUint16(at, Number(value & 0xffffn), little);
    else if (width === 4) view.setUint32(at, Number(value & 0xffff_ffffn), little);
    else view.setBigUint64(at, BigInt.asUintN(64, value), little);
    return bytes;
  },
  function addToNumber(bytes, random) {
    if (bytes.length < 4) return bytes;
    const at = Math.min(bytes.length - 4, place(random, bytes.length));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    view.setUint32(at, (view.getUint32(at, true) + random.below(33) - 16) >>> 0, true);
    return bytes;
  },
  function truncate(bytes, random) {
    return bytes.slice(0, place(random, bytes.length));
  },
  function remove(bytes, random) {
    const [from, to] = range(bytes, random);
    return join(bytes.subarray(0, from), bytes.subarray(to));
  },
  function duplicate(bytes, random) {
    const [from, to] = range(bytes, random);
    return join(bytes.subarray(0, to), bytes.subarray(from));
  },
  function overwrite(bytes, random) {
    const [from, to] = range(bytes, random);
    bytes.copyWithin(place(random, bytes.length), from, to);
    return bytes;
  },
  function fill(bytes, random) {
    const [from, to] = range(bytes, random);
    return bytes.fill(random.pick([0, 0xff, 0x20, 0x0a]), from, to);
  },
  function changeText(bytes, random) {
    const at = place(random, bytes.length);
    const text = new TextEncoder().encode(random.pick(digits));
    return join(bytes.subarray(0, at), text, bytes.subarray(Math.min(bytes.length, at + random.below(4))));
  },
];

function range(bytes, random) {
  const from = place(random, bytes.length);
  const sizes = [1, 4, 8, 16, 64, 512, 4096, 65536];
  return [from, Math.min(bytes.length, from + 1 + random.below(random.pick(sizes)))];
}

function join(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A broken copy of a recording; `others` are of the same format. */
export function breakRecording(recorded, others, random) {
  const files = new Map(recorded.files);
  const names = [...files.keys()];
  for (let i = 1 + random.below(5); i > 0; i--) {
    const name = recorded.main !== undefined && random.next() < 0.7 ? recorded.main : random.pick(names);
    const bytes = files.get(name);
    if (bytes === undefined || bytes.length === 0) continue;
    const chance = random.next();
    if (chance < 0.04 && names.length > 1 && name !== recorded.main) files.delete(name);
    else if (chance < 0.12) files.set(name, splice(bytes, random.pick(others), random));
    else files.set(name, random.pick(ways)(bytes.slice(), random));
  }
  return { ...recorded, files };
}

function splice(bytes, other, random) {
  const theirs = other.files.get(other.main ?? random.pick([...other.files.keys()]));
  const at = place(random, bytes.length);
  return join(bytes.subarray(0, at), theirs.subarray(Math.min(theirs.length, at)));
}
