import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
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

const pieceBytes = 1 << 20;

/** The next piece is read while the one before it is sent: two pieces of memory take turns, however long the file is. */
async function pipe(file: FileHandle, response: ServerResponse, first: number, last: number): Promise<void> {
  const memory = [0, 1].map(() => Buffer.allocUnsafeSlow(Math.min(pieceBytes, last - first + 1)));
  let sent: Promise<void> = Promise.resolve();
  try {
    for (let at = first, turn = 0; at <= last; turn ^= 1) {
      const wanted = Math.min(pieceBytes, last - at + 1);
      const { bytesRead } = await file.read(memory[turn]!, 0, wanted, at);
      await sent;
      // A file that became shorter meanwhile cannot keep what its length promised.
      if (bytesRead === 0) throw new Error('the file became shorter');
      sent = send(response, memory[turn]!.subarray(0, bytesRead));
      at += bytesRead;
    }
    await sent;
    response.end();
  } catch {
    response.destroy();
  }
}

function send(response: ServerResponse, bytes: Buffer): Promise<void> {
  const sent = new Promise<void>((resolve, reject) => {
    const gone = (): void => reject(new Error('nobody listens any more'));
    if (response.destroyed) return gone();
    response.once('close', gone);
    response.write(bytes, error => {
      response.off('close', gone);
      if (error) reject(error);
      else resolve();
    });
  });
  // Whoever waits for it hears of it, but not before the next piece is read.
  sent.catch(() => {});
  return sent;
}
