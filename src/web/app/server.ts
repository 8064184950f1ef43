import { signal } from '@preact/signals';
import type { RecordingSummary, Session } from '../../protocol/index.ts';

/** What the server that serves the page says of itself; undefined where it is a plain host of files. */
export const server = signal<Session | undefined>(undefined);

/** Whether it is known what the server says, or that there is none. */
export const isServerMet = signal(false);

function isServed(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.serverTiming.some(({ name }) => name === 'ringside') === true;
}

/** Asks the server of Ringside that served the page; undefined where it came from elsewhere, which is not asked at all. */
export async function meetServer(): Promise<Session | undefined> {
  try {
    server.value = isServed() ? await getJson<Session>('api/session') : undefined;
    return server.value;
  } finally {
    isServerMet.value = true;
  }
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
