import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { openFileSource } from '../../src/cli/open/file-source.ts';
import { readTraceDat } from '../../src/formats/index.ts';
import type { Trace } from '../../src/store/index.ts';
import { OutputBytes } from '../../src/text/index.ts';
import { type ReportOptions, TraceCmdReport } from '../../src/text/trace-cmd/index.ts';

/** Switches of `trace-cmd report` and what they are among our wishes. */
export const reportFlags: readonly (readonly [string, ReportOptions])[] = [
  ['', {}],
  ['-t', { nanoseconds: true }],
  ['-l', { latency: true }],
  ['-R', { raw: true }],
];

/** A trace.dat, read as a whole. */
export async function readTrace(path: string): Promise<Trace> {
  const source = await openFileSource(path);
  try {
    return await readTraceDat(source, await loadDecompressors());
  } finally {
    await source.close();
  }
}

/** All of a trace as `trace-cmd report` prints it, one Latin-1 character a byte. */
export function reportText(trace: Trace, options: ReportOptions = {}): string {
  const printer = new TraceCmdReport(options);
  printer.use(trace);
  const out = new OutputBytes();
  printer.head(out);
  for (let row = 0; row < trace.count; row++) printer.print(row, out);
  return Buffer.from(out.view()).toString('latin1');
}
