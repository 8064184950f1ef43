import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Writable } from 'node:stream';
import type { Place, StartedCommand } from '../machine/reach.ts';
import type { Command, CommandStreams } from '../target.ts';

/** A shell that becomes the command when it reads a line from descriptor 3; 126 and 127 are those of a shell. */
const holdingScript = 'read -r go <&3 || exit 125; exec 3<&-; exec "$@"';

/** Starts a command of ours, which holds: with our own streams where it is to have them, and on our terminal. */
export async function holdHere(
  command: Command,
  streams: CommandStreams,
  place: Place,
): Promise<StartedCommand> {
  const hasOurs = streams.in === process.stdin && streams.out === process.stdout;
  // On a terminal it stays in our group, which is the one in front; elsewhere it has one of its own, to be signalled as a whole.
  const isInFront = hasOurs && process.stdin.isTTY;
  const [input, output, error] = hasOurs
    ? (['inherit', 'inherit', 'inherit'] as const)
    : (['pipe', 'pipe', 'pipe'] as const);
  const child = spawn('/bin/sh', ['-c', holdingScript, 'ringside', ...command.argv], {
    cwd: command.cwd,
    env: {
      ...command.env,
      PATH: `${command.env.PATH ?? '/usr/local/bin:/usr/bin:/bin'}:${place.folder}/bin`,
      RINGSIDE_OUT: `${place.folder}/kept/out`,
    },
    stdio: [input, output, error, 'pipe'],
    detached: !isInFront,
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid!));
    child.once('error', reject);
  });
  const exit = new Promise<number>(resolve => {
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal!] ?? 0)));
  });
  const gate = child.stdio[3] as Writable;
  gate.on('error', () => {});
  return {
    process: child,
    pid,
    release: async () => void gate.end('\n'),
    async signal(name) {
      try {
        process.kill(isInFront ? pid : -pid, `SIG${name}`);
      } catch {
        // It has ended.
      }
    },
    exit,
  };
}
