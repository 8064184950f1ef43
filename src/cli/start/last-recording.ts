import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecordingFile, recordingsFolder } from '../../recorder/recording-folder.ts';

/** The newest whole recording of exactly this command with user functions. */
export async function findStartRecording(command: readonly string[]): Promise<string | undefined> {
  const names = (await readdir(recordingsFolder()).catch((): string[] => [])).sort().reverse();
  for (const name of names) {
    const recording = await readRecordingFile(join(recordingsFolder(), name));
    if (!recording?.files.includes('uftrace.data')) continue;
    if (JSON.stringify(recording.command) === JSON.stringify(command)) return join(recordingsFolder(), name);
  }
  return undefined;
}
