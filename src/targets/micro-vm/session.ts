import { randomBytes } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import { createPump, type Pump } from '../pump.ts';
import { quote } from '../shell.ts';
import { unpackTar } from '../tar-stream.ts';
import type { Command, CommandStreams, HeldCommand, TargetSession } from '../target.ts';
import { architectures } from './architectures.ts';
import { commandScript, terminalScript } from './command-script.ts';
import type { Guest } from './guest.ts';
import { timeKindOf } from './machine.ts';
import type { OpenedGuest } from './open-guest.ts';
import { terminalInput, terminalOutput } from './terminal-streams.ts';

const commandRoot = '/root-of-command';
const place = '/run/ringside';
const mostReceived = 4 * 1024 ** 3;

/** A guest as a target: its root mounted, its clock and name set, ready to run commands. */
export async function openSession(
  opened: OpenedGuest,
  options: { armed: string; hasPrograms: boolean },
): Promise<TargetSession> {
  const { guest, facts } = opened;
  const { machine } = guest;
  try {
    await guest.must('set up the guest', greetingScript(guest, options.hasPrograms));
  } catch (error) {
    await guest.stop();
    throw error;
  }
  return {
    target: 'vm',
    timeKind: timeKindOf(machine),
    arch: machine.arch,
    cpus: machine.cpus,
    kernel: machine.kernel.origin,
    description: `${machine.kernel.origin} in a micro-VM, ${machine.cpus} CPUs, ${machine.memoryMiB} MiB, ${machine.accelerator}`,
    facts,
    root: commandRoot,
    place,
    instance: '',
    probeGroup: 'ringside',
    surroundings: 'like ours',
    sharesTerminal: false,
    armed: options.armed,
    evaluate: guest.evaluate,
    must: guest.must,
    hold: (command, streams) => hold(guest, command, streams),
    asUser: (script, seconds) =>
      guest.evaluate(`$inside /bin/sh -c ${quote(script)} 2>&1 </dev/null`, seconds),
    pages: cpu => guest.stream(`cpu${cpu}`),
    // QEMU has all of it in the sockets when the agent has answered.
    pagesSent: () => Promise.resolve(),
    async receive(what, script, folder, accepts) {
      const unpacked = unpackTar(guest.stream('files'), folder, { accepts, mostBytes: mostReceived });
      const [names] = await Promise.all([unpacked, guest.must(what, script, 600)]);
      return names;
    },
    console: () => Promise.resolve(guest.serial.text()),
    close: guest.stop,
  };
}

/** A resumed guest has the clock, the name and the secrets of the day it was saved, until it is told otherwise. */
function greetingScript(guest: Guest, hasPrograms: boolean): string {
  const programs = hasPrograms ? 1 : 0;
  const root = architectures[guest.machine.arch].sharesHostRoot
    ? `mount_root ${programs} && hide_homes ${quote(homedir())}`
    : `mount_root_of_its_own ${programs}`;
  // Instruction time is for runs that repeat: its guests keep the state of the saved one's random generator, and what
  // drains the buffer comes at known places. Otherwise it gets no right of way: it lost more events with it.
  const identity = guest.machine.instructionTime
    ? `drain_with='nice -n -20'`
    : `echo ${randomBytes(32).toString('hex')} >/dev/urandom`;
  return [
    `date -s @${Math.round(Date.now() / 1000)} >/dev/null`,
    `echo ${quote(hostname().replace(/[^\w.-]/g, '') || 'ringside')} >/proc/sys/kernel/hostname`,
    identity,
    root,
  ].join('\n');
}

async function hold(guest: Guest, command: Command, streams: CommandStreams): Promise<HeldCommand> {
  const size = command.terminal;
  const endMark = `\x1b_${randomBytes(16).toString('hex')}\x1b\\`;
  const write = (name: string, script: string): string =>
    `printf %s ${quote(script)} >$root/run/ringside/${name}`;
  const lines = await guest.must(
    'load the command',
    [
      write('command', commandScript(asSeenInside(guest, command))),
      size ? write('terminal', terminalScript(size, endMark)) : '',
      `prepare_command ${size ? 'tty' : 'pipes'}`,
    ].join('\n'),
  );
  const pid = Number(lines.find(line => line.startsWith('pid '))?.slice(4));
  const pump = createPump();
  const connected = size
    ? connectTerminal(guest, pump, streams, endMark)
    : connectPipes(guest, pump, streams);
  const ended = guest.exit.then(async code => {
    await connected.allSent();
    await pump.settle();
    return code;
  });
  // A guest that is stopped before its command ends is nobody's error.
  ended.catch(() => {});
  return {
    pid,
    async release() {
      // Only now: what is typed before is for the command, not for what holds it.
      connected.connectInput();
      await guest.evaluate(releaseScript(guest));
    },
    signal: async name => void (await guest.evaluate(`signal_command ${quote(name)}`)),
    resize: async (rows, columns) => void (await guest.evaluate(`resize_terminal ${rows} ${columns}`)),
    ended,
  };
}

// What a CPU has counted and not yet added up (mm/vmstat.c) takes another branch when it is below zero: runs that are
// to repeat begin with nothing counted.
function releaseScript(guest: Guest): string {
  return guest.machine.instructionTime
    ? 'echo 1 >/proc/sys/vm/stat_refresh; release_command'
    : 'release_command';
}

/** In a root without the host's folders a command starts at its top, with the paths of that root. */
function asSeenInside(guest: Guest, command: Command): Command {
  if (architectures[guest.machine.arch].sharesHostRoot) return command;
  const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return { ...command, cwd: '/', env: { ...command.env, HOME: '/root', PATH } };
}

interface Connected {
  connectInput(): void;
  /** Settles when nothing more of the command's is on its way. */
  allSent(): Promise<unknown>;
}

/** Joins the command's streams to ours. The end of our input closes its port, which the guest reads as the end of its own. */
function connectPipes(guest: Guest, pump: Pump, streams: CommandStreams): Connected {
  pump.pass(guest.stream('out'), streams.out, () => tellBroken(guest));
  pump.pass(guest.stream('err'), streams.err, () => tellBroken(guest));
  return {
    connectInput: () => streams.in.pipe(guest.stream('in')),
    allSent: () => Promise.resolve(),
  };
}

function connectTerminal(guest: Guest, pump: Pump, streams: CommandStreams, endMark: string): Connected {
  const port = guest.stream('tty');
  const { stream, ended } = terminalOutput(endMark);
  pump.pass(port.pipe(stream), streams.out, () => tellBroken(guest));
  return {
    connectInput: () => streams.in.pipe(terminalInput()).pipe(port, { end: false }),
    // The command may have killed what holds its terminal: then no mark comes.
    allSent: () => Promise.race([ended, pump.quiet(2000)]),
  };
}

/** What a program hears that writes where nobody reads. */
function tellBroken(guest: Guest): void {
  guest.evaluate('signal_command PIPE').catch(() => {});
}
