import { once } from 'node:events';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import type { ByteSource } from '../../base/index.ts';
import { type Packing, piecesOf } from '../../opening/index.ts';

/** Unpacks a source and hands on what comes of it. Throws where the stream is broken, and what `take` throws. */
export function unpackStream(
  packing: Packing,
  source: ByteSource,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  if (packing === 'gzip') return gunzip(source, take);
  return packing === 'xz' ? unxz(source, take) : unzstd(source, take);
}

const readBytes = 1 << 18;

async function gunzip(source: ByteSource, take: (piece: Uint8Array) => void): Promise<void> {
  const stream = createGunzip({ chunkSize: readBytes });
  let failure: unknown;
  // What was unpacked before the broken place is handed on first.
  stream.on('data', (piece: Buffer) => {
    try {
      if (failure === undefined) take(piece);
    } catch (error) {
      failure = error;
      stream.destroy();
    }
  });
  const ended = new Promise<void>(resolve => {
    stream.on('error', (error: Error) => {
      failure ??= error;
    });
    stream.on('close', resolve);
  });
  for await (const piece of piecesOf(source)) {
    if (stream.destroyed) break;
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain').catch(() => {}), ended]);
  }
  if (!stream.destroyed) stream.end();
  await ended;
  if (failure !== undefined) throw failure;
}

async function unxz(source: ByteSource, take: (piece: Uint8Array) => void): Promise<void> {
  const {
    default: { XzReadableStream },
  } = await import('xz-decompress');
  const packed = Readable.toWeb(Readable.from(piecesOf(source)));
  const reader = new XzReadableStream(packed as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    take(value.slice());
  }
}

async function unzstd(source: ByteSource, take: (piece: Uint8Array) => void): Promise<void> {
  const stream = new Decompress(piece => take(piece.slice()));
  let rest: Uint8Array | undefined;
  for await (const piece of piecesOf(source)) {
    if (rest !== undefined) stream.push(rest);
    rest = piece;
  }
  stream.push(rest ?? new Uint8Array(0), true);
}
