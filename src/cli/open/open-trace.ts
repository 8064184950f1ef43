import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type TimeKind, UsageError } from '../../base/index.ts';
import { detectFormat, fileFormats } from '../../formats/index.ts';
import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { loadDecompressors } from './decompressors.ts';
import { openFileSource } from './file-source.ts';
import { newestRecording, recordingsFolder } from './newest-recording.ts';
import { readRecordingFacts } from './recording-facts.ts';

export interface OpenedTrace {
  readonly trace: Trace;
  readonly time: TimeKind;
}

/** Reads the events of a file, of a recording folder's trace.dat, or of the newest recording. */
export async function openTrace(path: string | undefined): Promise<OpenedTrace> {
  const given = path ?? (await newestRecording());
  if (given === undefined) {
    const folder = recordingsFolder();
    throw new UsageError(say('events.no-recording', { folder }), say('events.no-recording.remedy'));
  }
  const { file, time } = await locate(given);
  const source = await openFileSource(file);
  try {
    const format = await detectFormat(source);
    if (format === undefined) {
      const known = fileFormats.map(one => one.title).join(', ');
      throw new UsageError(
        say('events.unknown-format', { file }),
        say('events.unknown-format.remedy', { known }),
      );
    }
    return { trace: await format.read(source, await loadDecompressors()), time };
  } finally {
    await source.close();
  }
}

async function locate(path: string): Promise<{ readonly file: string; readonly time: TimeKind }> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new UsageError(say('events.no-file', { file: path }), say('events.no-file.remedy'));
  }
  const folder = found.isDirectory() ? path : join(path, '..');
  const { time } = await readRecordingFacts(folder);
  if (!found.isDirectory()) return { file: path, time };
  const file = join(path, 'trace.dat');
  if ((await stat(file).catch(() => undefined))?.isFile() === true) return { file, time };
  throw new UsageError(say('events.no-trace', { folder: path }), say('events.no-file.remedy'));
}
