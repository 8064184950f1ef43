import { Readable } from 'node:stream';
import type { RecordMessage, RecordWish } from '../../protocol/index.ts';
import { recordOnTarget } from '../../recorder/record-on-target.ts';
import { noWishes, type RecordWishes } from '../../recorder/record-wishes.ts';
import type { RunPage } from '../run-sockets.ts';
import { outputFor, progressFor } from '../tell-page.ts';

/** The page's side of a recording. */
export type RecordingPage = RunPage<RecordMessage>;

/** Carries out what the page wishes, as `ringside record` would; answers the folder of the recording. */
export async function recordForPage(
  wish: RecordWish,
  page: RecordingPage,
  version: string,
): Promise<{ readonly folder: string; done(recording: string): RecordMessage }> {
  const { folder, exitCode, lost, killedForMemory } = await recordOnTarget(wish.argv, wishesOf(wish), {
    progress: progressFor(page),
    version,
    signal: page.signal,
    join(session) {
      void page.tell({ kind: 'running', where: session.description });
      const streams = { in: Readable.from([]), out: outputFor(page, 'out'), err: outputFor(page, 'err') };
      return { streams, terminal: undefined };
    },
    onHeld: held => page.onHeld(held),
  });
  const events = lost.overrun + lost.commitOverrun + lost.dropped + lost.unread;
  return {
    folder,
    done: recording => ({ kind: 'done', recording, exitCode, lost: events, killedForMemory }),
  };
}

function wishesOf({ plan, events, functions, isWholeSystem }: RecordWish): RecordWishes {
  return {
    ...noWishes,
    event: events.map(pattern => ({ pattern, triggers: [] })),
    ...(plan === undefined ? {} : { plan }),
    ...(functions === 'graph' ? { tracer: 'function_graph' } : {}),
    ...(functions === 'user' ? { user: true } : {}),
    ...(isWholeSystem ? { all: true } : {}),
  };
}
