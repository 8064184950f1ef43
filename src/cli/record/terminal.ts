import type { Command } from '../../targets/target.ts';

/** This process's terminal while a command in the guest has it. */
export interface Terminal {
  /** Undefined where input and output are not both a terminal: then the streams are passed on separately. */
  readonly size: Command['terminal'];
  onResize(listener: (rows: number, columns: number) => void): void;
  /** Gives the terminal back as it was; may be called twice. */
  leave(): void;
}

/** Makes the terminal raw, so that every key, Ctrl-C too, goes to the guest's terminal. */
export function enterTerminal(): Terminal {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return { size: undefined, onResize: () => {}, leave: () => {} };
  const listeners: (() => void)[] = [];
  stdin.setRawMode(true);
  return {
    size: { rows: stdout.rows, columns: stdout.columns },
    onResize(listener) {
      const onResize = (): void => listener(stdout.rows, stdout.columns);
      listeners.push(onResize);
      stdout.on('resize', onResize);
    },
    leave() {
      stdin.setRawMode(false);
      for (const listener of listeners) stdout.off('resize', listener);
    },
  };
}
