import { views } from '../views.tsx';
import { wakeWorker } from './client.ts';
import { server } from './server.ts';

/** Loads what is not shown yet: a page that was loaded needs no network any more. */
export async function loadAhead(): Promise<void> {
  wakeWorker();
  for (const { needs, load } of views) {
    if (needs === 'server' && server.value === undefined) continue;
    // What cannot be loaded says so when it is asked for.
    await load().catch(() => {});
  }
}
