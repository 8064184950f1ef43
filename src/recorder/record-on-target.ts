import type { TimeKind } from '../base/index.ts';
import type { Progress } from '../packages/index.ts';
import { startTarget } from '../targets/index.ts';
import type {
  Command,
  CommandStreams,
  HeldCommand,
  TargetSession,
  TerminalSize,
  TracerNeeds,
} from '../targets/target.ts';
import { commandOn } from './command-on-target.ts';
import type { Plan } from './plan.ts';
import { type Recorded, record } from './record.ts';
import { companionsOf, planOf, programsOf, type RecordWishes } from './record-wishes.ts';
import { beginRecording } from './recording-folder.ts';

/** Who asks for a recording: what it shows of it, and how it can end it. */
export interface RecordingHost {
  readonly progress: Progress;
  readonly version: string;
  /** Joins the streams of the command to its own; called when the target is up. */
  join(session: TargetSession): {
    readonly streams: CommandStreams;
    readonly terminal: TerminalSize | undefined;
  };
  /** Called once the command can be signalled, and before it goes. */
  onHeld(held: HeldCommand): void;
  /** When it says so, the session and what was recorded go. */
  readonly signal?: AbortSignal;
  /** What is recorded, where it is not what the wishes say. */
  readonly plan?: Plan;
  /** Packages whose programs must stand there besides. */
  readonly packages?: readonly string[];
  /** Makes the target ready before anything is recorded; may say more exactly what is, now that the kernel is known. */
  prepare?(session: TargetSession): Promise<Prepared>;
}

/** What a recording learns from a target that is up. */
export interface Prepared {
  readonly plan?: Plan;
  /** Where the command starts. */
  readonly cwd?: string;
  /** Added to the command's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Records a command on a target: in a guest of its own, which is gone afterwards, or on a machine, which is left as it was. */
export async function recordOnTarget(
  argv: readonly string[],
  wishes: RecordWishes,
  host: RecordingHost,
): Promise<Recorded & { readonly timeKind: TimeKind }> {
  const plan = host.plan ?? planOf(wishes);
  const folder = await beginRecording(wishes.output, wishes.name ?? argv[0]);
  const programs = [...new Set([...programsOf(wishes), ...(host.packages ?? [])])];
  const asked = { guest: wishes, tracer: tracerNeeds(plan, wishes), programs };
  const session = await startTarget(wishes.on, asked, host.progress).catch(async error => {
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
      command: asPrepared(commandOn(session, argv, terminal), prepared),
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

function tracerNeeds(plan: Plan, { user = false }: RecordWishes): TracerNeeds {
  const { tracer, functions, excludedFunctions, depth, bufferKiB } = plan;
  const isLimited = functions.length > 0 || excludedFunctions.length > 0 || depth > 0;
  return { tracer, limitsGraph: tracer === 'function_graph' && isLimited, user, bufferKiB };
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
