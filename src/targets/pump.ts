import type { Readable } from 'node:stream';

/** Passes streams of a guest on, and knows when all that had arrived has been passed on. */
export interface Pump {
  /** What nobody takes any more (the reader of a pipe went away) is dropped, and `whenBroken` told once. */
  pass(from: Readable, to: NodeJS.WritableStream, whenBroken: () => void): void;
  /**
   * Settles when nothing is left in the sockets. To be called after the guest said, on another stream, that it
   * has sent all: QEMU had everything in the sockets before, so a turn of the event loop without data is the end.
   */
  settle(): Promise<void>;
  /** Settles when nothing came for so many milliseconds while nothing waited to be written. */
  quiet(milliseconds: number): Promise<void>;
  readonly bytes: number;
}

export function createPump(): Pump {
  let arrived = 0;
  let blocked = 0;
  return {
    pass(from, to, whenBroken) {
      let isBroken = false;
      let isWaiting = false;
      const goOn = (): void => {
        if (!isWaiting) return;
        isWaiting = false;
        blocked--;
        from.resume();
      };
      to.on('error', () => {
        if (!isBroken) whenBroken();
        isBroken = true;
        goOn();
      });
      to.on('drain', goOn);
      from.on('data', (part: Buffer) => {
        arrived += part.length;
        if (isBroken || to.write(part) || isBroken) return;
        isWaiting = true;
        blocked++;
        from.pause();
      });
    },
    async settle() {
      let seen = -1;
      for (let quiet = 0; quiet < 3; quiet++) {
        if (seen !== arrived || blocked > 0) quiet = 0;
        seen = arrived;
        await new Promise(resolve => setImmediate(resolve));
      }
    },
    async quiet(milliseconds) {
      for (let seen = -1; seen !== arrived || blocked > 0; ) {
        seen = arrived;
        await new Promise(resolve => setTimeout(resolve, milliseconds).unref());
      }
    },
    get bytes() {
      return arrived;
    },
  };
}
