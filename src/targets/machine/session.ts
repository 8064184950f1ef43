import { PassThrough } from 'node:stream';
import { TargetError } from '../../base/index.ts';
import type { Progress } from '../../packages/index.ts';
import { say } from '../../words/index.ts';
import type { TargetWishes } from '../index.ts';
import { createPump } from '../pump.ts';
import { quote } from '../shell.ts';
import { unpackTar } from '../tar-stream.ts';
import type { Command, CommandStreams, HeldCommand, TargetSession, TracerNeeds } from '../target.ts';
import { type Agent, collect, endOf, startAgent } from './agent.ts';
import { type KernelFactsFolder, readKernelFacts } from './kernel-facts.ts';
import { type PageStream, splitPages } from './page-stream.ts';
import type { Reach, ShellProcess } from './reach.ts';
import { agentText, snapshotText, startRootShell, startShell } from './shell-text.ts';

const mostReceived = 4 * 1024 ** 3;

/** A session on a machine of somebody's, which is left as it was when the session is closed. */
export async function openMachine(
  reach: Reach,
  { tracer: needs, programs }: TargetWishes,
  progress: Progress,
): Promise<TargetSession> {
  const agent = await startAgent(reach);
  try {
    const machine = await takePlace(reach, agent, needs, toolsIn(programs), progress);
    return sessionOn(reach, agent, machine);
  } catch (error) {
    await agent.end();
    throw error;
  }
}

interface Machine {
  readonly number: number;
  readonly folder: string;
  readonly top: string;
  readonly instance: string;
  readonly cpus: number;
  readonly arch: string;
  readonly release: string;
  readonly host: string;
  /** Which start of it, with which modules. */
  readonly boot: string;
}

/** Looks whether all is there, takes a place of its own and, in it, the tracer: in one question, since lines may be long. */
async function takePlace(
  reach: Reach,
  agent: Agent,
  needs: TracerNeeds,
  tools: readonly string[],
  progress: Progress,
): Promise<Machine> {
  const { tracer, limitsGraph, user } = needs;
  const buffer = `$(buffer_for ${usualBuffer(needs)} ${needs.bufferKiB ?? ''})`;
  const alone = `record_in_instance ${buffer} ${user ? 'nop' : tracer}`;
  const atTop = `record_at_top ${buffer}`;
  const script = [
    `look_around ${user ? 'function_graph' : tracer}`,
    ...tools.map(tool => `need_tool ${tool}`),
    ...(user ? ['need_root_login'] : []),
    'take_place',
    `printf %s ${quote(snapshotText())} >$state/bin/snapshot`,
    'chmod 755 $state/bin/snapshot',
    `printf %s ${quote(agentText())} >$state/agent.sh`,
    user ? `${alone} && leave_top_to_uftrace` : limitsGraph ? atTop : `{ ${alone} || ${atTop}; }`,
    'say_instance',
    ...(reach.isFar ? ['watch_the_line'] : []),
  ].join(' && ');
  const lines = await agent.must(say('targets.prepare'), script, 120);
  const facts = new Map<string, string>();
  for (const line of lines) {
    const [word, name = '', ...value] = line.split(' ');
    if (word === 'fact') facts.set(name, value.join(' '));
    if (word === 'repaired') progress.say(say('targets.repaired', { pid: value.join(' ') }));
  }
  const text = (name: string): string => facts.get(name) ?? '';
  const number = Number(text('place'));
  return {
    number,
    folder: `/run/ringside/${number}`,
    top: text('top'),
    instance: text('instance'),
    cpus: Number(text('cpus')),
    arch: text('arch'),
    release: text('release'),
    host: text('host'),
    boot: text('boot'),
  };
}

/** The programs of packages that a recording or a lab runs; what else a package is for shows when it is used. */
const programOf: Readonly<Record<string, string>> = {
  blktrace: 'blktrace',
  bpftool: 'bpftool',
  gcc: 'gcc',
  gdb: 'gdb',
  'linux-perf': 'perf',
  procps: 'ps',
  uftrace: 'uftrace',
};

function toolsIn(packages: readonly string[]): readonly string[] {
  return packages.flatMap(name => programOf[name] ?? []);
}

/** KiB for each CPU, as in a guest. */
function usualBuffer({ tracer }: TracerNeeds): number {
  return tracer === 'nop' ? 4096 : 16_384;
}

function sessionOn(reach: Reach, agent: Agent, machine: Machine): TargetSession {
  const { number, folder, top, instance, cpus, arch, release, host } = machine;
  const beside = `. ${folder}/agent.sh; exec 5>&1 1>&2; attach ${number} ${top}`;
  const startBeside = (script: string): ShellProcess => {
    const shell = startRootShell(reach, `${beside}\n${script}\n`);
    shell.stdin.end();
    return shell;
  };
  const drain = startBeside('drain_pages >&5');
  drain.stderr.resume();
  const pages: PageStream = splitPages(drain.stdout, cpus);
  const receive: TargetSession['receive'] = async (what, script, into, accepts) => {
    const shell = startBeside(script);
    const said = collect(shell);
    // Node lets go what a process that has ended printed and nobody reads at that moment.
    const archive = shell.stdout.pipe(new PassThrough());
    const unpacked = unpackTar(archive, into, { accepts, mostBytes: mostReceived });
    // What follows the archive's end is its padding.
    const all = unpacked.finally(() => archive.resume()).catch((error: Error) => error);
    const code = await endOf(shell);
    const names = await all;
    if (code !== 0) throw new TargetError(what, said() || String(code), say('targets.again'));
    if (names instanceof Error) throw names;
    return names;
  };
  let facts: Promise<KernelFactsFolder> | undefined;
  let isOpen = true;
  const beat = reach.isFar
    ? setInterval(() => void agent.evaluate('true >$state/beat').catch(() => {}), 10_000).unref()
    : undefined;
  return {
    target: reach.target,
    timeKind: 'real',
    arch,
    cpus,
    kernel: release,
    description: say('targets.description', { host, release, cpus }),
    async facts() {
      facts ??= readKernelFacts(reach.isFar ? machine.boot : undefined, agent, receive);
      return (await facts).path;
    },
    root: '',
    place: folder,
    instance,
    probeGroup: number === 1 ? 'ringside' : `ringside_${number}`,
    surroundings: reach.surroundings,
    sharesTerminal: true,
    armed: 'nop',
    evaluate: agent.evaluate,
    must: agent.must,
    async asUser(script) {
      const shell = startShell(reach, script);
      shell.stdin.end();
      const printed: Buffer[] = [];
      for (const stream of [shell.stdout, shell.stderr]) stream.on('data', part => printed.push(part));
      const code = await endOf(shell);
      return { code, lines: Buffer.concat(printed).toString('utf8').trimEnd().split('\n') };
    },
    hold: (command, streams) => hold(reach, agent, { folder, exit: pages.exit }, command, streams),
    pages: cpu => pages.of(cpu),
    pagesSent: () => pages.ended,
    receive,
    async console() {
      const { lines } = await agent.evaluate('say_console');
      return lines.map(line => `${line}\n`).join('');
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      clearInterval(beat);
      await agent.end();
      drain.kill();
      await facts?.then(
        ({ leave }) => leave(),
        () => {},
      );
    },
  };
}

async function hold(
  reach: Reach,
  agent: Agent,
  place: { readonly folder: string; readonly exit: Promise<number> },
  command: Command,
  streams: CommandStreams,
): Promise<HeldCommand> {
  const started = await reach.hold(command, streams, { ...place, must: agent.must });
  const { process: child, pid } = started;
  await agent.evaluate(`follow_command ${pid}`);
  const pump = createPump();
  const broken = (): void => void started.signal('PIPE').catch(() => {});
  if (child.stdout) pump.pass(child.stdout, streams.out, broken);
  if (child.stderr) pump.pass(child.stderr, streams.err, broken);
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()));
  const ended = started.exit.then(async code => {
    await agent.evaluate('trace_off');
    // Processes that the command left behind may hold its streams.
    await Promise.race([closed, pump.quiet(300)]);
    await pump.settle();
    return code;
  });
  ended.catch(() => {});
  return {
    pid,
    async release() {
      if (child.stdin) {
        child.stdin.on('error', () => {});
        streams.in.pipe(child.stdin);
      }
      await started.release();
    },
    signal: started.signal,
    // The terminal is ours: it tells the command itself.
    resize: () => Promise.resolve(),
    ended,
  };
}
