import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TargetError } from '../base/index.ts';
import type { Command, TargetSession } from '../targets/target.ts';

const homeIn = (place: string): string => `${place}/uftrace.data`;

/**
 * The command as uftrace runs it. `--force` takes programs that were not built for tracing: their library calls
 * are seen. uftrace sets the kernel's function graph up and stamps CLOCK_MONOTONIC.
 */
export function underUftrace(command: Command, kernelDepth: number, place: string): Command {
  const uftrace = [
    'uftrace',
    'record',
    '--no-pager',
    '--force',
    '-K',
    String(kernelDepth),
    '--kernel-buffer',
    '16m',
    '-d',
    homeIn(place),
    '--',
  ];
  return { ...command, argv: [...uftrace, ...command.argv] };
}

/** Brings uftrace's folder into the recording; answers the exit code of the command that uftrace ran. */
export async function receiveUftrace(
  session: TargetSession,
  recording: string,
  uftraceExit: number,
): Promise<number> {
  const folder = join(recording, 'uftrace.data');
  const home = `$root${homeIn(session.place)}`;
  await mkdir(folder);
  const send = `(cd ${home} 2>/dev/null && [ -e info ] && pack * || { echo 'uftrace left no data'; false; })`;
  const { code, lines } = await session.evaluate(`[ -e ${home}/info ]`);
  if (code !== 0) {
    throw new TargetError(
      'record with uftrace',
      `uftrace left no data (exit code ${uftraceExit}) ${lines.join(' ')}`,
      'What uftrace said stands above.',
      exitOf(uftraceExit),
    );
  }
  await session.receive('keep the files of uftrace', send, folder, name =>
    /^[\w.+@-][\w.+@,= -]*$/.test(name),
  );
  return commandExit(await readFile(join(folder, 'info')), uftraceExit);
}

/** The command could not be started at all: a shell's codes, as without uftrace. */
function exitOf(uftraceExit: number): number {
  return uftraceExit === 126 || uftraceExit === 127 ? uftraceExit : 125;
}

/** uftrace keeps the wait status of its command in its info file: `exit_status:1792`. */
function commandExit(info: Buffer, uftraceExit: number): number {
  const status = /^exit_status:(\d+)$/m.exec(info.toString('latin1'))?.[1];
  if (status === undefined) return uftraceExit;
  const signal = Number(status) & 127;
  return signal === 0 ? (Number(status) >> 8) & 255 : 128 + signal;
}
