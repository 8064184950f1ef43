import { open } from 'node:fs/promises';
import { OutputStream } from '../events/output-stream.ts';

const piece = 1 << 18;

/** Writes texts as they come, to a file or to standard output: never are more than a few pieces of them in memory. */
export async function writeLater(
  texts: Iterable<string> | AsyncIterable<string>,
  path: string | undefined,
): Promise<void> {
  if (path === undefined) {
    const stream = new OutputStream();
    await writePieces(
      texts,
      bytes => stream.write(bytes),
      () => stream.gone,
    );
    return;
  }
  const file = await open(path, 'w');
  try {
    await writePieces(
      texts,
      async bytes => void (await file.writeFile(bytes)),
      () => false,
    );
  } finally {
    await file.close();
  }
}

async function writePieces(
  texts: Iterable<string> | AsyncIterable<string>,
  write: (bytes: Uint8Array) => Promise<void>,
  isGone: () => boolean,
): Promise<void> {
  let text = '';
  for await (const part of texts) {
    text += part;
    if (text.length < piece) continue;
    await write(Buffer.from(text));
    text = '';
    if (isGone()) return;
  }
  await write(Buffer.from(text));
}
