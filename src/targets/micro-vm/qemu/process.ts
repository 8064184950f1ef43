import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { TargetError } from '../../../base/index.ts';
import { isRoot, places, type QemuTool } from '../../../packages/index.ts';
import { groupOfKvm } from '../accelerator.ts';
import type { Machine } from '../machine.ts';
import { type Attachments, qemuArguments, type StreamName, streamsOf } from './arguments.ts';
import { type Monitor, openMonitor } from './monitor.ts';

/** The user whose rights a guest has on the host when root started it. Debian policy 9.2.2 reserves 65000–65533: nobody else is it. */
export const guestUser = 65432;

/** A running QEMU, connected by socket pairs: nothing of it can be reached through the file system. */
export interface QemuProcess {
  readonly pid: number;
  /** What our `inherit` descriptors are called in QEMU. */
  readonly inherited: readonly number[];
  readonly monitor: Monitor;
  stream(name: StreamName): Duplex;
  /** Settles when the process is gone. */
  readonly ended: Promise<{ readonly code: number | undefined; readonly signal: string | undefined }>;
  /** What QEMU itself said on its standard error, the last 4 KiB. */
  said(): string;
  kill(): Promise<void>;
}

export interface StartOptions {
  /** Descriptors of ours that QEMU inherits: those of a state to read or write. */
  readonly inherit?: readonly number[];
  /** Keep root's rights instead of those of an unprivileged user. */
  readonly asRoot?: boolean;
}

const firstDescriptor = 3;

/** Starts QEMU so that it dies with this process, however that dies. */
export function startQemu(
  tool: QemuTool,
  machine: Machine,
  attachments: Attachments,
  options: StartOptions = {},
): QemuProcess {
  const streams = streamsOf(machine);
  const inherit = options.inherit ?? [];
  const descriptorOf = (stream: StreamName): number => firstDescriptor + streams.indexOf(stream);
  const inherited = inherit.map((_, index) => firstDescriptor + streams.length + index);
  // Seen in the process list: whose guest this is.
  const name = ['-name', `ringside-${process.pid}`];
  const args = [...tool.firmwareArgs, ...name, ...qemuArguments(machine, attachments, descriptorOf)];
  const [program, ...rest] = [...privileges(machine, options.asRoot ?? false), ...tool.argv, ...args];
  const child = spawn(program!, rest, {
    stdio: ['ignore', 'ignore', 'pipe', ...streams.map(() => 'pipe' as const), ...inherit],
    env: { PATH: process.env.PATH, HOME: '/', TMPDIR: workFolder(), ...tool.env },
    // A terminal's Ctrl-C is for the command in the guest, not for QEMU.
    detached: true,
  });
  const stream = (name: StreamName): Duplex => child.stdio[descriptorOf(name)] as Duplex;
  for (const name of streams) stream(name).on('error', () => {});
  const said = keepTail(child);
  return {
    pid: child.pid ?? 0,
    inherited,
    monitor: openMonitor(stream('monitor')),
    stream,
    ended: untilEnd(child),
    said,
    kill: () => end(child),
  };
}

/** Where QEMU puts what a guest writes to its disks: unlinked files that go with it. */
function workFolder(): string {
  const folder = join(places().cache, 'work');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (isRoot()) chownSync(folder, guestUser, guestUser);
  return folder;
}

/** Death with the parent must be asked for after the change of user, which clears it: setpriv does both in that order. */
function privileges(machine: Machine, asRoot: boolean): readonly string[] {
  const base = ['setpriv', '--pdeathsig', 'KILL'];
  if (!isRoot() || asRoot) return [...base, '--'];
  const group = machine.accelerator === 'kvm' ? groupOfKvm() : undefined;
  const groups = group === undefined ? '--clear-groups' : `--groups=${group}`;
  return [...base, `--reuid=${guestUser}`, `--regid=${guestUser}`, groups, '--no-new-privs', '--'];
}

function keepTail(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-4096);
  });
  return () => text.trim();
}

function untilEnd(child: ChildProcess): QemuProcess['ended'] {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => {
      const ending = { code: code ?? undefined, signal: signal ?? undefined };
      // Its last words may still be in the pipe.
      child.once('close', () => resolve(ending));
      setTimeout(() => resolve(ending), 200).unref();
    });
    child.once('error', error => {
      reject(new TargetError('start QEMU', error.message, 'Run `ringside doctor` to see what is missing.'));
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise(resolve => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
