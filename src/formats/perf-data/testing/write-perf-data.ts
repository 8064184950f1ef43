/** One record of a made-up file, without what `sample_id_all` puts behind it. */
export type MadeRecord =
  | ({
      readonly kind: 'sample';
      readonly event: number;
      readonly ip: bigint;
      readonly period: bigint;
      /** What ran: 1 the kernel, 2 (where it is not said) a program, 4 and 5 those of a guest. */
      readonly mode?: number;
      /** Weight, source of the data and transaction; 7 where it is not said. */
      readonly access?: bigint;
    } & Stamp)
  | ({ readonly kind: 'comm'; readonly exec: boolean; readonly name: string } & Stamp)
  | ({ readonly kind: 'lost'; readonly lost: bigint } & Stamp)
  | { readonly kind: 'round' };

interface Stamp {
  readonly pid: number;
  readonly tid: number;
  readonly time: bigint;
  readonly cpu: number;
}

const type = { sample: 9, comm: 3, lost: 2, round: 68 } as const;
/** What is recorded of every event, and in which way. */
export interface MadeAttribute {
  /** Software (1), tracepoint (2), … */
  readonly type: number;
  readonly sampleType: number;
  /** What READ puts into a sample. */
  readonly readFormat: number;
  readonly sampleIdAll: boolean;
}

/** IP, TID, TIME, CPU, PERIOD, IDENTIFIER. */
const plainAttribute: MadeAttribute = { type: 1, sampleType: 0x1_0187, readFormat: 4, sampleIdAll: true };
const attributeBytes = 128;
const headBytes = 104;

/** Writes a perf.data, by default of software events, in either byte order, as a file or as a pipe. */
export function writePerfData(
  records: readonly MadeRecord[],
  events: number,
  littleEndian: boolean,
  pipe: boolean,
  attribute: MadeAttribute = plainAttribute,
): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter(littleEndian);
  out.bytes(littleEndian ? 'PERFILE2' : '2ELIFREP');
  const idsAt = headBytes + events * (attributeBytes + 16);
  const dataAt = idsAt + events * 8;
  if (pipe) out.u64(16n);
  else {
    const data = new ByteWriter(littleEndian);
    for (const record of records) writeRecord(data, record, attribute);
    out.u64(BigInt(headBytes));
    out.u64(BigInt(attributeBytes + 16));
    for (const word of [headBytes, events * (attributeBytes + 16), dataAt, data.length, 0, 0])
      out.u64(BigInt(word));
    for (let i = 0; i < 4; i++) out.u64(0n);
    for (let event = 0; event < events; event++) {
      writeAttribute(out, event, attribute);
      out.u64(BigInt(idsAt + event * 8));
      out.u64(8n);
    }
    for (let event = 0; event < events; event++) out.u64(BigInt(100 + event));
    out.bytes(data.taken());
    return out.taken();
  }
  for (let event = 0; event < events; event++) {
    out.head(64, 0, 8 + attributeBytes + 8);
    writeAttribute(out, event, attribute);
    out.u64(BigInt(100 + event));
  }
  for (const record of records) writeRecord(out, record, attribute);
  return out.taken();
}

function writeAttribute(out: ByteWriter, event: number, attribute: MadeAttribute): void {
  const { type, sampleType, readFormat, sampleIdAll } = attribute;
  const end = out.length + attributeBytes;
  out.u32(type);
  out.u32(attributeBytes);
  out.u64(BigInt(event));
  out.u64(1n);
  out.u64(BigInt(sampleType));
  out.u64(BigInt(readFormat));
  // sample_id_all and exclude_guest; compilers of big-endian machines count bits from the other side.
  const flags = sampleIdAll ? [18n, 20n] : [20n];
  out.u64(flags.reduce((word, bit) => word | (1n << (out.littleEndian ? bit : 63n - bit)), 0n));
  out.fill(end);
}

function writeRecord(out: ByteWriter, record: MadeRecord, attribute: MadeAttribute): void {
  if (record.kind === 'round') {
    out.head(type.round, 0, 8);
    return;
  }
  const body = new ByteWriter(out.littleEndian);
  if (record.kind === 'sample') writeSample(body, record, attribute);
  else if (record.kind === 'comm') {
    body.u32(record.pid);
    body.u32(record.tid);
    body.bytes(record.name);
    body.fill(body.length + 8 - (record.name.length % 8));
  } else {
    body.u64(100n);
    body.u64(record.lost);
  }
  if (record.kind !== 'sample' && attribute.sampleIdAll) writeTrailer(body, record, attribute.sampleType);
  const flags =
    record.kind === 'sample' ? (record.mode ?? 2) : record.kind === 'comm' && record.exec ? 1 << 13 : 0;
  out.head(type[record.kind], flags, 8 + body.length);
  out.bytes(body.taken());
}

function writeTrailer(out: ByteWriter, record: Stamp, sampleType: number): void {
  const has = (bit: number): boolean => ((sampleType >>> bit) & 1) === 1;
  if (has(1)) out.pair(record.pid, record.tid);
  if (has(2)) out.u64(record.time);
  for (const bit of [6, 9]) if (has(bit)) out.u64(100n);
  if (has(7)) out.pair(record.cpu, 0);
  if (has(16)) out.u64(100n);
}

/** All parts that a sample may have, in the kernel's order (perf_event_open(2)). */
function writeSample(
  out: ByteWriter,
  record: Extract<MadeRecord, { readonly kind: 'sample' }>,
  { sampleType, readFormat }: MadeAttribute,
): void {
  const has = (bit: number): boolean => ((sampleType >>> bit) & 1) === 1;
  const id = BigInt(100 + record.event);
  if (has(16)) out.u64(id);
  if (has(0)) out.u64(record.ip);
  if (has(1)) out.pair(record.pid, record.tid);
  if (has(2)) out.u64(record.time);
  if (has(3)) out.u64(record.ip + 0x1234n);
  for (const bit of [6, 9]) if (has(bit)) out.u64(id);
  if (has(7)) out.pair(record.cpu, 0);
  if (has(8)) out.u64(record.period);
  if (has(4)) writeCounters(out, record.period, id, readFormat);
  if (has(5)) for (const word of [3n, BigInt(-512), record.ip, 0x40_0200n]) out.u64(word);
  if (has(10)) {
    out.u32(12);
    for (let i = 0; i < 3; i++) out.u32(record.tid);
  }
  // A branch, and the abi of registers of which there are none; a copied stack of 16 bytes, half of them filled.
  if (has(11)) for (const word of [1n, 0x40_0100n, 0x40_0200n, 0n]) out.u64(word);
  if (has(12)) out.u64(0n);
  if (has(13)) for (const word of [16n, 1n, 2n, 8n]) out.u64(word);
  // Weight, source of the data, transaction, registers at the interrupt, physical address, control group, page sizes.
  for (const bit of [14, 24, 15, 17]) if (has(bit)) out.u64(record.access ?? 7n);
  if (has(18)) out.u64(0n);
  for (const bit of [19, 21, 22, 23]) if (has(bit)) out.u64(4096n);
  if (has(20)) for (const word of [8n, 0n]) out.u64(word);
}

/** One counter's value, or a group of that one counter. */
function writeCounters(out: ByteWriter, value: bigint, id: bigint, readFormat: number): void {
  const has = (bit: number): boolean => ((readFormat >>> bit) & 1) === 1;
  if (has(3)) out.u64(1n);
  else out.u64(value);
  for (const bit of [0, 1]) if (has(bit)) out.u64(5000n);
  if (has(3)) out.u64(value);
  if (has(2)) out.u64(id);
  if (has(4)) out.u64(0n);
}

class ByteWriter {
  readonly littleEndian: boolean;
  #bytes = new Uint8Array(1024);
  length = 0;

  constructor(littleEndian: boolean) {
    this.littleEndian = littleEndian;
  }

  head(recordType: number, flags: number, size: number): void {
    this.u32(recordType);
    const at = this.#take(4);
    const view = new DataView(this.#bytes.buffer);
    view.setUint16(at, flags, this.littleEndian);
    view.setUint16(at + 2, size, this.littleEndian);
  }

  u32(value: number): void {
    const at = this.#take(4);
    new DataView(this.#bytes.buffer).setUint32(at, value, this.littleEndian);
  }

  pair(first: number, second: number): void {
    this.u32(first);
    this.u32(second);
  }

  u64(value: bigint): void {
    const at = this.#take(8);
    new DataView(this.#bytes.buffer).setBigUint64(at, BigInt.asUintN(64, value), this.littleEndian);
  }

  bytes(source: string | Uint8Array): void {
    const bytes =
      typeof source === 'string' ? Uint8Array.from(source, letter => letter.charCodeAt(0)) : source;
    const at = this.#take(bytes.length);
    this.#bytes.set(bytes, at);
  }

  fill(end: number): void {
    this.#take(end - this.length);
  }

  taken(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length);
  }

  #take(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.#bytes.length) {
      const larger = new Uint8Array(this.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return at;
  }
}
