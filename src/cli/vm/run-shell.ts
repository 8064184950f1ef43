import { createProgress, silentProgress } from '../../packages/index.ts';
import { outFolder } from '../../recorder/bring-home.ts';
import { beginRecording } from '../../recorder/recording-folder.ts';
import { shellInGuest } from '../../recorder/shell-in-guest.ts';
import { type GuestWishes, guestOptions } from '../../targets/guest-wishes.ts';
import { startMicroVm } from '../../targets/micro-vm/index.ts';
import type { TargetSession } from '../../targets/target.ts';
import { say } from '../../words/index.ts';
import { followInterrupts } from '../record/interrupts.ts';
import { enterTerminal } from '../record/terminal.ts';
import { version } from '../version.ts';
import { reportHome } from './report-home.ts';

/** What the command line of `ringside vm shell` said. */
export interface ShellArguments extends GuestWishes {
  readonly quiet?: boolean;
  readonly output?: string;
}

/** Of somebody who left by the way out: as of a process that was killed. */
const leftByForce = 137;

/** How the guest of a shell is made ready, where it is not as it always is. */
export interface ShellSetUp {
  /** Answers where the shell starts. */
  prepare(session: TargetSession): Promise<string>;
  /** What is said to whoever sits there. */
  readonly welcome: readonly string[];
}

/** Runs a shell, or one command, in a guest; answers its exit code. */
export async function runShell(
  argv: readonly string[],
  options: ShellArguments,
  setUp?: ShellSetUp,
): Promise<number> {
  const interrupts = followInterrupts(say('vm.shell.interrupted'));
  // A place that cannot be had is said before a guest is started for it.
  const asked = options.output === undefined ? undefined : await beginRecording(options.output, 'shell');
  const progress = options.quiet ? silentProgress : createProgress();
  const session = await startMicroVm(guestOptions(options, 'nop', []), progress).catch(async error => {
    await asked?.discard();
    throw error;
  });
  const terminal = enterTerminal();
  let hasLeft = false;
  let midway = true;
  terminal.onWayOut(() => {
    hasLeft = true;
    void session.close();
  });
  try {
    const { code, home } = await shellInGuest(session, {
      argv,
      terminal: terminal.size,
      streams: { in: terminal.input, out: process.stdout, err: process.stderr },
      version,
      ...(setUp === undefined ? {} : { prepare: setUp.prepare }),
      onReady() {
        progress.end();
        if (argv.length === 0 && terminal.size && !options.quiet) welcome(session, setUp?.welcome ?? []);
      },
      onHeld(held) {
        interrupts.passTo(held);
        terminal.onResize((rows, columns) => void held.resize(rows, columns).catch(() => {}));
      },
      onEnded() {
        midway = false;
        terminal.leave();
      },
      begin: async () => asked ?? (await beginRecording(undefined, 'shell')),
    });
    if (home) await reportHome(home, options.quiet ?? false);
    else await asked?.discard();
    return code;
  } catch (error) {
    await asked?.discard();
    if (!hasLeft) throw error;
    return leftByForce;
  } finally {
    terminal.leave({ midway });
    if (hasLeft) process.stderr.write(`${say('vm.shell.left')}\n`);
    interrupts.stop();
    await session.close();
    process.stdin.destroy();
  }
}

function welcome(session: TargetSession, more: readonly string[]): void {
  const lines = [
    say('vm.shell.where', { machine: session.description }),
    say('vm.shell.how'),
    say('vm.shell.out', { folder: outFolder }),
    ...more,
  ];
  process.stderr.write(lines.map(line => `${line}\r\n`).join(''));
}
