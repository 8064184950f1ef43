import { fetchInto } from './fetch-bytes.ts';

/** Bytes of a file that are to be put into memory that threads share, or no longer. */
export type ToReader =
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly place: string;
      readonly offset: number;
      readonly memory: ArrayBufferLike;
    }
  | { readonly kind: 'cancel'; readonly id: number };

/** How much of it is there, and whether that is all. */
export type FromReader =
  | { readonly kind: 'there' | 'end'; readonly id: number; readonly bytes: number }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

interface ReaderScope {
  onmessage: ((event: MessageEvent<ToReader>) => void) | null;
  postMessage(message: FromReader): void;
}

const scope = globalThis as unknown as ReaderScope;
const reading = new Map<number, AbortController>();

// It takes bytes from the network as fast as they come, while the other worker walks those that are there.
scope.onmessage = ({ data: message }) => {
  if (message.kind === 'cancel') {
    reading.get(message.id)?.abort();
    return;
  }
  const { id, place, offset, memory } = message;
  const abort = new AbortController();
  reading.set(id, abort);
  const tell = (there: Uint8Array): void => scope.postMessage({ kind: 'there', id, bytes: there.length });
  fetchInto(place, offset, new Uint8Array(memory), tell, abort.signal)
    .then(
      ({ length }) => scope.postMessage({ kind: 'end', id, bytes: length }),
      (error: Error) => scope.postMessage({ kind: 'failure', id, message: error.message }),
    )
    .finally(() => reading.delete(id));
};
