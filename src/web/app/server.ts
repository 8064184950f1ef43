import { signal } from '@preact/signals';
import type { RecordingSummary, Session } from '../../protocol/index.ts';

/** What the server that serves the page says of itself; undefined where it is a plain host of files. */
export const server = signal<Session | undefined>(undefined);

/** Asks the server of Ringside that served the page; undefined where it came from elsewhere, which is not asked at all. */
export async function meetServer(): Promise<Session | undefined> {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (navigation?.serverTiming.some(({ name }) => name === 'ringside') !== true) return undefined;
  server.value = await getJson<Session>('api/session');
  return server.value;
}

/** The recordings that the server has. */
export function listServed(): Promise<readonly RecordingSummary[]> {
  return getJson('api/recordings');
}

/** Asks the server. Throws where it does not answer. */
export async function getJson<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}
