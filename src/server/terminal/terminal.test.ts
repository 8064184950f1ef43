import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LabTools } from '../../lab-runner/index.ts';
import type { TerminalMessage } from '../../protocol/index.ts';
import { FileLists, Recordings, type RunningServer, startServer, terminalSockets } from '../index.ts';
import { Databases } from '../sql/databases.ts';
import { pageScreen } from './page-screen.ts';
import { parseTerminalOrder, parseTerminalWish } from './parse-terminal.ts';
import { partsIn } from './parts-in.ts';
import type { TerminalPage } from './terminal-for-page.ts';

/** What the terminals of this file were told, and whether they still run. */
const heard: unknown[] = [];
let running = 0;

/** Prints back what is typed, until it is hung up or its page is gone. */
async function echoTerminal(page: TerminalPage): Promise<void> {
  running++;
  const screen = pageScreen(bytes => page.tell(bytes));
  await new Promise<void>((resolve, reject) => {
    page.signal.addEventListener('abort', () => reject(page.signal.reason as Error));
    page.onHeld({
      pid: 1,
      release: async () => {},
      signal: async name => {
        heard.push(name);
        if (name === 'KILL') resolve();
      },
      resize: async () => {},
      ended: Promise.resolve(0),
    });
    page.hear(said => {
      if (said instanceof Uint8Array) screen.stream.write(said);
      else heard.push(said);
    });
    void page.tell({ kind: 'running', where: 'here' });
  }).finally(() => running--);
}

let server: RunningServer;
let token: string;

beforeAll(async () => {
  const databases = new Databases(() => {
    throw new Error('not here');
  });
  const recordings = new Recordings('none');
  const api = { version: '1', recordings, files: new FileLists(), databases, lists: {}, items: {} };
  const terminal = terminalSockets(async (_wish, page) => {
    await echoTerminal(page);
    return { kind: 'done', exitCode: 7 };
  });
  server = await startServer({ port: 0, web: 'none', api, sockets: { terminal } });
  token = server.address.split('/')[3]!;
});
afterAll(() => server.close());

const wish = { kind: 'terminal', lab: 'fault-trace', rows: 24, columns: 80 };

interface Talk {
  readonly path?: string;
  readonly origin?: string;
  readonly host?: string;
  readonly first?: unknown;
  /** What is said when the terminal runs. */
  readonly whenRunning?: (socket: WebSocket) => void;
  readonly onBytes?: (socket: WebSocket, bytes: Buffer) => void;
}

interface Told {
  /** The status that it was refused with, or the code that it was closed with. */
  readonly code: number;
  readonly messages: readonly TerminalMessage[];
}

function talk({ path, origin, host, first = wish, whenRunning, onBytes }: Talk = {}): Promise<Told> {
  const headers = {
    Origin: origin ?? `http://127.0.0.1:${server.port}`,
    ...(host === undefined ? {} : { Host: host }),
  };
  const address = `ws://127.0.0.1:${server.port}${path ?? `/${token}/api/terminal`}`;
  return new Promise(resolve => {
    const messages: TerminalMessage[] = [];
    const socket = new WebSocket(address, { headers });
    socket.on('open', () => socket.send(Buffer.isBuffer(first) ? first : JSON.stringify(first)));
    socket.on('message', (data, isBinary) => {
      if (isBinary) return onBytes?.(socket, data as Buffer);
      const message = JSON.parse(String(data)) as TerminalMessage;
      messages.push(message);
      if (message.kind === 'running') whenRunning?.(socket);
    });
    socket.on('close', code => resolve({ code, messages }));
    socket.on('unexpected-response', (_request, response) => {
      resolve({ code: response.statusCode ?? 0, messages });
      response.destroy();
    });
    socket.on('error', () => {});
  });
}

const say = (socket: WebSocket, order: object): void => socket.send(JSON.stringify(order));

describe('the websocket of terminals', () => {
  it('opens for whoever has the token, from our own page alone', async () => {
    expect(await talk({ path: '/wrong/api/terminal' })).toMatchObject({ code: 404 });
    expect(await talk({ path: '/api/terminal' })).toMatchObject({ code: 404 });
    expect(await talk({ origin: 'https://evil.example' })).toMatchObject({ code: 403 });
    expect(await talk({ origin: `http://localhost:${server.port}` })).toMatchObject({ code: 403 });
    expect(await talk({ host: 'evil.example' })).toMatchObject({ code: 403 });
    expect(running).toBe(0);
  });

  it('passes bytes both ways, and orders', async () => {
    let printed = Buffer.alloc(0);
    heard.length = 0;
    const typed = Buffer.from([0x03, 0x1b, 0x5b, 0xff, 0x00, 0xed, 0x95, 0x9c]);
    const { messages } = await talk({
      whenRunning: socket => {
        say(socket, { kind: 'resize', rows: 30, columns: 100 });
        socket.send(typed);
      },
      onBytes: (socket, bytes) => {
        printed = Buffer.concat([printed, bytes]);
        if (printed.length < typed.length) return;
        say(socket, { kind: 'stop' });
        say(socket, { kind: 'stop' });
      },
    });
    expect(printed).toEqual(typed);
    expect(heard).toEqual([{ kind: 'resize', rows: 30, columns: 100 }, 'INT', 'KILL']);
    expect(messages).toEqual([
      { kind: 'running', where: 'here' },
      { kind: 'done', exitCode: 7 },
    ]);
  });

  it('refuses what is over-long or no message, and the terminal goes with its socket', async () => {
    const afterwards = [
      Buffer.alloc((1 << 20) + 1),
      '{',
      JSON.stringify({ kind: 'resize', rows: 0, columns: 80 }),
      JSON.stringify({ kind: 'drawn', bytes: -1 }),
      JSON.stringify({ kind: 'type', text: 'ls' }),
    ];
    const codes: number[] = [];
    for (const message of afterwards)
      codes.push((await talk({ whenRunning: socket => socket.send(message) })).code);
    expect(codes).toEqual([1009, 1008, 1008, 1008, 1008]);
    await expect.poll(() => running).toBe(0);
    expect((await talk({ first: Buffer.from('typed too soon') })).code).toBe(1008);
    expect(running).toBe(0);
  });

  it('goes when its page goes, and so many at once are enough', async () => {
    const going: WebSocket[] = [];
    const ended = [1, 2, 3].map(() => talk({ whenRunning: socket => going.push(socket) }));
    await expect.poll(() => going.length).toBe(3);
    expect((await talk()).messages).toMatchObject([{ kind: 'failed', remedy: expect.stringMatching(/./) }]);
    for (const socket of going) socket.terminate();
    await Promise.all(ended);
    await expect.poll(() => running).toBe(0);
  });
});

describe('wishes and orders', () => {
  it('are for a lab of the course, with a size that a terminal can have', () => {
    expect(parseTerminalWish(wish)).toEqual(wish);
    for (const wrong of [
      { ...wish, lab: 'none' },
      { ...wish, lab: '../memory/fault-trace' },
      { ...wish, rows: 0 },
      { ...wish, columns: 1001 },
      { ...wish, rows: 2.5 },
      { ...wish, rows: '24' },
      { ...wish, kind: 'run' },
      null,
      'terminal',
    ])
      expect(parseTerminalWish(wrong)).toBeUndefined();
    expect(parseTerminalOrder({ kind: 'drawn', bytes: 5, more: 1 })).toEqual({ kind: 'drawn', bytes: 5 });
    for (const wrong of [{ kind: 'drawn' }, { kind: 'resize', rows: 3 }, { kind: 'stop' }, undefined])
      expect(parseTerminalOrder(wrong)).toBeUndefined();
  });
});

describe('the screen of a page', () => {
  it('takes no more than the page draws, and all when nobody looks any more', async () => {
    let sent = 0;
    const screen = pageScreen(async bytes => {
      sent += bytes.length;
    });
    const part = Buffer.alloc(100 * 1024);
    let taken = 0;
    for (let index = 0; index < 8; index++) screen.stream.write(part, () => taken++);
    const rest = () => new Promise(resolve => setImmediate(resolve));
    await rest();
    expect([sent, taken]).toEqual([3 * part.length, 2]);
    screen.drawn(part.length);
    await rest();
    expect([sent, taken]).toEqual([4 * part.length, 3]);
    screen.close();
    await expect.poll(() => taken).toBe(8);
    expect(sent).toBe(4 * part.length);
  });
});

describe('what came home', () => {
  it('is offered where it can be opened, the files of one blktrace as one', async () => {
    const tools = {
      open: async (_folder: string, [name = '']: readonly string[]) => {
        if (name === 'notes') throw new Error('no recording');
        return { part: name, close: async () => {} };
      },
    } as unknown as LabTools;
    const names = ['notes', 'recording.json', 'sda.blktrace.0', 'sda.blktrace.1', 'trace.txt'];
    expect(await partsIn('folder', names, tools)).toEqual(['sda.blktrace.0', 'trace.txt']);
  });
});
