import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { openRecordingAt } from '../../src/cli/open/open-recording.ts';
import { BlktraceRecording } from '../../src/formats/index.ts';
import { BlkparsePrinter, type BlkparseWishes } from '../../src/text/blkparse/index.ts';
import { OutputBytes } from '../../src/text/index.ts';

/** The version of the installed blkparse, or why there is none. */
export function blkparseVersion(): string {
  try {
    return /version ([\d.]+)/.exec(execFileSync('blkparse', ['-V'], { encoding: 'utf8' }))?.[1] ?? 'unknown';
  } catch {
    return 'not installed';
  }
}

/** What blkparse prints of files that are named by their base (`-i`), or of a file that it is fed as a pipe. */
export function blkparse(args: readonly string[], pipe?: string): Buffer {
  const input = pipe === undefined ? undefined : readFileSync(pipe);
  const all = pipe === undefined ? args : ['-i', '-', ...args];
  // No locale: it would group digits where it is installed.
  const { stdout, status } = spawnSync('blkparse', all, {
    ...(input === undefined ? {} : { input }),
    maxBuffer: 1 << 28,
    env: { ...process.env, LC_ALL: 'C', TZ: process.env.TZ ?? '' },
  });
  if (status === null) throw new Error(`blkparse died: ${all.join(' ')}`);
  return stdout;
}

/** What Ringside prints of a file or folder in blkparse's style. */
export async function ringside(path: string, wishes: BlkparseWishes = {}): Promise<Buffer> {
  const opened = await openRecordingAt(path);
  try {
    if (!(opened.recording instanceof BlktraceRecording))
      throw new Error(`${path} was not opened as blktrace's`);
    const printer = new BlkparsePrinter(opened.recording, wishes);
    const out = new OutputBytes();
    let first = true;
    for await (const trace of opened.recording.stream()) {
      printer.use(trace);
      if (first) printer.head(out);
      first = false;
      for (let row = 0; row < trace.count; row++) printer.print(row, out);
    }
    printer.tail(out);
    return Buffer.from(out.view());
  } finally {
    await opened.close();
  }
}
