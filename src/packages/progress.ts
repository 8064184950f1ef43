import { cutCells } from '../base/index.ts';

/** How far a long piece of work is, for a person; never for a program. */
export interface Progress {
  /** A lasting line. */
  say(line: string): void;
  /** What is going on now; `done` of `total` in any unit. Quick phases leave no trace. */
  phase(name: string, done?: number, total?: number): void;
  /** The work is over; the rewritten line goes. */
  end(): void;
}

/** Says nothing: for `--json` and tests. */
export const silentProgress: Progress = { say: () => {}, phase: () => {}, end: () => {} };

interface ProgressOptions {
  /** Milliseconds that a phase must last before it is shown. */
  readonly patience?: number;
}

/** Progress on a stream: one rewritten line on a terminal, one plain line a phase elsewhere. */
export function createProgress(
  stream: NodeJS.WriteStream | NodeJS.WritableStream = process.stderr,
  options: ProgressOptions = {},
): Progress {
  const patience = options.patience ?? 300;
  const terminal = 'isTTY' in stream && stream.isTTY ? stream : undefined;
  let current: { name: string; text: string; shown: boolean } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const clear = (): void => {
    if (terminal && current?.shown) stream.write('\r\x1b[K');
  };
  const show = (): void => {
    if (!current) return;
    if (terminal) stream.write(`\r\x1b[K${cutCells(current.text, (terminal.columns ?? 80) - 1)}`);
    else if (!current.shown) stream.write(`${current.name}\n`);
    current.shown = true;
  };
  const stop = (): void => {
    clearTimeout(timer);
    clear();
    current = undefined;
  };

  return {
    say(line) {
      clear();
      stream.write(`${line}\n`);
      if (terminal && current?.shown) show();
    },
    phase(name, done, total) {
      const text = total ? `${name}  ${Math.floor((100 * (done ?? 0)) / total)} %` : name;
      if (current?.name === name) {
        const changed = current.text !== text;
        current.text = text;
        if (terminal && current.shown && changed) show();
        return;
      }
      stop();
      current = { name, text, shown: false };
      timer = setTimeout(show, patience);
      timer.unref();
    },
    end: stop,
  };
}
