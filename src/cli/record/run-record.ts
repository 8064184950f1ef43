import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../base/index.ts';
import { createProgress, missingPrograms, silentProgress } from '../../packages/index.ts';
import { blktraceOn } from '../../recorder/companions/blktrace.ts';
import type { Companion } from '../../recorder/companions/companion.ts';
import { perfWith } from '../../recorder/companions/perf.ts';
import { defaultPlan, loadPlan, type Plan } from '../../recorder/plan.ts';
import { type Recorded, record } from '../../recorder/record.ts';
import { beginRecording } from '../../recorder/recording-folder.ts';
import { startMicroVm } from '../../targets/micro-vm/index.ts';
import type { HeldCommand, TargetSession } from '../../targets/target.ts';
import { say, sizeInWords } from '../../words/index.ts';
import type { RecordArguments } from '../commands/record.ts';
import { commandName } from '../print/command-name.ts';
import { version } from '../version.ts';
import { commandInGuest } from '../vm/command-in-guest.ts';
import { guestOptions } from '../vm/guest-options.ts';
import { followInterrupts } from './interrupts.ts';
import { enterTerminal } from './terminal.ts';

/** Carries `ringside record` out; answers the command's exit code. */
export async function runRecord(argv: readonly string[], options: RecordArguments): Promise<number> {
  const plan = planOf(options);
  const progress = options.quiet || options.json ? silentProgress : createProgress();
  const interrupts = followInterrupts(say('record.interrupted'));
  const folder = await beginRecording(options.output, argv);
  const guest = guestOptions(options, options.user ? 'nop' : plan.tracer, programsOf(options));
  const session = await startMicroVm(guest, progress).catch(async error => {
    await folder.discard();
    throw error;
  });
  const terminal = enterTerminal();
  terminal.onWayOut(() => void session.close());
  let deadline: NodeJS.Timeout | undefined;
  try {
    const recorded = await record(session, folder, {
      plan,
      command: commandInGuest(argv, terminal.size),
      streams: { in: terminal.input, out: process.stdout, err: process.stderr },
      user: options.user ? { kernelDepth: options.depth ?? 30 } : undefined,
      companions: companionsOf(options),
      version,
      onHeld(held) {
        interrupts.passTo(held);
        terminal.onResize((rows, columns) => void held.resize(rows, columns).catch(() => {}));
        deadline = endAfter(options.duration, held);
      },
    });
    terminal.leave();
    await reportRecorded(recorded, session, options);
    return recorded.exitCode;
  } finally {
    clearTimeout(deadline);
    terminal.leave({ midway: true });
    interrupts.stop();
    await session.close();
    process.stdin.destroy();
  }
}

/** The plan that the options ask for: a named one, added to by the others; an overview when nothing is asked for. */
export function planOf(options: RecordArguments): Plan {
  if (options.user && options.tracer !== undefined) {
    throw new UsageError(
      'with --user the tracer belongs to uftrace, so -p cannot have it',
      'Leave -p out: uftrace records the kernel’s function graph too. Events (-e) go together with --user.',
    );
  }
  const asksNothing =
    options.tracer === undefined && options.event.length === 0 && options.probe.length === 0;
  const name = options.plan ?? (asksNothing && !options.user ? 'overview' : undefined);
  const base = name === undefined ? defaultPlan : loadPlan(name);
  return {
    ...base,
    tracer: options.tracer ?? base.tracer,
    events: [...base.events, ...options.event],
    functions: options.function,
    excludedFunctions: options.notrace,
    depth: options.depth ?? 0,
    all: options.all ?? base.all,
    stacks: options.stack ?? false,
    probes: options.probe,
    clock: options.clock,
    bufferKiB: options.buffer ?? base.bufferKiB,
  };
}

function companionsOf(options: RecordArguments): readonly Companion[] {
  return [...options.block.map(blktraceOn), ...(options.perf === undefined ? [] : [perfWith(options.perf)])];
}

/** Packages of the programs that must stand in the guest and are not on this machine. */
function programsOf(options: RecordArguments): readonly string[] {
  const packages = companionsOf(options).map(companion => companion.package);
  const names = [...new Set([...packages, ...(options.user ? ['uftrace'] : [])])];
  // A guest of another processor sees none of this machine's programs.
  return options.arch === 'arm64' ? names : missingPrograms(names);
}

function endAfter(seconds: number | undefined, held: HeldCommand): NodeJS.Timeout | undefined {
  return seconds === undefined
    ? undefined
    : setTimeout(() => void held.signal('TERM').catch(() => {}), seconds * 1000);
}

async function reportRecorded(
  recorded: Recorded,
  session: TargetSession,
  options: RecordArguments,
): Promise<void> {
  const { folder, lost, exitCode } = recorded;
  if (options.json) {
    process.stderr.write(
      `${JSON.stringify({ ringside: 1, kind: 'record', source: folder, problems: [], exitCode, lost })}\n`,
    );
    return;
  }
  if (recorded.killedForMemory.length > 0) {
    process.stderr.write(`${say('record.out-of-memory', { names: recorded.killedForMemory.join(', ') })}\n`);
  }
  if (options.quiet) return;
  const events = lost.overrun + lost.commitOverrun + lost.dropped + lost.unread;
  const line = say('record.done', {
    folder,
    size: sizeInWords(await sizeOf(folder)),
    lost: events === 0 ? say('record.nothing-lost') : say('record.lost', { events }),
    time: say(`record.time.${session.timeKind}`),
  });
  process.stderr.write(`${line}\n${say('record.next', { ringside: commandName() })}\n`);
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async name => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
