import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { places } from '../../packages/index.ts';

/** Where recordings are kept when nobody says otherwise. */
export function recordingsFolder(): string {
  return join(places().data, 'recordings');
}

/** The newest complete recording: names begin with the UTC time, unfinished ones end with `.partial`. */
export async function newestRecording(): Promise<string | undefined> {
  const folder = recordingsFolder();
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const newest = entries
    .filter(entry => entry.isDirectory() && /^\d{4}/.test(entry.name) && !entry.name.endsWith('.partial'))
    .map(entry => entry.name)
    .sort()
    .at(-1);
  return newest === undefined ? undefined : join(folder, newest);
}
