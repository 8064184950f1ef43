import { signal } from '@preact/signals';
import type { OpenedHead, OpenFrom } from '../worker/messages.ts';
import { closeInWorker, openInWorker, type Progress } from './client.ts';

/** Recordings that are open, by their number. */
export const recordings = signal<readonly OpenedHead[]>([]);

/** Goes up whenever other recordings take the place of those that are open: nothing that was said of those stands any more. */
export const generation = signal(0);

/** What is being opened, and how far that is. */
export interface Opening {
  readonly name: string;
  readonly progress: Progress | undefined;
  readonly cancel: () => void;
}

export const opening = signal<Opening | undefined>(undefined);

/** Why the last one could not be opened. */
export const openFailure = signal<Error | undefined>(undefined);

/** Opens a recording in the place of those that are open, or beside them. */
export async function openRecording(from: OpenFrom, name: string, beside = false): Promise<void> {
  const controller = new AbortController();
  const show = (progress: Progress | undefined): void => {
    opening.value = { name, progress, cancel: () => controller.abort() };
  };
  openFailure.value = undefined;
  show(undefined);
  try {
    if (!beside) {
      generation.value++;
      recordings.value = [];
      closeInWorker();
    }
    const opened = await openInWorker(from, { signal: controller.signal, onProgress: show });
    const served = from.kind === 'served' ? { servedAs: from.id } : {};
    recordings.value = [...recordings.value, { ...opened, ...served }];
  } catch (error) {
    if (!controller.signal.aborted) openFailure.value = error as Error;
  } finally {
    opening.value = undefined;
  }
}
