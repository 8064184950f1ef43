import { quote } from '../targets/shell.ts';
import type { CommandStreams, HeldCommand, TargetSession, TerminalSize } from '../targets/target.ts';
import { type BroughtHome, bringHome, makeOutFolder } from './bring-home.ts';
import { commandOn } from './command-on-target.ts';
import type { RecordingFolder } from './recording-folder.ts';

/** Who runs a shell, or one command, in a guest that is up. */
export interface ShellHost {
  /** The command; the user's own shell where there is none. */
  readonly argv: readonly string[];
  readonly terminal: TerminalSize | undefined;
  readonly streams: CommandStreams;
  readonly version: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Makes the guest ready; answers where the shell starts. */
  prepare?(session: TargetSession): Promise<string>;
  /** Called when all is ready, before anything is printed. */
  onReady?(): void;
  /** Called once the shell can be signalled, and before it goes. */
  onHeld(held: HeldCommand): void;
  /** Called when it has ended and all it printed was written. */
  onEnded?(): void;
  /** Where that goes which comes home; asked for only when there is something. */
  begin(): Promise<RecordingFolder>;
}

export interface ShellEnded {
  readonly code: number;
  /** What lay in `/out`; undefined where that was nothing. */
  readonly home: BroughtHome | undefined;
}

/** Runs a shell, or one command, to its end and brings home what it left in `/out`. */
export async function shellInGuest(session: TargetSession, host: ShellHost): Promise<ShellEnded> {
  const startedAt = new Date();
  const shell = host.argv.length > 0 ? undefined : await chooseShell(session);
  await makeOutFolder(session);
  // The tracer is as a machine that was just started has it: on, with nothing to trace.
  await session.must('switch tracing on', 'put tracing_on 1');
  const start = await host.prepare?.(session);
  host.onReady?.();
  const usual = commandOn(session, shell === undefined ? host.argv : [shell], host.terminal);
  const { argv, cwd } = { ...usual, cwd: start ?? usual.cwd };
  const env = { ...usual.env, ...host.env, ...(shell === undefined ? {} : { SHELL: shell }) };
  const held = await session.hold({ ...usual, cwd, env }, host.streams);
  host.onHeld(held);
  await held.release();
  const code = await held.ended;
  host.onEnded?.();
  const { version, begin } = host;
  const home = await bringHome(session, { command: argv, cwd, startedAt, exitCode: code, version, begin });
  return { code, home };
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
