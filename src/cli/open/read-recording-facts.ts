import { join } from 'node:path';
import { noFacts, parseRecordingFacts, type RecordingFacts } from '../../opening/index.ts';
import { openFileSource } from './file-source.ts';

/** Reads the recording.json in `folder`, as far as it can be understood: `noFacts` where there is none. */
export async function readRecordingFacts(folder: string): Promise<RecordingFacts> {
  const source = await openFileSource(join(folder, 'recording.json')).catch(() => undefined);
  try {
    return source === undefined ? noFacts : await parseRecordingFacts(source);
  } finally {
    await source?.close();
  }
}
