import { type ByteSource, decodeLatin1, FormatError } from '../../base/index.ts';
import { SectionCursor, toSize, view } from './cursor.ts';
import type { CpuPlace, TraceDatMetadata } from './metadata.ts';
import { option, takeOption, unknownOption, untilNul } from './options.ts';
import {
  readEventFormats,
  readFtraceFormats,
  readHeaderInfo,
  readKallsyms,
  readPrintkFormats,
  readSavedCmdlines,
} from './parts.ts';

const mostCpus = 1 << 16;

/** Version 6: one part after the other. */
export async function readVersion6(
  source: ByteSource,
  cursor: SectionCursor,
  into: TraceDatMetadata,
): Promise<void> {
  await readHeaderInfo(cursor, into);
  await readFtraceFormats(cursor, into);
  await readEventFormats(cursor, into);
  await readKallsyms(cursor, into);
  await readPrintkFormats(cursor, into);
  await readSavedCmdlines(cursor, into);
  into.cpuCount = await cursor.u32('number of CPUs');
  const instances: { readonly name: string; readonly offset: number }[] = [];
  let tag = await readTag(cursor);
  if (tag === 'options') {
    await readOptions(cursor, into, instances);
    tag = await readTag(cursor);
  }
  if (into.cpuCount > mostCpus) {
    throw new FormatError('trace.dat', cursor.offset, `at most ${mostCpus} CPUs`, String(into.cpuCount));
  }
  if (tag === 'latency') {
    into.latencyText = decodeLatin1(await cursor.bytes(cursor.left, 'latency report'));
    return;
  }
  await addBuffer('', tag, cursor, into);
  if (into.traceClock !== undefined) {
    // The clock stands behind the table of CPUs; files of a buggy writer have none there.
    try {
      into.traceClock = untilNul(await cursor.bytes(await cursor.u64('size of trace_clock'), 'trace_clock'));
    } catch {
      into.traceClock = '[local]';
    }
  }
  for (const { name, offset } of instances) {
    const there = new SectionCursor(source, into.littleEndian, offset);
    try {
      await addBuffer(name, await readTag(there), there, into);
    } catch (error) {
      into.problems.add({
        name: 'trace-dat.instance',
        severity: 'loss',
        place: `byte ${offset}`,
        sentence: `The records of an instance cannot be found: ${(error as Error).message}`,
      });
    }
  }
}

async function readTag(cursor: SectionCursor): Promise<string> {
  return untilNul(await cursor.bytes(10, 'name of the next part')).trimEnd();
}

async function readOptions(
  cursor: SectionCursor,
  into: TraceDatMetadata,
  instances: { readonly name: string; readonly offset: number }[],
): Promise<void> {
  for (;;) {
    const place = cursor.offset;
    const id = await cursor.u16('option');
    if (id === option.done) return;
    const data = await cursor.bytes(await cursor.u32('size of an option'), `option ${id}`);
    if (id === option.buffer && data.length > 8) {
      const offset = toSize(view(data).getBigUint64(0, into.littleEndian), place, 'offset of a buffer');
      instances.push({ name: untilNul(data.subarray(8)), offset });
    } else if (!takeOption(id, data, place, into)) unknownOption(id, place, into);
  }
}

async function addBuffer(
  name: string,
  tag: string,
  cursor: SectionCursor,
  into: TraceDatMetadata,
): Promise<void> {
  if (tag !== 'flyrecord') {
    throw new FormatError('trace.dat', cursor.offset - 10, '"flyrecord" or "latency"', JSON.stringify(tag));
  }
  const cpus: CpuPlace[] = [];
  for (let cpu = 0; cpu < into.cpuCount; cpu++) {
    const offset = await cursor.u64('offset of a CPU’s records');
    cpus.push({ cpu, offset, size: await cursor.u64('size of a CPU’s records') });
  }
  into.buffers.push({ name, clock: '', pageSize: into.pageSize, compressed: false, cpus });
}
