import { type WebSocket, WebSocketServer } from 'ws';
import type { RunMessage } from '../protocol/index.ts';
import type { HeldCommand } from '../targets/target.ts';
import { say } from '../words/index.ts';
import { parseOrder } from './record/parse-wish.ts';
import type { TakeSocket } from './server.ts';

/** The page's side of something that runs for it. */
export interface RunPage<Message, Order = never> {
  /** Settles when the message, or bytes, are on their way: what a command prints waits for a page that reads slowly. */
  tell(message: Message | RunMessage | Uint8Array): Promise<void>;
  readonly signal: AbortSignal;
  /** A command that can be told to stop. */
  onHeld(held: HeldCommand): void;
  /** From now on the page may say more: orders, and bytes for what runs. */
  hear(listener: (said: Order | Uint8Array) => void): void;
}

/** What is done for each websocket of a path. */
export interface Runner<Wish, Message, Order = never> {
  /** The first message of a page; undefined where it is no wish. */
  parse(message: unknown): Wish | undefined;
  /** What the page may say while it runs, besides stopping it; undefined where a message is no such thing. */
  parseOrder?(message: unknown): Order | undefined;
  /** Does it; answers the last message. */
  run(wish: Wish, page: RunPage<Message, Order>): Promise<Message>;
  readonly mostAtOnce: number;
}

const mostMessage = 1 << 20;

/** The websockets of a path: each does one thing, and cancels it when it is closed before the end. */
export class RunSockets<Wish, Message, Order = never> {
  readonly #runner: Runner<Wish, Message, Order>;
  readonly #running = new Map<
    WebSocket,
    { readonly cancel: AbortController; readonly ended: Promise<void> }
  >();
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: mostMessage,
    perMessageDeflate: false,
  });

  constructor(runner: Runner<Wish, Message, Order>) {
    this.#runner = runner;
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
    let hear: ((said: Order | Uint8Array) => void) | undefined;
    let stops = 0;
    socket.on('error', () => socket.terminate());
    socket.on('close', () => cancel.abort(new Error('nobody waits for it')));
    socket.on('message', (data, isBinary) => {
      if (isBinary && hear !== undefined) return hear(data as Buffer);
      const message = isBinary ? undefined : readMessage(String(data));
      const wish = this.#running.has(socket) ? undefined : this.#runner.parse(message);
      const more = hear && this.#runner.parseOrder?.(message);
      const order = parseOrder(message);
      if (wish !== undefined)
        this.#start(socket, wish, cancel, {
          onHeld(command) {
            held = command;
            if (stops > 0) signal(held, stops);
          },
          hear: listener => {
            hear = listener;
          },
        });
      else if (more !== undefined) hear?.(more);
      else if (order?.kind === 'cancel') cancel.abort(new Error('cancelled'));
      else if (order?.kind === 'stop') {
        stops++;
        if (held !== undefined) signal(held, stops);
      } else socket.close(1008, 'no such message');
    });
  }

  #start(
    socket: WebSocket,
    wish: Wish,
    cancel: AbortController,
    joined: Pick<RunPage<Message, Order>, 'onHeld' | 'hear'>,
  ): void {
    const tell = (message: Message | RunMessage | Uint8Array): Promise<void> =>
      new Promise(resolve => {
        const said = message instanceof Uint8Array ? message : JSON.stringify(message);
        if (socket.readyState === socket.OPEN) socket.send(said, () => resolve());
        else resolve();
      });
    const { mostAtOnce } = this.#runner;
    if (this.#running.size >= mostAtOnce) {
      const message = say('run.too-many', { count: mostAtOnce });
      void tell({ kind: 'failed', message, remedy: say('run.too-many.remedy') });
      socket.close();
      return;
    }
    const ended = this.#runner
      .run(wish, { tell, signal: cancel.signal, ...joined })
      .then(tell)
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

function failureOf(error: unknown): RunMessage {
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
