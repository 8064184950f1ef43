import { spawnSync } from 'node:child_process';
import { Transform } from 'node:stream';
import type { TerminalSize } from '../../targets/target.ts';

/** This process's terminal while a command in the guest has it. */
export interface Terminal {
  /** Undefined where input and output are not both a terminal: then the streams are passed on separately. */
  readonly size: TerminalSize | undefined;
  /** What is typed, or what our standard input is else. */
  readonly input: NodeJS.ReadableStream;
  onResize(listener: (rows: number, columns: number) => void): void;
  /** Ctrl-] three times within a second: the way out of a guest that no longer listens. */
  onWayOut(listener: () => void): void;
  /** Gives the terminal back as it was, after a command that could not clean up behind itself too; may be called twice. */
  leave(how?: { readonly midway: boolean }): void;
}

/** Makes the terminal raw, so that every key, Ctrl-C too, goes to the guest's terminal. */
export function enterTerminal(): Terminal {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) {
    return { size: undefined, input: stdin, onResize: () => {}, onWayOut: () => {}, leave: () => {} };
  }
  const sizeNow = (): TerminalSize => ({ rows: stdout.rows || 24, columns: stdout.columns || 80 });
  const listeners: (() => void)[] = [];
  let leaveGuest = (): void => {};
  let entered = true;
  // Whoever stopped us from outside took the terminal back.
  const resume = (): void => {
    stdin.setRawMode(false);
    makeRaw();
  };
  makeRaw();
  process.on('SIGCONT', resume);
  return {
    size: sizeNow(),
    input: stdin.pipe(watchForWayOut(() => leaveGuest())),
    onResize(listener) {
      const onResize = (): void => {
        const { rows, columns } = sizeNow();
        listener(rows, columns);
      };
      listeners.push(onResize);
      stdout.on('resize', onResize);
    },
    onWayOut(listener) {
      leaveGuest = listener;
    },
    leave(how) {
      if (!entered) return;
      entered = false;
      process.off('SIGCONT', resume);
      for (const listener of listeners) stdout.off('resize', listener);
      if (how?.midway) stdout.write(backToNormal);
      try {
        stdin.setRawMode(false);
      } catch {
        // The terminal itself is gone.
      }
    },
  };
}

/** Node's raw mode leaves the output processed (a carriage return at every line feed); the guest's terminal did that already. */
function makeRaw(): void {
  process.stdin.setRawMode(true);
  spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] });
}

// An editor that died with its guest leaves these on: attributes, scroll region, alternate screen, mouse reports,
// bracketed paste, application keys, a hidden cursor.
const backToNormal =
  '\x1b[0m\x1b[r\x1b[?1049l\x1b[?1000l\x1b[?1002l\x1b[?1006l\x1b[?2004l\x1b[?1l\x1b>\x1b[?25h\r\n';

const wayOutKey = 0x1d;
const wayOutTimes = 3;

function watchForWayOut(tell: () => void): Transform {
  let count = 0;
  let since = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      for (const byte of part) {
        if (byte !== wayOutKey || Date.now() - since > 1000) count = 0;
        if (byte !== wayOutKey) continue;
        if (count === 0) since = Date.now();
        count++;
        if (count === wayOutTimes) tell();
      }
      done(undefined, part);
    },
  });
}
