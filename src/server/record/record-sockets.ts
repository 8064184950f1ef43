import { type WebSocket, WebSocketServer } from 'ws';
import type { RecordMessage, RecordWish } from '../../protocol/index.ts';
import type { HeldCommand } from '../../targets/target.ts';
import type { TakeSocket } from '../server.ts';
import { parseOrder, parseWish } from './parse-wish.ts';
import type { RecordingPage } from './record-for-page.ts';

/** Makes a recording for a page; answers its folder, and what to say when that has its id. */
export type MakeRecording = (
  wish: RecordWish,
  page: RecordingPage,
) => Promise<{ readonly folder: string; done(recording: string): RecordMessage }>;

const mostAtOnce = 2;
const mostMessage = 1 << 20;

/** The websockets of `api/record`: each makes one recording, and cancels it when it is closed before the end. */
export class RecordSockets {
  readonly #make: MakeRecording;
  readonly #add: (folder: string) => Promise<string>;
  readonly #running = new Map<
    WebSocket,
    { readonly cancel: AbortController; readonly ended: Promise<void> }
  >();
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: mostMessage,
    perMessageDeflate: false,
  });

  /** `add` makes a recording known and answers its id. */
  constructor(make: MakeRecording, add: (folder: string) => Promise<string>) {
    this.#make = make;
    this.#add = add;
  }

  readonly take: TakeSocket = (request, socket, head) => {
    this.#server.handleUpgrade(request, socket, head, opened => this.#serve(opened));
  };

  /** Cancels all that run; settles when their guests are gone. */
  async close(): Promise<void> {
    const running = [...this.#running];
    for (const [socket, { cancel }] of running) {
      cancel.abort(new Error('the server ends'));
      socket.terminate();
    }
    await Promise.all(running.map(([, { ended }]) => ended));
  }

  #serve(socket: WebSocket): void {
    const cancel = new AbortController();
    let held: HeldCommand | undefined;
    let stops = 0;
    socket.on('error', () => socket.terminate());
    socket.on('close', () => cancel.abort(new Error('nobody waits for it')));
    socket.on('message', data => {
      const message = readMessage(String(data));
      const wish = this.#running.has(socket) ? undefined : parseWish(message);
      const order = parseOrder(message);
      if (wish !== undefined)
        this.#start(socket, wish, cancel, command => {
          held = command;
          if (stops > 0) signal(held, stops);
        });
      else if (order?.kind === 'cancel') cancel.abort(new Error('cancelled'));
      else if (order?.kind === 'stop') {
        stops++;
        if (held !== undefined) signal(held, stops);
      } else socket.close(1008, 'no such message');
    });
  }

  #start(
    socket: WebSocket,
    wish: RecordWish,
    cancel: AbortController,
    onHeld: RecordingPage['onHeld'],
  ): void {
    const tell = (message: RecordMessage): Promise<void> =>
      new Promise(resolve => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message), () => resolve());
        else resolve();
      });
    if (this.#running.size >= mostAtOnce) {
      const remedy = 'Wait until one of them has ended, or cancel it.';
      void tell({ kind: 'failed', message: `${mostAtOnce} recordings are being made`, remedy });
      socket.close();
      return;
    }
    const ended = this.#make(wish, { tell, signal: cancel.signal, onHeld })
      .then(async ({ folder, done }) => tell(done(await this.#add(folder))))
      .catch((error: unknown) => tell(cancel.signal.aborted ? { kind: 'cancelled' } : failureOf(error)))
      .finally(() => {
        this.#running.delete(socket);
        socket.close();
      });
    this.#running.set(socket, { cancel, ended });
  }
}

/** As Ctrl-C, and the second time by force. */
function signal(held: HeldCommand, times: number): void {
  held.signal(times === 1 ? 'INT' : 'KILL').catch(() => {});
}

function failureOf(error: unknown): RecordMessage {
  const message = error instanceof Error ? error.message : String(error);
  const remedy = (error as { readonly remedy?: unknown }).remedy;
  return { kind: 'failed', message, remedy: typeof remedy === 'string' ? remedy : '' };
}

function readMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
