import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sourceFromBytes } from '../../src/base/index.ts';
import type { Recording } from '../../src/formats/index.ts';
import { ftraceText } from '../../src/formats/index.ts';
import { type EventStyle, OutputBytes, type StyleWishes } from '../../src/text/index.ts';

export const textFolder = join(import.meta.dirname, '../../recordings/ftrace-text');

/** Names of the texts in a folder of recordings, without `.txt.gz`. */
export function textNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.txt.gz'))
    .map(name => name.slice(0, -7));
}

export function readTextFile(folder: string, name: string): Buffer {
  return gunzipSync(readFileSync(join(folder, `${name}.txt.gz`)));
}

export function openText(bytes: Uint8Array, name = 'text'): Promise<Recording> {
  return ftraceText.open({ kind: 'file', source: sourceFromBytes(new Uint8Array(bytes), name) }, {});
}

/** What a style prints of a whole recording. */
export async function printAll(
  style: EventStyle,
  recording: Recording,
  wishes: StyleWishes = {},
): Promise<Buffer> {
  const out = new OutputBytes();
  const printer = style.printer(recording, wishes);
  let isFirst = true;
  for await (const trace of recording.stream()) {
    printer.use(trace);
    if (isFirst) printer.head?.(out);
    isFirst = false;
    for (let row = 0; row < trace.count; row++) printer.print(row, out);
  }
  printer.tail?.(out);
  return Buffer.from(out.view());
}
