import { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Progress } from '../../packages/index.ts';
import type { RecordMessage, RecordWish } from '../../protocol/index.ts';
import { recordInGuest } from '../../recorder/record-in-guest.ts';
import { noWishes, type RecordWishes } from '../../recorder/record-wishes.ts';
import type { HeldCommand } from '../../targets/target.ts';

/** The page's side of a recording. */
export interface RecordingPage {
  /** Settles when the message is on its way: what the command prints waits for a page that reads slowly. */
  tell(message: RecordMessage): Promise<void>;
  readonly signal: AbortSignal;
  onHeld(held: HeldCommand): void;
}

/** Carries out what the page wishes, as `ringside record` would; answers the folder of the recording. */
export async function recordForPage(
  wish: RecordWish,
  page: RecordingPage,
  version: string,
): Promise<{ readonly folder: string; done(recording: string): RecordMessage }> {
  const { folder, exitCode, lost, killedForMemory } = await recordInGuest(wish.argv, wishesOf(wish), {
    progress: progressFor(page),
    version,
    signal: page.signal,
    join(session) {
      void page.tell({ kind: 'running', where: session.description });
      const streams = { in: Readable.from([]), out: output(page, 'out'), err: output(page, 'err') };
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

function progressFor(page: RecordingPage): Progress {
  return {
    say: text => void page.tell({ kind: 'note', text }),
    phase: (name, done, total) =>
      void page.tell({
        kind: 'phase',
        name,
        ...(done === undefined ? {} : { done }),
        ...(total === undefined ? {} : { total }),
      }),
    end: () => {},
  };
}

function output(page: RecordingPage, stream: 'out' | 'err'): Writable {
  const decoder = new StringDecoder('utf8');
  const pass = (text: string, done: () => void): void => {
    if (text === '') done();
    else page.tell({ kind: 'output', stream, text }).then(done, done);
  };
  return new Writable({
    write: (part: Buffer, _encoding, done) => pass(decoder.write(part), done),
    final: done => pass(decoder.end(), done),
  });
}
