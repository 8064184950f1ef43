import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { parseRange } from './byte-range.ts';

export interface FileReply {
  readonly type: string;
  readonly caching?: string;
}

/** Answers with an open file or the part of it that the request names, and closes it. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: FileHandle,
  { type, caching }: FileReply,
): Promise<void> {
  try {
    const { size } = await file.stat();
    const range = parseRange(request.headers.range, size);
    response.setHeader('Accept-Ranges', 'bytes');
    response.setHeader('Content-Type', type);
    if (caching !== undefined) response.setHeader('Cache-Control', caching);
    if (range === 'none') {
      response.writeHead(416, { 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end();
      return;
    }
    const { first, last } = range === 'all' ? { first: 0, last: size - 1 } : range;
    const length = last - first + 1;
    response.setHeader('Content-Length', length);
    if (range === 'all') response.writeHead(200);
    else response.writeHead(206, { 'Content-Range': `bytes ${first}-${last}/${size}` });
    if (request.method === 'HEAD' || length === 0) response.end();
    else await pipe(file, response, first, last);
  } finally {
    await file.close();
  }
}

async function pipe(file: FileHandle, response: ServerResponse, first: number, last: number): Promise<void> {
  const bytes = file.createReadStream({
    start: first,
    end: last,
    autoClose: false,
    highWaterMark: 1 << 18,
  });
  try {
    await pipeline(bytes, response, { end: false });
    // A file that became shorter meanwhile cannot keep what its length promised.
    if (bytes.bytesRead < last - first + 1) response.destroy();
    else response.end();
  } catch {
    response.destroy();
  }
}
