import { type ByteSource, FormatError, type SourceFolder } from '../../base/index.ts';
import type { ReadTools } from '../format.ts';
import { readMetadata } from '../trace-dat/recording.ts';

/** The kernel's symbols that lie beside a perf.data: as a file, or in the trace.dat of the same machine. */
export async function kallsymsBeside(
  folder: SourceFolder,
  tools: ReadTools,
): Promise<Uint8Array | undefined> {
  const plain = await folder.open('kallsyms');
  if (plain !== undefined) return plain.read(0, plain.size);
  const events = await folder.open('trace.dat');
  return events === undefined ? undefined : kallsymsIn(events, tools);
}

async function kallsymsIn(events: ByteSource, tools: ReadTools): Promise<Uint8Array | undefined> {
  try {
    const { kallsyms } = await readMetadata(events, tools);
    return kallsyms.length === 0 ? undefined : kallsyms;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
