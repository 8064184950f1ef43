import { ByteWriter } from '../../trace-dat/byte-writer.ts';
import { cgroupFlag, magicBits } from '../layout.ts';

/** A record to be written; what is left out is 0 or empty. */
export interface WrittenRecord {
  readonly version?: 7 | 8;
  readonly sequence?: number;
  readonly time: bigint;
  readonly sector?: bigint;
  readonly bytes?: number;
  /** The low half of `action`, without the cgroup's flag. */
  readonly action: number;
  readonly category: number;
  readonly pid?: number;
  readonly device?: number;
  readonly cpu?: number;
  readonly error?: number;
  readonly cgroup?: bigint;
  readonly payload?: Uint8Array;
}

/** Records as the kernel writes them, in either byte order. */
export function writeRecords(
  records: readonly WrittenRecord[],
  littleEndian = true,
): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(littleEndian);
  for (const record of records) writeRecord(record, writer);
  return writer.take();
}

function writeRecord(record: WrittenRecord, writer: ByteWriter): void {
  const { version = 7, payload = new Uint8Array(0), cgroup } = record;
  const action =
    (BigInt(record.category) << 16n) | BigInt(record.action) | BigInt(cgroup === undefined ? 0 : cgroupFlag);
  writer.u32(magicBits | version);
  writer.u32(record.sequence ?? 0);
  writer.u64(record.time);
  writer.u64(record.sector ?? 0n);
  writer.u32(record.bytes ?? 0);
  if (version === 7) {
    writer.u32(Number(BigInt.asUintN(32, action)));
    writer.u32(record.pid ?? 0);
  } else {
    writer.u32(record.pid ?? 0);
    writer.u64(action);
  }
  writer.u32(record.device ?? 0);
  writer.u32(record.cpu ?? 0);
  writer.u16((record.error ?? 0) & 0xffff);
  writer.u16(payload.length + (cgroup === undefined ? 0 : 8));
  if (version === 8) writer.bytes(new Uint8Array(12));
  if (cgroup !== undefined) writer.u64(cgroup);
  writer.bytes(payload);
}

/** Big-endian numbers, as payloads have them. */
export function bigEndian(
  ...numbers: readonly (readonly [value: number | bigint, bytes: 4 | 8])[]
): Uint8Array {
  const writer = new ByteWriter(false);
  for (const [value, bytes] of numbers) {
    if (bytes === 4) writer.u32(Number(value));
    else writer.u64(value);
  }
  return writer.take();
}
