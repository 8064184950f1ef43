import { decodeLatin1, FormatError } from '../../base/index.ts';
import type { SectionCursor } from './cursor.ts';
import type { SystemFormats, TraceDatMetadata } from './metadata.ts';

// The parts that versions 6 and 7 write alike: 6 one after the other, 7 each in a section of its own.

export async function readHeaderInfo(cursor: SectionCursor, into: TraceDatMetadata): Promise<void> {
  into.headerPage = await readNamedText(cursor, 'header_page');
  into.headerEvent = await readNamedText(cursor, 'header_event');
}

export async function readFtraceFormats(cursor: SectionCursor, into: TraceDatMetadata): Promise<void> {
  into.ftraceFormats = await readTexts(cursor, 'ftrace event format');
}

export async function readEventFormats(cursor: SectionCursor, into: TraceDatMetadata): Promise<void> {
  const systems: SystemFormats[] = [];
  into.eventFormats = systems;
  const count = await cursor.u32('number of event systems');
  for (let i = 0; i < count; i++) {
    const system = await cursor.string('name of an event system');
    systems.push({ system, texts: await readTexts(cursor, `event format of ${system}`) });
  }
}

export async function readKallsyms(cursor: SectionCursor, into: TraceDatMetadata): Promise<void> {
  into.kallsyms = new Uint8Array(await cursor.bytes(await cursor.u32('size of kallsyms'), 'kallsyms'));
}

export async function readPrintkFormats(cursor: SectionCursor, into: TraceDatMetadata): Promise<void> {
  const size = await cursor.u32('size of printk_formats');
  into.printkFormats = new Uint8Array(await cursor.bytes(size, 'printk_formats'));
}

export async function readSavedCmdlines(cursor: SectionCursor, into: TraceDatMetadata): Promise<void> {
  const size = await cursor.u64('size of saved_cmdlines');
  into.savedCmdlines = new Uint8Array(await cursor.bytes(size, 'saved_cmdlines'));
}

async function readNamedText(cursor: SectionCursor, name: string): Promise<string> {
  const at = cursor.offset;
  const found = decodeLatin1(await cursor.bytes(name.length + 1, name));
  if (found !== `${name}\0`) throw new FormatError('trace.dat', at, `"${name}"`, JSON.stringify(found));
  return decodeLatin1(await cursor.bytes(await cursor.u64(`size of ${name}`), name));
}

async function readTexts(cursor: SectionCursor, what: string): Promise<string[]> {
  const texts: string[] = [];
  const count = await cursor.u32(`number of texts (${what})`);
  for (let i = 0; i < count; i++) {
    texts.push(decodeLatin1(await cursor.bytes(await cursor.u64(`size of ${what}`), what)));
  }
  return texts;
}
