import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { setHeaders } from '../../src/server/headers.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** A static host of a folder, under a path that nobody can know beforehand. */
export interface Site {
  /** `http://127.0.0.1:PORT/RANDOM/` */
  readonly address: string;
  /** What browsers reported against the policy since it was asked for the last time. */
  takeViolations(): readonly string[];
  close(): Promise<void>;
}

/** Serves a folder as any static host would, with the policy of `ringside open`. */
export async function serveFolder(folder: string): Promise<Site> {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`${folder} has no page: npm run build`);
  const prefix = `/${randomBytes(12).toString('hex')}/`;
  const violations: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === `${prefix}violation`) void keepReport(request, response, violations);
    else sendFile(request, response, folder, prefix);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${prefix}`,
    takeViolations: () => violations.splice(0),
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function sendFile(request: IncomingMessage, response: ServerResponse, folder: string, prefix: string): void {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const name = pathname.startsWith(prefix) ? decodeURIComponent(pathname.slice(prefix.length)) : undefined;
  const path = name === undefined ? undefined : join(folder, name === '' ? 'index.html' : name);
  if (path === undefined || !path.startsWith(folder) || !existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  setHeaders(response);
  const policy = `${response.getHeader('content-security-policy')}; report-uri ${prefix}violation`;
  response.setHeader('content-security-policy', policy);
  response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
  response.end(readFileSync(path));
}

async function keepReport(
  request: IncomingMessage,
  response: ServerResponse,
  violations: string[],
): Promise<void> {
  let text = '';
  for await (const part of request) text += part;
  violations.push(text);
  response.writeHead(204).end();
}
