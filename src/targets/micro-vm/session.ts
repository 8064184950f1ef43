import { randomBytes } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import type { Duplex } from 'node:stream';
import { quote } from '../shell.ts';
import type { Command, CommandStreams, HeldCommand, TargetSession } from '../target.ts';
import { commandScript } from './command-script.ts';
import type { Guest } from './guest.ts';
import { timeKindOf } from './machine.ts';
import type { OpenedGuest } from './open-guest.ts';
import { unpackTar } from './tar-stream.ts';

const commandRoot = '/root-of-command';
const mostReceived = 4 * 1024 ** 3;

/** A guest as a target: its root mounted, its clock and name set, ready to run commands. */
export async function openSession(
  opened: OpenedGuest,
  options: { armed: string; hasPrograms: boolean },
): Promise<TargetSession> {
  const { guest, facts } = opened;
  const { machine } = guest;
  await guest.must('set up the guest', greetingScript(guest, options.hasPrograms));
  const pump = connectStreams(guest);
  return {
    target: 'vm',
    timeKind: timeKindOf(machine),
    arch: machine.arch,
    cpus: machine.cpus,
    kernel: machine.kernel.origin,
    description: `${machine.kernel.origin} in a micro-VM, ${machine.cpus} CPUs, ${machine.memoryMiB} MiB, ${machine.accelerator}`,
    facts: { folder: facts },
    root: commandRoot,
    armed: options.armed,
    evaluate: guest.evaluate,
    must: guest.must,
    hold: (command, streams) => hold(guest, pump, command, streams),
    pages: cpu => guest.stream(`cpu${cpu}`),
    async receive(what, script, folder, accepts) {
      const unpacked = unpackTar(guest.stream('files'), folder, { accepts, mostBytes: mostReceived });
      const [names] = await Promise.all([unpacked, guest.must(what, script, 600)]);
      return names;
    },
    console: () => guest.serial.text(),
    close: guest.stop,
  };
}

/** A resumed guest has the clock, the name and the secrets of the day it was saved, until it is told otherwise. */
function greetingScript(guest: Guest, hasPrograms: boolean): string {
  // Instruction time is for runs that repeat: its guests keep the state of the saved one's random generator.
  const seed = guest.machine.instructionTime ? [] : [`echo ${randomBytes(32).toString('hex')} >/dev/urandom`];
  return [
    `date -s @${(Date.now() / 1000).toFixed(3)} >/dev/null`,
    `echo ${quote(hostname().replace(/[^\w.-]/g, '') || 'ringside')} >/proc/sys/kernel/hostname`,
    ...seed,
    `mount_root ${hasPrograms ? 1 : 0} && hide_homes ${quote(homedir())}`,
  ].join('\n');
}

async function hold(
  guest: Guest,
  pump: StreamPump,
  command: Command,
  streams: CommandStreams,
): Promise<HeldCommand> {
  const mode = command.terminal ? 'tty' : 'pipes';
  const size = command.terminal;
  const lines = await guest.must(
    'load the command',
    [
      `printf %s ${quote(commandScript(command))} >$root/run/ringside/command`,
      size ? `stty -F /dev/ringside/tty rows ${size.rows} cols ${size.columns}` : '',
      `prepare_command ${mode}`,
    ].join('\n'),
  );
  const pid = Number(lines.find(line => line.startsWith('pid '))?.slice(4));
  pump.start(streams, mode);
  return {
    pid,
    release: async () => void (await guest.evaluate('release_command')),
    signal: async name => void (await guest.evaluate(`signal_command ${quote(name)}`)),
    resize: async (rows, columns) =>
      void (await guest.evaluate(`stty -F /dev/ringside/tty rows ${rows} cols ${columns}`)),
    ended: guest.exit.then(async code => {
      await pump.settle();
      return code;
    }),
  };
}

interface StreamPump {
  start(streams: CommandStreams, mode: 'tty' | 'pipes'): void;
  /** Settles when all that lies in the sockets has been passed on. */
  settle(): Promise<void>;
}

function connectStreams(guest: Guest): StreamPump {
  let arrived = 0;
  const pass = (from: Duplex, to: NodeJS.WritableStream): void => {
    from.on('data', (part: Buffer) => {
      arrived++;
      if (!to.write(part)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
  };
  return {
    start(streams, mode) {
      if (mode === 'tty') {
        pass(guest.stream('tty'), streams.out);
        streams.in.pipe(guest.stream('tty'), { end: false });
        return;
      }
      pass(guest.stream('out'), streams.out);
      pass(guest.stream('err'), streams.err);
      // The end of our input closes the port's other side, which the guest reads as the end of its input.
      streams.in.pipe(guest.stream('in'));
    },
    // QEMU had everything in the sockets before it passed on the word of the exit: a turn without data is the end.
    async settle() {
      for (let quiet = 0, seen = arrived; quiet < 3; quiet++) {
        await new Promise(resolve => setImmediate(resolve));
        if (seen !== arrived) quiet = 0;
        seen = arrived;
      }
    },
  };
}
