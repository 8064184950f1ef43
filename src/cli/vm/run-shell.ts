import { createProgress, silentProgress } from '../../packages/index.ts';
import { commandInGuest } from '../../recorder/command-in-guest.ts';
import { type GuestWishes, guestOptions } from '../../recorder/guest-wishes.ts';
import { startMicroVm } from '../../targets/micro-vm/index.ts';
import { quote } from '../../targets/shell.ts';
import type { TargetSession } from '../../targets/target.ts';
import { say } from '../../words/index.ts';
import { followInterrupts } from '../record/interrupts.ts';
import { enterTerminal } from '../record/terminal.ts';

/** What the command line of `ringside vm shell` said. */
export interface ShellArguments extends GuestWishes {
  readonly quiet?: boolean;
}

/** Of somebody who left by the way out: as of a process that was killed. */
const leftByForce = 137;

/** Runs a shell, or one command, in a guest; answers its exit code. */
export async function runShell(argv: readonly string[], options: ShellArguments): Promise<number> {
  const interrupts = followInterrupts(say('vm.shell.interrupted'));
  const progress = options.quiet ? silentProgress : createProgress();
  const session = await startMicroVm(guestOptions(options, 'nop', []), progress);
  const shell = argv.length > 0 ? undefined : await chooseShell(session);
  const terminal = enterTerminal();
  let hasLeft = false;
  let midway = true;
  terminal.onWayOut(() => {
    hasLeft = true;
    void session.close();
  });
  try {
    if (shell !== undefined && terminal.size && !options.quiet) welcome(session);
    const command = commandInGuest(shell === undefined ? argv : [shell], terminal.size);
    const env = shell === undefined ? command.env : { ...command.env, SHELL: shell };
    const held = await session.hold(
      { ...command, env },
      { in: terminal.input, out: process.stdout, err: process.stderr },
    );
    interrupts.passTo(held);
    terminal.onResize((rows, columns) => void held.resize(rows, columns).catch(() => {}));
    await held.release();
    const code = await held.ended;
    midway = false;
    return code;
  } catch (error) {
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

/** The user's own shell where the guest has it. */
async function chooseShell(session: TargetSession): Promise<string> {
  const own = process.env.SHELL ?? '';
  if (!own.startsWith('/')) return '/bin/sh';
  const { code } = await session.evaluate(
    `chroot ${session.root} /run/ringside/busybox test -x ${quote(own)}`,
  );
  return code === 0 ? own : '/bin/sh';
}

function welcome(session: TargetSession): void {
  const lines = [say('vm.shell.where', { machine: session.description }), say('vm.shell.how')];
  process.stderr.write(lines.map(line => `${line}\r\n`).join(''));
}
