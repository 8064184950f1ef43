import { signal } from '@preact/signals';
import type { OpenedHead, OpenFrom } from '../worker/messages.ts';
import { closeInWorker, openInWorker, type Progress } from './client.ts';
import { go } from './place.ts';
import { shownRecording } from './shown-recording.ts';

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

/** The recording that views show. */
export function shownHead(): OpenedHead | undefined {
  return recordings.value[shownRecording.value] ?? recordings.value[0];
}

/** What each open recording was opened from. */
const openedFrom: OpenFrom[] = [];

export interface OpenWishes {
  /** Beside those that are open, instead of in their place. */
  readonly isBeside?: boolean;
  /** The part of a recording folder that is wanted; where it has none of that name, what is wanted most. */
  readonly part?: string | undefined;
}

/** Opens another part of the recording that is shown, in the place of all that are open. */
export async function openPart(part: string): Promise<void> {
  const shown = shownHead();
  const from = openedFrom[recordings.peek().indexOf(shown!)];
  if (shown === undefined || from === undefined) return;
  go({ part, recording: undefined, from: undefined, to: undefined, range: undefined, select: undefined });
  await openRecording(from, shown.name, { part });
}

/** Opens a recording in the place of those that are open, or beside them. */
export async function openRecording(
  from: OpenFrom,
  name: string,
  { isBeside = false, part }: OpenWishes = {},
): Promise<void> {
  const controller = new AbortController();
  const show = (progress: Progress | undefined): void => {
    opening.value = { name, progress, cancel: () => controller.abort() };
  };
  openFailure.value = undefined;
  show(undefined);
  try {
    if (!isBeside) {
      generation.value++;
      recordings.value = [];
      openedFrom.length = 0;
      closeInWorker();
    }
    const opened = await openInWorker(from, part, { signal: controller.signal, onProgress: show });
    openedFrom[recordings.value.length] = from;
    const served = from.kind === 'served' ? { servedAs: from.id } : {};
    recordings.value = [...recordings.value, { ...opened, ...served }];
  } catch (error) {
    if (!controller.signal.aborted) openFailure.value = error as Error;
  } finally {
    opening.value = undefined;
  }
}
