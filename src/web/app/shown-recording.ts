import { computed } from '@preact/signals';
import { param } from './place.ts';

/** Which of the recordings that are open views show, by its number. */
export const shownRecording = computed<number>(() => {
  const text = param('recording') ?? '';
  return /^\d$/.test(text) ? Number(text) : 0;
});
