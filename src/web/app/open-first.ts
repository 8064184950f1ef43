import { embeddedRecording } from './embedded.ts';
import { param } from './place.ts';
import { openFailure, openRecording } from './recordings.ts';
import { isServerMet, listServed, meetServer } from './server.ts';

/** Opens what the page was opened for: the recording in it, or those that its server names. */
export async function openFirst(): Promise<void> {
  try {
    const embedded = await embeddedRecording();
    const part = param('part');
    if (embedded !== undefined) {
      isServerMet.value = true;
      return await openRecording(embedded.from, embedded.name, { part });
    }
    const session = await meetServer();
    if (session === undefined || session.open.length === 0) return;
    const known = await listServed();
    for (const [index, id] of session.open.entries()) {
      const name = known.find(one => one.id === id)?.name ?? '';
      await openRecording({ kind: 'served', id }, name, { isBeside: index > 0, part });
    }
  } catch (error) {
    openFailure.value = error as Error;
  }
}
