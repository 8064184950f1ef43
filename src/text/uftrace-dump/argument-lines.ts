import { decodeUtf8 } from '../../base/index.ts';
import type {
  ArgumentSpec,
  RecordOwner,
  UftraceRecord,
  UftraceRecording,
} from '../../formats/uftrace/index.ts';

const rowBytes = 16;

/** The lines in which `uftrace dump` tells what a record carries, each value on its own. */
export function argumentLines(
  recording: UftraceRecording,
  task: RecordOwner,
  record: UftraceRecord,
  returned: boolean,
): string {
  const specs = recording.arguments.of(task.task, record) ?? [];
  const bytes = recording.taskBytes(task.tid);
  const end = Math.min(bytes.length, record.payloadOffset + record.payloadLength);
  let at = record.payloadOffset;
  let lines = '';
  specs.forEach((spec, index) => {
    const isText = spec.format === 's' || spec.format === 'S';
    const size = isText ? 2 + lengthAt(bytes, at, end, recording.info.littleEndian) : spec.size;
    const value = bytes.subarray(Math.min(at, end), Math.min(at + size, end));
    const head = returned ? '  retval' : `  args[${index}]`;
    lines += `${head} ${valueText(recording, task, record, spec, value, returned)}\n`;
    at += Math.ceil(size / 4) * 4;
  });
  return lines;
}

function lengthAt(bytes: Uint8Array, at: number, end: number, littleEndian: boolean): number {
  if (at + 2 > end) return 0;
  return littleEndian ? bytes[at]! | (bytes[at + 1]! << 8) : (bytes[at]! << 8) | bytes[at + 1]!;
}

function valueText(
  recording: UftraceRecording,
  task: RecordOwner,
  record: UftraceRecord,
  spec: ArgumentSpec,
  bytes: Uint8Array,
  returned: boolean,
): string {
  const number = numberOf(bytes, recording.info.littleEndian);
  switch (spec.format) {
    case 's':
      return `str: ${textOf(bytes.subarray(2))}`;
    case 'S':
      return `std::string: ${textOf(bytes.subarray(2))}`;
    case 'p': {
      const address = Number(BigInt.asIntN(64, number));
      const symbol = recording.symbols.ofAddress(task.task, record.time, address);
      if (symbol !== undefined) return `p: ${number.toString(16)} (&${symbol.name})`;
      if (number !== 0n) return `p: 0x${number.toString(16)}`;
      return returned ? 'p: (nil)' : 'p: 0';
    }
    case 'e': {
      // Of returned values the number alone is told.
      if (returned) return rawText(spec, number);
      const session = recording.sessions.at(task.task, record.time);
      const name = recording.arguments.enumText(
        session,
        record.address,
        spec.typeName,
        Number(BigInt.asIntN(32, number)),
      );
      return `enum ${spec.typeName}: ${name} (${BigInt.asIntN(64, number)})`;
    }
    case 't':
      return `struct ${spec.typeName}:${hexRows(bytes)}`;
    default:
      return rawText(spec, number);
  }
}

function rawText({ format, size }: ArgumentSpec, number: bigint): string {
  return `${format}${size * 8}: 0x${number.toString(16).padStart(size * 2, '0')}`;
}

// At most eight bytes count: those of a long double are cut.
function numberOf(bytes: Uint8Array, littleEndian: boolean): bigint {
  let number = 0n;
  const count = Math.min(8, bytes.length);
  for (let index = count - 1; index >= 0; index--) {
    number = (number << 8n) | BigInt(bytes[littleEndian ? index : count - 1 - index]!);
  }
  return number;
}

function textOf(bytes: Uint8Array): string {
  // The recorder writes -1 for a null pointer.
  if (bytes.length >= 4 && bytes.subarray(0, 4).every(byte => byte === 0xff)) return 'NULL';
  const end = bytes.indexOf(0);
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end));
}

function hexRows(bytes: Uint8Array): string {
  let text = '';
  bytes.forEach((byte, index) => {
    if (index % rowBytes === 0) text += '\n\t';
    text += `${byte.toString(16).padStart(2, '0')} `;
    if (index % 8 === 7) text += ' ';
  });
  return text;
}
