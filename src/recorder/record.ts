import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TargetError } from '../base/index.ts';
import type { Command, CommandStreams, HeldCommand, TargetSession } from '../targets/target.ts';
import { armScript } from './arm-script.ts';
import { type ChosenEvent, checkPlan } from './check-plan.ts';
import { type Companion, startCompanion, stopCompanion } from './companions/companion.ts';
import { emptyKept, isKept, KeptFiles, sendKept } from './kept-files.ts';
import { type KernelFacts, readFacts } from './kernel-facts.ts';
import { receivePages } from './page-files.ts';
import type { Plan } from './plan.ts';
import { type LossSummary, nothingLost, type RecordingFolder } from './recording-folder.ts';
import { isSnapshot, sendSnapshots, snapshotScript } from './snapshots.ts';
import { parseTraceFacts, summariseLosses } from './trace-facts.ts';
import { receiveUftrace, underUftrace } from './uftrace.ts';
import { writeTraceFile } from './write-trace-file.ts';

export interface RecordOptions {
  readonly plan: Plan;
  readonly command: Command;
  readonly streams: CommandStreams;
  /** The program's and its libraries' functions too, by uftrace, with the kernel's to this depth. */
  readonly user: { readonly kernelDepth: number } | undefined;
  readonly companions: readonly Companion[];
  readonly version: string;
  /** Called once the command can be signalled, and before it goes. */
  readonly onHeld?: (held: HeldCommand) => void;
}

export interface Recorded {
  readonly folder: string;
  readonly exitCode: number;
  readonly lost: LossSummary;
  /** Processes that the kernel of the target killed because its memory was full. */
  readonly killedForMemory: readonly string[];
  /** How many files that the command left to be kept were not: their names, number or sizes are not allowed. */
  readonly leftOut: number;
}

interface Moment {
  readonly monotonic: string;
  readonly realtime: string;
}

/** Runs a command on a target and makes `folder` a recording of what its kernel did; the session stays open. */
export async function record(
  session: TargetSession,
  folder: RecordingFolder,
  options: RecordOptions,
): Promise<Recorded> {
  try {
    return await recordInto(folder, session, options);
  } catch (error) {
    await folder.discard();
    throw asFullDisk(error) ?? error;
  }
}

function asFullDisk(error: unknown): TargetError | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return undefined;
  return new TargetError('write the recording', message, 'Make room, or give -o a folder on another disk.');
}

async function recordInto(
  folder: RecordingFolder,
  session: TargetSession,
  options: RecordOptions,
): Promise<Recorded> {
  const startedAt = new Date();
  const { plan, companions } = options;
  const facts = await readFacts(await session.facts());
  const events = await checkPlan(plan, facts);
  await session.evaluate(`${emptyKept}; ${snapshotScript('before')}`);
  const command = options.user
    ? underUftrace(options.command, options.user.kernelDepth, session.place)
    : options.command;
  const held = await session.hold(command, options.streams);
  for (const companion of companions) await startCompanion(companion, session, held);
  const trace = tracesItself(plan, options)
    ? await startTrace(folder, session, options, { facts, events, held })
    : undefined;
  const start = await readMoment(session);
  options.onHeld?.(held);
  await held.release();
  const ended = await held.ended;
  const end = await readMoment(session);
  const lost = await trace?.finish();
  for (const companion of companions) {
    const into = join(folder.partial, companion.folder);
    await mkdir(into, { recursive: true });
    await stopCompanion(companion, session, into);
  }
  const exitCode = options.user ? await receiveUftrace(session, folder.partial, ended) : ended;
  await receiveSnapshots(folder, session);
  const leftOut = await receiveKept(folder, session);
  const console = await session.console();
  await folder.write('console.log', console);
  await folder.finish({
    format: 1,
    ringside: options.version,
    command: options.command.argv,
    cwd: options.command.cwd,
    startedAt: startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    exitCode,
    target: session.target,
    kernel: { package: session.kernel, uname: facts.uname, arch: session.arch, cpus: session.cpus },
    time: { kind: session.timeKind, clock: plan.clock, pairs: [start, end] },
    plan,
    lost: lost ?? nothingLost,
    files: (await readdir(folder.partial)).sort(),
  });
  return {
    folder: folder.final,
    exitCode,
    lost: lost ?? nothingLost,
    killedForMemory: outOfMemory(console),
    leftOut,
  };
}

/** mm/oom_kill.c, __oom_kill_process: `Out of memory: Killed process 210 (tail) …`. */
function outOfMemory(console: string): readonly string[] {
  return [...console.matchAll(/Out of memory: Killed process \d+ \(([^)\r\n]{1,15})\)/g)].map(
    match => match[1]!,
  );
}

/** Whether the kernel's own buffers are part of the recording: always, but where uftrace alone was asked for. */
function tracesItself(plan: Plan, options: RecordOptions): boolean {
  return options.user === undefined || plan.events.length > 0 || plan.probes.length > 0;
}

interface RunningTrace {
  /** Drains what is left and writes trace.dat; answers what was lost. */
  finish(): Promise<LossSummary>;
}

async function startTrace(
  folder: RecordingFolder,
  session: TargetSession,
  options: RecordOptions,
  parts: { facts: KernelFacts; events: readonly ChosenEvent[]; held: HeldCommand },
): Promise<RunningTrace> {
  const { plan } = options;
  const { facts, events, held } = parts;
  // With --user uftrace owns the top level.
  const instance = session.instance || (options.user ? 'ringside' : '');
  const { probeGroup } = session;
  const pageFolder = join(folder.partial, '.pages');
  const pages = await receivePages(session, pageFolder);
  await arm(session, plan, events, held, instance);
  return {
    async finish() {
      await session.must('drain the buffers', 'stop_draining', 300);
      await session.pagesSent();
      const traceFacts = parseTraceFacts(
        await session.must('read the statistics of the buffers', 'say_trace_facts'),
      );
      const readProbes = `cat $top/events/${probeGroup}/*/format`;
      const probes = plan.probes.length > 0 ? await session.must('read the probes', readProbes) : [];
      await session.evaluate('end_trace');
      await pages.settle();
      await writeTraceFile(join(folder.partial, 'trace.dat'), {
        facts,
        traceFacts,
        eventNames: events.map(({ system, event }) => `${system}:${event}`),
        probeFormats: probes.map(line => `${line}\n`).join(''),
        probeSystem: probeGroup,
        pagePaths: pages.paths,
        // Of a machine that is shared the instance is ours alone, and what it is called nobody's business.
        instance: session.instance === '' ? instance : '',
      });
      await rm(pageFolder, { recursive: true });
      return summariseLosses(traceFacts.stats);
    },
  };
}

/** Tells the tracer of the plan. What the kernel refuses is said with the kernel's own reason. */
async function arm(
  session: TargetSession,
  plan: Plan,
  events: readonly ChosenEvent[],
  held: HeldCommand,
  instance: string,
): Promise<void> {
  const script = armScript(plan, events, {
    cpus: session.cpus,
    pid: held.pid,
    armed: session.armed,
    instance,
    root: session.root,
    probeGroup: session.probeGroup,
  });
  const { code, lines } = await session.evaluate(script, 300);
  if (code === 0) return;
  const [, file = '', value = ''] = /^refused (\S+) (.*)$/.exec(lines[0] ?? '') ?? [];
  const reason = lines.slice(1).join('\n');
  throw new TargetError(`write "${value}" to ${file}`, `the kernel refused it:\n${reason}`, remedyFor(file));
}

function remedyFor(file: string): string {
  if (file.endsWith('probe_events')) {
    return 'Documentation/trace/kprobetrace.rst has the language of probes; `ringside record --help` an example.';
  }
  if (file.endsWith('filter')) return 'A filter names fields of the event: `field == 1 && other ~ "text*"`.';
  return 'The kernel of this target does not take it; `ringside doctor` shows what it has.';
}

/** CLOCK_MONOTONIC and CLOCK_REALTIME at one moment, from /proc/timer_list (kernel/time/timer_list.c). */
async function readMoment(session: TargetSession): Promise<Moment> {
  const { lines } = await session.evaluate("grep -E '^now at|get_time|offset:' /proc/timer_list");
  const numberIn = (line: string | undefined): bigint => BigInt(/(\d+) nsecs/.exec(line ?? '')?.[1] ?? 0);
  const monotonic = numberIn(lines.find(line => line.startsWith('now at')));
  const realtime = lines.findIndex(line => line.endsWith('ktime_get_real'));
  const offset = numberIn(lines.slice(realtime).find(line => line.includes('offset:')));
  return { monotonic: String(monotonic), realtime: String(monotonic + offset) };
}

async function receiveSnapshots(folder: RecordingFolder, session: TargetSession): Promise<void> {
  await session.evaluate(snapshotScript('after'));
  const target = join(folder.partial, 'proc');
  await mkdir(join(target, 'before'), { recursive: true });
  await mkdir(join(target, 'after'), { recursive: true });
  await session.receive('send the snapshots of /proc', sendSnapshots, target, isSnapshot);
}

/** Snapshots that the command took and files that it left; answers how many were not kept. */
async function receiveKept(folder: RecordingFolder, session: TargetSession): Promise<number> {
  const { code } = await session.evaluate(isKept);
  if (code !== 0) return 0;
  const files = new KeptFiles();
  const accepts = (name: string, bytes: number): boolean => files.accepts(name, bytes);
  await session.receive('send what the command left', sendKept, folder.partial, accepts);
  return files.leftOut;
}
