import { type FieldSource, type FieldValue, RecordFields, type Trace } from '../../store/index.ts';
import { argumentText } from './argument-text.ts';
import { eventData } from './event-text.ts';
import type { UftraceRecording } from './open-uftrace.ts';
import { eventId, recordType, UftraceRecord } from './record.ts';
import type { FunctionSymbol } from './symbol-lookup.ts';
import { readUserRecord } from './user-records.ts';

type ReadText = (row: number) => string;
type ReadNumber = (row: number) => number;

/** Fields of a directory's records: kernel records by their formats, uftrace's own by its symbols and specifications. */
export class UftraceFields implements FieldSource {
  readonly #recording: UftraceRecording;
  readonly #trace: Trace;
  readonly #messages: readonly string[];
  readonly #binary: RecordFields;
  readonly #record = new UftraceRecord('user');
  /** From times of the trace to those of the recording's clock. */
  readonly #shift: number;

  constructor(recording: UftraceRecording, trace: Trace, messages: readonly string[]) {
    this.#recording = recording;
    this.#trace = trace;
    this.#messages = messages;
    this.#binary = new RecordFields(trace);
    this.#shift = Number(recording.start - recording.times.start);
  }

  number(event: number, name: string): ReadNumber | undefined {
    const { system, name: kind, id } = this.#format(event);
    if (isOwn(id) && system !== 'uftrace') return undefined;
    if (system !== 'uftrace') return name === 'function' ? undefined : this.#binary.number(event, name);
    if (kind === 'lost') return name === 'count' ? row => this.#at(row).address : undefined;
    if (name === 'depth') return row => this.#at(row).depth;
    return name === 'address' ? row => this.#at(row).address : undefined;
  }

  low(event: number, name: string): ReadNumber | undefined {
    if (!isOwn(this.#format(event).id)) return this.#binary.low(event, name);
    const number = this.number(event, name);
    return number && (row => number(row) >>> 0);
  }

  high(event: number, name: string): ReadNumber | undefined {
    if (!isOwn(this.#format(event).id)) return this.#binary.high(event, name);
    const number = this.number(event, name);
    return number && (row => Math.floor(number(row) / 4294967296) >>> 0);
  }

  text(event: number, name: string): ReadText | undefined {
    const { system, name: kind, id } = this.#format(event);
    if (system === 'uftrace') {
      if (id === eventId.extern) return row => this.#messages[this.#trace.place[row]!] ?? '';
      if (name === 'function')
        return row => this.#function(row)?.name ?? `<${this.#at(row).address.toString(16)}>`;
      if (name === 'module') return row => this.#function(row)?.module ?? '';
      const isCarried = name === (kind === 'entry' ? 'arguments' : 'returned');
      return isCarried && kind !== 'lost' ? row => this.#carried(row) : undefined;
    }
    if (id < eventId.builtin)
      return name === 'function' ? this.#kernelFunction(event) : this.#binary.text(event, name);
    if (name !== 'data' && name !== 'comm') return undefined;
    return row => this.#data(row, id);
  }

  value(event: number, name: string): ((row: number) => FieldValue) | undefined {
    if (!isOwn(this.#format(event).id) && name !== 'function') return this.#binary.value(event, name);
    if (name === 'address') return row => `0x${this.#at(row).address.toString(16)}`;
    return this.number(event, name) ?? this.text(event, name);
  }

  #format(event: number): { readonly system: string; readonly name: string; readonly id: number } {
    return this.#trace.formats[event] ?? { system: '', name: '', id: 0 };
  }

  /** The user record of a row. */
  #at(row: number): UftraceRecord {
    const { runs, run, place, time, length } = this.#trace;
    const record = this.#record;
    readUserRecord(runs[run[row]!]!.view, place[row]!, this.#recording.info.littleEndian, record);
    record.time = time[row]! + this.#shift;
    record.payloadOffset = place[row]! + 16;
    record.payloadLength = length[row]! - 16;
    return record;
  }

  #function(row: number): FunctionSymbol | undefined {
    const { symbols, sessions } = this.#recording;
    const { time, address } = this.#at(row);
    return symbols.ofRecord(sessions.tasks.get(this.#trace.pid[row]!), time, address, false);
  }

  #carried(row: number): string {
    const record = this.#at(row);
    if (!record.more) return '';
    const tid = this.#trace.pid[row]!;
    const task = { tid, task: this.#recording.sessions.tasks.get(tid) };
    return argumentText(this.#recording, task, record);
  }

  #data(row: number, id: number): string {
    const { runs, run, place, pid } = this.#trace;
    if (id === eventId.taskName) return commAt(runs[run[row]!]!.view, place[row]!, this.#trace.length[row]!);
    if (id >= eventId.perf) return '';
    const record = this.#at(row);
    record.type = recordType.event;
    record.payloadOffset += 2;
    return eventData(this.#recording, { tid: pid[row]! }, record, undefined) ?? '';
  }

  #kernelFunction(event: number): ReadText | undefined {
    const low = this.#binary.low(event, 'func');
    const high = this.#binary.high(event, 'func');
    if (low === undefined || high === undefined) return undefined;
    return row => {
      const address = (high(row) & 0xffff) * 4294967296 + low(row);
      return this.#recording.symbols.kernelFunction(address)?.name ?? `<${address.toString(16)}>`;
    };
  }
}

/** Whether it is one of uftrace's own events, and not one of the kernel. */
function isOwn(id: number): boolean {
  return id >= eventId.builtin;
}

// A record of a name: its header, u32 pid and tid, and the name in 16 bytes.
function commAt(view: DataView, place: number, length: number): string {
  let text = '';
  for (let at = place + 16; at < place + Math.min(32, length); at++) {
    const byte = view.getUint8(at);
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}
