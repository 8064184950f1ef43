import { Writable } from 'node:stream';

/** So many bytes may be on their way to a page that has not drawn them yet. */
const mostUndrawn = 256 * 1024;

/** What a terminal prints, on its way to a page. */
export interface PageScreen {
  /** Takes what is printed, no faster than the page draws: `yes` must not fill its memory, and Ctrl-C is to be seen at once. */
  readonly stream: Writable;
  /** The page drew so many bytes. */
  drawn(bytes: number): void;
  /** Nobody looks any more: what comes is dropped. */
  close(): void;
}

export function pageScreen(send: (bytes: Uint8Array) => Promise<void>): PageScreen {
  let undrawn = 0;
  let isClosed = false;
  let goOn: (() => void) | undefined;
  const mayGoOn = (): void => {
    if (!isClosed && undrawn >= mostUndrawn) return;
    goOn?.();
    goOn = undefined;
  };
  const stream = new Writable({
    write(part: Buffer, _encoding, done) {
      if (isClosed) return done();
      undrawn += part.length;
      void send(part).then(() => {
        goOn = done;
        mayGoOn();
      });
    },
  });
  return {
    stream,
    drawn(bytes) {
      undrawn = Math.max(0, undrawn - bytes);
      mayGoOn();
    },
    close() {
      isClosed = true;
      mayGoOn();
    },
  };
}
