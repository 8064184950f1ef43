import { open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Api, answerApi } from './api.ts';
import { admit, type Door, newToken } from './guard.ts';
import { immutable, setHeaders } from './headers.ts';
import { refuse } from './replies.ts';
import { sendFile } from './send-file.ts';
import { listStaticFiles, type StaticFile } from './static-files.ts';

/** Takes the socket of a websocket's request that was let in: what is said on it is not HTTP any more. */
export type TakeSocket = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface ServerOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** The folder of the built page. */
  readonly web: string;
  readonly api: Api;
  /** Websockets by their path below `api/`. */
  readonly sockets: Readonly<Record<string, { readonly take: TakeSocket; close(): Promise<void> }>>;
}

export interface RunningServer {
  readonly port: number;
  /** With the token: whoever has it may ask everything. */
  readonly address: string;
  /** Ends it and all connections. */
  close(): Promise<void>;
}

/** Serves the page and what it asks for to this machine alone. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const files = await listStaticFiles(options.web);
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 });
  server.maxConnections = 256;
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const door: Door = { port, token: newToken() };
  server.on('request', (request, response) => answer(options.api, door, files, request, response));
  server.on('upgrade', (request, socket, head) => upgrade(options, door, request, socket, head));
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  return {
    port,
    address: `http://127.0.0.1:${port}/${door.token}/`,
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      options.api.databases.close();
      await Promise.all(Object.values(options.sockets).map(each => each.close()));
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function answer(
  api: Api,
  door: Door,
  files: ReadonlyMap<string, StaticFile>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  setHeaders(response);
  response.on('error', () => response.destroy());
  const admission = admit(door, { url: request.url, headers: request.headers, isWebSocket: false });
  if ('refused' in admission) refuse(response, admission.refused);
  else if ('moved' in admission)
    response.writeHead(308, { Location: admission.moved, 'Content-Length': 0 }).end();
  else if (admission.path[0] === 'api') void answerApi(api, admission.path.slice(1), request, response);
  else void sendStatic(files.get(admission.path.join('/')), request, response);
}

async function sendStatic(
  file: StaticFile | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const handle = file === undefined || !isReading ? undefined : await open(file.place).catch(() => undefined);
  if (file === undefined || handle === undefined) return refuse(response, isReading ? 404 : 405);
  const { type, isHashed } = file;
  await sendFile(request, response, handle, { type, ...(isHashed ? { caching: immutable } : {}) });
}

function upgrade(
  { sockets }: ServerOptions,
  door: Door,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  socket.on('error', () => socket.destroy());
  const admission = admit(door, { url: request.url, headers: request.headers, isWebSocket: true });
  const path = 'path' in admission ? admission.path : [];
  const [first, name = '', ...rest] = path;
  if (first === 'api' && rest.length === 0 && Object.hasOwn(sockets, name))
    sockets[name]?.take(request, socket, head);
  else {
    const status = 'refused' in admission && admission.refused === 403 ? '403 Forbidden' : '404 Not Found';
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
}
