import type { FromReader, ToReader } from './read-worker.ts';

interface Reading {
  readonly memory: Uint8Array;
  readonly see: (there: Uint8Array) => void;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

const readings = new Map<number, Reading>();
let lastId = 0;
let reader: Worker | undefined;

/** Fewer bytes are not worth another thread. */
export const worthThread = 1 << 22;

/**
 * Bytes `[offset, end)` of a file, fetched by another thread into memory that both share. Undefined where a page has no such
 * memory, and where it is not worth it: only a page that is isolated from others has it, as that of the server is.
 */
export function fetchShared(
  place: string,
  offset: number,
  end: number,
  see: (there: Uint8Array) => void,
): Promise<Uint8Array> | undefined {
  if (!globalThis.crossOriginIsolated || end - offset < worthThread) return undefined;
  const shared = new SharedArrayBuffer(end - offset);
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    readings.set(id, { memory: new Uint8Array(shared), see, resolve, reject });
    send({ kind: 'read', id, place, offset, memory: shared });
  });
}

/** Starts the other thread, which then is there when there is much to read. */
export function wakeReader(): void {
  if (globalThis.crossOriginIsolated) theReader();
}

function send(message: ToReader): void {
  theReader().postMessage(message);
}

function theReader(): Worker {
  if (reader !== undefined) return reader;
  reader = new Worker(new URL('./read-worker.ts', import.meta.url), { type: 'module', name: 'reader' });
  reader.onmessage = ({ data }: MessageEvent<FromReader>) => hear(data);
  reader.onerror = ({ message }) => {
    for (const { reject } of readings.values()) reject(new Error(message));
    readings.clear();
    restAgain();
  };
  return reader;
}

function hear(message: FromReader): void {
  const reading = readings.get(message.id);
  if (reading === undefined) return;
  try {
    if (message.kind === 'failure') throw new Error(message.message);
    const there = reading.memory.subarray(0, message.bytes);
    if (message.kind === 'there') {
      reading.see(there);
      return;
    }
    reading.resolve(there);
  } catch (error) {
    send({ kind: 'cancel', id: message.id });
    reading.reject(error);
  }
  readings.delete(message.id);
  if (readings.size === 0) restAgain();
}

/** A thread that has nothing to do takes memory: the next who reads much starts another. */
function restAgain(): void {
  reader?.terminate();
  reader = undefined;
}
