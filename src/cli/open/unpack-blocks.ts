import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { toHandOver } from '../../base/index.ts';
import type { PackedBlocks, UnpackedBlocks } from '../../formats/index.ts';

/** What a worker is told, and what it answers. */
export interface UnpackTask extends PackedBlocks {
  readonly id: number;
  readonly into: Uint8Array;
}

export interface UnpackAnswer extends UnpackedBlocks {
  readonly id: number;
}

interface Waiting {
  readonly resolve: (answer: UnpackedBlocks) => void;
  readonly reject: (error: Error) => void;
}

const mostWorkers = 2;
// Only what was compiled runs in a worker: Node 20 reads no TypeScript.
const program = new URL('./unpack-worker.js', import.meta.url);

/** Uncompresses blocks in worker threads, which are started when they are first needed and keep no process alive. */
class UnpackPool {
  readonly #workers: Worker[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;

  run(blocks: PackedBlocks, into: Uint8Array): Promise<UnpackedBlocks> {
    const id = this.#next++;
    const worker = this.#workerFor(id);
    const task: UnpackTask = { ...blocks, id, into };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage(task, toHandOver([into.buffer, blocks.input.buffer]));
    });
  }

  #workerFor(id: number): Worker {
    const most = Math.max(1, Math.min(mostWorkers, availableParallelism()));
    const place = id % most;
    const known = this.#workers[place];
    if (known !== undefined) return known;
    const worker = new Worker(program);
    worker.on('message', (answer: UnpackAnswer) => {
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
      if (this.#waiting.size === 0) for (const one of this.#workers) one.unref();
    });
    worker.on('error', error => {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
      this.#workers.length = 0;
    });
    this.#workers[place] = worker;
    return worker;
  }
}

const pool = new UnpackPool();

/** `ReadTools.unpackBlocks`; undefined where there is nothing to run in a worker. */
export const unpackBlocks = existsSync(program)
  ? (blocks: PackedBlocks, into: Uint8Array): Promise<UnpackedBlocks> => pool.run(blocks, into)
  : undefined;
