import { decodeLatin1, FormatError } from '../../base/index.ts';
import type { EventFormat } from '../../store/index.ts';
import { parseEventFormat } from '../../tracefs/index.ts';
import { BytesReader, viewOf } from './bytes-reader.ts';
import type { PerfMetadata } from './metadata.ts';

const mostEvents = 0xfff0;

/** Reads TRACING_DATA: formats of events in a head as trace-cmd wrote it in its version 0.6. */
export function readTracingData(bytes: Uint8Array, origin: number, into: PerfMetadata): void {
  const formats: EventFormat[] = [];
  try {
    readParts(bytes, origin, into, formats);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    into.problems.add({
      name: 'perf-data.tracing-data',
      severity: 'broken',
      place: `byte ${origin}`,
      sentence: `Descriptions of tracepoints could not be read to their end: ${error.message}`,
    });
  }
  into.tracepoints = formats;
}

function readParts(bytes: Uint8Array, origin: number, into: PerfMetadata, formats: EventFormat[]): void {
  const head = new BytesReader(viewOf(bytes), true, origin);
  const magic = head.bytes(10, 'head of the tracing data');
  if (magic[0] !== 0x17 || magic[1] !== 8 || magic[2] !== 0x44) {
    throw new FormatError('perf.data', origin, '17 08 44 "tracing"', JSON.stringify(decodeLatin1(magic)));
  }
  const version = head.line('version of the tracing data');
  const littleEndian = head.u8('byte order of the tracing data') === 0;
  const longBytes = head.u8('size of long');
  const reader = new BytesReader(head.view, littleEndian, origin);
  reader.at = head.at;
  if (longBytes === 4 || longBytes === 8) into.longBytes = longBytes;
  into.pageSize = reader.u32('page size');
  for (const part of ['header_page', 'header_event']) {
    reader.line(part);
    reader.bytes(reader.u64(part), part);
  }
  const add = (system: string): void => {
    const text = decodeLatin1(reader.bytes(reader.u64('size of a format'), 'format of an event'));
    const format = parseEventFormat(text, system, into.longBytes);
    if (format !== undefined && formats.length < mostEvents) formats.push(format);
  };
  const ftrace = reader.u32('number of formats of ftrace');
  for (let i = 0; i < ftrace; i++) add('ftrace');
  const systems = reader.u32('number of systems');
  for (let i = 0; i < systems; i++) {
    const system = reader.line('name of a system');
    const count = reader.u32('number of formats');
    for (let j = 0; j < count; j++) add(system);
  }
  into.kallsyms = reader.bytes(reader.u32('size of kallsyms'), 'kallsyms').slice();
  into.printkFormats = reader.bytes(reader.u32('size of printk formats'), 'printk formats').slice();
  if (Number.parseFloat(version) >= 0.6) {
    into.savedCmdlines = reader.bytes(reader.u64('size of saved cmdlines'), 'saved cmdlines').slice();
  }
}
