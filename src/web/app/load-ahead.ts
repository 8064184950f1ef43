import { views } from '../views.tsx';
import { place } from './place.ts';
import { server } from './server.ts';

/** Loads the view that the address names: it is there when a recording is open. */
export async function loadShown(): Promise<void> {
  const shown = views.find(({ id }) => id === place.value.view) ?? views[0];
  await shown?.load().catch(() => {});
}

/** Loads what is not shown yet: a page that was loaded needs no network any more. */
export async function loadAhead(): Promise<void> {
  for (const { needs, load } of views) {
    if (needs === 'server' && server.value === undefined) continue;
    // What cannot be loaded says so when it is asked for.
    await load().catch(() => {});
  }
}
