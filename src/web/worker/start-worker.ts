import { embeddedScript } from '../app/embedded.ts';

/** Starts the worker that reads recordings and answers questions of them. */
export function startWorker(): Worker {
  const script = embeddedScript();
  if (script === undefined)
    return new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name: 'ringside' });
  // From a file no script is loaded: an exported page has its worker inside.
  const place = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  return new Worker(place, { name: 'ringside' });
}
