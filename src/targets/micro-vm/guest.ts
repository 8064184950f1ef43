import { open, stat } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { TargetError } from '../../base/index.ts';
import type { QemuTool } from '../../packages/index.ts';
import { type Control, openControl } from '../control.ts';
import { quote } from '../shell.ts';
import type { Answer } from '../target.ts';
import { serveEcho } from './echo.ts';
import type { Machine } from './machine.ts';
import type { Attachments, StreamName } from './qemu/arguments.ts';
import { type QemuProcess, startQemu } from './qemu/process.ts';
import { type SerialLog, watchSerial } from './serial-log.ts';

/** A running guest whose agent answers. */
export interface Guest {
  readonly machine: Machine;
  readonly qemu: QemuProcess;
  readonly serial: SerialLog;
  /** Settles with the exit code of the command started in it; rejects with a TargetError when the guest dies. */
  readonly exit: Promise<number>;
  stream(name: StreamName): Duplex;
  /** Runs shell in the agent within a deadline of `seconds`; the answer's code may be any. */
  evaluate(script: string, seconds?: number): Promise<Answer>;
  /** Runs shell that must succeed; a TargetError named `what` with its output where it does not. */
  must(what: string, script: string, seconds?: number): Promise<readonly string[]>;
  /** Ends QEMU at once: nothing on the host waits for the guest's own shutdown. */
  stop(): Promise<void>;
}

export interface BootOptions {
  readonly qemu: QemuTool;
  readonly machine: Machine;
  readonly attachments: Attachments;
  readonly asRoot: boolean;
}

/** Seconds that each phase of a start may last in an emulated guest; a guest under KVM has a sixth. */
const bootDeadlines: Readonly<Record<string, number>> = { kernel: 90, modules: 60, ports: 20, agent: 20 };
const resumeDeadline = 20;

function paceOf(machine: Machine): number {
  if (machine.instructionTime) return 3;
  return machine.accelerator === 'kvm' ? 1 / 6 : 1;
}

/** Boots a guest from its kernel, with a deadline for each phase. */
export async function bootGuest(options: BootOptions): Promise<Guest> {
  const qemu = startQemu(options.qemu, options.machine, options.attachments, { asRoot: options.asRoot });
  const guest = connect(options.machine, qemu);
  let watch: NodeJS.Timeout | undefined;
  let isUp = false;
  // The console may say the last phase after the agent itself was heard.
  const startWatch = (phase: string): void => {
    clearTimeout(watch);
    if (isUp) return;
    const seconds = Math.ceil((bootDeadlines[phase] ?? 30) * paceOf(options.machine));
    watch = setTimeout(
      () => guest.die(`no progress for ${seconds} s in the phase "${phase}"`),
      seconds * 1000,
    );
  };
  startWatch('kernel');
  guest.serial.onPhase(startWatch);
  try {
    await guest.control.ready;
    return guest;
  } catch (error) {
    await guest.stop();
    throw error;
  } finally {
    isUp = true;
    clearTimeout(watch);
  }
}

/** Resumes a saved guest. Rejects when QEMU does not take the state or the agent does not answer. */
export async function resumeGuest(options: BootOptions, stateFile: string): Promise<Guest> {
  const state = await open(stateFile, 'r');
  try {
    const attachments = { ...options.attachments, awaitState: true };
    const qemu = startQemu(options.qemu, options.machine, attachments, {
      inherit: [state.fd],
      asRoot: options.asRoot,
    });
    const guest = connect(options.machine, qemu);
    try {
      await leaveMemoryOut(guest);
      await guest.qemu.monitor.execute('migrate-incoming', { uri: `fd:${qemu.inherited[0]}` });
      await guest.evaluate(':', resumeDeadline);
      return guest;
    } catch (error) {
      await guest.stop();
      throw error;
    }
  } finally {
    await state.close();
  }
}

/** Writes the state of the guest's devices to a file, then ends the guest. Its memory is in the shared memory file already. */
// QEMU stops the guest itself and notes that it ran: one stopped before would be resumed stopped.
export async function saveDevices(guest: Guest, stateFile: string): Promise<void> {
  const { monitor } = guest.qemu;
  await leaveMemoryOut(guest);
  // `file:` came with QEMU 8.2, and an outgoing `fd:` takes only what was sent over the monitor's socket.
  // QEMU says "completed" when all is in the pipe; only the rename says that it is in the file.
  const partial = `${stateFile}.partial`;
  await monitor.execute('migrate', {
    uri: `exec:cat >${quote(partial)} && mv ${quote(partial)} ${quote(stateFile)}`,
  });
  for (;;) {
    const { status, 'error-desc': reason } = (await monitor.execute('query-migrate')) as Record<
      string,
      string
    >;
    if (status === 'completed') break;
    if (status === 'failed')
      throw new TargetError(
        'save the guest',
        reason ?? 'QEMU gave no reason',
        'The guest is booted anew each time.',
      );
    await sleep(5);
  }
  await guest.stop();
  await untilWritten(stateFile);
}

async function untilWritten(stateFile: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await stat(stateFile)).size === 0) {
    if (Date.now() > deadline)
      throw new TargetError(
        'save the guest',
        `${stateFile} was not written within a minute`,
        'Look for room on that disk, or give --no-saved to boot each time.',
      );
    await sleep(5);
  }
}

/** The memory file is the memory's state: the stream of a state carries the devices alone. */
async function leaveMemoryOut(guest: Guest): Promise<void> {
  const capabilities = [{ capability: 'x-ignore-shared', state: true }];
  await guest.qemu.monitor.execute('migrate-set-capabilities', { capabilities });
}

interface ConnectedGuest extends Guest {
  readonly control: Control;
  die(why: string): void;
}

function connect(machine: Machine, qemu: QemuProcess): ConnectedGuest {
  const serial = watchSerial(qemu.stream('serial'));
  const control = openControl(qemu.stream('control'));
  serveEcho(qemu.stream('echo'));
  let stopping = false;
  const die = (why: string): void => {
    control.fail(new TargetError('run the guest', describeDeath(why, qemu, serial), remedyFor(serial)));
  };
  qemu.ended.then(
    ({ code, signal }) => {
      if (!stopping) die(serial.panic() ?? `QEMU ended (${signal ?? `exit code ${code}`})`);
    },
    (error: Error) => control.fail(error),
  );
  const stop = async (): Promise<void> => {
    stopping = true;
    await qemu.kill();
    control.fail(new TargetError('run the guest', 'it was stopped', ''));
  };
  const evaluate = async (script: string, seconds = 60): Promise<Answer> => {
    const timer = setTimeout(
      () => die(`no answer for ${seconds} s in the phase "${serial.phase()}"`),
      seconds * 1000,
    );
    try {
      return await control.evaluate(script);
    } finally {
      clearTimeout(timer);
    }
  };
  const must = async (what: string, script: string, seconds?: number): Promise<readonly string[]> => {
    const { code, lines } = await evaluate(script, seconds);
    if (code !== 0)
      throw new TargetError(what, lines.join('\n') || `exit code ${code}`, 'Run `ringside doctor`.');
    return lines;
  };
  return {
    machine,
    qemu,
    serial,
    control,
    exit: control.exit,
    stream: qemu.stream,
    evaluate,
    must,
    stop,
    die,
  };
}

function describeDeath(why: string, qemu: QemuProcess, serial: SerialLog): string {
  const parts = [
    why,
    qemu.said() && `QEMU said: ${qemu.said()}`,
    serial.text() && `the guest's console ends:\n${serial.tail(12)}`,
  ];
  return parts.filter(Boolean).join('\n');
}

function remedyFor(serial: SerialLog): string {
  if (/out of memory|oom-kill|Out of memory/i.test(serial.text()))
    return 'Give the guest more with --memory.';
  if (serial.panic()) return 'Try another kernel with --kernel, or less with --cpus 1.';
  return 'Try again; `ringside vm clean` forgets saved guests, `ringside doctor` names what is missing.';
}
