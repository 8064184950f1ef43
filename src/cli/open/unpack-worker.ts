// Runs in a worker thread: uncompresses blocks that it is sent and sends their content back.
import { parentPort } from 'node:worker_threads';
import { toHandOver } from '../../base/index.ts';
import { loadDecompressors } from './decompressors.ts';
import type { UnpackAnswer, UnpackTask } from './unpack-blocks.ts';

parentPort?.on('message', (task: UnpackTask) => {
  unpack(task).then(
    answer => parentPort?.postMessage(answer, toHandOver([answer.content.buffer])),
    (error: unknown) => {
      throw error;
    },
  );
});

async function unpack({ id, compression, input, places, into }: UnpackTask): Promise<UnpackAnswer> {
  const { zlib, zstd } = await loadDecompressors();
  const method = compression === 'zstd' ? zstd : compression === 'zlib' ? zlib : undefined;
  const count = places.length / 4;
  for (let block = 0; block < count; block++) {
    const [start = 0, length = 0, at = 0, size = 0] = places.subarray(block * 4, block * 4 + 4);
    try {
      if (method === undefined) throw new Error(`nothing that reads ${JSON.stringify(compression)}`);
      const content = await method(input.subarray(start, start + length), size);
      if (content.length !== size) throw new Error(`${content.length} bytes instead of ${size}`);
      into.set(content, at);
    } catch (error) {
      return { id, content: into, good: block, complaint: (error as Error).message };
    }
  }
  return { id, content: into, good: count, complaint: undefined };
}
