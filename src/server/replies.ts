import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Failure } from '../protocol/index.ts';

/** A request that cannot be answered as it is; `status` is what HTTP calls it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  readonly remedy: string;

  constructor(status: number, message: string, remedy = '') {
    super(message);
    this.status = status;
    this.remedy = remedy;
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: object, status = 200): void {
  sendBytes(response, new TextEncoder().encode(JSON.stringify(body)), status);
}

/** Answers with JSON that is bytes already. */
export function sendBytes(response: ServerResponse, body: Uint8Array, status: number): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** Sends a request away without a word. */
export function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'Content-Length': 0 });
  response.end();
}

/** Says what went wrong. What nobody foresaw is said by its name alone: its text may have paths in it. */
export function sendFailure(response: ServerResponse, error: unknown): void {
  if (error instanceof RequestError) {
    const failure: Failure = { error: { message: error.message, remedy: error.remedy } };
    sendJson(response, failure, error.status);
    return;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'ELOOP') refuse(response, 404);
  else sendJson(response, { error: { message: code ?? 'an error of the server', remedy: '' } }, 500);
}

const mostBody = 1 << 20;

/** The body of a request as JSON. Only what calls itself JSON is read: a form of another page cannot. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new RequestError(415, 'the body is not application/json');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBody) throw new RequestError(413, `the body has more than ${mostBody} bytes`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new RequestError(400, 'the body is no JSON');
  }
}
