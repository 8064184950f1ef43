import { cgroupFlag, magicBits, notes, version8 } from '../blktrace/layout.ts';
import type { FastLine } from './fast-line.ts';
import type { LinePayload, ParsedLine } from './parse-line.ts';

const firstBytes = 1 << 16;

/** Makes records of version 8 of what lines tell, so that they are read as those of a recording. */
export class RecordWriter {
  length = 0;
  #view = new DataView(new ArrayBuffer(firstBytes));

  /** Appends a record; answers where it starts. Its padding holds where its line starts in the text. */
  append(line: ParsedLine, lineStart: number): number {
    const start = this.length;
    const payload = payloadBytes(line.payload);
    const view = this.#reserve(version8.bytes + payload.length);
    const action = BigInt(line.action ?? notes.message) | (BigInt(line.category) << 16n);
    view.setUint32(start, magicBits | 8, true);
    view.setUint32(start + 4, line.sequence, true);
    view.setBigUint64(start + 8, BigInt(line.time), true);
    view.setBigUint64(start + 16, BigInt.asUintN(64, line.sector), true);
    view.setUint32(start + 24, line.bytes, true);
    view.setUint32(start + version8.pidOffset, line.pid, true);
    view.setBigUint64(start + version8.actionOffset, action & ~BigInt(cgroupFlag), true);
    view.setUint32(start + version8.deviceOffset, line.device, true);
    view.setUint32(start + version8.cpuOffset, line.cpu, true);
    view.setUint16(start + version8.errorOffset, line.error, true);
    view.setUint16(start + version8.payloadLengthOffset, payload.length, true);
    view.setFloat64(start + lineStartOffset, lineStart, true);
    new Uint8Array(view.buffer).set(payload, start + version8.bytes);
    this.length += version8.bytes + payload.length;
    return start;
  }

  /** Appends the record of a line that was taken apart quickly. */
  appendFast(line: FastLine, lineStart: number): number {
    const start = this.length;
    const length = version8.bytes + (line.count < 0 ? 0 : 8);
    const view = this.#reserve(length);
    view.setUint32(start, magicBits | 8, true);
    view.setUint32(start + 4, line.sequence, true);
    setNumber(view, start + 8, line.time);
    setNumber(view, start + 16, line.sector);
    view.setUint32(start + 24, line.bytes, true);
    view.setUint32(start + version8.pidOffset, line.pid, true);
    view.setUint16(start + version8.actionOffset, line.action, true);
    view.setUint32(start + version8.actionOffset + 2, line.category, true);
    view.setUint32(start + version8.deviceOffset, line.device, true);
    view.setUint32(start + version8.cpuOffset, line.cpu, true);
    view.setUint16(start + version8.errorOffset, line.error, true);
    view.setUint16(start + version8.payloadLengthOffset, length - version8.bytes, true);
    view.setFloat64(start + lineStartOffset, lineStart, true);
    if (line.count >= 0) view.setUint32(start + version8.bytes + 4, line.count);
    this.length += length;
    return start;
  }

  /** The records so far. */
  view(): DataView {
    return new DataView(this.#view.buffer, 0, this.length);
  }

  #reserve(more: number): DataView {
    if (this.length + more > this.#view.byteLength) {
      const larger = new Uint8Array(Math.max(this.#view.byteLength * 2, this.length + more));
      larger.set(new Uint8Array(this.#view.buffer));
      this.#view = new DataView(larger.buffer);
    }
    return this.#view;
  }
}

/** A number below 2^53 as a u64. */
function setNumber(view: DataView, at: number, value: number): void {
  view.setUint32(at, value >>> 0, true);
  view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
}

/** Where in a record the start of its line stands, as a double: in the padding of version 8. */
export const lineStartOffset = 56;

function payloadBytes(payload: LinePayload | undefined): Uint8Array {
  if (payload === undefined) return new Uint8Array(0);
  if (payload.kind === 'packet') return payload.bytes.subarray(0, 0xffff);
  if (payload.kind === 'message') return latin1Bytes(payload.text.slice(0, 0xffff));
  const bytes = new Uint8Array(payload.kind === 'number' ? 8 : 16);
  const view = new DataView(bytes.buffer);
  if (payload.kind === 'number') view.setBigUint64(0, BigInt.asUintN(64, payload.value));
  else {
    view.setUint32(0, payload.from);
    view.setUint32(4, payload.to);
    view.setBigUint64(8, BigInt.asUintN(64, payload.sector));
  }
  return bytes;
}

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, character => character.charCodeAt(0));
}
