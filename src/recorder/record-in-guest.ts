import type { TimeKind } from '../base/index.ts';
import type { Progress } from '../packages/index.ts';
import { startMicroVm } from '../targets/micro-vm/index.ts';
import type { CommandStreams, HeldCommand, TargetSession, TerminalSize } from '../targets/target.ts';
import { commandInGuest } from './command-in-guest.ts';
import { guestOptions } from './guest-wishes.ts';
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
}

/** Records a command in a guest of its own, which is gone afterwards. */
export async function recordInGuest(
  argv: readonly string[],
  wishes: RecordWishes,
  host: RecordingHost,
): Promise<Recorded & { readonly timeKind: TimeKind }> {
  const plan = planOf(wishes);
  const folder = await beginRecording(wishes.output, argv);
  const guest = guestOptions(wishes, wishes.user ? 'nop' : plan.tracer, programsOf(wishes));
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
    const { streams, terminal } = host.join(session);
    const recorded = await record(session, folder, {
      plan,
      command: commandInGuest(argv, terminal),
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
    throw host.signal?.aborted === true ? host.signal.reason : error;
  } finally {
    clearTimeout(deadline);
    host.signal?.removeEventListener('abort', cancel);
    await session.close();
  }
}

function endAfter(seconds: number | undefined, held: HeldCommand): NodeJS.Timeout | undefined {
  return seconds === undefined
    ? undefined
    : setTimeout(() => void held.signal('TERM').catch(() => {}), seconds * 1000);
}
