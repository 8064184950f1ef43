import type { RecordState } from './record-state.ts';

// SCSI block commands (SBC, SPC), as libtraceevent's plugin_scsi prints them. Its shifts of signed bytes are kept:
// a byte with its top bit set at bits 24 to 31 sets all bits above.

/** What a SCSI command descriptor block of `length` bytes at `at` of the record asks for. */
export function describeScsiCommand(state: RecordState, at: number, length: number): string {
  const { bytes, offset } = state;
  const end = Math.min(state.length, at + Math.max(length, 32));
  const byte = (index: number): number => (at + index < end ? bytes[offset + at + index]! : 0);
  const half = (index: number): number => (byte(index) << 8) | byte(index + 1);
  const int = (index: number): number => (half(index) << 16) | half(index + 2);
  const word = (index: number): bigint => BigInt.asUintN(64, BigInt(int(index)));
  const long = (index: number): bigint => (BigInt(int(index) >>> 0) << 32n) | word(index + 4);
  const protect = byte(1) >> 5;
  const unmap = (byte(1) >> 3) & 1;
  switch (byte(0)) {
    case 0x08:
    case 0x0a:
      return `lba=${((byte(1) & 0x1f) << 16) | half(2)} txlen=${byte(4)}`;
    case 0x28:
    case 0x2f:
    case 0x2a:
      return `lba=${word(2)} txlen=${half(7)} protect=${protect}`;
    case 0x41:
      return `lba=${word(2)} txlen=${half(7)} protect=${protect} unmap=${unmap}`;
    case 0xa8:
    case 0xaf:
    case 0xaa:
      return `lba=${word(2)} txlen=${word(6)} protect=${protect}`;
    case 0x88:
    case 0x8f:
    case 0x8a:
      return `lba=${long(2)} txlen=${word(10)} protect=${protect}`;
    case 0x93:
      return `lba=${long(2)} txlen=${word(10)} protect=${protect} unmap=${unmap}`;
    case 0x42:
      return `regions=${Math.floor(((half(7) - 8) >>> 0) / 16)}`;
    case 0x9e: {
      const name = { 16: 'READ_CAPACITY_16', 18: 'GET_LBA_STATUS' }[byte(1) & 0x1f];
      return name === undefined ? 'UNKNOWN' : `${name} lba=${long(2)} alloc_len=${int(10) >>> 0}`;
    }
    case 0x7f: {
      const name = { 9: 'READ', 10: 'VERIFY', 11: 'WRITE', 13: 'WRITE_SAME' }[half(8)];
      if (name === undefined) return '-';
      const text = `${name}_32 lba=${long(12)} txlen=${word(28)} protect=${byte(10) >> 5} ei_lbrt=${int(20) >>> 0}`;
      return half(8) === 13 ? `${text} unmap=${(byte(10) >> 3) & 1}` : text;
    }
    default:
      return '-';
  }
}
