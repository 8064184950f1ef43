import type { HeldCommand } from '../../targets/target.ts';

export interface Interrupts {
  /** From now on signals to Ringside are for this command first. */
  passTo(held: HeldCommand, how?: { readonly ownsTerminal: boolean }): void;
  stop(): void;
}

/**
 * Ctrl-C reaches the command; the recording then ends well by itself. A second one ends the command by force.
 * Before there is a command, Ringside ends as any program does; QEMU dies with it.
 */
export function followInterrupts(notice: string): Interrupts {
  let held: HeldCommand | undefined;
  let count = 0;
  let isTold = false;
  const pass = (name: 'INT' | 'TERM' | 'HUP') => (): void => {
    if (!held) process.exit(128 + { INT: 2, TERM: 15, HUP: 1 }[name]);
    // The terminal's Ctrl-C reaches a command on it by itself.
    if (isTold && name === 'INT') return;
    count++;
    if (count === 1) process.stderr.write(`\n${notice}\n`);
    held.signal(count === 1 ? name : 'KILL').catch(() => {});
  };
  const handlers = { SIGINT: pass('INT'), SIGTERM: pass('TERM'), SIGHUP: pass('HUP') } as const;
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
  return {
    passTo: (command, how) => {
      held = command;
      isTold = how?.ownsTerminal === true;
    },
    stop: () => {
      for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
    },
  };
}
