import { readdir } from 'node:fs/promises';
import { TargetError } from '../base/index.ts';
import type { TargetSession } from '../targets/target.ts';
import { nothingLost, type RecordingFolder } from './recording-folder.ts';

/** The folder of the guest whose files come home when its shell ends. */
export const outFolder = '/out';

export interface BroughtHome {
  readonly folder: string;
  /** What lies at the top of it. */
  readonly names: readonly string[];
  /** How many entries were left behind: links, devices, names that are not taken. */
  readonly leftBehind: number;
}

export interface HomeOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly startedAt: Date;
  readonly exitCode: number;
  readonly version: string;
  /** Asked for only when there is something to bring. */
  readonly begin: () => Promise<RecordingFolder>;
}

/** A file system of its own, in the guest's memory: nothing of this machine's stands in it. */
export async function makeOutFolder(session: TargetSession): Promise<void> {
  const place = `${session.root}${outFolder}`;
  await session.must(`make ${outFolder}`, `mkdir -p ${place} && mount -t tmpfs -o mode=1777 out ${place}`);
}

/** Makes a recording folder of what lies in `/out`; undefined where that is nothing. */
export async function bringHome(
  session: TargetSession,
  options: HomeOptions,
): Promise<BroughtHome | undefined> {
  const place = `${session.root}${outFolder}`;
  const { lines } = await session.evaluate(`find ${place} -mindepth 1 ! -type d | wc -l; uname -a`);
  const count = Number(lines[0]);
  if (!(count > 0)) return undefined;
  const folder = await options.begin();
  try {
    const received = await session.receive(
      `bring ${outFolder} home`,
      `cd ${place} && pack . 2>/dev/null; code=$?; cd /; [ $code -le 1 ]`,
      folder.partial,
      isAccepted,
    );
    if (received.length === 0) {
      await folder.discard();
      return { folder: '', names: [], leftBehind: count };
    }
    const names = (await readdir(folder.partial)).sort();
    await folder.finish({
      format: 1,
      ringside: options.version,
      command: options.command,
      cwd: options.cwd,
      startedAt: options.startedAt.toISOString(),
      endedAt: new Date().toISOString(),
      exitCode: options.exitCode,
      target: session.target,
      kernel: { package: session.kernel, uname: lines[1] ?? '', arch: session.arch, cpus: session.cpus },
      // Each file has the clock that whoever wrote it chose.
      time: { kind: session.timeKind, clock: '', pairs: [] },
      plan: {},
      lost: nothingLost,
      files: names,
    });
    return { folder: folder.final, names, leftBehind: Math.max(0, count - received.length) };
  } catch (error) {
    await folder.discard();
    if (error instanceof TargetError) throw error;
    throw new TargetError(
      `bring ${outFolder} home`,
      (error as Error).message,
      'Put less there, or less of it at a time.',
    );
  }
}

// A name in tar's head, with the `./` before it, ends after 100 bytes; what is longer would arrive cut.
function isAccepted(name: string): boolean {
  return name !== 'recording.json' && name.length < 98 && /^[\w.+@,=:~#% /-]+$/.test(name);
}
