import type { ByteSource } from '../../base/index.ts';
import { piecesOf } from '../../opening/index.ts';
import { GzipMembers } from './gzip-members.ts';
import { ownBuffer } from './inflate.ts';

type Take = (piece: Uint8Array) => void;

/**
 * Unpacks gzip by the browser's own decoder. That one knows a single member only, and says of a broken stream neither why
 * nor all that came before: what it cannot is done again by ours, which is slower, and handed on from where it stopped.
 */
export async function gunzip(source: ByteSource, take: Take): Promise<void> {
  let taken = 0;
  let refusal: unknown;
  const takeCounted = (piece: Uint8Array): void => {
    taken += piece.length;
    try {
      take(piece);
    } catch (error) {
      refusal = error;
      throw error;
    }
  };
  try {
    await gunzipByBrowser(source, takeCounted);
  } catch {
    if (refusal !== undefined) throw refusal;
    let passed = 0;
    const members = new GzipMembers(await source.read(0, source.size), piece => {
      const known = Math.min(piece.length, Math.max(0, taken - passed));
      passed += piece.length;
      if (known < piece.length) take(piece.subarray(known));
    });
    members.run();
  }
}

async function gunzipByBrowser(source: ByteSource, take: Take): Promise<void> {
  const stream = new DecompressionStream('gzip');
  const reading = (async () => {
    const reader = stream.readable.getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) take(next.value);
    } finally {
      await reader.cancel().catch(() => {});
    }
  })();
  // Whoever waits for it comes later.
  reading.catch(() => {});
  const writer = stream.writable.getWriter();
  writer.closed.catch(() => {});
  try {
    for await (const piece of piecesOf(source)) await writer.write(ownBuffer(piece));
    await writer.close();
  } catch {
    // Reading says it too.
  }
  await reading;
}
