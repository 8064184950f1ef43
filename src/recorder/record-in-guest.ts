import type { TimeKind } from '../base/index.ts';
import type { Progress } from '../packages/index.ts';
import { startMicroVm } from '../targets/micro-vm/index.ts';
import type { Command, CommandStreams, HeldCommand, TargetSession, TerminalSize } from '../targets/target.ts';
import { commandInGuest } from './command-in-guest.ts';
import { guestOptions } from './guest-wishes.ts';
import type { Plan } from './plan.ts';
import { type Recorded, record } from './record.ts';
import { companionsOf, planOf, programsOf, type RecordWishes } from './record-wishes.ts';
import { beginRecording } from './recording-folder.ts';

/** Who asks for a recording: what it shows of it, and how it can end it. */
export interface RecordingHost {
  readonly progress: Progress;
  readonly version: string;
  /** Joins the streams of the command to its own; called when the guest is up. */
  join(session: TargetSession): {
    readonly streams: CommandStreams;
    readonly terminal: TerminalSize | undefined;
  };
  /** Called once the command can be signalled, and before it goes. */
  onHeld(held: HeldCommand): void;
  /** When it says so, the guest and what was recorded go. */
  readonly signal?: AbortSignal;
  /** What is recorded, where it is not what the wishes say. */
  readonly plan?: Plan;
  /** Packages whose programs must stand in the guest besides. */
  readonly packages?: readonly string[];
  /** Makes the guest ready before anything is recorded; may say more exactly what is, now that the kernel is known. */
  prepare?(session: TargetSession): Promise<Prepared>;
}

/** What a recording learns from a guest that is up. */
export interface Prepared {
  readonly plan?: Plan;
  /** Where the command starts. */
  readonly cwd?: string;
  /** Added to the command's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Records a command in a guest of its own, which is gone afterwards. */
export async function recordInGuest(
  argv: readonly string[],
  wishes: RecordWishes,
  host: RecordingHost,
): Promise<Recorded & { readonly timeKind: TimeKind }> {
  const plan = host.plan ?? planOf(wishes);
  const folder = await beginRecording(wishes.output, wishes.name ?? argv[0]);
  const programs = [...new Set([...programsOf(wishes), ...(host.packages ?? [])])];
  const guest = guestOptions(wishes, wishes.user ? 'nop' : plan.tracer, programs);
  const session = await startMicroVm(guest, host.progress).catch(async error => {
    await folder.discard();
    throw error;
  });
  const cancel = (): void => void session.close();
  let deadline: NodeJS.Timeout | undefined;
  try {
    if (host.signal?.aborted === true) await folder.discard();
    host.signal?.throwIfAborted();
    host.signal?.addEventListener('abort', cancel, { once: true });
    const prepared = await host.prepare?.(session);
    const { streams, terminal } = host.join(session);
    const recorded = await record(session, folder, {
      plan: prepared?.plan ?? plan,
      command: asPrepared(commandInGuest(argv, terminal), prepared),
      streams,
      user: wishes.user ? { kernelDepth: wishes.depth ?? 30 } : undefined,
      companions: companionsOf(wishes),
      version: host.version,
      onHeld(held) {
        host.onHeld(held);
        deadline = endAfter(wishes.duration, held);
      },
    });
    return { ...recorded, timeKind: session.timeKind };
  } catch (error) {
    await folder.discard();
    throw host.signal?.aborted === true ? host.signal.reason : error;
  } finally {
    clearTimeout(deadline);
    host.signal?.removeEventListener('abort', cancel);
    await session.close();
  }
}

function asPrepared(command: Command, prepared: Prepared | undefined): Command {
  const { cwd = command.cwd, env = {} } = prepared ?? {};
  return { ...command, cwd, env: { ...command.env, ...env } };
}

function endAfter(seconds: number | undefined, held: HeldCommand): NodeJS.Timeout | undefined {
  return seconds === undefined
    ? undefined
    : setTimeout(() => void held.signal('TERM').catch(() => {}), seconds * 1000);
}
