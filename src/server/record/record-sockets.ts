import type { RecordMessage, RecordWish } from '../../protocol/index.ts';
import { RunSockets } from '../run-sockets.ts';
import { parseWish } from './parse-wish.ts';
import type { RecordingPage } from './record-for-page.ts';

/** Makes a recording for a page; answers its folder, and what to say when that has its id. */
export type MakeRecording = (
  wish: RecordWish,
  page: RecordingPage,
) => Promise<{ readonly folder: string; done(recording: string): RecordMessage }>;

/** The websockets of `api/record`: each makes one recording. `add` makes it known and answers its id. */
export function recordSockets(
  make: MakeRecording,
  add: (folder: string) => Promise<string>,
): RunSockets<RecordWish, RecordMessage> {
  return new RunSockets({
    parse: parseWish,
    async run(wish, page) {
      const { folder, done } = await make(wish, page);
      return done(await add(folder));
    },
    mostAtOnce: 2,
  });
}
