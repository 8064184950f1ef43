import { decodeUtf8 } from '../../base/index.ts';
import type { ArgumentSpec } from './argument-spec.ts';
import type { UftraceRecording } from './open-uftrace.ts';
import { recordType, type UftraceRecord } from './record.ts';
import type { UftraceTask } from './sessions.ts';

const longestText = 1023;
const longestJson = 2047;

/** Whose record it is. */
export interface RecordOwner {
  readonly tid: number;
  readonly task: UftraceTask | undefined;
}

/** What a record carries, as uftrace prints it: `(3, "name")` for arguments, `5` for a returned value. */
export function argumentText(
  recording: UftraceRecording,
  task: RecordOwner,
  record: UftraceRecord,
  form: 'plain' | 'json' = 'plain',
): string {
  const specs = recording.arguments.of(task.task, record) ?? [];
  const bytes = recording.taskBytes(task.tid);
  const end = Math.min(bytes.length, record.payloadOffset + record.payloadLength);
  const returned = record.type === recordType.exit;
  const parts: string[] = [];
  let at = record.payloadOffset;
  for (const spec of specs) {
    const isText = spec.format === 's' || spec.format === 'S';
    let size = spec.size;
    if (isText) {
      const head = bytes.subarray(at, Math.min(end, at + 2));
      size =
        (recording.info.littleEndian
          ? (head[0] ?? 0) | ((head[1] ?? 0) << 8)
          : ((head[0] ?? 0) << 8) | (head[1] ?? 0)) + 2;
    }
    const value = bytes.subarray(Math.min(at, end), Math.min(end, at + size));
    parts.push(
      isText
        ? form === 'json'
          ? jsonQuoted(value.subarray(2), spec.format === 'S')
          : quoted(value.subarray(2), spec.format === 'S')
        : form === 'json' && spec.format === 'c'
          ? `'${jsonEscaped(value.subarray(0, 1))}'`
          : valueText(recording, task, record, spec, value),
    );
    at += Math.ceil(size / 4) * 4;
    if (returned) break;
  }
  const text = parts.join(', ').slice(0, form === 'json' ? longestJson : longestText);
  return returned ? text : `(${text})`;
}

function jsonQuoted(bytes: Uint8Array, standard: boolean): string {
  const suffix = standard ? 's' : '';
  if (isNull(bytes)) return `NULL${suffix}`;
  const nul = bytes.indexOf(0);
  return `\\"${jsonEscaped(nul < 0 ? bytes : bytes.subarray(0, nul))}\\"${suffix}`;
}

/** Bytes within a string of JSON: what is not printable ASCII as `\\xNN`, itself escaped. */
export function jsonEscaped(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte === 10) text += '\\\\n';
    else if (byte === 9) text += '\\\\t';
    else if (byte === 0x5c || byte === 0x22) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 32 && byte < 127) text += String.fromCharCode(byte);
    else text += `\\\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return text;
}

// The recorder writes -1 for a null pointer.
function isNull(bytes: Uint8Array): boolean {
  return bytes.length === 4 && bytes.every(byte => byte === 0xff);
}

function quoted(bytes: Uint8Array, standard: boolean): string {
  const suffix = standard ? 's' : '';
  if (isNull(bytes)) return `NULL${suffix}`;
  const nul = bytes.indexOf(0);
  const text = decodeUtf8(nul < 0 ? bytes : bytes.subarray(0, nul));
  const ascii = bytes.every(byte => byte < 0x80);
  return `"${ascii ? text.replaceAll('\b', '\\b').replaceAll('\n', '\\n') : text}"${suffix}`;
}

function valueText(
  recording: UftraceRecording,
  task: RecordOwner,
  record: UftraceRecord,
  spec: ArgumentSpec,
  bytes: Uint8Array,
): string {
  const padded = new Uint8Array(16);
  padded.set(bytes.subarray(0, 16));
  const view = new DataView(padded.buffer);
  const { littleEndian } = recording.info;
  const signed = signedOf(view, littleEndian);
  switch (spec.format) {
    case 'c':
      return character(padded[0]!);
    case 'f':
      return floatText(view, spec.size, littleEndian);
    case 'p': {
      const symbol = recording.symbols.ofAddress(task.task, record.time, Number(signed));
      if (symbol !== undefined) return `&${symbol.name}`;
      return signed === 0n ? '0' : `0x${BigInt.asUintN(64, signed).toString(16)}`;
    }
    case 'e': {
      const session = recording.sessions.at(task.task, record.time);
      const value = Number(BigInt.asIntN(32, signed));
      return recording.arguments.enumText(session, record.address, spec.typeName, value);
    }
    case 't':
      return `${spec.typeName === '<lambda' ? '' : spec.typeName}${spec.size > 0 ? '{...}' : '{}'}`;
    default:
      return integerText(spec, signed);
  }
}

// Shorter values were written without their sign: the bytes above them are 0.
function signedOf(view: DataView, littleEndian: boolean): bigint {
  return view.getBigInt64(0, littleEndian);
}

const smallest = -100_000n;
const largest = 100_000n;

function integerText(spec: ArgumentSpec, value: bigint): string {
  const bits = spec.size * 8;
  const isLarge = value > largest || value < smallest;
  if (spec.format === 'x') return hexText(value, bits);
  if (spec.format === 'u') {
    const unsigned = BigInt.asUintN(64, value);
    return unsigned > largest ? hexText(value, bits) : BigInt.asUintN(bits, value).toString();
  }
  if (spec.format === 'd' && isLarge) {
    const unsigned = BigInt.asUintN(64, value);
    if (unsigned > 0xffff_0000n && unsigned <= 0xffff_ffffn) return BigInt.asIntN(32, value).toString();
    return hexText(value, bits);
  }
  return BigInt.asIntN(bits, value).toString();
}

function hexText(value: bigint, bits: number): string {
  const unsigned = BigInt.asUintN(bits, value);
  return unsigned === 0n ? '0' : `0x${unsigned.toString(16)}`;
}

function character(byte: number): string {
  if (byte === 0) return "'\\0'";
  if (byte === 8) return "'\\b'";
  if (byte === 10) return "'\\n'";
  return `'${String.fromCharCode(byte)}'`;
}

function floatText(view: DataView, size: number, littleEndian: boolean): string {
  if (size === 4) return fixed(view.getFloat32(0, littleEndian));
  if (size === 8) return fixed(view.getFloat64(0, littleEndian));
  return size === 10 ? fixed(extended(view)) : '';
}

// x87: 64 bits of mantissa with its leading bit, 15 of exponent, sign. Rounded to a double.
function extended(view: DataView): number {
  const mantissa = Number(view.getBigUint64(0, true));
  const head = view.getUint16(8, true);
  const exponent = head & 0x7fff;
  const sign = (head & 0x8000) === 0 ? 1 : -1;
  if (exponent === 0x7fff)
    return BigInt.asUintN(63, view.getBigUint64(0, true)) === 0n
      ? sign * Number.POSITIVE_INFINITY
      : Number.NaN;
  return sign * mantissa * 2 ** (exponent - 16383 - 63);
}

function fixed(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const sign = Object.is(value, -0) || value < 0 ? '-' : '';
  const size = Math.abs(value);
  return sign + (size >= 1e21 ? `${BigInt(size)}.000000` : size.toFixed(6));
}
